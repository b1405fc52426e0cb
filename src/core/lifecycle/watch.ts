/** Where a placed order stands, from what the cloud shows: pure. Three facts must agree before we say `completed`. */
import { otherOutcome } from './external-change.ts';
import { READY_STATUS } from '../instance/instance.ts';
import { nextWindow } from '../instance/maintenance.ts';
import { firstPaymentReminder, type PaymentTimeouts, remindOfPayment } from './payment.ts';
import { withExternalChange, withProgress } from './progress.ts';
import { internalFailure } from '../request/failure.ts';
import type { EventFacts, ResizeRequest } from '../request/request.ts';
import { mayStillSwitch, mismatchedFor, type Observation } from './observation.ts';
import type { Job, Patch, Step } from '../request/step.ts';
import { isHeldBack, isRunningNow, isUnderWay } from './task.ts';

export interface WatchTimeouts extends PaymentTimeouts {
  readonly stall: number;
  readonly mismatch: number;
  /** An order for the maintenance window may start at once when nobody is disconnected by it; until then, wait. */
  readonly startGrace: number;
  /** No maintenance window is further away than a day; after this it has passed without effect. */
  readonly windowPassed: number;
  /** After this it is looked at what a completed change came to. */
  readonly followUp: number;
}

/** The next move, if the facts allow one. `completed` may take two moves, one per look. */
export function follow(
  request: ResizeRequest,
  observation: Observation,
  now: Date,
  patience: WatchTimeouts,
): Step<void> {
  const step = next(request, observation, now, patience);
  return withExternalChange(request, observation, withProgress(request, observation, now, step));
}

function next(request: ResizeRequest, observation: Observation, now: Date, patience: WatchTimeouts): Step<void> {
  const settled = isSettled(observation);
  const done = settled && observation.detail?.realClass === request.change.targetClass;
  const inState = now.getTime() - Date.parse(request.since);

  switch (request.state) {
    case 'ordered':
      if (isUnpaid(request, observation, inState, patience)) return unpaid(request, now, patience);
      if (done) return completed(request, now, patience);
      return (
        begun(request, observation, inState, now, patience) ??
        (inState >= patience.stall ? to(request, 'stalled') : stay())
      );
    case 'awaiting_payment':
      return awaitingPayment(request, observation, done, now, patience);
    case 'scheduled':
      if (done) return completed(request, now, patience);
      if (hasBegun(request, observation)) return to(request, 'changing');
      return afterTask(request, observation) ?? windowPassed(request, observation, inState, now, patience);
    case 'changing':
    case 'stalled':
      if (done) return completed(request, now, patience);
      if (request.state === 'stalled' && observation.gone === true) return released(request);
      if (request.state === 'changing' && waits(request, observation)) return scheduled(request, observation);
      if (settled)
        return mismatch(
          request,
          observation,
          now,
          mayStillSwitch(request, observation, inState, patience.windowPassed) ? Infinity : patience.mismatch,
        );
      if (request.state === 'changing' && inState >= stallAfter(request, patience)) return to(request, 'stalled');
      return request.mismatchSince === undefined ? stay() : remember(undefined);
    default:
      return stay();
  }
}

function awaitingPayment(
  request: ResizeRequest,
  observation: Observation,
  done: boolean,
  now: Date,
  patience: WatchTimeouts,
): Step<void> {
  const { payment } = observation;
  const remind = () => remindOfPayment(request, now, patience);
  if (payment === 'cancelled') return to(request, 'cancelled');
  // What others do to the instance is no proof that ours is paid.
  const others = observation.newerOrder !== undefined || request.externalChange !== undefined;
  if (payment === 'unpaid' && others) return remind();
  // A finished change is proof of payment too; it is told as changing first, then as completed.
  if (done) return to(request, 'changing');
  if (payment === 'unpaid' && isWindowed(request)) return remind();
  const { mismatchSince } = request;
  const waited = mismatchSince === undefined ? 0 : now.getTime() - Date.parse(mismatchSince);
  const step = begun(request, observation, waited, now, patience);
  if (step !== undefined) return step;
  if (payment !== 'paid' && !isBusy(observation)) return payment === 'unpaid' ? remind() : stay();
  // Paid, and nothing to be seen of it yet: the time of the first such look is kept.
  if (mismatchSince === undefined) return remember(now);
  return waited >= patience.stall ? to(request, 'stalled') : stay();
}

/** Of an order that nothing was seen of so far. `waited`: milliseconds since it could have begun. */
function begun(
  request: ResizeRequest,
  observation: Observation,
  waited: number,
  now: Date,
  { startGrace }: WatchTimeouts,
): Step<void> | undefined {
  const { task, detail, payment } = observation;
  if (waits(request, observation)) return scheduled(request, observation);
  const known = task !== undefined && (isRunningNow(task) || !isUnderWay(task));
  if ((task !== undefined && isRunningNow(task)) || (isBusy(observation) && (known || !isWindowed(request)))) {
    const ignored = isWindowed(request) && isBeforeWindow(request, now);
    return to(request, 'changing', { window: ignored ? 'ignored' : undefined });
  }
  if (isBusy(observation)) {
    // A task may appear a moment after its order.
    return waited >= startGrace ? to(request, 'changing', { window: 'unclear' }) : undefined;
  }
  // An unfinished order that waits for its window is unfinished too.
  if (detail?.orderCompleted === false && !isWindowed(request)) return to(request, 'changing');
  const after = afterTask(request, observation);
  if (after !== undefined) return after;
  const mayWait = request.state !== 'awaiting_payment' || payment === 'paid';
  const believed = isWindowed(request) && detail !== undefined && waited >= startGrace;
  return believed && mayWait ? scheduled(request, observation) : undefined;
}

/** The window has come. Where tasks could be read before, a status alone is not believed: it may be that of waiting. */
function hasBegun({ progress }: ResizeRequest, observation: Observation): boolean {
  const { task } = observation;
  if (task !== undefined && isUnderWay(task)) return isRunningNow(task);
  return isBusy(observation) && (task !== undefined || progress === undefined);
}

/** The task has ended and the class is not the new one: `changing` looks for how long, or nothing ever began. */
function afterTask(request: ResizeRequest, observation: Observation): Step<void> | undefined {
  const { task } = observation;
  if (task === undefined || !isSettled(observation)) return undefined;
  if (task.status === 'cancelled') return to(request, 'stalled');
  return task.status === 'succeeded' || task.status === 'failed' ? to(request, 'changing') : undefined;
}

function windowPassed(
  request: ResizeRequest,
  { task }: Observation,
  inState: number,
  now: Date,
  patience: WatchTimeouts,
): Step<void> {
  // Somebody may have set a later time for the switch.
  const later = task !== undefined && isHeldBack(task) && (task.switchAt ?? '') > now.toISOString();
  return inState >= patience.windowPassed && !later ? to(request, 'stalled') : stay();
}

/** Where the change may still wait for its window, an hour is not long. */
function stallAfter({ window }: ResizeRequest, patience: WatchTimeouts): number {
  return window === 'unclear' ? patience.windowPassed : patience.stall;
}

function isSettled({ summary, detail }: Observation): boolean {
  return summary?.status === READY_STATUS && detail?.orderCompleted === true;
}

function isBusy({ summary }: Observation): boolean {
  return summary !== undefined && summary.status !== READY_STATUS;
}

function isWindowed({ change }: ResizeRequest): boolean {
  return change.effectiveTime === 'MaintainTime';
}

function waits(request: ResizeRequest, { task }: Observation): boolean {
  return isWindowed(request) && task !== undefined && isHeldBack(task);
}

/** The first window after the order has not opened yet. */
function isBeforeWindow({ before, order, since }: ResizeRequest, now: Date): boolean {
  const window =
    before.maintenance === undefined ? undefined : nextWindow(before.maintenance, new Date(order?.placedAt ?? since));
  return window !== undefined && window.start > now.toISOString();
}

/** Automatic payment may take a moment; an order that was to be paid by hand is unpaid at once. */
function isUnpaid(request: ResizeRequest, { payment }: Observation, inState: number, patience: WatchTimeouts): boolean {
  if (payment === 'cancelled') return true;
  return payment === 'unpaid' && (!request.change.autoPay || inState >= patience.startGrace);
}

function unpaid(request: ResizeRequest, now: Date, patience: WatchTimeouts): Step<void> {
  return to(request, 'awaiting_payment', { remindAt: firstPaymentReminder(now, patience) });
}

function scheduled(request: ResizeRequest, { task }: Observation): Step<void> {
  return take(request, { kind: 'scheduled', data: { switchAt: task?.switchAt } });
}

function completed(request: ResizeRequest, now: Date, { followUp }: WatchTimeouts): Step<void> {
  const seen = request.window === 'unclear' || (request.state === 'ordered' && isWindowed(request));
  const ignored = request.window === 'ignored' || (seen && isBeforeWindow(request, now));
  const kept = ignored ? ({ window: 'ignored' } as const) : {};
  const data = { class: request.change.targetClass, orderId: request.order?.orderId, ...kept };
  const followUpAt = new Date(now.getTime() + followUp).toISOString();
  return take(request, { kind: 'completed', data }, { followUpAt }, [
    { queue: 'watch', id: request.id, after: followUpAt },
  ]);
}

/** Nothing can become of the order any more. Asked only once people know that it takes too long. */
function released(request: ResizeRequest): Step<void> {
  const failure = internalFailure('InstanceReleased');
  return take(request, { kind: 'failed', data: { code: failure.code } }, { failure });
}

/** The order is complete and the class another one. The metadata may lag, so it is believed only after a while. */
function mismatch(request: ResizeRequest, observation: Observation, now: Date, patienceMs: number): Step<void> {
  if (request.mismatchSince === undefined) return remember(now);
  if (observation.detail === undefined || mismatchedFor(request, now) < patienceMs) return stay();
  const failure = otherOutcome(request, observation.detail, observation.newerOrder);
  const data = { code: failure.code, is: failure.isClass, otherOrderId: failure.otherOrderId };
  return take(request, { kind: 'failed', data }, { failure });
}

type Plain = 'awaiting_payment' | 'changing' | 'stalled' | 'cancelled';

/** A state that the request is seen to be in, and the facts of its event. */
type Seen = {
  readonly [K in Plain | 'scheduled' | 'completed' | 'failed']: { readonly kind: K; readonly data: EventFacts[K] };
}[Plain | 'scheduled' | 'completed' | 'failed'];

function to(request: ResizeRequest, state: Plain, patch: Patch = {}): Step<void> {
  return take(request, { kind: state, data: { window: patch.window } }, patch);
}

function take(request: ResizeRequest, seen: Seen, patch: Patch = {}, jobs: readonly Job[] = []): Step<void> {
  return {
    kind: 'update',
    to: seen.kind,
    // A change that takes long is still the one that began as it began.
    patch: { window: seen.kind === 'stalled' ? request.window : undefined, ...patch, mismatchSince: undefined },
    events: [{ ...seen, actor: 'bot' }],
    ...(jobs.length === 0 ? {} : { jobs }),
    result: undefined,
  };
}

/** Writes down, or forgets, since when something has looked odd. */
function remember(since: Date | undefined): Step<void> {
  return { kind: 'update', patch: { mismatchSince: since?.toISOString() }, events: [], result: undefined };
}

const stay = (): Step<void> => ({ kind: 'keep', result: undefined });
