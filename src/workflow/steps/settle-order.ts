/**
 * What became of a call whose answer never came: look at the instance, then at the orders, and only when nothing is
 * found for long enough send the same call again, with the same ClientToken and the same parameters.
 */
import { adviceFor } from '../../core/cloud-errors.ts';
import { CloudFault } from '../../core/faults.ts';
import { READY_STATUS } from '../../core/instance/instance.ts';
import {
  attemptEnded,
  failed,
  ifAsSeen,
  ordered,
  internalFailure,
  INTERNAL_FAILURES,
  unknown,
} from '../../core/lifecycle/order-decisions.ts';
import type { Attempt, Failure, Order, ResizeRequest } from '../../core/request/request.ts';
import { claim, type Claimed } from './claim.ts';
import { type Preflight, preflight, TIMED_OUT } from './preflight.ts';
import { placeOrder } from './place-order.ts';
import type { OrderFacts } from '../ports.ts';
import { later, type World } from '../world.ts';

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

/** What can be found of the order in the cloud. `traces`: something is going on, but its OrderId is not to be found. */
export type Trace =
  { readonly kind: 'order'; readonly order: Order } | { readonly kind: 'traces' | 'nothing' | 'cannot_look' };

export async function findOrder(world: World, request: ResizeRequest): Promise<Trace> {
  const { cloud, clock } = world;
  const since = request.attempts[0]?.startedAt ?? request.since;
  const [facts, orders, foreign] = await Promise.all([
    readOr(world, request, () => cloud.instance(request.before)),
    readOr(world, request, () => cloud.ordersOf(request.before, since)),
    ordersOfOtherRequests(world, request),
  ]);
  const placedAt = clock.now().toISOString();
  const found = orders === 'unreadable' ? undefined : newest(orders.filter(({ orderId }) => !foreign.has(orderId)));
  if (found !== undefined) return { kind: 'order', order: { orderId: found.orderId, requestId: undefined, placedAt } };
  if (facts === undefined || facts === 'unreadable') return { kind: 'cannot_look' };
  const touched = facts.status !== READY_STATUS || facts.orderCompleted === false;
  const there = facts.realClass === request.change.targetClass;
  // Without the right to read orders, the effect is all there is to see.
  if (orders === 'unreadable') {
    return there
      ? { kind: 'order', order: { orderId: undefined, requestId: undefined, placedAt } }
      : { kind: 'cannot_look' };
  }
  return { kind: touched || there ? 'traces' : 'nothing' };
}

/** Requests for one instance within minutes of each other. */
const NEIGHBOURS = 20;

/** No order names its ClientToken; but one that another request for this instance made is not ours. */
async function ordersOfOtherRequests({ records }: World, request: ResizeRequest): Promise<ReadonlySet<string>> {
  const { instanceId } = request.before;
  const requests = await records.find({ instanceId, limit: NEIGHBOURS });
  const known = requests.filter(({ id }) => id !== request.id).map(({ order }) => order?.orderId);
  return new Set(known.filter((orderId) => orderId !== undefined));
}

async function readOr<T>(world: World, request: ResizeRequest, read: () => Promise<T>): Promise<T | 'unreadable'> {
  try {
    return await read();
  } catch (fault) {
    if (!(fault instanceof CloudFault)) throw fault;
    world.log.warn({ request: request.id, code: fault.code }, 'cannot look for the order');
    return 'unreadable';
  }
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
  const lookAgain = () =>
    records.enqueue({ queue: 'order', id: request.id, after: later(clock, timings.findOrderEvery) });

  if (!doubtful) return tryAgain(world, request, last);
  // Another worker may be in the middle of the call.
  if (last.outcome === 'in_flight' && now.toISOString() < last.leaseUntil) return lookAgain();
  if (last.outcome === 'in_flight') {
    // Whoever made this call is gone: its answer will never be read.
    const again = later(clock, timings.findOrderEvery);
    await records.change(request.id, (r) => attemptEnded(r, last.number, 'unclear', 'WorkerLost', again));
    return;
  }
  if (trace !== 'nothing') {
    if (age < timings.findOrderFor) return lookAgain();
    return giveUp(world, request);
  }
  // `again` was set when the call ended, or could not be on its way any more.
  const quietFor = now.getTime() - Date.parse(last.again ?? last.startedAt);
  if (quietFor < timings.resendAfter) return lookAgain();
  // A clear refusal after a long enough look in vain: nothing was ordered.
  if (last.outcome === 'not_arrived' || request.attempts.length < timings.sends) return tryAgain(world, request, last);
  return giveUp(world, request);
}

async function giveUp({ records }: World, seen: ResizeRequest): Promise<void> {
  const failure = internalFailure(INTERNAL_FAILURES.orderNotFound);
  await records.change(seen.id, (now) => ifAsSeen(now, seen, (same) => unknown(same, failure)));
}

/** The same call once more, unless trying was of no use, or what was agreed to no longer holds. */
async function tryAgain(world: World, request: ResizeRequest, last: Attempt): Promise<void> {
  const { records, clock, timings } = world;
  if (last.outcome === 'not_arrived' && over(request, last, timings.tries)) {
    return fail(world, request, internalFailure(last.code ?? INTERNAL_FAILURES.orderNotFound));
  }
  if (last.again !== undefined && clock.now().toISOString() < last.again) {
    return records.enqueue({ queue: 'order', id: request.id, after: last.again });
  }
  const looked = await preflight(world, request);
  const preflightResult = looked.kind === 'go' ? await resend(world, request, looked) : looked;
  if (preflightResult.kind === 'claimed') return placeOrder(world, preflightResult.request);
  if (preflightResult.kind === 'lost') return;
  // The look before this one was a moment too early: what is there may be the work of an earlier call.
  const there =
    preflightResult.kind === 'impossible' && preflightResult.failure.code === INTERNAL_FAILURES.alreadyThere;
  if (there && request.attempts.some(({ outcome }) => outcome !== 'not_arrived')) {
    return records.enqueue({ queue: 'order', id: request.id, after: later(clock, timings.findOrderEvery) });
  }
  if (preflightResult.kind === 'later' || preflightResult.kind === 'wait' || preflightResult.kind === 'locked') {
    const waited = clock.now().getTime() - Date.parse(request.since);
    if (waited < timings.readyTimeout) {
      return records.enqueue({ queue: 'order', id: request.id, after: later(clock, timings.readyEvery) });
    }
  }
  return fail(world, request, whyNot(preflightResult));
}

async function fail({ records }: World, seen: ResizeRequest, failure: Failure): Promise<void> {
  await records.change(seen.id, (now) => ifAsSeen(now, seen, (same) => failed(same, failure)));
}

function whyNot(preflightResult: Exclude<Preflight, { kind: 'go' }>): Failure {
  if (preflightResult.kind === 'impossible') return preflightResult.failure;
  if (preflightResult.kind === 'locked') return internalFailure(INTERNAL_FAILURES.locked);
  if (preflightResult.kind === 'wait') return internalFailure(TIMED_OUT[preflightResult.because]);
  return internalFailure(
    preflightResult.kind === 'drifted' ? INTERNAL_FAILURES.factsMoved : INTERNAL_FAILURES.neverReady,
  );
}

function resend(world: World, request: ResizeRequest, go: Extract<Preflight, { kind: 'go' }>): Promise<Claimed> {
  if (request.spec === undefined) throw new Error(`${request.id}: ordering without parameters`);
  return claim(world, request, go, request.spec);
}

/** Trying again cannot help, or was tried often enough. */
function over(request: ResizeRequest, last: Attempt, tries: number): boolean {
  return request.attempts.length >= tries || (last.code !== undefined && adviceFor(last.code).retry === 'never');
}

/** A cancelled order changes nothing and is not ours to follow. */
function newest(orders: readonly OrderFacts[]): OrderFacts | undefined {
  return orders
    .filter(({ payment }) => payment !== 'cancelled')
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0];
}
