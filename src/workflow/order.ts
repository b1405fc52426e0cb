/**
 * An approved request becomes one order. Read from top to bottom: `order` is what the job runs, every other function
 * is one of its steps. Nothing here is sure to run only once or to run to its end; the record is what is sure.
 */
import {
  type Freshness,
  type Reread,
  claimAttempt,
  failed,
  freshness,
  hold,
  ours,
  OUR_FAILURES,
  voidApprovals,
} from '../core/order-decisions.ts';
import { CloudFault } from '../core/faults.ts';
import { orderSpec } from '../core/order-spec.ts';
import type { RequestId, ResizeRequest } from '../core/request.ts';
import { timing } from '../core/timing.ts';
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
  const when = timing(world.policy(), request.rule, request.requester, await world.people.directory(), clock.now());
  if (when.kind === 'later') {
    await records.change(request.id, (now) => hold(now, when));
    const look = later(clock, pace.heldLook);
    return records.enqueue({ queue: 'order', id: request.id, after: when.notBefore < look ? when.notBefore : look });
  }

  const fresh = freshness(request, await reread(world, request), world.policy().limits.priceDrift);
  if (fresh.kind !== 'as_approved') return notAsApproved(world, request, fresh);

  const spec = orderSpec({ ...request, before: fresh.facts, quote: fresh.quote });
  const claim = { attempts: request.attempts.length, spec, now: clock.now(), leaseMs: pace.lease };
  const claimed = await records.change(request.id, (now) => claimAttempt(now, claim));
  if (claimed?.result === true) await placeOrder(world, claimed.request);
}

async function reread(world: World, request: ResizeRequest): Promise<Reread> {
  const facts = await world.cloud.instance(request.before);
  if (facts === undefined) return { facts, quote: undefined };
  const quote = await world.cloud.quote(facts, request.change).catch((fault: unknown) => {
    if (!(fault instanceof CloudFault)) throw fault;
    return request.quote === undefined ? undefined : ('unreadable' as const);
  });
  return { facts, quote };
}

async function notAsApproved(world: World, request: ResizeRequest, fresh: Exclude<Freshness, { kind: 'as_approved' }>) {
  const { records, clock, pace } = world;
  switch (fresh.kind) {
    case 'hopeless':
      await records.change(request.id, (now) => failed(now, fresh.failure));
      return;
    case 'moved': {
      const expiresAt = later(clock, request.need.expiresMs);
      await records.change(request.id, (now) => voidApprovals(now, { ...fresh, expiresAt }));
      return;
    }
    case 'wait': {
      const waited = clock.now().getTime() - Date.parse(request.since);
      if (waited <= pace.readyPatience) {
        return records.enqueue({ queue: 'order', id: request.id, after: later(clock, pace.notReady) });
      }
      const { neverReady, priceUnreadable } = OUR_FAILURES;
      const failure = ours(fresh.because === 'not_ready' ? neverReady : priceUnreadable);
      await records.change(request.id, (now) => failed(now, failure));
    }
  }
}
