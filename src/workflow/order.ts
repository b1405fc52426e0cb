/**
 * An approved request becomes one order. Read from top to bottom: `order` is what the job runs, every other function
 * is one of its steps. Nothing here is sure to run only once or to run to its end; the record is what is sure.
 */
import { claimAttempt, failed, hold, ours, voidApprovals } from '../core/order-decisions.ts';
import { orderSpec } from '../core/order-spec.ts';
import type { RequestId, ResizeRequest } from '../core/request.ts';
import { type Goahead, mayGoAhead, WAITED_IN_VAIN } from './go-ahead.ts';
import { placeOrder } from './place-order.ts';
import { settleOrder } from './settle-order.ts';
import { later, type World } from './world.ts';

export async function order(world: World, id: RequestId): Promise<void> {
  const request = await world.records.get(id);
  if (request?.state === 'approved') await orderApproved(world, request);
  if (request?.state === 'ordering') await settleOrder(world, request);
}

async function orderApproved(world: World, request: ResizeRequest): Promise<void> {
  const { records, clock, pace } = world;
  const goahead = await mayGoAhead(world, request);
  if (goahead.kind !== 'go') return notNow(world, request, goahead);
  const spec = orderSpec({ ...request, before: goahead.facts, quote: goahead.quote });
  const claim = { attempts: request.attempts.length, spec, now: clock.now(), leaseMs: pace.lease };
  const claimed = await records.change(request.id, (now) => claimAttempt(now, claim));
  if (claimed?.result === true) await placeOrder(world, claimed.request);
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
    case 'wait': {
      const released = Math.max(Date.parse(request.since), Date.parse(request.notBefore ?? request.since));
      if (clock.now().getTime() - released <= pace.readyPatience) return lookIn(pace.notReady);
      await records.change(request.id, (now) => failed(now, ours(WAITED_IN_VAIN[goahead.because])));
      return;
    }
    case 'moved': {
      const { facts, quote, rule, need } = goahead;
      const moved = { facts, quote, rule, need, at: clock.now() };
      await records.change(request.id, (now) => voidApprovals(now, moved));
      return;
    }
    case 'hopeless':
      await records.change(request.id, (now) => failed(now, goahead.failure));
      return;
    default:
      goahead satisfies never;
  }
}
