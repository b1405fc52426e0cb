/** Where a placed order stands, from what the cloud shows: pure. Three facts must agree before we say `completed`. */
import { type InstanceFacts, type InstanceSummary, READY_STATUS } from './instance.ts';
import { OUR_FAILURES, ours } from './order-decisions.ts';
import { firstPaymentReminder, type PaymentPatience, remindOfPayment } from './payment.ts';
import type { EventData, EventKind, ResizeRequest, State } from './request.ts';
import type { Step } from './step.ts';

export interface Sighting {
  readonly summary: InstanceSummary | undefined;
  /** Read only when it can matter (see `needsDetail`). */
  readonly detail: InstanceFacts | undefined;
  /** Read only when it can matter (see `needsPayment`). */
  readonly payment: 'unpaid' | 'paid' | 'cancelled' | 'unknown' | undefined;
}

export interface Patience extends PaymentPatience {
  readonly stall: number;
  readonly mismatch: number;
  /** An order for the maintenance window may start at once when nobody is disconnected by it; until then, wait. */
  readonly startGrace: number;
  /** No maintenance window is further away than a day; after this it has passed without effect. */
  readonly windowPassed: number;
}

/** While the status says that a change is running, the detail call would tell nothing new. */
export function needsDetail(request: ResizeRequest, summary: InstanceSummary | undefined): boolean {
  return summary?.status === READY_STATUS || (request.state !== 'changing' && request.state !== 'stalled');
}

export function needsPayment(request: ResizeRequest): boolean {
  if (request.order?.orderId === undefined) return false;
  // Also where automatic payment was asked for: it fails when the balance is too low.
  return request.state === 'awaiting_payment' || request.state === 'ordered';
}

/** The next move, if the facts allow one. `completed` may take two moves, one per look. */
export function follow(request: ResizeRequest, sighting: Sighting, now: Date, patience: Patience): Step<void> {
  const settled = sighting.summary?.status === READY_STATUS && sighting.detail?.orderCompleted === true;
  const asAsked = sighting.detail?.realClass === request.change.targetClass;
  const running = isRunning(request, sighting);
  const inState = now.getTime() - Date.parse(request.since);

  switch (request.state) {
    case 'ordered':
      if (isUnpaid(request, sighting, inState, patience)) return unpaid(request, now, patience);
      if (settled && asAsked) return to(request, 'completed');
      if (running) return to(request, 'changing');
      if (isWaiting(request, sighting, inState, patience)) return to(request, 'scheduled');
      return inState >= patience.stall ? to(request, 'stalled') : stay();
    case 'awaiting_payment':
      if (sighting.payment === 'cancelled') return to(request, 'cancelled');
      // A finished change is proof of payment too; it is told as changing first, then as completed.
      if (running || (settled && asAsked)) return to(request, 'changing');
      if (sighting.payment === 'paid') return paid(request, sighting, now, patience);
      return sighting.payment === 'unpaid' ? remindOfPayment(request, now, patience) : stay();
    case 'scheduled':
      if (settled && asAsked) return to(request, 'completed');
      if (running) return to(request, 'changing');
      return inState >= patience.windowPassed ? to(request, 'stalled') : stay();
    case 'changing':
    case 'stalled':
      if (settled && asAsked) return to(request, 'completed');
      if (settled) return mismatch(request, sighting, now, patience.mismatch);
      if (request.state === 'changing' && inState >= patience.stall) return to(request, 'stalled');
      return request.mismatchSince === undefined ? stay() : remember(undefined);
    default:
      return stay();
  }
}

/** Automatic payment may take a moment; an order that was to be paid by hand is unpaid at once. */
function isUnpaid(request: ResizeRequest, { payment }: Sighting, inState: number, patience: Patience): boolean {
  if (payment === 'cancelled') return true;
  return payment === 'unpaid' && (!request.change.autoPay || inState >= patience.startGrace);
}

function unpaid(request: ResizeRequest, now: Date, patience: Patience): Step<void> {
  return to(request, 'awaiting_payment', {}, { remindAt: firstPaymentReminder(now, patience) });
}

/** Paid, and nothing to be seen of it yet. `mismatchSince` is the time of the first such look. */
function paid(request: ResizeRequest, sighting: Sighting, now: Date, patience: Patience): Step<void> {
  if (request.mismatchSince === undefined) return remember(now);
  const waited = now.getTime() - Date.parse(request.mismatchSince);
  if (isWaiting(request, sighting, waited, patience)) return to(request, 'scheduled');
  return waited >= patience.stall ? to(request, 'stalled') : stay();
}

/** An unfinished order that waits for its window is unfinished too: there, only the status tells that it has begun. */
function isRunning({ change }: ResizeRequest, { summary, detail }: Sighting): boolean {
  const busy = summary !== undefined && summary.status !== READY_STATUS;
  return busy || (detail?.orderCompleted === false && change.effectiveTime === 'Immediately');
}

/** Ordered for the maintenance window, and seen not to have begun for long enough to believe it. */
function isWaiting(request: ResizeRequest, { detail }: Sighting, waited: number, patience: Patience): boolean {
  return request.change.effectiveTime === 'MaintainTime' && detail !== undefined && waited >= patience.startGrace;
}

/** The order is complete and the class another one. The metadata may lag, so it is believed only after a while. */
function mismatch(request: ResizeRequest, sighting: Sighting, now: Date, patienceMs: number): Step<void> {
  if (request.mismatchSince === undefined) return remember(now);
  if (now.getTime() - Date.parse(request.mismatchSince) < patienceMs) return stay();
  const failure = ours(OUR_FAILURES.wrongClass);
  return to(request, 'failed', { code: failure.code, is: sighting.detail?.realClass }, { failure });
}

function to(
  request: ResizeRequest,
  state: Extract<State, EventKind>,
  data: EventData = {},
  patch: Partial<Pick<ResizeRequest, 'failure' | 'remindAt'>> = {},
): Step<void> {
  const known = state === 'completed' ? { class: request.change.targetClass, orderId: request.order?.orderId } : data;
  return {
    kind: 'move',
    to: state,
    patch: { ...patch, mismatchSince: undefined },
    events: [{ kind: state, actor: 'bot', data: known }],
    result: undefined,
  };
}

/** Writes down, or forgets, since when something has looked odd. */
function remember(since: Date | undefined): Step<void> {
  return { kind: 'move', patch: { mismatchSince: since?.toISOString() }, events: [], result: undefined };
}

function stay(): Step<void> {
  return { kind: 'stay', result: undefined };
}
