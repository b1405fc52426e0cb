/** What becomes of a request whose facts are looked at again: pure functions on the locked record. */
import type { Flag, Quote } from '../value/change.ts';
import { type Decision, expireIfDue } from './decisions.ts';
import { ruleChanged, standingVotes } from '../policy/digest.ts';
import type { InstanceFacts } from '../instance/instance.ts';
import { isOtherPrice } from './freshness.ts';
import { failed } from './order-decisions.ts';
import type { Drift } from '../value/drift.ts';
import { type Failure, internalFailure } from '../request/failure.ts';
import type { Actor, ApprovalNeed, EventFacts, Person, ResizeRequest } from '../request/request.ts';
import { isBeforeOrder } from '../request/state.ts';
import type { Step } from '../request/step.ts';
import type { Usage } from '../instance/usage.ts';
import { firstOf, waitFrom } from './waiting.ts';
import type { RuleRef } from '../policy/verdict.ts';

/** What was read and judged anew. */
export interface Fresh {
  readonly facts: InstanceFacts;
  /** Undefined: the cloud gives none, as it gave none when the request was made. */
  readonly quote: Quote | undefined;
  /** Undefined: not looked at, or not readable; what is known stays. */
  readonly usage?: Usage | undefined;
  readonly rule: RuleRef;
  /** Of that rule (core/digest.ts). */
  readonly version: string;
  /** What of the change that rule has set. */
  readonly forced?: readonly Flag[] | undefined;
  readonly need: ApprovalNeed;
  /** Fraction, `limits.priceDrift`. */
  readonly priceDrift: number;
  readonly at: Date;
}

/** Undefined: what was agreed to, or will be, is still what would be done. */
export function driftOf(request: ResizeRequest, fresh: Omit<Fresh, 'need' | 'at'>): Drift | undefined {
  const { before, quote: was, rule } = request;
  const { facts, quote: is } = fresh;
  const classMoved = before.realClass !== facts.realClass;
  // A price that can be read at last is news to those who still have to decide; who agreed without one has agreed.
  const priced =
    was === undefined && request.returnOf === undefined
      ? is !== undefined && request.state === 'pending'
      : is !== undefined && isOtherPrice(request, is, fresh.priceDrift);
  const drift: Drift = {
    ...(classMoved ? { class: { was: before.realClass, is: facts.realClass } } : {}),
    ...(priced ? { price: { was, is } } : {}),
    ...(ruleChanged(request, fresh.version) ? { rule: { was: rule.name, is: fresh.rule.name } } : {}),
  };
  return Object.keys(drift).length === 0 ? undefined : drift;
}

/** What was approved is not what would be done: votes are void, the wait begins anew, and the card says what moved. */
export function voidApprovals(request: ResizeRequest, fresh: Fresh, by: Actor = 'bot'): Step<Drift | undefined> {
  if (!isBeforeOrder(request.state)) return { kind: 'keep', result: undefined };
  // A rule that needs nobody any more cannot speak for those who were asked: they look at the new facts all the same.
  const need = fresh.need.count === 0 ? request.need : fresh.need;
  const times = waitFrom(need, request.change, fresh.at, request.prolongs);
  const drift = driftOf(request, fresh) ?? {};
  return {
    kind: 'update',
    ...(request.state === 'approved' ? { to: 'pending' as const } : {}),
    patch: {
      before: fresh.facts,
      quote: fresh.quote,
      usage: fresh.usage ?? request.usage,
      // The new facts may fall under another rule, which may ask for more.
      rule: { name: fresh.rule.name, line: fresh.rule.line, version: fresh.version, forced: fresh.forced },
      need,
      votes: [],
      drift,
      factsAt: fresh.at.toISOString(),
      ...times,
      reminders: 0,
      notBefore: undefined,
      waits: undefined,
    },
    events: [{ kind: 'drift_detected', actor: by, data: { ...flat(drift), voided: standingVotes(request).length } }],
    jobs: [{ queue: 'deadline', id: request.id, after: firstOf(times) }],
    result: drift,
  };
}

function flat(drift: Drift): Omit<EventFacts['drift_detected'], 'voided'> {
  return {
    wasClass: drift.class?.was,
    isClass: drift.class?.is,
    wasPrice: price(drift.price?.was),
    isPrice: price(drift.price?.is),
    wasRule: drift.rule?.was,
    isRule: drift.rule?.is,
  };
}

function price(quote: Quote | undefined): string | undefined {
  return quote === undefined ? undefined : `${quote.tradeAmount} ${quote.currency}`;
}

/** `raced`: the record is another by now than the one that was looked for. */
export type Rechecked =
  | { readonly kind: 'raced' | 'expired' | 'same' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'renewed'; readonly drift: Drift };

/** Somebody asked to look again, and everything could be read and is still allowed. */
export function recheck(request: ResizeRequest, version: number, fresh: Fresh, by: Person): Step<Rechecked> {
  const { id, state } = request;
  if (request.version !== version || !isBeforeOrder(state)) {
    return { kind: 'keep', result: { kind: 'raced' } };
  }
  const late = expireIfDue<Rechecked>(request, fresh.at, { kind: 'expired' });
  if (late !== undefined) return late;
  const drift = driftOf(request, fresh);
  if (drift !== undefined && request.need.count + fresh.need.count === 0) {
    // Nobody would look at the new facts. Another rule that needs nobody either is no news.
    const failure = lostWithout(request, drift);
    const step = failure === undefined ? undefined : failed(request, failure);
    if (step?.kind === 'keep') return { kind: 'keep', result: { kind: 'raced' } };
    if (failure !== undefined && step !== undefined) return { ...step, result: { kind: 'failed', failure } };
  } else if (drift !== undefined) {
    const step = voidApprovals(request, fresh, by);
    return { ...step, result: { kind: 'renewed', drift: step.result ?? {} } };
  }
  return {
    kind: 'update',
    // Instance and price stay as they were agreed to: within the band they are the same.
    patch: { factsAt: fresh.at.toISOString(), usage: fresh.usage ?? request.usage },
    events: [],
    jobs: [
      { queue: 'publish', id },
      // A window may have opened, or the instance may be Normal again.
      ...(state === 'approved' ? [{ queue: 'order', id } as const] : []),
    ],
    result: { kind: 'same' },
  };
}

/** Why a request that nobody had to agree to cannot go on; undefined where it can. */
function lostWithout({ returnOf }: ResizeRequest, drift: Drift): Failure | undefined {
  if (drift.class !== undefined) return internalFailure('ClassMoved', { isClass: drift.class.is });
  if (drift.price === undefined) return undefined;
  return internalFailure(returnOf === undefined ? 'PriceMoved' : 'ReturnTooDear');
}

/** The rule of a pending request says something else by now: the card shows the new rule before anybody clicks. */
export function renewForRule(request: ResizeRequest, fresh: Omit<Fresh, 'facts' | 'quote'>): Step<void> {
  const nothing = { kind: 'keep', result: undefined } as const;
  if (request.state !== 'pending' || !ruleChanged(request, fresh.version)) return nothing;
  const late = expireIfDue(request, fresh.at, undefined);
  if (late !== undefined) return late;
  const step = voidApprovals(request, { ...fresh, facts: request.before, quote: request.quote });
  if (step.kind === 'keep') return nothing;
  // The facts were not read: they are as old as they were.
  return { ...step, patch: { ...step.patch, factsAt: request.factsAt }, result: undefined };
}

/**
 * The rules of now do not allow what waits for approval: it goes on waiting, because the next edit may allow it again,
 * but no approval counts, and nobody is reminded. Where they do, `renewForRule` opens it to approvals anew.
 */
export function barByRules(request: ResizeRequest, now: Date): Step<void> {
  if (request.state !== 'pending' || isBarred(request)) return { kind: 'keep', result: undefined };
  const late = expireIfDue(request, now, undefined);
  if (late !== undefined) return late;
  const drift = { rule: { was: request.rule.name } };
  return {
    kind: 'update',
    patch: { rule: { ...request.rule, version: NO_RULE }, votes: [], drift, remindAt: undefined },
    events: [{ kind: 'drift_detected', actor: 'bot', data: { ...flat(drift), voided: standingVotes(request).length } }],
    result: undefined,
  };
}

/** In place of the version of a rule; no rule has it. */
const NO_RULE = 'denied';

/** Whether the rules did not allow the request when they were read last. */
export function isBarred({ drift }: Pick<ResizeRequest, 'drift'>): boolean {
  return drift?.rule !== undefined && drift.rule.is === undefined;
}

/** An approval under a rule that says something else by now: not counted; the card shows the new rule first. */
export function renewRule(request: ResizeRequest, fresh: Omit<Fresh, 'facts' | 'quote'>): Step<Decision> {
  const step = voidApprovals(request, { ...fresh, facts: request.before, quote: request.quote });
  const result = { kind: 'refused', reason: 'card_changed', drift: step.result ?? {} } as const;
  if (step.kind === 'keep') return { kind: 'keep', result };
  // The facts were not read: they are as old as they were.
  const patch = { ...step.patch, factsAt: request.factsAt };
  return { ...step, patch, result };
}
