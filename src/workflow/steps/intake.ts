/**
 * What people did: a submitted form becomes a request, a pressed button a decision, or either a private answer that
 * says why not. The outcome is recorded before it is told, so that a restart in between tells it again instead of
 * judging again.
 */
import { SlackFault } from '../../core/faults.ts';
import { cardChannel, commandChannel } from '../../core/policy/card-channel.ts';
import { keptRule } from '../../core/policy/forced.ts';
import { groupUnder } from '../../core/policy/membership.ts';
import type { Policy } from '../../core/policy/policy-model.ts';
import { fitsReason, reasonFormat } from '../../core/policy/reason.ts';
import type { RuleRef, Verdict } from '../../core/policy/verdict.ts';
import { isOver, windowAfterEnd } from '../../core/lifecycle/planned-return.ts';
import { asProlonged, prolonged } from '../../core/lifecycle/prolonging.ts';
import { startProblem } from '../../core/lifecycle/start.ts';
import { wasSeen } from '../../core/lifecycle/second-step.ts';
import type { Quote } from '../../core/value/change.ts';
import { type InstanceFacts, READY_STATUS } from '../../core/instance/instance.ts';
import type { EventFacts, NewEvent, Person } from '../../core/request/request.ts';
import { carryOut } from './clicks.ts';
import { draftRequest, openingEvents, openingJob } from './draft.ts';
import { authorize, refusedClick } from '../ask/access.ts';
import { applyBreakGlass, type Assessment, withdrawReplaced } from './break-glass.ts';
import { findInstance, unofferedFor, usageFor, withNetworkFacts } from '../ask/facts.ts';
import { readUnderWay } from '../ask/under-way.ts';
import { freezeOrUnfreeze } from './freezing.ts';
import { lockOrUnlock } from './locking.ts';
import type { ClickOutcome, IntakeOutcome, Press, Received, Submission } from '../ports.ts';
import { prolongedBy } from '../ask/prolonged.ts';
import { evaluate } from '../ask/rules.ts';
import type { World } from '../world.ts';

type Refused = Extract<IntakeOutcome, { kind: 'refused' }>;

/** Decides what came in, unless that was done before, and answers the person. */
export async function processInbound(world: World, id: string): Promise<void> {
  const received = await world.records.inbound(id);
  if (received?.kind === 'form') await processForm(world, received);
  if (received?.kind === 'press') await processPress(world, received);
  if (received?.kind === 'lock') await processLock(world, received);
  if (received?.kind === 'freeze') await processFreeze(world, received);
}

async function processForm(world: World, { form, outcome: known }: Extract<Received, { kind: 'form' }>): Promise<void> {
  const outcome = known ?? (await assess(world, form));
  if (outcome.kind === 'confirm') await world.records.settle(form.id, outcome);
  else if (outcome.kind !== 'created') await world.records.settle(form.id, outcome, denial(form, outcome));
  await tell(world, form.person, () => world.notifier.answerSubmission(form, outcome));
}

async function processPress(
  world: World,
  { press, outcome: known }: Extract<Received, { kind: 'press' }>,
): Promise<void> {
  const outcome = known ?? (await decidePress(world, press));
  const refused = await refusedClick(world, press, outcome);
  await world.records.settle(press.id, outcome, refused?.event, refused?.requestId);
  await tell(world, press.person, () => world.notifier.answerClick(press, outcome));
}

async function processLock(world: World, { lock: command, outcome: known }: Extract<Received, { kind: 'lock' }>) {
  const outcome = known ?? (await lockOrUnlock(world, command));
  await tell(world, command.person, () => world.notifier.answerLock(command, outcome));
}

async function processFreeze(world: World, stored: Extract<Received, { kind: 'freeze' }>) {
  const outcome = stored.outcome ?? (await freezeOrUnfreeze(world, stored.freeze));
  await tell(world, stored.freeze.person, () => world.notifier.answerFreeze(stored.freeze, outcome));
}

async function decidePress(world: World, press: Press): Promise<ClickOutcome> {
  const access = await authorize(world, press.person, 'decision');
  return access.kind === 'no_access' ? access : carryOut(world, { ...press, person: access.person });
}

async function assess(world: World, submission: Submission): Promise<IntakeOutcome> {
  const access = await authorize(world, submission.person, 'decision');
  if (access.kind === 'no_access') return access;

  const found = await findInstance(world, submission.instanceId, submission.region);
  if (found.kind === 'refused') return found;
  return assessByPolicy(world, { ...submission, person: access.person }, found.facts);
}

/** How long a submission waits for what it can be decided without: usage, offers, what goes on at the instance. */
const READ_MS = 4_000;

/** The rules speak first: who may not change an instance learns nothing about what else is going on there. */
async function assessByPolicy(world: World, asked: Submission, instance: InstanceFacts): Promise<IntakeOutcome> {
  const there = await prolongedBy(world, instance, asked.change, asked.startAt);
  const submission =
    there === undefined ? asked : { ...asked, change: prolonged(there, asked.change, world.clock.now()) };
  const { person, change } = submission;
  const [usage, underWayAt, seen, ordinary] = await Promise.all([
    usageFor(world, instance, READ_MS),
    there === undefined ? readUnderWay(world, instance, READ_MS) : undefined,
    withNetworkFacts(world, instance, READ_MS),
    evaluate(world, person, instance, change, commandChannel(submission), {
      startAt: submission.startAt,
      prolongs: there,
    }),
  ]);
  const assessment = await applyBreakGlass(world, submission, instance, ordinary, usage, there);
  const { offer, breakGlass } = assessment;
  const { verdict, quote, policy, question } = assessment.evaluation;
  // Whom nothing would let change it learns nothing of a lock either.
  if (verdict.kind === 'denied' && offer === undefined) return { kind: 'denied', verdict, instance };
  const refusal = verdict.kind === 'allowed' ? await unsuited(world, submission, instance, policy, verdict) : undefined;
  if (refusal !== undefined) return refusal;
  const lock = await world.records.lockOf(instance.instanceId);
  if (lock !== undefined) return { kind: 'refused', reason: 'instance_locked', detail: { instance, lock } };
  if (verdict.kind === 'denied') return { kind: 'denied', verdict, instance, offer };
  const unfit = there === undefined ? await unorderable(world, submission, instance, assessment) : undefined;
  if (unfit !== undefined) return unfit;
  const rule = keptRule(policy, verdict.rule);
  const placed = withChannel(submission, policy, verdict.rule);
  const group = groupUnder(policy, verdict.rule, person, question.directory);
  const judged = there === undefined ? { before: seen, quote } : asProlonged(there, instance);
  const draft = draftRequest(world, placed, judged, usage, verdict, rule, breakGlass, group);
  if (there === undefined) {
    const [by] = await world.records.find({ instanceId: instance.instanceId, open: true, limit: 1 });
    if (by === undefined && instance.status !== READY_STATUS) {
      return { kind: 'refused', reason: 'instance_not_ready', detail: { instance } };
    }
    const underWay = by === undefined ? underWayAt?.(instance) : undefined;
    if (underWay !== undefined) return { kind: 'refused', reason: 'change_under_way', detail: { instance, underWay } };
    const step = verdict.need.count === 0 ? secondStep(submission, seen, quote, verdict, policy) : undefined;
    if (step !== undefined && by !== undefined && by.id !== submission.breakGlass?.replaces) {
      return { kind: 'refused', reason: 'instance_busy', detail: { instance, by } };
    }
    if (step !== undefined) return step;
  }
  const open = () => world.records.open(draft, submission.id, openingEvents(draft), [openingJob(draft)]);
  const first = await open();
  const opened =
    first.kind === 'busy' && (await withdrawReplaced(world, submission, draft, first.by)) ? await open() : first;
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

/** Undefined: the person has seen what will be ordered. */
function secondStep(
  { seen: before }: Submission,
  instance: InstanceFacts,
  quote: Quote | undefined,
  { change, rule }: Extract<Verdict, { kind: 'allowed' }>,
  { limits }: Policy,
): Extract<IntakeOutcome, { kind: 'confirm' }> | undefined {
  if (wasSeen(before, { instance, change, quote }, limits.priceDrift)) return undefined;
  return { kind: 'confirm', instance, change, quote, rule, moved: before?.confirmed === true };
}

/** What its rule wants of the reason, of the start and of the channel of the card. */
async function unsuited(
  world: World,
  { reason, channelId: used, startAt, change }: Submission,
  instance: InstanceFacts,
  policy: Policy,
  { rule, need }: Extract<Verdict, { kind: 'allowed' }>,
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

/** A refusal is part of the audit log, with what was asked; the reason as given by the person is not. */
function denial(submission: Submission, outcome: Exclude<IntakeOutcome, { kind: 'created' | 'confirm' }>): NewEvent {
  const { person, instanceId, change } = submission;
  const reason = outcome.kind === 'denied' ? outcome.verdict.reason : outcome.reason;
  const nearest = outcome.kind === 'denied' ? outcome.verdict.nearest : undefined;
  const found = 'instance' in outcome ? outcome.instance : undefined;
  const data: EventFacts['denied'] = {
    outcome: outcome.kind,
    reason,
    instanceId,
    ...(found === undefined ? {} : { account: found.account, region: found.region }),
    targetClass: change.targetClass,
    breakGlass: submission.breakGlass === undefined ? undefined : true,
    rule: nearest?.rule.name,
    failed: nearest?.failed.map(({ term }) => term).join(' '),
  };
  return { kind: 'denied', actor: person, data };
}

async function tell({ log }: World, { userId }: Person, speak: () => Promise<void>): Promise<void> {
  try {
    await speak();
  } catch (fault) {
    if (!(fault instanceof SlackFault) || fault.temporary) throw fault;
    log.warn({ code: fault.code, person: userId }, 'a private answer cannot be delivered');
  }
}
