/** Locks: somebody's word that nothing may be ordered for an instance until somebody takes it back. */
import { membership } from '../policy/membership.ts';
import type { Directory, Policy } from '../policy/policy-model.ts';
import type { Lock, Person, ResizeRequest } from '../request/request.ts';
import { isBeforeOrder } from '../request/state.ts';
import type { InstanceSummary } from '../instance/instance.ts';
import type { Step } from '../request/step.ts';
import { matchesInstance } from '../policy/compiled.ts';

/** Whether somebody may lock and unlock; else the groups that may. `unknown`: one of them could not be read. */
export type LockRight =
  { readonly kind: 'may' } | { readonly kind: 'may_not' | 'unknown'; readonly groups: readonly string[] };

/** Denied unless `locks` of the configuration names the person for this instance. What cannot be told is a no. */
export function mayLock(policy: Policy, person: Person, instance: InstanceSummary, directory: Directory): LockRight {
  const rules = policy.locks.filter(({ instances }) => matchesInstance(instances, instance));
  const groups = [...new Set(rules.flatMap(({ who }) => who))];
  const answer = membership(policy, groups, person, directory);
  if (answer === 'in') return { kind: 'may' };
  return { kind: answer === 'unknown' ? 'unknown' : 'may_not', groups };
}

/** The request that the lock stands in the way of shows it. An order that is out, or may be, is not touched. */
export function showLock(request: ResizeRequest, lock: Lock): Step<void> {
  if (!isBeforeOrder(request.state)) return { kind: 'keep', result: undefined };
  const { by, at, reason } = lock;
  return {
    kind: 'update',
    patch: { lock: { by, at, reason, holds: false } },
    events: [{ kind: 'locked', actor: by, data: { reason } }],
    result: undefined,
  };
}

/** An approved request waits for the unlocking; said once for each lock. */
export function holdForLock(request: ResizeRequest, { by, at, reason }: Lock): Step<void> {
  const known = request.lock?.holds === true && request.lock.at === at;
  if (request.state !== 'approved' || known) return { kind: 'keep', result: undefined };
  return {
    kind: 'update',
    patch: { lock: { by, at, reason, holds: true }, notBefore: undefined },
    events: [{ kind: 'held', actor: 'bot', data: { because: 'lock', reason, by: by.userId } }],
    result: undefined,
  };
}

/** The lock is gone: what it held goes on at once. */
export function liftLock(request: ResizeRequest, by: Person, now: Date): Step<void> {
  if (!isBeforeOrder(request.state)) return { kind: 'keep', result: undefined };
  return {
    kind: 'update',
    // Its patience with an instance that is not ready begins here, not with the approval.
    patch: { lock: undefined, ...(request.state === 'approved' ? { notBefore: now.toISOString() } : {}) },
    events: [{ kind: 'unlocked', actor: by, data: {} }],
    ...(request.state === 'approved' ? { jobs: [{ queue: 'order', id: request.id }] } : {}),
    result: undefined,
  };
}
