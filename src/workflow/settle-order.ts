/**
 * What became of a call whose answer never came: look at the instance, then at the orders, and only when nothing is
 * found for long enough send the same call again, with the same ClientToken and the same parameters.
 */
import { adviceFor } from '../core/cloud-errors.ts';
import { CloudFault } from '../core/faults.ts';
import { READY_STATUS } from '../core/instance.ts';
import { attemptEnded, claimAttempt, failed, ordered, ours, OUR_FAILURES, unknown } from '../core/order-decisions.ts';
import type { Attempt, Order, ResizeRequest } from '../core/request.ts';
import { placeOrder } from './place-order.ts';
import type { OrderFacts } from './ports.ts';
import { later, type World } from './world.ts';

export async function settleOrder(world: World, request: ResizeRequest): Promise<void> {
  const last = request.attempts.at(-1);
  if (last === undefined) throw new Error(`${request.id}: ordering without an attempt`);
  const doubtful = request.attempts.some(({ outcome }) => outcome !== 'not_arrived');
  const trace = doubtful ? await lookForOrder(world, request) : ({ kind: 'nothing' } as const);
  if (trace.kind === 'order') {
    await world.records.change(request.id, (now) => ordered(now, trace.order, 'found'));
    return;
  }
  await next(world, request, last, trace.kind, doubtful);
}

/** What can be found of the order in the cloud. `traces`: something is going on, but its OrderId is not to be found. */
export type Trace =
  { readonly kind: 'order'; readonly order: Order } | { readonly kind: 'traces' | 'nothing' | 'cannot_look' };

export async function lookForOrder(world: World, request: ResizeRequest): Promise<Trace> {
  const { cloud, clock, log } = world;
  const since = request.attempts[0]?.startedAt ?? request.since;
  try {
    const [facts, orders] = await Promise.all([cloud.instance(request.before), cloud.ordersOf(request.before, since)]);
    const found = newest(orders);
    if (found !== undefined) {
      return {
        kind: 'order',
        order: { orderId: found.orderId, requestId: undefined, placedAt: clock.now().toISOString() },
      };
    }
    if (facts === undefined) return { kind: 'cannot_look' };
    const touched =
      facts.status !== READY_STATUS || facts.orderCompleted === false || facts.realClass === request.change.targetClass;
    return { kind: touched ? 'traces' : 'nothing' };
  } catch (fault) {
    if (!(fault instanceof CloudFault)) throw fault;
    log.warn({ request: request.id, code: fault.code }, 'cannot look for the order');
    return { kind: 'cannot_look' };
  }
}

async function next(
  world: World,
  request: ResizeRequest,
  last: Attempt,
  trace: Exclude<Trace['kind'], 'order'>,
  doubtful: boolean,
) {
  const { records, clock, pace } = world;
  const now = clock.now();
  const age = now.getTime() - Date.parse(last.startedAt);
  const lookAgain = () => records.enqueue({ queue: 'order', id: request.id, after: later(clock, pace.look) });

  if (!doubtful) return over(request, last, pace.tries) ? giveUp(world, request, last) : resend(world, request);
  // Another worker may be in the middle of the call.
  if (last.outcome === 'in_flight' && now.toISOString() < last.leaseUntil) return lookAgain();
  if (last.outcome === 'in_flight') {
    // Whoever made this call is gone: its answer will never be read.
    const again = later(clock, pace.look);
    await records.change(request.id, (r) => attemptEnded(r, last.number, 'unclear', 'WorkerLost', again));
    return;
  }
  if (trace !== 'nothing') {
    if (age < pace.lookPatience) return lookAgain();
    await records.change(request.id, (r) => unknown(r, ours(OUR_FAILURES.lookedInVain)));
    return;
  }
  if (age < pace.quiet) return lookAgain();
  // A clear refusal after a long enough look in vain: nothing was ordered, and nothing will be.
  if (last.outcome === 'not_arrived')
    return over(request, last, pace.tries) ? giveUp(world, request, last) : resend(world, request);
  if (request.attempts.length < pace.sends) return resend(world, request);
  await records.change(request.id, (r) => unknown(r, ours(OUR_FAILURES.lookedInVain)));
}

async function resend(world: World, request: ResizeRequest): Promise<void> {
  const { records, clock, pace } = world;
  if (request.spec === undefined) throw new Error(`${request.id}: ordering without parameters`);
  const claim = { attempts: request.attempts.length, spec: request.spec, now: clock.now(), leaseMs: pace.lease };
  const claimed = await records.change(request.id, (now) => claimAttempt(now, claim));
  if (claimed?.result === true) await placeOrder(world, claimed.request);
}

async function giveUp(world: World, request: ResizeRequest, last: Attempt): Promise<void> {
  await world.records.change(request.id, (now) => failed(now, ours(last.code ?? OUR_FAILURES.lookedInVain)));
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
