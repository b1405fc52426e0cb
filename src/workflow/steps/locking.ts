/** `lock` and `unlock`: who may is found out at each command, the record decides who was first. */
import type { InstanceSummary } from '../../core/instance/instance.ts';
import { mayLock } from '../../core/lifecycle/lock.ts';
import type { NewEvent } from '../../core/request/request.ts';
import { authorize } from '../ask/access.ts';
import { findInstance } from '../ask/facts.ts';
import type { LockCommand, LockOutcome } from '../ports.ts';
import type { World } from '../world.ts';

type Refusal = Extract<LockOutcome, { kind: 'may_not_lock' | 'lockers_unknown' | 'refused' | 'no_access' }>;

/** Settles the command, also when it is refused. */
export async function lockOrUnlock(world: World, command: LockCommand): Promise<LockOutcome> {
  const { records, clock } = world;
  const found = await entitled(world, command);
  if (found.kind !== 'may') {
    await records.settle(command.id, found, refusalOf(command, found));
    return found;
  }
  const { id, person, reason } = command;
  const { instance } = found;
  if (command.action === 'unlock') return records.unlock(id, instance.instanceId, person);
  return records.lock(id, { instance, by: person, at: clock.now().toISOString(), reason });
}

async function entitled(
  world: World,
  { person, instanceId, region, action }: LockCommand,
): Promise<{ readonly kind: 'may'; readonly instance: InstanceSummary } | Refusal> {
  const access = await authorize(world, person, 'decision');
  if (access.kind === 'no_access') return access;
  const found = await findInstance(world, instanceId, region);
  // What was released meanwhile can still be unlocked.
  const gone = found.kind === 'refused' && found.reason === 'instance_not_found' && action === 'unlock';
  const known = gone ? (await world.records.lockOf(instanceId))?.instance : undefined;
  if (found.kind === 'refused' && known === undefined) return found;
  const instance = found.kind === 'found' ? summaryOf(found.facts) : known;
  if (instance === undefined) throw new Error(`${instanceId} is neither found nor known`);
  const policy = world.policy();
  const deciders = policy.locks.flatMap(({ who }) => who);
  const right = mayLock(policy, person, instance, await world.people.directory(deciders));
  if (right.kind === 'may') return { kind: 'may', instance };
  return { kind: right.kind === 'unknown' ? 'lockers_unknown' : 'may_not_lock', groups: right.groups };
}

function summaryOf(instance: InstanceSummary): InstanceSummary {
  const { account, region, instanceId, name, status, instanceClass } = instance;
  const { architecture, chargeType, capacityMb, tags } = instance;
  return { account, region, instanceId, name, status, instanceClass, architecture, chargeType, capacityMb, tags };
}

/** A refusal is part of the audit log; the reason as given by the person is not. */
function refusalOf({ person, action, instanceId }: LockCommand, outcome: Refusal): NewEvent {
  const reason = 'reason' in outcome ? outcome.reason : undefined;
  return { kind: 'denied', actor: person, data: { outcome: outcome.kind, reason, action, instanceId } };
}
