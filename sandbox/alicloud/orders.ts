import type { SandboxInstance, Shape } from './instance.ts';
import type { Amount } from './money.ts';
import type { State } from './state.ts';
import { beginChange } from './timeline.ts';

export interface OrderRecord {
  readonly orderId: string;
  readonly subOrderId: string;
  readonly instanceId: string;
  readonly regionId: string;
  status: 'Unpaid' | 'Paid' | 'Cancelled';
  readonly direction: 'UPGRADE' | 'DOWNGRADE';
  readonly chargeType: 'PrePaid' | 'PostPaid';
  readonly createdAt: number;
  paidAt?: number;
  readonly original: Amount;
  readonly discount: Amount;
  readonly trade: Amount;
  readonly currency: string;
  readonly couponNo?: string;
  readonly target: Shape;
  readonly wasClass: string;
  /** Id of the account or RAM user. */
  readonly operator: string;
  readonly waitsForWindow: boolean;
  readonly clientToken?: string;
  /** End of the subscription that is paid for. */
  readonly usageEnd: string;
}

/**
 * Order numbers are digits of no fixed length; beside the 15 of every published sample, two of three are made longer
 * than a double can hold, because nothing promises otherwise.
 */
export function nextOrderId(state: State): string {
  const n = BigInt(state.counters.order);
  state.counters.order += 1;
  const bases = [207_226_234_310_042n, 23_455_807_226_310_107n, 1_207_226_234_310_000_043n];
  const base = bases[Number(n % 3n)] ?? 0n;
  return String(base + n * 10_009n);
}

export function findOrder(state: State, orderId: string): OrderRecord | undefined {
  return state.orders.find((order) => order.orderId === orderId || order.subOrderId === orderId);
}

export function unpaidOrderOf(state: State, instanceId: string): OrderRecord | undefined {
  return state.orders.find((order) => order.instanceId === instanceId && order.status === 'Unpaid');
}

/** The order is paid and its change begins. The caller has checked that it can be. */
export function markPaid(state: State, order: OrderRecord, instance: SandboxInstance): void {
  order.status = 'Paid';
  order.paidAt = state.now();
  const coupon = state.settings.coupons.find((one) => one.couponNo === order.couponNo);
  if (coupon !== undefined) coupon.usedBy = order.orderId;
  beginChange(state, instance, order);
}

/** Unknown when an unpaid order lapses by itself; here it stays until a person pays or cancels it. */
export function markCancelled(order: OrderRecord): void {
  order.status = 'Cancelled';
}
