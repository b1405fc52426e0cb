/**
 * An approved request becomes one order. Read from top to bottom: `order` is what the job runs, every other function
 * is one of its steps. Nothing here is sure to run only once or to run to its end; the record is what is sure.
 */
import { holdForStop } from '../../core/lifecycle/lock.ts';
import { failed, hold, ifAsSeen } from '../../core/lifecycle/order-decisions.ts';
import { moveReturn } from '../../core/lifecycle/prolonging.ts';
import { orderSpec } from '../../core/lifecycle/order-spec.ts';
import { voidApprovals } from '../../core/lifecycle/renewal.ts';
import { type Failure, internalFailure } from '../../core/request/failure.ts';
import type { RequestId, ResizeRequest } from '../../core/request/request.ts';
import { claim } from './claim.ts';
import { mayProlong, type NotNow, preflight, TIMED_OUT } from './preflight.ts';
import { placeOrder } from './place-order.ts';
import { isSendDue, settleOrder } from './settle-order.ts';
import { later, type World } from '../world.ts';
import { hasWaited } from '../ask/patience.ts';

/** Orders what is approved; finds out what became of an order that is out. */
export async function order(world: World, id: RequestId): Promise<void> {
  const request = await world.records.get(id);
  if (request?.state === 'approved') await orderApproved(world, request);
  if (request?.state !== 'ordering') return;
  if (isSendDue(world, request)) await settleOrder(world, request);
  else await world.records.enqueue({ queue: 'find', id });
}

async function orderApproved(world: World, request: ResizeRequest): Promise<void> {
  if (request.prolongs !== undefined) {
    const obstacle = await mayProlong(world, request);
    if (obstacle !== undefined) return notNow(world, request, obstacle);
    return world.records.changeBoth(request.prolongs.id, request.id, moveReturn);
  }
  const go = await preflight(world, request);
  if (go.kind !== 'go') return notNow(world, request, go);
  const { facts, quote } = go;
  const claimed = await claim(world, request, go, orderSpec({ ...request, before: facts, quote }));
  if (claimed.kind === 'claimed') return placeOrder(world, claimed.request);
  if (claimed.kind !== 'lost') return notNow(world, request, claimed);
}

async function notNow(world: World, request: ResizeRequest, obstacle: NotNow): Promise<void> {
  const { records, clock, timings } = world;
  const lookIn = (ms: number) => records.enqueue({ queue: 'order', id: request.id, after: later(clock, ms) });
  switch (obstacle.kind) {
    case 'later': {
      await records.change(request.id, (now) => hold(now, obstacle.timing));
      const wait = Date.parse(obstacle.timing.notBefore) - clock.now().getTime();
      return lookIn(Math.min(wait, timings.recheckHeld));
    }
    case 'locked':
      // Nothing is due before the unlock or the end of the freeze, which enqueues this job; reconcile enqueues it every
      // minute as well. It may be gone by now: it is looked at again where nobody can come between.
      await records.claimOrder(request.id, [], (now, { lock }) =>
        lock === undefined ? { kind: 'keep', result: undefined } : holdForStop(now, lock),
      );
      return;
    case 'wait': {
      if (!(await hasWaited(world, request, obstacle.because))) return lookIn(timings.readyEvery);
      return fail(world, request, internalFailure(TIMED_OUT[obstacle.because], { otherOrderId: obstacle.orderId }));
    }
    case 'drifted':
      // The request may have been renewed in the meantime, or even approved anew.
      await records.change(request.id, (now) => ifAsSeen(now, request, (same) => voidApprovals(same, obstacle.fresh)));
      return;
    case 'impossible':
      return fail(world, request, obstacle.failure);
    default:
      obstacle satisfies never;
  }
}

async function fail({ records }: World, seen: ResizeRequest, failure: Failure): Promise<void> {
  await records.change(seen.id, (now) => ifAsSeen(now, seen, (same) => failed(same, failure)));
}
