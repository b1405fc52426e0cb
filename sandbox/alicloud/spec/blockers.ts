import { isExpired } from '../instance.ts';
import type { SandboxInstance } from '../instance.ts';
import { unpaidOrderOf } from '../orders.ts';
import { refuse } from '../refusal.ts';
import type { State } from '../state.ts';

/** What stands in the way of any change, whatever is asked. The real order of these checks is unknown. */
export function refuseIfBlocked(state: State, instance: SandboxInstance): void {
  if (instance.locked) throw refuse('IncorrectDBInstanceLockMode');
  if (instance.instanceStatus !== 'Normal' || isExpired(instance, state.now()))
    throw refuse('IncorrectDBInstanceState');
  // A change that waits for its window leaves the status at Normal; the code for a second one is not published.
  if (instance.change !== undefined && instance.change.phase !== 'done') throw refuse('Task.Conflict');
  if (instance.hasRenewChangeOrder) throw refuse('HasRenewChangeOrder');
  if (state.settings.unpaidOrderBlocks && unpaidOrderOf(state, instance.instanceId) !== undefined) {
    throw refuse('Order.LatestOrderIsHanding');
  }
  if (instance.billingAbnormal) throw refuse('AbnormalResourceStatusForRenew');
  if (instance.globalChild) throw refuse('GdcInstanceNotSupport');
  if (instance.dtsSync) throw refuse('DtsOpendNotSupportTrans');
  if (!state.settings.usedMemoryKnown) throw refuse('MissingRedisUsedmemoryUnsupportPerfItem');
}
