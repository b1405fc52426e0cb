/** Where a placed order stands, from what the cloud shows: pure. Three facts must agree before we say `completed`. */
import { otherOutcome } from './external-change.ts';
import { READY_STATUS } from '../instance/instance.ts';
import { nextWindow } from '../instance/maintenance.ts';
import { ours, OUR_FAILURES } from './order-decisions.ts';
import { firstPaymentReminder, type PaymentPatience, remindOfPayment } from './payment.ts';
import { noticing, reporting } from './progress.ts';
import type { EventData, EventKind, ResizeRequest, State } from '../request/request.ts';
import { mismatchedFor, type Sighting } from './observation.ts';
import type { Patch, Step } from '../request/step.ts';
import { isHeldBack, isRunningNow, isUnderWay } from './task.ts';

export interface Patience extends PaymentPatience {
  readonly stall: number;
  readonly mismatch: number;
  /** An order for the maintenance window may start at once when nobody is disconnected by it; until then, wait. */
  readonly startGrace: number;
  /** No maintenance window is further away than a day; after this it has passed without effect. */
  readonly windowPassed: number;
}

/** The next move, if the facts allow one. `completed` may take two moves, one per look. */
export function follow(request: ResizeRequest, sighting: Sighting, now: Date, patience: Patience): Step<void> {
  const step = next(request, sighting, now, patience);
  return noticing(request, sighting, reporting(request, sighting, now, step));
}

function next(request: ResizeRequest, sighting: Sighting, now: Date, patience: Patience): Step<void> {
  const settled = isSettled(sighting);
  const done = settled && sighting.detail?.realClass === request.change.targetClass;
  const inState = now.getTime() - Date.parse(request.since);

  switch (request.state) {
    case 'ordered':
      if (isUnpaid(request, sighting, inState, patience)) return unpaid(request, now, patience);
      if (done) return completed(request, now);
      return (
        begun(request, sighting, inState, now, patience) ??
        (inState >= patience.stall ? to(request, 'stalled') : stay())
      );
    case 'awaiting_payment':
      return awaitingPayment(request, sighting, done, now, patience);
    case 'scheduled':
      if (done) return completed(request, now);
      if (hasBegun(request, sighting)) return to(request, 'changing');
      return afterTask(request, sighting) ?? windowPassed(request, sighting, inState, now, patience);
    case 'changing':
    case 'stalled':
      if (done) return completed(request, now);
      if (request.state === 'stalled' && sighting.gone === true) return released(request);
      if (request.state === 'changing' && waits(request, sighting)) return scheduled(request, sighting);
      if (settled) return mismatch(request, sighting, now, patience.mismatch);
      if (request.state === 'changing' && inState >= stallAfter(request, patience)) return to(request, 'stalled');
      return request.mismatchSince === undefined ? stay() : remember(undefined);
    default:
      return stay();
  }
}

function awaitingPayment(
  request: ResizeRequest,
  sighting: Sighting,
  done: boolean,
  now: Date,
  patience: Patience,
): Step<void> {
  const { payment } = sighting;
  const remind = () => remindOfPayment(request, now, patience);
  if (payment === 'cancelled') return to(request, 'cancelled');
  // What others do to the instance is no proof that ours is paid.
  const others = sighting.newerOrder !== undefined || request.elsewhere !== undefined;
  if (payment === 'unpaid' && others) return remind();
  // A finished change is proof of payment too; it is told as changing first, then as completed.
  if (done) return to(request, 'changing');
  if (payment === 'unpaid' && isWindowed(request)) return remind();
  const { mismatchSince } = request;
  const waited = mismatchSince === undefined ? 0 : now.getTime() - Date.parse(mismatchSince);
  const step = begun(request, sighting, waited, now, patience);
  if (step !== undefined) return step;
  if (payment !== 'paid' && !isBusy(sighting)) return payment === 'unpaid' ? remind() : stay();
  // Paid, and nothing to be seen of it yet: the time of the first such look is kept.
  if (mismatchSince === undefined) return remember(now);
  return waited >= patience.stall ? to(request, 'stalled') : stay();
}

/** Of an order that nothing was seen of so far. `waited`: milliseconds since it could have begun. */
function begun(
  request: ResizeRequest,
  sighting: Sighting,
  waited: number,
  now: Date,
  { startGrace }: Patience,
): Step<void> | undefined {
  const { task, detail, payment } = sighting;
  if (waits(request, sighting)) return scheduled(request, sighting);
  const known = task !== undefined && (isRunningNow(task) || !isUnderWay(task));
  if ((task !== undefined && isRunningNow(task)) || (isBusy(sighting) && (known || !isWindowed(request)))) {
    const ignored = isWindowed(request) && isBeforeWindow(request, now);
    return to(request, 'changing', { window: ignored ? 'ignored' : undefined });
  }
  if (isBusy(sighting)) {
    // A task may appear a moment after its order.
    return waited >= startGrace ? to(request, 'changing', { window: 'unclear' }) : undefined;
  }
  // An unfinished order that waits for its window is unfinished too.
  if (detail?.orderCompleted === false && !isWindowed(request)) return to(request, 'changing');
  const after = afterTask(request, sighting);
  if (after !== undefined) return after;
  const mayWait = request.state !== 'awaiting_payment' || payment === 'paid';
  const believed = isWindowed(request) && detail !== undefined && waited >= startGrace;
  return believed && mayWait ? scheduled(request, sighting) : undefined;
}

/** The window has come. Where tasks could be read before, a status alone is not believed: it may be that of waiting. */
function hasBegun({ progress }: ResizeRequest, sighting: Sighting): boolean {
  const { task } = sighting;
  if (task !== undefined && isUnderWay(task)) return isRunningNow(task);
  return isBusy(sighting) && (task !== undefined || progress === undefined);
}

/** The task has ended and the class is not the new one: `changing` looks for how long, or nothing ever began. */
function afterTask(request: ResizeRequest, sighting: Sighting): Step<void> | undefined {
  const { task } = sighting;
  if (task === undefined || !isSettled(sighting)) return undefined;
  if (task.status === 'cancelled') return to(request, 'stalled');
  return task.status === 'succeeded' || task.status === 'failed' ? to(request, 'changing') : undefined;
}

function windowPassed(
  request: ResizeRequest,
  { task }: Sighting,
  inState: number,
  now: Date,
  patience: Patience,
): Step<void> {
  // Somebody may have set a later time for the switch.
  const later = task !== undefined && isHeldBack(task) && (task.switchAt ?? '') > now.toISOString();
  return inState >= patience.windowPassed && !later ? to(request, 'stalled') : stay();
}

/** Where the change may still wait for its window, an hour is not long. */
function stallAfter({ window }: ResizeRequest, patience: Patience): number {
  return window === 'unclear' ? patience.windowPassed : patience.stall;
}

function isSettled({ summary, detail }: Sighting): boolean {
  return summary?.status === READY_STATUS && detail?.orderCompleted === true;
}

function isBusy({ summary }: Sighting): boolean {
  return summary !== undefined && summary.status !== READY_STATUS;
}

function isWindowed({ change }: ResizeRequest): boolean {
  return change.effectiveTime === 'MaintainTime';
}

function waits(request: ResizeRequest, { task }: Sighting): boolean {
  return isWindowed(request) && task !== undefined && isHeldBack(task);
}

/** The first window after the order has not opened yet. */
function isBeforeWindow({ before, order, since }: ResizeRequest, now: Date): boolean {
  const window =
    before.maintenance === undefined ? undefined : nextWindow(before.maintenance, new Date(order?.placedAt ?? since));
  return window !== undefined && window.start > now.toISOString();
}

/** Automatic payment may take a moment; an order that was to be paid by hand is unpaid at once. */
function isUnpaid(request: ResizeRequest, { payment }: Sighting, inState: number, patience: Patience): boolean {
  if (payment === 'cancelled') return true;
  return payment === 'unpaid' && (!request.change.autoPay || inState >= patience.startGrace);
}

function unpaid(request: ResizeRequest, now: Date, patience: Patience): Step<void> {
  return to(request, 'awaiting_payment', { remindAt: firstPaymentReminder(now, patience) });
}

function scheduled(request: ResizeRequest, { task }: Sighting): Step<void> {
  return to(request, 'scheduled', {}, { switchAt: task?.switchAt });
}

function completed(request: ResizeRequest, now: Date): Step<void> {
  const seen = request.window === 'unclear' || (request.state === 'ordered' && isWindowed(request));
  const ignored = request.window === 'ignored' || (seen && isBeforeWindow(request, now));
  const data = { class: request.change.targetClass, orderId: request.order?.orderId };
  return to(request, 'completed', {}, ignored ? { ...data, window: 'ignored' } : data);
}

/** Nothing can become of the order any more. Asked only once people know that it takes too long. */
function released(request: ResizeRequest): Step<void> {
  const failure = ours(OUR_FAILURES.released);
  return to(request, 'failed', { failure }, { code: failure.code });
}

/** The order is complete and the class another one. The metadata may lag, so it is believed only after a while. */
function mismatch(request: ResizeRequest, sighting: Sighting, now: Date, patienceMs: number): Step<void> {
  if (request.mismatchSince === undefined) return remember(now);
  if (sighting.detail === undefined || mismatchedFor(request, now) < patienceMs) return stay();
  const failure = otherOutcome(request, sighting.detail, sighting.newerOrder);
  const data = { code: failure.code, is: failure.isClass, otherOrderId: failure.otherOrderId };
  return to(request, 'failed', { failure }, data);
}

function to(request: ResizeRequest, state: Extract<State, EventKind>, patch: Patch = {}, data: EventData = {}) {
  const told = patch.window === undefined ? data : { ...data, window: patch.window };
  return {
    kind: 'move',
    to: state,
    // A change that takes long is still the one that began as it began.
    patch: { window: state === 'stalled' ? request.window : undefined, ...patch, mismatchSince: undefined },
    events: [{ kind: state, actor: 'bot', data: told }],
    result: undefined,
  } satisfies Step<void>;
}

/** Writes down, or forgets, since when something has looked odd. */
function remember(since: Date | undefined): Step<void> {
  return { kind: 'move', patch: { mismatchSince: since?.toISOString() }, events: [], result: undefined };
}

function stay(): Step<void> {
  return { kind: 'stay', result: undefined };
}
