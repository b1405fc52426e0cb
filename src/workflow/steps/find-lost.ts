/**
 * Looks for orders whose answer never came, in a queue of its own: those who look at the same time share what they read
 * of an account, and no new order waits for them. An order may turn up hours after its request was given up.
 */
import { mayTurnUp, searchPeriod } from '../../core/lifecycle/lost-order.ts';
import { foreignOrder, ordered, unsure } from '../../core/lifecycle/order-decisions.ts';
import type { RequestId, ResizeRequest } from '../../core/request/request.ts';
import { isOrdering } from '../../core/request/state.ts';
import { findOrder, type KnownOrders, knownOrders } from '../ask/find-order.ts';
import { settleOrder } from './settle-order.ts';
import { later, type World } from '../world.ts';

/** Looks once for the order of each of these. */
export async function findLost(world: World, ids: readonly RequestId[]): Promise<void> {
  const found = await Promise.all(ids.map((id) => world.records.get(id)));
  const requests = found.filter((request) => request !== undefined).filter((request) => isSought(world, request));
  const since = requests.map((request) => searchPeriod(request, world.timings.lateFor).since).sort()[0];
  if (since === undefined) return;
  const known = await knownOrders(world, since);
  await Promise.all(
    requests.map((request) =>
      isOrdering(request.state) ? settleOrder(world, request, known) : lookLate(world, request, known),
    ),
  );
}

function isSought({ clock, timings }: World, request: ResizeRequest): boolean {
  return isOrdering(request.state) || mayTurnUp(request, clock.now(), timings.lateFor);
}

async function lookLate(world: World, request: ResizeRequest, known: KnownOrders): Promise<void> {
  const { records, clock, timings } = world;
  await lookForLostOrder(world, request, known);
  const now = clock.now();
  const after = await records.get(request.id);
  if (after === undefined || !mayTurnUp(after, now, timings.lateFor)) return;
  const age = now.getTime() - Date.parse(request.attempts.at(-1)?.startedAt ?? request.since);
  const pause = Math.max(timings.findOrderEvery, Math.min(age / 10, timings.lateEvery));
  await records.enqueue({ queue: 'find', id: request.id, after: later(clock, pause) });
}

/** One look for the order of a request that is unknown, or has failed in doubt; writes down what it shows. */
export async function lookForLostOrder(
  world: World,
  request: ResizeRequest,
  known?: KnownOrders,
): Promise<Awaited<ReturnType<typeof findOrder>>['kind']> {
  const { records, clock } = world;
  const trace = await findOrder(world, request, known);
  if (trace.kind === 'order') {
    await records.change(request.id, (now) => ordered(now, trace.order, 'found', trace.operator));
  } else if (trace.kind === 'candidate') {
    const { orderId } = trace;
    await records.change(request.id, (now) => unsure(now, orderId, clock.now()));
  } else if (trace.foreign !== undefined && request.externalChange === undefined) {
    const { foreign } = trace;
    await records.change(request.id, (now) => foreignOrder(now, foreign));
  }
  return trace.kind;
}
