/** `freeze` and `unfreeze`: all orders stop, from Slack. Who may is found out at each command. */
import { timeMeant } from '../../core/command/time.ts';
import { mayFreeze } from '../../core/lifecycle/lock.ts';
import { FREEZE } from '../../core/request/step.ts';
import { authorize } from '../ask/access.ts';
import type { FreezeCommand, FreezeOutcome } from '../ports.ts';
import type { World } from '../world.ts';

type Refusal = Extract<FreezeOutcome, { kind: 'may_not_freeze' | 'freezers_unknown' | 'no_time' | 'no_access' }>;

/** Settles the command, also when it is refused. */
export async function freezeOrUnfreeze(world: World, command: FreezeCommand): Promise<FreezeOutcome> {
  const { records, clock } = world;
  const { id, action, person, reason } = command;
  const found = await entitled(world, command);
  if (found.kind !== 'may') {
    const why = 'reason' in found ? found.reason : undefined;
    await records.settle(id, found, {
      kind: 'denied',
      actor: person,
      data: { outcome: found.kind, reason: why, action },
    });
    return found;
  }
  if (action === 'unfreeze') return records.liftFreeze(id, person);
  return records.declareFreeze(id, { by: person, at: clock.now().toISOString(), reason, ...found.end });
}

async function entitled(
  world: World,
  command: FreezeCommand,
): Promise<{ readonly kind: 'may'; readonly end: { readonly until?: string } } | Refusal> {
  const access = await authorize(world, command.person, 'decision');
  if (access.kind === 'no_access') return access;
  const policy = world.policy();
  const right = mayFreeze(policy, access.person, await world.people.directory(policy.freezers));
  if (right.kind === 'may') return withEnd(world, command);
  return { kind: right.kind === 'unknown' ? 'freezers_unknown' : 'may_not_freeze', groups: right.groups };
}

async function withEnd({ people }: World, { person, until, at }: FreezeCommand) {
  if (until === undefined) return { kind: 'may', end: {} } as const;
  const standing = await people.standing(person, 'decision');
  const typed = new Date(at);
  const time = timeMeant(until, typed, standing.kind === 'member' ? standing.zone : undefined);
  if (time.kind === 'refused') return { kind: 'no_time', because: time.because } as const;
  const end = time.kind === 'instant' ? time.at : new Date(typed.getTime() + time.ms).toISOString();
  return { kind: 'may', end: { until: end } } as const;
}

/** Ends a freeze whose time is over, and looks again when it will be. */
export async function meetFreezeEnd({ records }: World): Promise<void> {
  const after = await records.endFreeze();
  if (after !== undefined) await records.enqueue({ queue: 'deadline', id: FREEZE, after });
}
