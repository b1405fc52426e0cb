/**
 * What people did: a submitted form becomes a request, a pressed button a decision, or either a private answer that
 * says why not. The outcome is recorded before it is told, so that a restart in between tells it again instead of
 * judging again.
 */
import { SlackFault } from '../../core/faults.ts';
import type { EventFacts, NewEvent, Person } from '../../core/request/request.ts';
import { assess } from './assess.ts';
import { carryOut } from './clicks.ts';
import { authorize, refusedClick } from '../ask/access.ts';
import { freezeOrUnfreeze } from './freezing.ts';
import { lockOrUnlock } from './locking.ts';
import type { ClickOutcome, IntakeOutcome, Press, StoredInbound, Submission } from '../ports.ts';
import type { World } from '../world.ts';

/** Decides what came in, unless that was done before, and answers the person. */
export async function processInbound(world: World, id: string): Promise<void> {
  const received = await world.records.inbound(id);
  if (received?.kind === 'form') await processForm(world, received);
  if (received?.kind === 'press') await processPress(world, received);
  if (received?.kind === 'lock') await processLock(world, received);
  if (received?.kind === 'freeze') await processFreeze(world, received);
}

async function processForm(
  world: World,
  { form, outcome: known }: Extract<StoredInbound, { kind: 'form' }>,
): Promise<void> {
  const outcome = known ?? (await assess(world, form));
  if (outcome.kind === 'confirm') await world.records.settle(form.id, outcome);
  else if (outcome.kind !== 'created') await world.records.settle(form.id, outcome, denial(form, outcome));
  await tell(world, form.person, () => world.notifier.answerSubmission(form, outcome));
}

async function processPress(
  world: World,
  { press, outcome: known }: Extract<StoredInbound, { kind: 'press' }>,
): Promise<void> {
  const outcome = known ?? (await decidePress(world, press));
  const refused = await refusedClick(world, press, outcome);
  await world.records.settle(press.id, outcome, refused?.event, refused?.requestId);
  await tell(world, press.person, () => world.notifier.answerClick(press, outcome));
}

async function processLock(world: World, { lock: command, outcome: known }: Extract<StoredInbound, { kind: 'lock' }>) {
  const outcome = known ?? (await lockOrUnlock(world, command));
  await tell(world, command.person, () => world.notifier.answerLock(command, outcome));
}

async function processFreeze(world: World, stored: Extract<StoredInbound, { kind: 'freeze' }>) {
  const outcome = stored.outcome ?? (await freezeOrUnfreeze(world, stored.freeze));
  await tell(world, stored.freeze.person, () => world.notifier.answerFreeze(stored.freeze, outcome));
}

async function decidePress(world: World, press: Press): Promise<ClickOutcome> {
  const access = await authorize(world, press.person, 'decision');
  return access.kind === 'no_access' ? access : carryOut(world, { ...press, person: access.person });
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
