/** What the rules allow a person to begin with, before anything is chosen. */
import type { Person } from '../request/request.ts';
import { membership } from './membership.ts';
import type { Directory, LockRule, Policy, Rule } from './policy-model.ts';
import { namedApprovers } from './quorum.ts';

export interface Rights {
  /** Rules under which this person may request a change, in the order of the file. */
  readonly requests: readonly Rule[];
  /** Rules whose requests this person may approve. */
  readonly approves: readonly Rule[];
  readonly locks: readonly LockRule[];
  /** Whether this person may freeze all orders. */
  readonly freezes: boolean;
}

export const NO_RIGHTS: Rights = { requests: [], approves: [], locks: [], freezes: false };

/** A membership that cannot be read gives no right. */
export function rightsOf(policy: Policy, person: Person, directory: Directory): Rights {
  const isIn = (groups: readonly string[]): boolean => membership(policy, groups, person, directory) === 'in';
  return {
    requests: policy.rules.filter(({ who }) => isIn(who)),
    approves: policy.rules.filter(({ approval }) => isIn(namedApprovers(approval))),
    locks: policy.locks.filter(({ who }) => isIn(who)),
    freezes: isIn(policy.freezers),
  };
}

export function hasRights({ requests, approves, locks, freezes }: Rights): boolean {
  return freezes || requests.length + approves.length + locks.length > 0;
}
