/** What the rules allow a person to begin with, before anything is chosen. */
import type { Person } from '../request/request.ts';
import { membership } from './membership.ts';
import type { DenyRule, Directory, LockRule, Policy, Rule } from './policy-model.ts';
import { namedApprovers } from './quorum.ts';

export interface Rights {
  /** Rules under which this person may request a change, in the order of the file. */
  readonly requests: readonly Rule[];
  /** Rules that deny this person something of that. */
  readonly denials: readonly DenyRule[];
  /** Rules whose requests this person may approve. */
  readonly approves: readonly Rule[];
  readonly locks: readonly LockRule[];
  /** Whether this person may freeze all orders. */
  readonly freezes: boolean;
}

export const NO_RIGHTS: Rights = { requests: [], denials: [], approves: [], locks: [], freezes: false };

/**
 * A membership that cannot be read gives no right, unless `unread` says so; a rule that denies counts it as one.
 * `unread: 'in'` is what a person may have: for what is shown to them, never for what is allowed.
 */
export function rightsOf(policy: Policy, person: Person, directory: Directory, unread: 'in' | 'out' = 'out'): Rights {
  const isIn = (groups: readonly string[]): boolean => {
    const answer = membership(policy, groups, person, directory);
    return (answer === 'unknown' ? unread : answer) === 'in';
  };
  const requests = policy.rules.filter(({ who }) => isIn(who));
  const denies = ({ who }: DenyRule): boolean => membership(policy, who, person, directory) !== 'out';
  return {
    requests,
    denials: requests.length === 0 ? [] : policy.denials.filter(denies),
    approves: policy.rules.filter(({ approval }) => isIn(namedApprovers(approval))),
    locks: policy.locks.filter(({ who }) => isIn(who)),
    freezes: isIn(policy.freezers),
  };
}

/** Whether a person can be allowed any change at all. `groups`: those of the configuration whose members can. */
export type MayRequest = { readonly kind: 'maybe' } | { readonly kind: 'never'; readonly groups: readonly string[] };

/** A membership that cannot be read may be one. */
export function mayRequest(policy: Policy, person: Person, directory: Directory): MayRequest {
  const { rules } = policy;
  if (rules.some(({ who }) => membership(policy, who, person, directory) !== 'out')) return { kind: 'maybe' };
  return { kind: 'never', groups: [...new Set(rules.flatMap(({ who }) => who))] };
}

export function hasRights({ requests, approves, locks, freezes }: Rights): boolean {
  return freezes || requests.length + approves.length + locks.length > 0;
}
