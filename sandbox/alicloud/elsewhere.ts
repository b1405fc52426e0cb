import { classOf, isClassic } from './classes.ts';
import type { SandboxInstance } from './instance.ts';
import { makeOrder } from './operations/modify-instance-spec.ts';
import { markPaid } from './orders.ts';
import type { OrderRecord } from './orders.ts';
import { targetShape } from './spec/target.ts';
import type { State } from './state.ts';

/** The RAM user who works in the console. */
export const COLLEAGUE = '2342442324320000';

export interface OrderElsewhere {
  readonly instanceClass: string;
  /** Left out: paid, and its change begins at once. */
  readonly unpaid?: boolean;
}

/**
 * A person orders a change in the console, or DAS does by itself. An instance with a change of its own takes no second
 * one, so such an order stays unpaid until that is done.
 */
export function orderElsewhere(state: State, instance: SandboxInstance, wanted: OrderElsewhere): OrderRecord {
  const params = {
    InstanceId: instance.instanceId,
    InstanceClass: wanted.instanceClass,
    ...(isClassic(classOf(instance.instanceClass)) ? { MajorVersion: instance.engineVersion } : {}),
    OrderType: 'UPGRADE',
  };
  const target = targetShape(state, instance, params);
  const order = makeOrder({ state, params, site: state.settings.site }, instance, target, COLLEAGUE);
  state.orders.push(order);
  const busy = instance.change !== undefined && instance.change.phase !== 'done';
  if (wanted.unpaid !== true && !busy) markPaid(state, order, instance);
  return order;
}
