import type { Change, SandboxInstance } from './instance.ts';
import type { AccessKey } from './keys.ts';
import { amountOf } from './money.ts';
import type { Amount } from './money.ts';
import type { OrderRecord } from './orders.ts';
import { refuse } from './refusal.ts';
import { settleChanges } from './timeline.ts';

export type Site = 'china' | 'international';

/** A coupon of the account. */
export interface Coupon {
  readonly couponNo: string;
  readonly name: string;
  /** Taken off the amount to pay. */
  readonly off: Amount;
  /** The least amount it may be used on. */
  readonly minimum: Amount;
  readonly expiresAt: number;
  usedBy?: string;
}

/** What a test may turn while the sandbox runs. */
export interface Settings {
  changeDurationMs: number;
  site: Site;
  /** `none`: no payment method is registered. */
  payment: 'cash' | 'credit' | 'none';
  balance: Amount;
  /** What list prices are multiplied with: all of them, and those of a class. */
  priceFactors: { all: number; readonly classes: Map<string, number> };
  coupons: Coupon[];
  /** Serves OrderId as a bare JSON number, as some sibling operations do. */
  orderIdAsNumber: boolean;
  /** Serves PaymentStatus in lower case, as the text of GetOrderDetail spells it. */
  lowerCasePaymentStatus: boolean;
  /** GetOrderDetail states the classes of an order: whether it does for Redis is not published. */
  statesConfig: boolean;
  /** ModifyInstanceSpec forgets ClientTokens: that it keeps them is not published. */
  ignoreClientToken: boolean;
  /** InstanceStatus of an instance whose change waits for its window: unknown whether Normal or Changing. */
  statusWhileWaiting: 'Normal' | 'Changing';
  /** Whether a task that waits names the time of its switch: no page says that it does, or where. */
  taskNamesSwitch: boolean;
  /** Unknown whether an unpaid order blocks the next one; the careful answer is that it does. */
  unpaidOrderBlocks: boolean;
  /** Classes that are not sold at all (SPEC_NOT_FOUND). */
  notSold: string[];
  /** Classes without stock (QuotaNotEnough). */
  outOfStock: string[];
  /** Whether the service has a sample of the used memory; just after a change it may not (MissingRedisUsedmemoryUnsupportPerfItem). */
  usedMemoryKnown: boolean;
}

export interface Task {
  readonly taskId: string;
  readonly instanceId: string;
  readonly change: Change;
}

/** A ClientToken that has made an order. */
export interface UsedToken {
  readonly business: string;
  readonly orderId: string;
}

export interface State {
  readonly now: () => number;
  /** Timestamps are compared with this: the caller signs with the wall clock, whatever a test does to business time. */
  readonly wallClock: () => number;
  readonly accountId: string;
  readonly settings: Settings;
  readonly keys: Map<string, AccessKey>;
  readonly nonces: Map<string, number>;
  readonly instances: Map<string, SandboxInstance>;
  /** Instances with a change that is not done, so that reading a fleet stays cheap. */
  readonly changing: Set<SandboxInstance>;
  readonly orders: OrderRecord[];
  readonly tasks: Task[];
  readonly tokens: Map<string, UsedToken>;
  readonly counters: { order: number; task: number };
}

interface StateOptions {
  readonly now: () => number;
  readonly wallClock: () => number;
  readonly site: Site;
  readonly changeDurationMs: number;
}

export function createState(options: StateOptions): State {
  return {
    now: options.now,
    wallClock: options.wallClock,
    accountId: '1413459060060000',
    settings: {
      changeDurationMs: options.changeDurationMs,
      site: options.site,
      payment: 'cash',
      balance: amountOf(10_000),
      priceFactors: { all: 1, classes: new Map() },
      coupons: [],
      orderIdAsNumber: false,
      lowerCasePaymentStatus: false,
      statesConfig: true,
      ignoreClientToken: false,
      statusWhileWaiting: 'Normal',
      taskNamesSwitch: false,
      unpaidOrderBlocks: true,
      notSold: [],
      outOfStock: [],
      usedMemoryKnown: true,
    },
    keys: new Map(),
    nonces: new Map(),
    instances: new Map(),
    changing: new Set(),
    orders: [],
    tasks: [],
    tokens: new Map(),
    counters: { order: 0, task: 0 },
  };
}

/** Brings everything that time has done since the last look into the state. */
export function settle(state: State): void {
  settleChanges(state);
}

export function findInstance(state: State, instanceId: string, regionId?: string): SandboxInstance {
  const instance = state.instances.get(instanceId);
  if (instance === undefined || instance.instanceStatus === 'Released') throw refuse('InvalidInstanceId.NotFound');
  if (regionId !== undefined && instance.regionId !== regionId) throw refuse('InvalidInstanceId.NotFound');
  return instance;
}
