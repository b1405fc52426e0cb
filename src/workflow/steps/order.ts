/**
 * An approved request becomes one order. Read from top to bottom: `order` is what the job runs, every other function
 * is one of its steps. Nothing here is sure to run only once or to run to its end; the record is what is sure.
 */
import { holdForLock } from '../../core/lifecycle/lock.ts';
import { failed, hold, ifAsSeen, ours } from '../../core/lifecycle/order-decisions.ts';
import { orderSpec } from '../../core/lifecycle/order-spec.ts';
import { voidApprovals } from '../../core/lifecycle/renewal.ts';
import type { Failure, RequestId, ResizeRequest } from '../../core/request/request.ts';
import { claim } from './claim.ts';
import { type Goahead, mayGoAhead, WAITED_IN_VAIN } from './preflight.ts';
import { placeOrder } from './place-order.ts';
import { settleOrder } from './settle-order.ts';
import { later, type World } from '../world.ts';

export async function order(world: World, id: RequestId): Promise<void> {
  const request = await world.records.get(id);
  if (request?.state === 'approved') await orderApproved(world, request);
  if (request?.state === 'ordering') await settleOrder(world, request);
}

async function orderApproved(world: World, request: ResizeRequest): Promise<void> {
  const goahead = await mayGoAhead(world, request);
  if (goahead.kind !== 'go') return notNow(world, request, goahead);
  const claimed = await claim(
    world,
    request,
    goahead,
    orderSpec({ ...request, before: goahead.facts, quote: goahead.quote }),
  );
  if (claimed.kind === 'claimed') return placeOrder(world, claimed.request);
  if (claimed.kind !== 'lost') return notNow(world, request, claimed);
}

async function notNow(world: World, request: ResizeRequest, goahead: Exclude<Goahead, { kind: 'go' }>): Promise<void> {
  const { records, clock, pace } = world;
  const lookIn = (ms: number) => records.enqueue({ queue: 'order', id: request.id, after: later(clock, ms) });
  switch (goahead.kind) {
    case 'later': {
      await records.change(request.id, (now) => hold(now, goahead.timing));
      const wait = Date.parse(goahead.timing.notBefore) - clock.now().getTime();
      return lookIn(Math.min(wait, pace.heldLook));
    }
    case 'locked':
      // Nothing is due until it is unlocked, which enqueues this job; once a minute it is looked at all the same.
      await records.change(request.id, (now) => holdForLock(now, goahead.lock));
      return;
    case 'wait': {
      const released = Math.max(Date.parse(request.since), Date.parse(request.notBefore ?? request.since));
      if (clock.now().getTime() - released <= pace.readyPatience) return lookIn(pace.notReady);
      return fail(world, request, ours(WAITED_IN_VAIN[goahead.because]));
    }
    case 'moved':
      // Somebody may have renewed the request in the meantime, or even agreed to it anew.
      await records.change(request.id, (now) => ifAsSeen(now, request, (same) => voidApprovals(same, goahead.fresh)));
      return;
    case 'hopeless':
      return fail(world, request, goahead.failure);
    default:
      goahead satisfies never;
  }
}

async function fail({ records }: World, seen: ResizeRequest, failure: Failure): Promise<void> {
  await records.change(seen.id, (now) => ifAsSeen(now, seen, (same) => failed(same, failure)));
}
