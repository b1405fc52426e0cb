/** What one look at a placed order showed, and what is worth reading for it: every read costs a call. */
import { thirdClass } from './external-change.ts';
import { type InstanceFacts, type InstanceSummary, READY_STATUS } from '../instance/instance.ts';
import type { ResizeRequest } from '../request/request.ts';
import { isUnderChange, isWatched, mayBeUnpaid } from '../request/state.ts';
import { type ChangeTask, isUnderWay } from './task.ts';

export interface Observation {
  readonly summary: InstanceSummary | undefined;
  /** Read only when it can matter (see `needsDetail`). */
  readonly detail: InstanceFacts | undefined;
  /** There is no such instance: it is in no list, and was not found by its id either. */
  readonly gone?: boolean;
  /** Read only when it can matter (see `needsPayment`). */
  readonly payment: 'unpaid' | 'paid' | 'cancelled' | 'unknown' | undefined;
  /** What tells of this change; undefined where nothing did, for whatever reason. */
  readonly task?: ChangeTask | undefined;
  /** OrderId of an order that is newer than ours, read only when it can matter (see `needsOrders`). */
  readonly newerOrder?: string | undefined;
}

/** While the status says that a change is running, the detail call would tell nothing new. */
export function needsDetail(request: ResizeRequest, summary: InstanceSummary | undefined): boolean {
  if (summary === undefined) return true;
  return summary.status === READY_STATUS || !isUnderChange(request.state);
}

export function needsPayment(request: ResizeRequest): boolean {
  if (request.order?.orderId === undefined) return false;
  // Also where automatic payment was asked for: it fails when the balance is too low.
  return mayBeUnpaid(request.state);
}

/** An unpaid order has no task. One for the window may have been paid, and then only its task tells that it waits. */
export function needsTask({ state, change }: ResizeRequest): boolean {
  if (state === 'awaiting_payment') return change.effectiveTime === 'MaintainTime';
  return isWatched(state);
}

/** Milliseconds. */
export interface OrdersTimeouts {
  readonly mismatch: number;
  /** Looks for orders of others without a cause. */
  readonly externalOrders: number;
}

/** `beat`: milliseconds between two looks at this request, of which `others` is a multiple. */
export function needsOrders(
  request: ResizeRequest,
  detail: InstanceFacts | undefined,
  now: Date,
  pace: OrdersTimeouts,
  beat: number,
): boolean {
  if (request.order?.orderId === undefined) return false;
  // Who else ordered belongs to the words that end the request.
  if (mismatchedFor(request, now) >= pace.mismatch) return true;
  if (request.externalChange !== undefined) return false;
  // Whatever happens to an instance whose order is unpaid may be another order's doing.
  const stirs =
    detail !== undefined && (detail.status !== READY_STATUS || detail.realClass !== request.before.realClass);
  if (request.state === 'awaiting_payment' && stirs) return true;
  const turn = (at: number): number => Math.floor(at / pace.externalOrders);
  return thirdClass(request, detail) !== undefined || turn(now.getTime()) !== turn(now.getTime() - beat);
}

/** Milliseconds since another class than asked was first seen with the order complete. */
export function mismatchedFor({ state, mismatchSince }: ResizeRequest, now: Date): number {
  if (mismatchSince === undefined || !isUnderChange(state)) return 0;
  return now.getTime() - Date.parse(mismatchSince);
}

/**
 * Whether the switch may still be to come, although the instance looks as it did before: how its window was kept is not
 * clear, and it is not over. `inState` and `windowPassed` in ms.
 */
export function mayStillSwitch(
  { state, window }: ResizeRequest,
  { task }: Observation,
  inState: number,
  windowPassed: number,
): boolean {
  const over = task !== undefined && !isUnderWay(task);
  return state === 'changing' && window === 'unclear' && !over && inState < windowPassed;
}
