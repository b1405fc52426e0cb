import type { Directory, Policy, Subject } from './policy-model.ts';
import { idsOf, samePerson } from '../request/person.ts';
import type { ApprovalNeed, Person } from '../request/request.ts';

/** `unknown`: a user group or channel that would decide could not be read. It counts as `out`. */
export type Membership = 'in' | 'out' | 'unknown';

/** A group of the configuration, for many questions about one person each. */
interface Group {
  readonly everybody: boolean;
  /** Slack user ids that the configuration names. */
  readonly users: ReadonlySet<string>;
  /** Ids of user groups and channels, whose members the directory knows. */
  readonly lists: readonly string[];
}

const compiled = new WeakMap<Policy['groups'], ReadonlyMap<string, Group>>();

function groupsOf({ groups }: Policy): ReadonlyMap<string, Group> {
  const known = compiled.get(groups);
  if (known !== undefined) return known;
  const all = new Map(Object.entries(groups).map(([name, subjects]) => [name, group(subjects)]));
  compiled.set(groups, all);
  return all;
}

function group(subjects: readonly Subject[]): Group {
  const ids = (wanted: (kind: Subject['kind']) => boolean): readonly string[] =>
    subjects.flatMap((subject) => (subject.kind !== 'everybody' && wanted(subject.kind) ? [subject.id] : []));
  return {
    everybody: subjects.some(({ kind }) => kind === 'everybody'),
    users: new Set(ids((kind) => kind === 'user')),
    lists: ids((kind) => kind !== 'user'),
  };
}

/** Whether a person belongs to at least one of these groups of the configuration. No groups: no one does. */
export function membership(
  policy: Policy,
  groupNames: readonly string[],
  person: Person,
  directory: Directory,
): Membership {
  const groups = groupsOf(policy);
  let unknown = false;
  for (const name of groupNames) {
    const answer = membershipOfOne(groups.get(name), person, directory);
    if (answer === 'in') return 'in';
    if (answer === 'unknown') unknown = true;
  }
  return unknown ? 'unknown' : 'out';
}

/** The first group of a rule's `who` that a person is in, as far as can be told. */
export function groupUnder(
  policy: Policy,
  rule: { readonly name: string },
  person: Person,
  directory: Directory,
): string | undefined {
  const who = policy.rules.find(({ name }) => name === rule.name)?.who ?? [];
  return who.find((group) => membership(policy, [group], person, directory) === 'in');
}

// A name without a group has no members.
function membershipOfOne(one: Group | undefined, person: Person, directory: Directory): Membership {
  if (one === undefined) return 'out';
  const ids = idsOf(person);
  if (one.everybody || ids.some((id) => one.users.has(id))) return 'in';
  let unknown = false;
  for (const id of one.lists) {
    const members = directory.get(id) ?? 'unknown';
    if (members === 'unknown') unknown = true;
    else if (ids.some((own) => members.has(own))) return 'in';
  }
  return unknown ? 'unknown' : 'out';
}
/** People by Slack user id, as far as they could be read; `complete: false` where there may be more. */
export interface Members {
  readonly known: ReadonlySet<string>;
  readonly complete: boolean;
}

/** The people in at least one of these groups. `everybody` cannot be listed, so a group with it is never complete. */
export function membersOf(policy: Policy, groupNames: readonly string[], directory: Directory): Members {
  const groups = groupsOf(policy);
  const known = new Set<string>();
  let complete = true;
  for (const { everybody, users, lists } of groupNames.flatMap((name) => groups.get(name) ?? [])) {
    if (everybody) complete = false;
    for (const id of users) known.add(id);
    for (const list of lists) {
      const members = directory.get(list) ?? 'unknown';
      if (members === 'unknown') complete = false;
      else for (const id of members) known.add(id);
    }
  }
  return { known, complete };
}

/** Who may approve: the members of `from`, without the requester unless the rule allows `self`. */
export function approvers(
  policy: Policy,
  need: Pick<ApprovalNeed, 'from' | 'self'>,
  requester: Person,
  directory: Directory,
): Members {
  const all = membersOf(policy, need.from, directory);
  if (need.self) return all;
  return { ...all, known: new Set([...all.known].filter((id) => !idsOf(requester).includes(id))) };
}

/** Whether this person's vote counts for this request. `own_request`: it is their own, and the rule forbids it. */
export function mayApprove(
  policy: Policy,
  need: ApprovalNeed,
  person: Person,
  requester: Person,
  directory: Directory,
): 'yes' | 'no' | 'own_request' | 'unknown' {
  if (samePerson(person, requester) && !need.self) return 'own_request';
  const answer = membership(policy, need.from, person, directory);
  return ({ in: 'yes', out: 'no', unknown: 'unknown' } as const)[answer];
}
