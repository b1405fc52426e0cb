/**
 * Locks and freezes from Slack: somebody's word that nothing may be ordered, for an instance or for all, until somebody
 * takes it back.
 */
import { membership } from '../policy/membership.ts';
import type { Directory, Policy } from '../policy/policy-model.ts';
import type { Actor, ChatFreeze, Lock, NewEvent, Person, ResizeRequest, ShownStop } from '../request/request.ts';
import { isBeforeOrder } from '../request/state.ts';
import type { InstanceSummary } from '../instance/instance.ts';
import type { Job, Step } from '../request/step.ts';
import { matchesInstance } from '../policy/compiled.ts';

/** Whether somebody may lock and unlock; else the groups that may. `unknown`: one of them could not be read. */
export type StopRight =
  { readonly kind: 'may' } | { readonly kind: 'may_not' | 'unknown'; readonly groups: readonly string[] };

/** Denied unless `locks` of the configuration names the person for this instance. What cannot be told is a no. */
export function mayLock(policy: Policy, person: Person, instance: InstanceSummary, directory: Directory): StopRight {
  const rules = policy.locks.filter(({ instances }) => matchesInstance(instances, instance));
  return rightOf(policy, [...new Set(rules.flatMap(({ who }) => who))], person, directory);
}

/** Denied unless `freezers` of the configuration names the person. */
export function mayFreeze(policy: Policy, person: Person, directory: Directory): StopRight {
  return rightOf(policy, policy.freezers, person, directory);
}

function rightOf(policy: Policy, groups: readonly string[], person: Person, directory: Directory): StopRight {
  const answer = membership(policy, groups, person, directory);
  if (answer === 'in') return { kind: 'may' };
  return { kind: answer === 'unknown' ? 'unknown' : 'may_not', groups };
}

/** The request that the lock stands in the way of shows it. An order that is out, or may be, is not touched. */
export function showLock(request: ResizeRequest, lock: Lock): Step<void> {
  if (!isBeforeOrder(request.state)) return { kind: 'keep', result: undefined };
  const { by, reason } = lock;
  return {
    kind: 'update',
    patch: { lock: shown(lock, false) },
    events: [{ kind: 'locked', actor: by, data: { reason } }],
    result: undefined,
  };
}

/** The same of a freeze, which leaves emergencies alone. What is approved says in its thread that it waits (`holdForStop`). */
export function showFreeze(request: ResizeRequest, freeze: ChatFreeze): Step<void> {
  const locked = request.lock !== undefined && request.lock.everywhere === undefined;
  if (!isBeforeOrder(request.state) || request.breakGlass !== undefined || locked)
    return { kind: 'keep', result: undefined };
  return {
    kind: 'update',
    patch: { lock: shown(freeze, false) },
    events: [],
    jobs: [...orderOf(request), { queue: 'publish', id: request.id }],
    result: undefined,
  };
}

/** What a new request shows. */
export function shownFrom(freeze: Lock | ChatFreeze | undefined): ShownStop | undefined {
  return freeze === undefined ? undefined : shown(freeze, false);
}

function shown(stop: Lock | ChatFreeze, holds: boolean): ShownStop {
  if (!('instance' in stop)) return { ...stop, everywhere: true, holds };
  const { by, at, reason } = stop;
  return { by, at, reason, holds };
}

/** An approved request waits for the unlocking, or for the end of the freeze; said once for each. */
export function holdForStop(request: ResizeRequest, stop: Lock | ChatFreeze): Step<void> {
  const { by, at, reason } = stop;
  const known = request.lock?.holds === true && request.lock.at === at;
  if (request.state !== 'approved' || known) return { kind: 'keep', result: undefined };
  const lock = shown(stop, true);
  const because = lock.everywhere === true ? 'freeze' : 'lock';
  return {
    kind: 'update',
    patch: { lock, notBefore: undefined, waits: undefined },
    events: [{ kind: 'held', actor: 'bot', data: { because, reason, by: by.userId, notBefore: lock.until } }],
    result: undefined,
  };
}

/** The lock is gone: what it held goes on at once. */
export function liftLock(request: ResizeRequest, by: Person): Step<void> {
  if (!isBeforeOrder(request.state)) return { kind: 'keep', result: undefined };
  return { ...lifted(request), events: [{ kind: 'unlocked', actor: by, data: {} }] };
}

/** The same of a freeze; what did not wait for it only shows it no more. */
export function liftFreeze(request: ResizeRequest, by: Actor): Step<void> {
  const { state, lock } = request;
  if (!isBeforeOrder(state) || lock?.everywhere === undefined) return { kind: 'keep', result: undefined };
  const step = lifted(request);
  const events: readonly NewEvent[] = lock.holds ? [{ kind: 'unfrozen', actor: by, data: {} }] : [];
  return { ...step, events, jobs: [...step.jobs, { queue: 'publish', id: request.id }] };
}

function lifted(request: ResizeRequest) {
  return { kind: 'update', patch: { lock: undefined }, jobs: orderOf(request), result: undefined } as const;
}

function orderOf({ id, state }: ResizeRequest): readonly Job[] {
  return state === 'approved' ? [{ queue: 'order', id }] : [];
}
