/**
 * An approved request becomes one order. Read from top to bottom: `order` is what the job runs, every other function
 * is one of its steps. Nothing here is sure to run only once or to run to its end; the record is what is sure.
 */
import { holdForLock } from '../../core/lifecycle/lock.ts';
import { failed, hold, ifAsSeen, internalFailure } from '../../core/lifecycle/order-decisions.ts';
import { orderSpec } from '../../core/lifecycle/order-spec.ts';
import { voidApprovals } from '../../core/lifecycle/renewal.ts';
import type { Failure, RequestId, ResizeRequest } from '../../core/request/request.ts';
import { claim } from './claim.ts';
import { type Preflight, preflight, TIMED_OUT } from './preflight.ts';
import { placeOrder } from './place-order.ts';
import { settleOrder } from './settle-order.ts';
import { later, type World } from '../world.ts';

export async function order(world: World, id: RequestId): Promise<void> {
  const request = await world.records.get(id);
  if (request?.state === 'approved') await orderApproved(world, request);
  if (request?.state === 'ordering') await settleOrder(world, request);
}

async function orderApproved(world: World, request: ResizeRequest): Promise<void> {
  const preflightResult = await preflight(world, request);
  if (preflightResult.kind !== 'go') return notNow(world, request, preflightResult);
  const claimed = await claim(
    world,
    request,
    preflightResult,
    orderSpec({ ...request, before: preflightResult.facts, quote: preflightResult.quote }),
  );
  if (claimed.kind === 'claimed') return placeOrder(world, claimed.request);
  if (claimed.kind !== 'lost') return notNow(world, request, claimed);
}

async function notNow(
  world: World,
  request: ResizeRequest,
  preflightResult: Exclude<Preflight, { kind: 'go' }>,
): Promise<void> {
  const { records, clock, timings } = world;
  const lookIn = (ms: number) => records.enqueue({ queue: 'order', id: request.id, after: later(clock, ms) });
  switch (preflightResult.kind) {
    case 'later': {
      await records.change(request.id, (now) => hold(now, preflightResult.timing));
      const wait = Date.parse(preflightResult.timing.notBefore) - clock.now().getTime();
      return lookIn(Math.min(wait, timings.recheckHeld));
    }
    case 'locked':
      // Nothing is due until it is unlocked, which enqueues this job; once a minute it is looked at all the same.
      await records.change(request.id, (now) => holdForLock(now, preflightResult.lock));
      return;
    case 'wait': {
      const released = Math.max(Date.parse(request.since), Date.parse(request.notBefore ?? request.since));
      if (clock.now().getTime() - released <= timings.readyTimeout) return lookIn(timings.readyEvery);
      return fail(world, request, internalFailure(TIMED_OUT[preflightResult.because]));
    }
    case 'drifted':
      // Somebody may have renewed the request in the meantime, or even agreed to it anew.
      await records.change(request.id, (now) =>
        ifAsSeen(now, request, (same) => voidApprovals(same, preflightResult.fresh)),
      );
      return;
    case 'impossible':
      return fail(world, request, preflightResult.failure);
    default:
      preflightResult satisfies never;
  }
}

async function fail({ records }: World, seen: ResizeRequest, failure: Failure): Promise<void> {
  await records.change(seen.id, (now) => ifAsSeen(now, seen, (same) => failed(same, failure)));
}
