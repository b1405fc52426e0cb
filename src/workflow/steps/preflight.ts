/**
 * Whether an order may go out now: asked before the first call and before every later one, because rules, windows, the
 * instance and its price can all have changed since the approval.
 */
import { isLastingRefusal } from '../../core/cloud-errors.ts';
import type { Quote } from '../../core/value/change.ts';
import { ruleChanged, standingVotes } from '../../core/policy/digest.ts';
import { isSmaller, misfit } from '../../core/instance/fit.ts';
import type { InstanceFacts } from '../../core/instance/instance.ts';
import { freshness, type Reread } from '../../core/lifecycle/freshness.ts';
import { isOver, windowAfterEnd } from '../../core/lifecycle/planned-return.ts';
import { cloudFailure, type Failure, internalFailure } from '../../core/request/failure.ts';
import type { ChatFreeze, Lock, ResizeRequest, WaitReason } from '../../core/request/request.ts';
import { quorumSlots } from '../../core/policy/quorum.ts';
import type { Fresh } from '../../core/lifecycle/renewal.ts';
import { timing } from '../../core/policy/timing.ts';
import type { Timing } from '../../core/policy/verdict.ts';
import { attempt } from '../ask/attempt.ts';
import { obstacleOf } from '../ask/denial.ts';
import { usageFor, withNetworkFacts } from '../ask/facts.ts';
import { readUnderWay } from '../ask/under-way.ts';
import { freshOf, type ReAllowed, reEvaluate } from '../ask/re-evaluate.ts';
import type { World } from '../world.ts';

export type Preflight =
  | {
      readonly kind: 'go';
      readonly facts: InstanceFacts;
      readonly quote: Quote | undefined;
      /** What allowed it: asked once more, with what only the claim can know for sure. */
      readonly evaluation: ReAllowed;
      /** When the reads began that it rests on. */
      readonly readAt: Date;
    }
  /** Until the instance is unlocked, or the freeze from Slack ends. */
  | { readonly kind: 'locked'; readonly lock: Lock | ChatFreeze }
  | { readonly kind: 'later'; readonly timing: Extract<Timing, { kind: 'later' }> }
  | {
      readonly kind: 'wait';
      readonly because: WaitReason;
      /** For `under_way`: the order or task that is waited for. */
      readonly orderId?: string | undefined;
    }
  | { readonly kind: 'drifted'; readonly fresh: Fresh }
  | { readonly kind: 'impossible'; readonly failure: Failure };

export type NotNow = Exclude<Preflight, { kind: 'go' }>;

/** What the request fails with when the wait was too long. */
export const TIMED_OUT = {
  not_ready: 'InstanceNotReady',
  price_unreadable: 'PriceUnreadable',
  cannot_look: 'FactsUnreadable',
  under_way: 'OtherOrderUnderWay',
} as const satisfies Readonly<Record<WaitReason, string>>;

/** The longest wait for what an order can do without: usage and network facts. */
const READ_MS = 4_000;

/** Asks the policy, the lock, the instance and its price, in that order; changes nothing. */
export async function preflight(world: World, request: ResizeRequest): Promise<Preflight> {
  if (isTooLate(request, world.clock.now())) return UNTIL_PASSED;
  const asApproved = await reEvaluate(world, request, request.before, request.quote, { atOrder: true });
  if (asApproved.kind === 'denied') return obstacleOf(asApproved.verdict);
  const lock = await world.records.stopOf(request);
  const waits = lock === undefined ? tooEarly(world, request, asApproved) : ({ kind: 'locked', lock } as const);
  if (waits === undefined) return mayGoNow(world, request);
  if (waits.kind === 'later' && isTooLate(request, new Date(waits.timing.notBefore))) return UNTIL_PASSED;
  // A lock, a window or a freeze may last for days: that the class or the rule is another one by now is said at the next
  // look, not at its end.
  const news = otherRule(request, asApproved) || (await hasAnotherClass(world, request));
  const now = news ? await mayGoNow(world, request) : undefined;
  return now?.kind === 'drifted' || now?.kind === 'impossible' ? now : waits;
}

/**
 * The same for another end of a temporary change; undefined: it may be moved. Windows, locks and freezes hold orders, and
 * this is none.
 */
export async function mayProlong(world: World, request: ResizeRequest): Promise<NotNow | undefined> {
  const { before, change, quote } = request;
  if (isOver(change, world.clock.now())) return UNTIL_PASSED;
  const evaluation = await reEvaluate(world, request);
  if (evaluation.kind === 'denied') return obstacleOf(evaluation.verdict);
  if (otherRule(request, evaluation) || !covers(request, evaluation)) {
    return { kind: 'drifted', fresh: { ...freshOf(evaluation, world), facts: before, quote } };
  }
  const read = await attempt(() => world.cloud.instance(before));
  if (read.kind === 'fault') return { kind: 'wait', because: 'cannot_look' };
  const isClass = read.value?.realClass;
  if (isClass === change.targetClass) return undefined;
  const failure = isClass === undefined ? internalFailure('InstanceGone') : internalFailure('ClassMoved', { isClass });
  return { kind: 'impossible', failure };
}

/** A start that was asked for, a window that has not opened, or a freeze. */
function tooEarly(
  { clock }: World,
  { requester: person, startAt, breakGlass }: ResizeRequest,
  { verdict, policy, directory }: ReAllowed,
): Extract<Preflight, { kind: 'later' }> | undefined {
  const asked = { person, directory, now: clock.now(), startAt, breakGlass: breakGlass !== undefined };
  const when = timing(policy, verdict.rule, asked);
  return when.kind === 'later' ? { kind: 'later', timing: when } : undefined;
}

/** What is ordered then would be taken back as soon as it is made. A call that is out may have met an earlier window. */
function isTooLate({ change, before, attempts }: ResizeRequest, from: Date): boolean {
  return isOver(change, from) || (attempts.length === 0 && windowAfterEnd(change, before, from) !== undefined);
}

const UNTIL_PASSED = { kind: 'impossible', failure: internalFailure('UntilPassed') } as const;

async function hasAnotherClass({ cloud, log }: World, request: ResizeRequest): Promise<boolean> {
  const read = await attempt(() => cloud.instance(request.before));
  if (read.kind === 'ok') return read.value !== undefined && read.value.realClass !== request.before.realClass;
  log.warn({ request: request.id, code: read.fault.code }, 'the instance of a held request cannot be read');
  return false;
}

async function mayGoNow(world: World, request: ResizeRequest): Promise<Preflight> {
  // With `approval: none`, who may ask under the rule is all that decides.
  const asking = world.policy().rules.find(({ name }) => name === request.rule.name)?.who ?? [];
  const readAt = world.clock.now();
  const [reread, underWay] = await Promise.all([
    readAgain(world, request),
    request.attempts.length === 0 ? readUnderWay(world, request.before, READ_MS) : undefined,
  ]);
  if (reread.kind !== 'read') return reread;
  const fresh = freshness(request, reread, world.policy().limits.priceDrift);
  if (fresh.kind === 'wait' || fresh.kind === 'impossible') return fresh;
  const { facts, quote } = fresh;
  const evaluation = await reEvaluate(world, request, facts, quote, { alsoDeciding: asking, atOrder: true });
  if (evaluation.kind === 'denied') return obstacleOf(evaluation.verdict);
  if (fresh.kind === 'drifted' || otherRule(request, evaluation) || !covers(request, evaluation)) {
    const seen = await withNetworkFacts(world, facts, READ_MS);
    return { kind: 'drifted', fresh: { ...freshOf(evaluation, world), facts: seen, quote } };
  }
  // With the facts of now another rule may decide, with windows of its own.
  const early = tooEarly(world, request, evaluation);
  if (early !== undefined) return early;
  const misfit = await outgrown(world, request, facts);
  if (misfit !== undefined) return { kind: 'impossible', failure: internalFailure('DoesNotFit', { misfit }) };
  const busy = underWay?.(facts);
  if (busy !== undefined) return { kind: 'wait', because: 'under_way', orderId: busy.id };
  return { kind: 'go', facts, quote, evaluation, readAt };
}

/** A smaller class was big enough when it was asked for; days may have passed. What cannot be read, the cloud checks. */
async function outgrown(world: World, { change, breakGlass }: ResizeRequest, facts: InstanceFacts) {
  if (!isSmaller(facts, change.targetClass) || breakGlass !== undefined) return undefined;
  const found = misfit(await usageFor(world, facts, READ_MS), facts, change.targetClass, []);
  return found && { used: found.used, limit: found.limit };
}

/** With `approval: none` there is no approval that an edited rule could void. */
function otherRule(request: ResizeRequest, { version }: ReAllowed): boolean {
  return request.need.count > 0 && ruleChanged(request, version);
}

/** Whether the votes that stand are enough, for what was asked for and for the rule as it is now. */
function covers(request: ResizeRequest, { verdict: { need }, policy, directory, isGone }: ReAllowed): boolean {
  const voters = standingVotes(request)
    .map(({ by }) => by)
    .filter((by) => !isGone(by));
  const { count, filled } = quorumSlots(policy, need, request.requester, directory);
  return voters.length >= request.need.count && filled(voters) >= count;
}

async function readAgain(
  { cloud, log }: World,
  request: ResizeRequest,
): Promise<({ readonly kind: 'read' } & Reread) | Extract<Preflight, { kind: 'wait' | 'impossible' }>> {
  const { before, change } = request;
  const [read, price] = await Promise.all([
    attempt(() => cloud.instance(before)),
    attempt(() => cloud.quote(before, change)),
  ]);
  if (read.kind === 'fault') {
    log.warn({ request: request.id, code: read.fault.code }, 'the facts cannot be read again');
    return isLastingRefusal(read.fault.code)
      ? { kind: 'impossible', failure: cloudFailure(read.fault) }
      : { kind: 'wait', because: 'cannot_look' };
  }
  const facts = read.value;
  if (facts === undefined) return { kind: 'read', facts, quote: undefined };
  // The price of an hour says nothing about the price of a term.
  const quoted = facts.chargeType === before.chargeType ? price : await attempt(() => cloud.quote(facts, change));
  if (quoted.kind === 'ok') return { kind: 'read', facts, quote: quoted.value };
  // A request that was approved without a price does not need one now.
  return { kind: 'read', facts, quote: request.quote === undefined ? undefined : 'unreadable' };
}
