/** What becomes of an approved request and of its order: pure functions on the locked record. */
import type { Quote } from '../value/change.ts';
import { digestOf } from '../policy/digest.ts';
import { priceFacts } from '../value/money.ts';
import { type Failure, internalFailure } from '../request/failure.ts';
import type {
  Attempt,
  EventFacts,
  NewEvent,
  Order,
  OrderSpec,
  Person,
  ResizeRequest,
  WaitReason,
} from '../request/request.ts';
import { isFinal, isPlacedByOrder, isWatched, mayBeSettled, mayMove, TO_BE_ORDERED } from '../request/state.ts';
import type { OrderFacts } from './cloud-answers.ts';
import { isDoubtful } from './lost-order.ts';
import type { Step } from '../request/step.ts';
import type { Timing } from '../policy/verdict.ts';

/** The request waits in `approved`; said once for each time until which it waits. */
export function hold(request: ResizeRequest, timing: Extract<Timing, { kind: 'later' }>): Step<void> {
  if (request.state !== 'approved' || request.notBefore === timing.notBefore)
    return { kind: 'keep', result: undefined };
  const data = { because: timing.because, reason: timing.reason, notBefore: timing.notBefore };
  return {
    kind: 'update',
    patch: { notBefore: timing.notBefore, waits: undefined, lock: undefined },
    events: [{ kind: 'held', actor: 'bot', data }],
    result: undefined,
  };
}

/** What cannot be ordered yet has its whole patience from the first look that found it so: the bot may have been down before. */
export function waitsFrom({ waits }: ResizeRequest, because: WaitReason | undefined, now: Date): Step<void> {
  if (waits !== undefined && waits.because === because) return { kind: 'keep', result: undefined };
  const said = because === 'not_ready' || because === 'under_way';
  return {
    kind: 'update',
    patch: { waits: { since: waits?.since ?? now.toISOString(), because } },
    // What could not be read may be readable in a minute.
    events: said ? [{ kind: 'held', actor: 'bot', data: { because, reason: undefined } }] : [],
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
  const same = request.attempts.length === seen.attempts && digestOf(request) === seen.digest;
  if (!isPlacedByOrder(request.state) || !same) return { kind: 'keep', result: false };
  const priced = priceFacts(seen.quote, request.before, seen.now);
  const attempt: Attempt = {
    number: seen.attempts + 1,
    startedAt: seen.now.toISOString(),
    leaseUntil: new Date(seen.now.getTime() + seen.leaseMs).toISOString(),
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
      waits: undefined,
      lock: undefined,
    },
    events: [{ kind: 'sending', actor: 'bot', data: { attempt: attempt.number, ...priced } }],
    result: true,
  };
}

/** How it is known that there is an order. */
export type HowOrdered = EventFacts['ordered']['how'];

/**
 * There is an order. Where the request ended before, it keeps its state, and people are told. The result is false when
 * the record could not take the order: it has one, or never sent a call.
 */
export function ordered(request: ResizeRequest, order: Order, how: HowOrdered, operator?: string): Step<boolean> {
  const { orderId, requestId } = order;
  const event = (as: HowOrdered): NewEvent => ({
    kind: 'ordered',
    actor: 'bot',
    data: { orderId, requestId, how: as, operator },
  });
  if (mayMove(request.state, 'ordered')) {
    return {
      kind: 'update',
      to: 'ordered',
      patch: { order, failure: undefined },
      events: [event(how)],
      jobs: [{ queue: 'watch', id: request.id }],
      result: true,
    };
  }
  const numbered = request.order !== undefined && request.order.orderId === undefined && isWatched(request.state);
  const late = request.order === undefined && isFinal(request.state) && request.attempts.length > 0;
  if (orderId === undefined || (!numbered && !late)) return { kind: 'keep', result: false };
  const patch = { order: { ...order, placedAt: request.order?.placedAt ?? order.placedAt } };
  return { kind: 'update', patch, events: [event(late ? 'late' : how)], result: true };
}

/** An order that may be ours turned up: the card of a request that is unknown names it, of one that failed it is told. */
export function unsure(request: ResizeRequest, orderId: string, now: Date): Step<boolean> {
  const { state, failure } = request;
  if (isFinal(state)) {
    return ordered(request, { orderId, requestId: undefined, placedAt: now.toISOString() }, 'late');
  }
  const named = failure?.kind === 'internal' ? failure.otherOrderId : undefined;
  if (!mayBeSettled(state) || named === orderId) return { kind: 'keep', result: false };
  const data = { code: 'OrderUnsure', attempts: request.attempts.length, candidate: orderId };
  return {
    kind: 'update',
    patch: { failure: internalFailure('OrderUnsure', { otherOrderId: orderId }) },
    events: [{ kind: 'unknown', actor: 'bot', data }],
    result: true,
  };
}

/** An order for the instance that looked like ours, and is for another class. Said once. */
export function foreignOrder(request: ResizeRequest, order: OrderFacts): Step<void> {
  const { orderId, operator, classes } = order;
  if (request.externalChange?.orderId !== undefined) return { kind: 'keep', result: undefined };
  const otherClass = classes.find((name) => name !== request.before.realClass);
  const data = { is: undefined, otherOrderId: orderId, otherClass, operator };
  return {
    kind: 'update',
    patch: { externalChange: { isClass: request.externalChange?.isClass, orderId } },
    events: [{ kind: 'external_change', actor: 'bot', data }],
    result: undefined,
  };
}

/**
 * The last call did nothing (`not_arrived`), most likely did nothing (`refused`), or may have done it (`unclear`). Either
 * way the request stays `ordering`; where it is not certain, the order is looked for.
 */
export function attemptEnded(
  request: ResizeRequest,
  attempt: number,
  outcome: 'not_arrived' | 'refused' | 'unclear',
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
    jobs: [{ queue: isDoubtful({ attempts }) ? 'find' : 'order', id: request.id, after: again }],
    result: undefined,
  };
}

/**
 * Certain: there is no order. `attempt` is the one the certainty is about, when it comes from an answer: the answer to
 * an older attempt says nothing about a newer one.
 */
export function failed(request: ResizeRequest, failure: Failure, attempt?: number): Step<void> {
  if (
    !TO_BE_ORDERED.includes(request.state) ||
    (attempt !== undefined && request.attempts.at(-1)?.number !== attempt)
  ) {
    return { kind: 'keep', result: undefined };
  }
  const attempts = request.attempts.map((each): Attempt =>
    each.number === attempt ? { ...each, outcome: 'not_arrived', code: failure.code } : each,
  );
  const requestId = failure.kind === 'cloud' ? failure.requestId : undefined;
  const data = { code: failure.code, requestId };
  return {
    kind: 'update',
    to: 'failed',
    patch: { failure, attempts },
    events: [{ kind: 'failed', actor: 'bot', data }],
    // An order may still turn up.
    jobs: isDoubtful({ attempts }) ? [{ queue: 'find', id: request.id }] : [],
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

/**
 * We cannot tell whether there is an order: a person must look, nothing is sent again. The failure names an order that
 * may be ours, where there is one.
 */
export function unknown(request: ResizeRequest, failure: Failure): Step<void> {
  if (request.state !== 'ordering') return { kind: 'keep', result: undefined };
  const candidate = failure.kind === 'internal' ? failure.otherOrderId : undefined;
  const data = { code: failure.code, attempts: request.attempts.length, candidate };
  return {
    kind: 'update',
    to: 'unknown',
    patch: { failure },
    events: [{ kind: 'unknown', actor: 'bot', data }],
    jobs: [{ queue: 'find', id: request.id }],
    result: undefined,
  };
}

/** What a person states of a request that is unknown, after looking: an order of that number, or that there is none. */
export function settled(request: ResizeRequest, by: Person, order: Order | undefined): Step<boolean> {
  if (!mayBeSettled(request.state)) return { kind: 'keep', result: false };
  const step =
    order === undefined ? failed(request, internalFailure('OrderNotFound')) : ordered(request, order, 'stated');
  if (step.kind === 'keep') return { kind: 'keep', result: false };
  const data = { statement: order === undefined ? 'no_order' : 'order', orderId: order?.orderId } as const;
  return { ...step, events: [{ kind: 'settled', actor: by, data }, ...step.events], result: true };
}
