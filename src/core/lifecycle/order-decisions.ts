/** What becomes of an approved request and of its order: pure functions on the locked record. */
import type { Quote } from '../value/change.ts';
import { digestOf } from '../policy/digest.ts';
import { type InstanceFacts, READY_STATUS } from '../instance/instance.ts';
import { priceDrifted } from '../value/drift.ts';
import { type Failure, internalFailure } from '../request/failure.ts';
import type { InternalFailureCode } from '../request/reasons.ts';
import type { Attempt, NewEvent, Order, OrderSpec, ResizeRequest } from '../request/request.ts';
import { isPlacedByOrder, isToBeOrdered, mayMove } from '../request/state.ts';
import type { Step } from '../request/step.ts';
import type { Timing } from '../policy/verdict.ts';

/** What was read again just before the order. `unreadable`: there was a price, and now it cannot be read. */
export interface Reread {
  readonly facts: InstanceFacts | undefined;
  readonly quote: Quote | undefined | 'unreadable';
}

/** The facts re-read just before the order, against those that were approved. */
export type Freshness =
  | { readonly kind: 'as_approved'; readonly facts: InstanceFacts; readonly quote: Quote | undefined }
  | { readonly kind: 'wait'; readonly because: 'not_ready' | 'price_unreadable' }
  | { readonly kind: 'drifted'; readonly facts: InstanceFacts; readonly quote: Quote | undefined }
  | { readonly kind: 'impossible'; readonly failure: Failure };

export function freshness(request: ResizeRequest, { facts, quote }: Reread, drift: number): Freshness {
  if (facts === undefined) return impossible('InstanceGone');
  if (facts.realClass === request.change.targetClass) return impossible('AlreadyTargetClass');
  const classMoved = facts.realClass !== request.before.realClass;
  if (quote === 'unreadable')
    return classMoved ? impossible('ClassMoved') : { kind: 'wait', because: 'price_unreadable' };
  const dearer = request.quote !== undefined && quote !== undefined && priceDrifted(request.quote, quote, drift);
  if (classMoved || dearer) {
    // Without approvers nobody would look at the new facts: the requester must ask anew.
    if (request.need.count > 0) return { kind: 'drifted', facts, quote };
    return impossible(classMoved ? 'ClassMoved' : 'PriceMoved');
  }
  if (facts.status !== READY_STATUS) return { kind: 'wait', because: 'not_ready' };
  return { kind: 'as_approved', facts, quote };
}

function impossible(code: InternalFailureCode): Freshness {
  return { kind: 'impossible', failure: internalFailure(code) };
}

/** The request waits in `approved`; said once for each time until which it waits. */
export function hold(request: ResizeRequest, timing: Extract<Timing, { kind: 'later' }>): Step<void> {
  if (request.state !== 'approved' || request.notBefore === timing.notBefore)
    return { kind: 'keep', result: undefined };
  const data = { because: timing.because, reason: timing.reason, notBefore: timing.notBefore };
  return {
    kind: 'update',
    patch: { notBefore: timing.notBefore, lock: undefined },
    events: [{ kind: 'held', actor: 'bot', data }],
    result: undefined,
  };
}

/**
 * Takes the right to make the next call, and writes down that it is about to be made. Of several workers one wins:
 * the record must still be as the caller saw it, with as many attempts and of the same digest.
 */
export function claimAttempt(
  request: ResizeRequest,
  seen: {
    readonly attempts: number;
    readonly digest: string;
    readonly spec: OrderSpec;
    readonly quote?: Quote | undefined;
    readonly now: Date;
    readonly leaseMs: number;
  },
): Step<boolean> {
  const open = isPlacedByOrder(request.state);
  const same = request.attempts.length === seen.attempts && digestOf(request) === seen.digest;
  if (!open || !same) return { kind: 'keep', result: false };
  const leaseUntil = new Date(seen.now.getTime() + seen.leaseMs).toISOString();
  const attempt: Attempt = {
    number: seen.attempts + 1,
    startedAt: seen.now.toISOString(),
    leaseUntil,
    again: undefined,
    outcome: 'in_flight',
    code: undefined,
  };
  return {
    kind: 'update',
    ...(request.state === 'approved' ? { to: 'ordering' as const } : {}),
    // The parameters of the first attempt stay: the cloud compares them when the same ClientToken comes again.
    patch: {
      spec: request.spec ?? seen.spec,
      attempts: [...request.attempts, attempt],
      orderQuote: seen.quote,
      notBefore: undefined,
      lock: undefined,
    },
    events: [{ kind: 'sending', actor: 'bot', data: { attempt: attempt.number } }],
    result: true,
  };
}

/** There is an order. The result is false when the record is closed already and could not take it. */
export function ordered(request: ResizeRequest, order: Order, how: 'accepted' | 'found'): Step<boolean> {
  if (!mayMove(request.state, 'ordered')) return { kind: 'keep', result: false };
  return {
    kind: 'update',
    to: 'ordered',
    patch: { order, failure: undefined },
    events: [{ kind: 'ordered', actor: 'bot', data: { orderId: order.orderId, requestId: order.requestId, how } }],
    jobs: [{ queue: 'watch', id: request.id }],
    result: true,
  };
}

/** The last call did nothing (`not_arrived`), or may have done it (`unclear`). Either way the request stays `ordering`. */
export function attemptEnded(
  request: ResizeRequest,
  attempt: number,
  outcome: 'not_arrived' | 'unclear',
  code: string,
  again: string,
): Step<void> {
  const last = request.attempts.at(-1);
  if (request.state !== 'ordering' || last?.number !== attempt) return { kind: 'keep', result: undefined };
  const attempts = [...request.attempts.slice(0, -1), { ...last, outcome, code, again }];
  const event: NewEvent = { kind: outcome, actor: 'bot', data: { attempt, code, again } };
  return {
    kind: 'update',
    patch: { attempts },
    events: [event],
    jobs: [{ queue: 'order', id: request.id, after: again }],
    result: undefined,
  };
}

/**
 * Certain: there is no order. `attempt` is the one the certainty is about, when it comes from an answer: the answer to
 * an older attempt says nothing about a newer one.
 */
export function failed(request: ResizeRequest, failure: Failure, attempt?: number): Step<void> {
  if (!isToBeOrdered(request.state) || (attempt !== undefined && request.attempts.at(-1)?.number !== attempt)) {
    return { kind: 'keep', result: undefined };
  }
  const requestId = failure.kind === 'cloud' ? failure.requestId : undefined;
  const data = { code: failure.code, requestId };
  return {
    kind: 'update',
    to: 'failed',
    patch: { failure },
    events: [{ kind: 'failed', actor: 'bot', data }],
    result: undefined,
  };
}

/**
 * What was concluded from a look at the cloud, which took its time: another worker may have gone on meanwhile, and may
 * be in the middle of a call. Then nothing follows from the look.
 */
export function ifAsSeen<R>(now: ResizeRequest, seen: ResizeRequest, step: (now: ResizeRequest) => Step<R>) {
  const same =
    now.state === seen.state && now.attempts.length === seen.attempts.length && digestOf(now) === digestOf(seen);
  return same ? step(now) : ({ kind: 'keep', result: undefined } as const);
}

/** We cannot tell whether there is an order: a person must look, nothing is sent again. */
export function unknown(request: ResizeRequest, failure: Failure): Step<void> {
  if (request.state !== 'ordering') return { kind: 'keep', result: undefined };
  const data = { code: failure.code, attempts: request.attempts.length };
  return {
    kind: 'update',
    to: 'unknown',
    patch: { failure },
    events: [{ kind: 'unknown', actor: 'bot', data }],
    result: undefined,
  };
}
