/**
 * What became of a call whose answer never came: look at the instance, then at the orders, and only when nothing is
 * found for long enough send the same call again, with the same ClientToken and the same parameters.
 */
import { adviceFor } from '../../core/cloud-errors.ts';
import { attemptEnded, failed, ifAsSeen, ordered, unknown } from '../../core/lifecycle/order-decisions.ts';
import { cloudFailure, type Failure, internalFailure } from '../../core/request/failure.ts';
import type { Attempt, ResizeRequest } from '../../core/request/request.ts';
import { findOrder, type Trace } from '../ask/find-order.ts';
import { claim, type Claimed } from './claim.ts';
import { type NotNow, type Preflight, preflight, TIMED_OUT } from './preflight.ts';
import { placeOrder } from './place-order.ts';
import { later, type World } from '../world.ts';

/** The next step of a request in `ordering`. */
export async function settleOrder(world: World, request: ResizeRequest): Promise<void> {
  const last = request.attempts.at(-1);
  if (last === undefined) throw new Error(`${request.id}: ordering without an attempt`);
  const doubtful = request.attempts.some(({ outcome }) => outcome !== 'not_arrived');
  const trace = doubtful ? await findOrder(world, request) : ({ kind: 'nothing' } as const);
  if (trace.kind === 'order') {
    await world.records.change(request.id, (now) => ordered(now, trace.order, 'found'));
    return;
  }
  await next(world, request, last, trace.kind, doubtful);
}

async function next(
  world: World,
  request: ResizeRequest,
  last: Attempt,
  trace: Exclude<Trace['kind'], 'order'>,
  doubtful: boolean,
): Promise<void> {
  const { records, clock, timings } = world;
  const now = clock.now();
  const age = now.getTime() - Date.parse(last.startedAt);
  const lookAgain = () => lookIn(world, request, timings.findOrderEvery);

  if (!doubtful) return tryAgain(world, request, last);
  // Another worker may be in the middle of the call.
  if (last.outcome === 'in_flight' && now.toISOString() < last.leaseUntil) return lookAgain();
  if (last.outcome === 'in_flight') {
    // The worker that made this call is gone: its answer will never be read.
    const again = later(clock, timings.findOrderEvery);
    await records.change(request.id, (r) => attemptEnded(r, last.number, 'unclear', 'WorkerLost', again));
    return;
  }
  if (trace !== 'nothing') return age < timings.findOrderFor ? lookAgain() : giveUp(world, request);
  // `again` was set when the call ended, or could not be on its way any more.
  const quietFor = now.getTime() - Date.parse(last.again ?? last.startedAt);
  if (quietFor < timings.resendAfter) return lookAgain();
  // A clear refusal, and nothing found for long enough: nothing was ordered.
  if (last.outcome === 'not_arrived' || request.attempts.length < timings.sends) return tryAgain(world, request, last);
  return giveUp(world, request);
}

function lookIn({ records, clock }: World, { id }: ResizeRequest, ms: number): Promise<void> {
  return records.enqueue({ queue: 'order', id, after: later(clock, ms) });
}

async function giveUp({ records }: World, seen: ResizeRequest): Promise<void> {
  const failure = internalFailure('OrderNotFound');
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
  const { clock, timings } = world;
  const failure = failureOf(obstacle);
  // The look before this one was a moment too early: the new class may be the work of an earlier call.
  if (failure.code === 'AlreadyTargetClass' && request.attempts.some(({ outcome }) => outcome !== 'not_arrived')) {
    return lookIn(world, request, timings.findOrderEvery);
  }
  const lasting = obstacle.kind === 'impossible' || obstacle.kind === 'drifted';
  const waited = clock.now().getTime() - Date.parse(request.since);
  if (!lasting && waited < timings.readyTimeout) return lookIn(world, request, timings.readyEvery);
  return fail(world, request, failure);
}

async function fail({ records }: World, seen: ResizeRequest, failure: Failure): Promise<void> {
  await records.change(seen.id, (now) => ifAsSeen(now, seen, (same) => failed(same, failure)));
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
