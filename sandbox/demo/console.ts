/**
 * What else happens in a cloud and a Slack: what one does to them from outside of the bot, as data. The page of the
 * console and the keys of the terminal send the same acts.
 *
 *   GET  /console/state  -> ConsoleState
 *   POST /console/act    ConsoleAct -> ActDone
 */
import type { OrderRecord, SandboxInstance } from '../alicloud/cloud.ts';
import { findClass, instanceClasses } from '../alicloud/classes.ts';
import { formatAmount } from '../alicloud/money.ts';
import { TROUBLES, type TroubleName, type World } from './troubles.ts';

export type ConsoleAct =
  /** One unpaid order, or every one. */
  | { readonly kind: 'pay' | 'cancel'; readonly orderId?: string | undefined }
  /** Moves the list price of a class, or of all. */
  | { readonly kind: 'price'; readonly percent: number; readonly instanceClass?: string | undefined }
  | { readonly kind: 'forward'; readonly minutes: number }
  /** Switches it on or off; without `on`, to what it is not. */
  | { readonly kind: 'trouble'; readonly name: TroubleName; readonly on?: boolean | undefined };

export interface ActDone {
  readonly ok: boolean;
  /** What became of it, in a sentence. */
  readonly said: string;
}

export interface ConsoleState {
  /** The clock of the cloud and of the bot. */
  readonly now: string;
  readonly orders: readonly {
    readonly orderId: string;
    readonly status: OrderRecord['status'];
    readonly instance: string;
    readonly from: string;
    readonly to: string;
    readonly amount: string;
    readonly at: string;
  }[];
  readonly instances: readonly {
    readonly id: string;
    readonly name: string;
    readonly region: string;
    readonly status: string;
    readonly class: string;
    readonly tags: string;
    /** The change that is not done. */
    readonly change?: { readonly to: string; readonly waitsUntil?: string; readonly percent: number };
  }[];
  readonly classes: readonly string[];
  /** Where prices are not those of the list. */
  readonly prices: readonly { readonly instanceClass: string | undefined; readonly percent: number }[];
  readonly troubles: readonly { readonly name: TroubleName; readonly what: string; readonly on: boolean }[];
}

export interface ConsoleWorld extends World {
  /** The clock of the cloud and of the bot, in milliseconds. */
  readonly now: () => number;
  readonly forward: (ms: number) => void;
}

export interface Console {
  readonly state: () => ConsoleState;
  readonly perform: (act: ConsoleAct) => ActDone;
}

export function createConsole(world: ConsoleWorld): Console {
  const { cloud } = world;
  const running = new Map<TroubleName, () => void>();

  function settleOrders(how: 'pay' | 'cancel', orderId: string | undefined): ActDone {
    const unpaid = cloud.orders.filter((order) => order.status === 'Unpaid').map((order) => order.orderId);
    const wanted = orderId === undefined ? unpaid : unpaid.filter((id) => id === orderId);
    if (wanted.length === 0) return { ok: false, said: 'There is no unpaid order.' };
    try {
      for (const id of wanted) cloud[how](id);
    } catch (error) {
      return { ok: false, said: `Not possible now: ${error instanceof Error ? error.message : String(error)}.` };
    }
    return { ok: true, said: `${how === 'pay' ? 'Paid' : 'Canceled'}: ${wanted.join(', ')}.` };
  }

  function movePrice(percent: number, instanceClass: string | undefined): ActDone {
    const { priceFactors } = cloud.settings;
    if (instanceClass !== undefined && findClass(instanceClass) === undefined)
      return { ok: false, said: `There is no class ${instanceClass}.` };
    const factor = 1 + percent / 100;
    if (instanceClass === undefined) priceFactors.all *= factor;
    else priceFactors.classes.set(instanceClass, (priceFactors.classes.get(instanceClass) ?? 1) * factor);
    const what = instanceClass === undefined ? 'All prices' : `The price of ${instanceClass}`;
    return { ok: true, said: `${what}: ${signed(percent)}.` };
  }

  function trouble(name: TroubleName, on = !running.has(name)): ActDone {
    const { what, start } = TROUBLES[name];
    if (on && !running.has(name)) running.set(name, start(world));
    if (!on) {
      running.get(name)?.();
      running.delete(name);
    }
    return { ok: true, said: `${on ? 'On' : 'Off'}: ${what}.` };
  }

  function perform(act: ConsoleAct): ActDone {
    switch (act.kind) {
      case 'pay':
      case 'cancel':
        return settleOrders(act.kind, act.orderId);
      case 'price':
        return movePrice(act.percent, act.instanceClass);
      case 'forward':
        world.forward(act.minutes * 60_000);
        return { ok: true, said: `The clock is ${spanOf(act.minutes)} ahead of where it was.` };
      case 'trouble':
        return trouble(act.name, act.on);
      default:
        return act satisfies never;
    }
  }

  return {
    perform,
    state() {
      const instances = cloud.instances();
      const { all, classes } = cloud.settings.priceFactors;
      const prices = [[undefined, all] as const, ...classes].filter(([, factor]) => percentOf(factor) !== 0);
      return {
        now: iso(world.now()),
        orders: cloud.orders.map((order) => orderRow(order, instances)).toReversed(),
        // Those that change first: they are what one waits for.
        instances: instances
          .map((instance) => instanceRow(instance, world.now()))
          .sort((a, b) => Number(b.change !== undefined) - Number(a.change !== undefined)),
        classes: instanceClasses.map(({ name }) => name),
        prices: prices.map(([instanceClass, factor]) => ({ instanceClass, percent: percentOf(factor) })),
        troubles: (Object.keys(TROUBLES) as TroubleName[]).map((name) => ({
          name,
          what: TROUBLES[name].what,
          on: running.has(name),
        })),
      };
    },
  };
}

function orderRow(order: OrderRecord, instances: readonly SandboxInstance[]): ConsoleState['orders'][number] {
  return {
    orderId: order.orderId,
    status: order.status,
    instance: instances.find(({ instanceId }) => instanceId === order.instanceId)?.instanceName ?? order.instanceId,
    from: order.wasClass,
    to: order.target.instanceClass,
    amount: `${order.currency} ${formatAmount(order.trade)}${order.chargeType === 'PostPaid' ? ' an hour' : ''}`,
    at: iso(order.createdAt),
  };
}

function instanceRow(instance: SandboxInstance, now: number): ConsoleState['instances'][number] {
  const { change } = instance;
  const row = {
    id: instance.instanceId,
    name: instance.instanceName,
    region: instance.regionId,
    status: instance.instanceStatus,
    class: instance.instanceClass,
    tags: Object.entries(instance.tags)
      .map(([key, value]) => `${key}=${value}`)
      .join(' '),
  };
  if (change === undefined || change.phase === 'done') return row;
  const part = Math.max(0, (now - change.startsAt) / (change.endsAt - change.startsAt));
  const waits = change.phase === 'waiting' ? { waitsUntil: iso(change.startsAt) } : {};
  return {
    ...row,
    change: { to: change.to.instanceClass, percent: Math.min(100, Math.round(part * 100)), ...waits },
  };
}

const iso = (ms: number): string => new Date(ms).toISOString();
const percentOf = (factor: number): number => Math.round((factor - 1) * 100);
const signed = (percent: number): string => `${percent > 0 ? '+' : ''}${percent}%`;

function spanOf(minutes: number): string {
  const [count, unit] =
    minutes % 1440 === 0 ? [minutes / 1440, 'day'] : minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
