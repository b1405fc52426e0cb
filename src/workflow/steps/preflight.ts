/**
 * Whether an order may go out now: asked before the first call and before every later one, because rules, windows, the
 * instance and its price can all have changed since people agreed.
 */
import { adviceFor } from '../../core/cloud-errors.ts';
import type { Quote } from '../../core/value/change.ts';
import { ruleChanged, standingVotes } from '../../core/policy/digest.ts';
import { CloudFault } from '../../core/faults.ts';
import { isSmaller, misfit } from '../../core/instance/fit.ts';
import { keptRule } from '../../core/policy/forced.ts';
import type { InstanceFacts } from '../../core/instance/instance.ts';
import { freshness, internalFailure, INTERNAL_FAILURES, type Reread } from '../../core/lifecycle/order-decisions.ts';
import type { Failure, Lock, ResizeRequest } from '../../core/request/request.ts';
import { quorumSlots } from '../../core/policy/quorum.ts';
import type { Fresh } from '../../core/lifecycle/renewal.ts';
import { timing } from '../../core/policy/timing.ts';
import type { Timing } from '../../core/policy/verdict.ts';
import { usageFor, withNetworkFacts } from '../ask/facts.ts';
import { isUndecided, reEvaluate, type ReEvaluation } from '../ask/re-evaluate.ts';
import type { World } from '../world.ts';

type Allowed = Extract<ReEvaluation, { kind: 'allowed' }>;

export type Preflight =
  | {
      readonly kind: 'go';
      readonly facts: InstanceFacts;
      readonly quote: Quote | undefined;
      /** What allowed it: asked once more, with what only the claim can know for sure. */
      readonly judged: Allowed;
    }
  /** Until somebody unlocks the instance. */
  | { readonly kind: 'locked'; readonly lock: Lock }
  | { readonly kind: 'later'; readonly timing: Extract<Timing, { kind: 'later' }> }
  | { readonly kind: 'wait'; readonly because: 'not_ready' | 'price_unreadable' | 'cannot_look' }
  | { readonly kind: 'drifted'; readonly fresh: Fresh }
  | { readonly kind: 'impossible'; readonly failure: Failure };

/** What the request fails with when the wait was too long. */
export const TIMED_OUT = {
  not_ready: INTERNAL_FAILURES.neverReady,
  price_unreadable: INTERNAL_FAILURES.priceUnreadable,
  cannot_look: INTERNAL_FAILURES.factsUnreadable,
} as const;

/** The longest wait for what an order can do without: what the instance used, and what stands beside it. */
const READ_MS = 4_000;

export async function preflight(world: World, request: ResizeRequest): Promise<Preflight> {
  const asApproved = await reEvaluate(world, request, request.before, request.quote, { atOrder: true });
  if (asApproved.kind === 'denied') return denied(asApproved);
  const { verdict, policy, directory } = asApproved;
  const lock = await world.records.lockOf(request.before.instanceId);
  const when = timing(policy, verdict.rule, request.requester, directory, world.clock.now());
  const waits = lock === undefined ? later(when) : ({ kind: 'locked', lock } as const);
  if (waits === undefined) return mayGoNow(world, request);
  // A lock, a window or a freeze may last for days: that somebody else changed the class, or the rule, is told at the next
  // look, not at its end.
  const news = otherRule(request, asApproved) || (await hasAnotherClass(world, request));
  const now = news ? await mayGoNow(world, request) : undefined;
  return now?.kind === 'drifted' || now?.kind === 'impossible' ? now : waits;
}

function later(when: Timing): Extract<Preflight, { kind: 'later' }> | undefined {
  return when.kind === 'later' ? { kind: 'later', timing: when } : undefined;
}

async function hasAnotherClass({ cloud, log }: World, request: ResizeRequest): Promise<boolean> {
  try {
    const facts = await cloud.instance(request.before);
    return facts !== undefined && facts.realClass !== request.before.realClass;
  } catch (fault) {
    if (!(fault instanceof CloudFault)) throw fault;
    log.warn({ request: request.id, code: fault.code }, 'the instance of a held request cannot be read');
    return false;
  }
}

async function mayGoNow(world: World, request: ResizeRequest): Promise<Preflight> {
  // Where nobody has to agree, whom the rule lets ask is all that decides.
  const asking = world.policy().rules.find(({ name }) => name === request.rule.name)?.who ?? [];
  const reread = await readAgain(world, request);
  if (reread.kind !== 'read') return reread;
  const fresh = freshness(request, reread, world.policy().limits.priceDrift);
  if (fresh.kind === 'wait' || fresh.kind === 'impossible') return fresh;
  const evaluation = await reEvaluate(world, request, fresh.facts, fresh.quote, {
    alsoDeciding: asking,
    atOrder: true,
  });
  if (evaluation.kind === 'denied') return denied(evaluation);
  if (fresh.kind === 'drifted' || otherRule(request, evaluation) || !covers(request, evaluation)) {
    const facts = await withNetworkFacts(world, fresh.facts, READ_MS);
    return { kind: 'drifted', fresh: { ...freshOf(evaluation, world), facts, quote: fresh.quote } };
  }
  // With the facts of now another rule may decide, with windows of its own.
  const when = timing(
    evaluation.policy,
    evaluation.verdict.rule,
    request.requester,
    evaluation.directory,
    world.clock.now(),
  );
  if (when.kind === 'later') return { kind: 'later', timing: when };
  if (await isOutgrown(world, request, fresh.facts)) {
    return { kind: 'impossible', failure: internalFailure(INTERNAL_FAILURES.doesNotFit) };
  }
  return { kind: 'go', facts: fresh.facts, quote: fresh.quote, judged: evaluation };
}

/** A smaller class was big enough when it was asked for; days may have passed. What cannot be read, the cloud checks. */
async function isOutgrown(world: World, { change, breakGlass }: ResizeRequest, facts: InstanceFacts): Promise<boolean> {
  if (!isSmaller(facts, change.targetClass) || breakGlass !== undefined) return false;
  const usage = await usageFor(world, facts, READ_MS);
  return misfit(usage, facts, change.targetClass, []) !== undefined;
}

/** What a judgement of now means for a request that is renewed by it. */
export function freshOf({ verdict, version, policy }: Allowed, { clock }: World): Omit<Fresh, 'facts' | 'quote'> {
  const { rule, need } = verdict;
  const { forced } = keptRule(policy, rule);
  return { rule, need, version, forced, priceDrift: policy.limits.priceDrift, at: clock.now() };
}

/** Where nobody had to agree, nobody agreed to what the rule said. */
function otherRule(request: ResizeRequest, { version }: Allowed): boolean {
  return request.need.count > 0 && ruleChanged(request, version);
}

export function denied({
  verdict,
}: Pick<Extract<ReEvaluation, { kind: 'denied' }>, 'verdict'>): Exclude<Preflight, { kind: 'go' }> {
  if (isUndecided(verdict)) return { kind: 'wait', because: 'cannot_look' };
  if (verdict.limit === undefined)
    return { kind: 'impossible', failure: internalFailure(INTERNAL_FAILURES.notAllowed) };
  return { kind: 'impossible', failure: { ...internalFailure(INTERNAL_FAILURES.overSpend), limit: verdict.limit } };
}

/** Whether the votes that stand are enough, for what was asked for and for the rule as it is now. */
function covers(request: ResizeRequest, { verdict: { need }, policy, directory }: Allowed): boolean {
  const voters = standingVotes(request).map(({ by }) => by);
  const { count, filled } = quorumSlots(policy, need, request.requester, directory);
  return voters.length >= request.need.count && filled(voters) >= count;
}

async function readAgain(
  world: World,
  request: ResizeRequest,
): Promise<({ readonly kind: 'read' } & Reread) | Extract<Preflight, { kind: 'wait' | 'impossible' }>> {
  try {
    const facts = await world.cloud.instance(request.before);
    if (facts === undefined) return { kind: 'read', facts, quote: undefined };
    return { kind: 'read', facts, quote: await quoteAgain(world, request, facts) };
  } catch (fault) {
    if (!(fault instanceof CloudFault)) throw fault;
    world.log.warn({ request: request.id, code: fault.code }, 'the facts cannot be read again');
    const failure = { code: fault.code, requestId: fault.requestId };
    const lasting = adviceFor(fault.code).retry === 'never';
    return lasting ? { kind: 'impossible', failure } : { kind: 'wait', because: 'cannot_look' };
  }
}

async function quoteAgain(
  { cloud }: World,
  request: ResizeRequest,
  facts: InstanceFacts,
): Promise<Quote | undefined | 'unreadable'> {
  try {
    return await cloud.quote(facts, request.change);
  } catch (fault) {
    if (!(fault instanceof CloudFault)) throw fault;
    // Where there was no price to agree to, none is missed.
    return request.quote === undefined ? undefined : 'unreadable';
  }
}
