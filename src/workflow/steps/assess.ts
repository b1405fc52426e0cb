/** What becomes of a submitted form: a request, a step more for the person, or why not. */
import { cardChannel, commandChannel } from '../../core/policy/card-channel.ts';
import type { BreakGlassOffer } from '../../core/policy/break-glass.ts';
import { keptRule } from '../../core/policy/forced.ts';
import { groupUnder } from '../../core/policy/membership.ts';
import type { Policy } from '../../core/policy/policy-model.ts';
import { fitsReason, reasonFormat } from '../../core/policy/reason.ts';
import type { RuleRef, Verdict } from '../../core/policy/verdict.ts';
import { isOver, windowAfterEnd } from '../../core/lifecycle/planned-return.ts';
import { asProlonged, prolonged } from '../../core/lifecycle/prolonging.ts';
import { startProblem } from '../../core/lifecycle/start.ts';
import { wasSeen } from '../../core/lifecycle/second-step.ts';
import { type InstanceFacts, READY_STATUS } from '../../core/instance/instance.ts';
import type { Draft, ResizeRequest } from '../../core/request/request.ts';
import { draftRequest, openingEvents, openingJob } from './draft.ts';
import { authorize } from '../ask/access.ts';
import { applyBreakGlass, type Assessment, withdrawReplaced } from './break-glass.ts';
import { findInstance, unofferedFor, usageFor, withNetworkFacts } from '../ask/facts.ts';
import { readUnderWay } from '../ask/under-way.ts';
import type { IntakeOutcome, Submission } from '../ports.ts';
import { prolongedBy } from '../ask/prolonged.ts';
import { type Evaluation, evaluate } from '../ask/rules.ts';
import type { World } from '../world.ts';

type Refused = Extract<IntakeOutcome, { kind: 'refused' }>;
type Allowed = Extract<Verdict, { kind: 'allowed' }>;

export async function assess(world: World, submission: Submission): Promise<IntakeOutcome> {
  const access = await authorize(world, submission.person, 'decision');
  if (access.kind === 'no_access') return access;

  const found = await findInstance(world, submission.instanceId, submission.region);
  if (found.kind === 'refused') return found;
  const { facts } = found;
  const asked = { ...submission, person: access.person };
  const there = await prolongedBy(world, facts, asked.change, asked.startAt);
  return there === undefined ? assessChange(world, asked, facts) : assessOtherEnd(world, asked, facts, there);
}

/** How long a submission waits for what it can be decided without: usage, offers, what goes on at the instance. */
const READ_MS = 4_000;

async function assessChange(world: World, submission: Submission, instance: InstanceFacts): Promise<IntakeOutcome> {
  const { person, change, startAt } = submission;
  const [usage, underWayAt, seen, ordinary] = await Promise.all([
    usageFor(world, instance, READ_MS),
    readUnderWay(world, instance, READ_MS),
    withNetworkFacts(world, instance, READ_MS),
    evaluate(world, person, instance, change, commandChannel(submission), { startAt }),
  ]);
  const assessment = await applyBreakGlass(world, submission, instance, ordinary, usage, undefined);
  const { evaluation, breakGlass, offer } = assessment;
  const ruled = await askRules(world, submission, instance, evaluation, offer);
  if (ruled.kind !== 'allowed') return ruled;
  const unfit = await unorderable(world, submission, instance, assessment);
  if (unfit !== undefined) return unfit;

  const [by] = await world.records.find({ instanceId: instance.instanceId, open: true, limit: 1 });
  if (by === undefined && instance.status !== READY_STATUS) {
    return { kind: 'refused', reason: 'instance_not_ready', detail: { instance } };
  }
  const underWay = by === undefined ? underWayAt(instance) : undefined;
  if (underWay !== undefined) return { kind: 'refused', reason: 'change_under_way', detail: { instance, underWay } };
  const step = secondStep(submission, seen, evaluation, ruled);
  if (step !== undefined && by !== undefined && by.id !== submission.breakGlass?.replaces) {
    return { kind: 'refused', reason: 'instance_busy', detail: { instance, by } };
  }
  if (step !== undefined) return step;
  const judged = { before: seen, quote: evaluation.quote, usage, breakGlass };
  return open(world, submission, instance, draftOf(world, submission, evaluation, ruled, judged), offer);
}

/** The temporary change `there` keeps its class and gets another end, so that nothing of an order is asked. */
async function assessOtherEnd(
  world: World,
  asked: Submission,
  instance: InstanceFacts,
  there: ResizeRequest,
): Promise<IntakeOutcome> {
  const submission = { ...asked, change: prolonged(there, asked.change, world.clock.now()) };
  const { person, change, startAt } = submission;
  const [usage, ordinary] = await Promise.all([
    usageFor(world, instance, READ_MS),
    evaluate(world, person, instance, change, commandChannel(submission), { startAt, prolongs: there }),
  ]);
  const assessment = await applyBreakGlass(world, submission, instance, ordinary, usage, there);
  const { evaluation, breakGlass, offer } = assessment;
  const ruled = await askRules(world, submission, instance, evaluation, offer);
  if (ruled.kind !== 'allowed') return ruled;
  const judged = { ...asProlonged(there, instance), usage, breakGlass };
  return open(world, submission, instance, draftOf(world, submission, evaluation, ruled, judged), offer);
}

/** The rules speak first: who may not change an instance learns nothing about what else is going on there, nor of a lock. */
async function askRules(
  world: World,
  submission: Submission,
  instance: InstanceFacts,
  { verdict, policy }: Evaluation,
  offer: BreakGlassOffer | undefined,
): Promise<Allowed | Exclude<IntakeOutcome, { kind: 'created' }>> {
  if (verdict.kind === 'denied' && offer === undefined) return { kind: 'denied', verdict, instance };
  const refusal = verdict.kind === 'allowed' ? await unsuited(world, submission, instance, policy, verdict) : undefined;
  if (refusal !== undefined) return refusal;
  const lock = await world.records.lockOf(instance.instanceId);
  if (lock !== undefined) return { kind: 'refused', reason: 'instance_locked', detail: { instance, lock } };
  return verdict.kind === 'denied' ? { kind: 'denied', verdict, instance, offer } : verdict;
}

function draftOf(
  world: World,
  submission: Submission,
  { policy, question }: Evaluation,
  verdict: Allowed,
  judged: Pick<Draft, 'before' | 'quote' | 'prolongs' | 'usage' | 'breakGlass'>,
): Draft {
  const rule = keptRule(policy, verdict.rule);
  const group = groupUnder(policy, verdict.rule, submission.person, question.directory);
  return draftRequest(world, withChannel(submission, policy, verdict.rule), judged, verdict, rule, group);
}

async function open(
  world: World,
  submission: Submission,
  instance: InstanceFacts,
  draft: Draft,
  offer: BreakGlassOffer | undefined,
): Promise<IntakeOutcome> {
  const tried = () => world.records.open(draft, submission.id, openingEvents(draft), [openingJob(draft)]);
  const first = await tried();
  const opened =
    first.kind === 'busy' && (await withdrawReplaced(world, submission, draft, first.by)) ? await tried() : first;
  if (opened.kind === 'busy') return { kind: 'refused', reason: 'instance_busy', detail: { instance, by: opened.by } };
  return { kind: 'created', request: opened.request, offer };
}

/** Why no order for this class could be placed, whatever the rules say. */
async function unorderable(
  world: World,
  { change: { targetClass }, startAt }: Submission,
  instance: InstanceFacts,
  { misfit, offer, evaluation: { verdict } }: Assessment,
): Promise<Refused | undefined> {
  if (instance.realClass === targetClass) return { kind: 'refused', reason: 'same_class', detail: { instance } };
  if (instance.hasRenewChangeOrder) return { kind: 'refused', reason: 'renew_order_waiting', detail: { instance } };
  if (misfit !== undefined) return { kind: 'refused', reason: 'does_not_fit', detail: { instance, misfit }, offer };
  const ordered = verdict.kind === 'allowed' ? verdict.change : undefined;
  const windowAt = ordered && windowAfterEnd(ordered, instance, world.clock.now(), startAt);
  if (windowAt !== undefined) return { kind: 'refused', reason: 'until_before_window', detail: { instance, windowAt } };
  const found = await unofferedFor(world, instance, targetClass, READ_MS);
  const unoffered = found && { ...found, targetClass };
  return unoffered && { kind: 'refused', reason: 'class_not_offered', detail: { instance, unoffered } };
}

/** Undefined: somebody else decides, or the person has seen what will be ordered. */
function secondStep(
  { seen: before }: Submission,
  instance: InstanceFacts,
  { quote, policy }: Evaluation,
  { change, rule, need }: Allowed,
): Extract<IntakeOutcome, { kind: 'confirm' }> | undefined {
  if (need.count > 0 || wasSeen(before, { instance, change, quote }, policy.limits.priceDrift)) return undefined;
  return { kind: 'confirm', instance, change, quote, rule, moved: before?.confirmed === true };
}

/** What its rule wants of the reason, of the start and of the channel of the card. */
async function unsuited(
  world: World,
  { reason, channelId: used, startAt, change }: Submission,
  instance: InstanceFacts,
  policy: Policy,
  { rule, need }: Allowed,
): Promise<Refused | undefined> {
  const format = reasonFormat(policy, rule);
  if (format !== undefined && !fitsReason(format, reason)) {
    const wanted = { rule: rule.name, hint: format.hint };
    return { kind: 'refused', reason: 'reason_format', detail: { instance, format: wanted } };
  }
  if (isOver(change, world.clock.now(), startAt))
    return { kind: 'refused', reason: 'until_passed', detail: { instance } };
  const late = startProblem(startAt, world.clock.now(), need);
  // It had not passed when the form was sent: what was held up since is ordered as soon as it may be.
  if (late !== undefined && late !== 'start_passed') {
    return { kind: 'refused', reason: late, detail: { instance, expiresMs: need.expiresMs } };
  }
  const channelId = cardChannel(policy, { rule, channelId: used }) ?? '';
  const channel = await world.people.channel(channelId);
  return channel.kind === 'refused' ? { kind: 'refused', reason: channel.reason, detail: { channelId } } : undefined;
}

/** What no command asked for keeps the channel of its card: the configuration may name none any more when it is posted. */
function withChannel(submission: Submission, policy: Policy, rule: RuleRef): Submission {
  if (submission.channelId !== '') return submission;
  return { ...submission, channelId: cardChannel(policy, { rule, channelId: '' }) ?? '', channelChosen: true };
}
