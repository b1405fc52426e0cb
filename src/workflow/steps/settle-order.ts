/**
 * What became of a call whose answer never came: look at the instance, then at the orders, and only when nothing is
 * found for long enough send the same call again, with the same ClientToken and the same parameters.
 */
import { adviceFor } from '../../core/cloud-errors.ts';
import { doubtSince, isDoubtful } from '../../core/lifecycle/lost-order.ts';
import {
  attemptEnded,
  failed,
  foreignOrder,
  ifAsSeen,
  ordered,
  unknown,
} from '../../core/lifecycle/order-decisions.ts';
import { cloudFailure, type Failure, internalFailure } from '../../core/request/failure.ts';
import type { Attempt, ResizeRequest } from '../../core/request/request.ts';
import { findOrder, type KnownOrders, type Trace } from '../ask/find-order.ts';
import { claim, type Claimed } from './claim.ts';
import { type NotNow, type Preflight, preflight, TIMED_OUT } from './preflight.ts';
import { placeOrder } from './place-order.ts';
import { later, type World } from '../world.ts';
import { hasWaited } from '../ask/patience.ts';

/**
 * The next step of a request in `ordering`. `known`: from the queue of those who look, which sends nothing itself; it
 * names the orders that are ours.
 */
export async function settleOrder(world: World, request: ResizeRequest, known?: KnownOrders): Promise<void> {
  const last = request.attempts.at(-1);
  if (last === undefined) throw new Error(`${request.id}: ordering without an attempt`);
  const trace = isDoubtful(request) ? await findOrder(world, request, known) : undefined;
  if (trace?.kind === 'order') {
    const { order, operator } = trace;
    await world.records.change(request.id, (now) => ordered(now, order, 'found', operator));
    return;
  }
  const foreign = trace?.kind === 'candidate' ? undefined : trace?.foreign;
  if (foreign !== undefined && request.externalChange === undefined) {
    await world.records.change(request.id, (now) => foreignOrder(now, foreign));
  }
  const sends = known === undefined;
  const send = () =>
    sends ? tryAgain(world, request, last) : world.records.enqueue({ queue: 'order', id: request.id });
  return trace === undefined ? send() : afterLook(world, request, last, trace, send);
}

/** Whether the next call may be due, so that this is more than a look. */
export function isSendDue({ clock, timings }: World, request: ResizeRequest): boolean {
  const last = request.attempts.at(-1);
  if (!isDoubtful(request) || last?.outcome === 'not_arrived') return true;
  return last?.outcome === 'unclear' && quietFor(last, clock.now()) >= timings.resendAfter;
}

async function afterLook(
  world: World,
  request: ResizeRequest,
  last: Attempt,
  trace: Exclude<Trace, { kind: 'order' }>,
  send: () => Promise<void>,
): Promise<void> {
  const { records, clock, timings } = world;
  const now = clock.now();
  const age = now.getTime() - Date.parse(last.startedAt);

  // Another worker may be in the middle of the call.
  if (last.outcome === 'in_flight' && now.toISOString() < last.leaseUntil) return lookAgain(world, request);
  if (last.outcome === 'in_flight') {
    // The worker that made this call is gone: its answer will never be read.
    const again = later(clock, timings.findOrderEvery);
    await records.change(request.id, (r) => attemptEnded(r, last.number, 'unclear', 'WorkerLost', again));
    return;
  }
  if (trace.kind === 'candidate') return giveUp(world, request, trace.orderId);
  // A refusal, an instance that shows nothing: without the right to read orders no more can be known.
  const nothing = trace.kind === 'nothing' || (trace.kind === 'no_right' && doubtSince(request) === undefined);
  if (!nothing) return age < timings.findOrderFor ? lookAgain(world, request) : giveUp(world, request);
  // `again` was set when the call ended, or could not be on its way any more.
  if (quietFor(last, now) < timings.resendAfter) return lookAgain(world, request);
  if (last.outcome === 'refused') return fail(world, request, lastFailure(last));
  // A clear refusal, and nothing found for long enough: nothing was ordered.
  if (last.outcome === 'not_arrived' || request.attempts.length < timings.sends) return send();
  return giveUp(world, request);
}

/** Milliseconds. */
function quietFor(last: Attempt, now: Date): number {
  return now.getTime() - Date.parse(last.again ?? last.startedAt);
}

/** Looks again in the queue of those who look, first soon, then less often. */
async function lookAgain({ records, clock, timings }: World, request: ResizeRequest): Promise<void> {
  const age = clock.now().getTime() - Date.parse(request.attempts.at(-1)?.startedAt ?? request.since);
  const pause = Math.max(timings.findOrderEvery, Math.min(age / 10, timings.readyEvery));
  await records.enqueue({ queue: 'find', id: request.id, after: later(clock, pause) });
}

async function giveUp({ records }: World, seen: ResizeRequest, candidate?: string): Promise<void> {
  const failure =
    candidate === undefined
      ? internalFailure('OrderNotFound')
      : internalFailure('OrderUnsure', { otherOrderId: candidate });
  await records.change(seen.id, (now) => ifAsSeen(now, seen, (same) => unknown(same, failure)));
}

/** The same call once more, unless trying was of no use, or what was approved is not what would be ordered now. */
async function tryAgain(world: World, request: ResizeRequest, last: Attempt): Promise<void> {
  const { records, clock, timings } = world;
  if (last.outcome === 'not_arrived' && isOver(request, last, timings.tries)) {
    return fail(world, request, lastFailure(last));
  }
  if (last.again !== undefined && clock.now().toISOString() < last.again) {
    return records.enqueue({ queue: 'order', id: request.id, after: last.again });
  }
  const go = await preflight(world, request);
  const claimed = go.kind === 'go' ? await resend(world, request, go) : go;
  if (claimed.kind === 'claimed') return placeOrder(world, claimed.request);
  if (claimed.kind !== 'lost') return notNow(world, request, claimed);
}

async function notNow(world: World, request: ResizeRequest, obstacle: NotNow): Promise<void> {
  const { records, clock, timings } = world;
  const failure = failureOf(obstacle);
  const lasting = obstacle.kind === 'impossible' || obstacle.kind === 'drifted';
  const because = obstacle.kind === 'wait' ? obstacle.because : undefined;
  if (lasting || (await hasWaited(world, request, because))) return fail(world, request, failure);
  if (isDoubtful(request)) return lookAgain(world, request);
  await records.enqueue({ queue: 'order', id: request.id, after: later(clock, timings.readyEvery) });
}

/**
 * After a call whose fate is unclear, an order may turn up late: it is looked for much longer than a call takes, before
 * it is called certain that there is none. Why nothing could be sent again says nothing about that.
 */
async function fail(world: World, seen: ResizeRequest, failure: Failure): Promise<void> {
  const { records, clock, timings } = world;
  const doubt = doubtSince(seen);
  if (doubt !== undefined && clock.now().getTime() - doubt < timings.doubtFor) return lookAgain(world, seen);
  const ending = doubt === undefined ? failure : internalFailure('OrderNotFound');
  await records.change(seen.id, (now) => ifAsSeen(now, seen, (same) => failed(same, ending)));
}

/** What a request fails with that cannot be sent again. */
function failureOf(obstacle: NotNow): Failure {
  switch (obstacle.kind) {
    case 'impossible':
      return obstacle.failure;
    case 'locked':
      return internalFailure('InstanceLocked');
    case 'wait':
      return internalFailure(TIMED_OUT[obstacle.because]);
    case 'drifted':
      return internalFailure('FactsMoved');
    case 'later':
      return internalFailure('InstanceNotReady');
    default:
      return obstacle satisfies never;
  }
}

function lastFailure({ code }: Attempt): Failure {
  return code === undefined ? internalFailure('OrderNotFound') : cloudFailure({ code, requestId: undefined });
}

function resend(world: World, request: ResizeRequest, go: Extract<Preflight, { kind: 'go' }>): Promise<Claimed> {
  if (request.spec === undefined) throw new Error(`${request.id}: ordering without parameters`);
  return claim(world, request, go, request.spec);
}

/** Trying again cannot help, or was tried often enough. */
function isOver(request: ResizeRequest, last: Attempt, tries: number): boolean {
  return request.attempts.length >= tries || (last.code !== undefined && adviceFor(last.code).retry === 'never');
}
