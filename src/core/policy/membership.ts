import type { Directory, Policy, Subject } from './policy-model.ts';
import type { ApprovalNeed, Person } from '../request/request.ts';

/** `unknown`: a user group or channel that would decide could not be read. Whoever asks treats it as `out`. */
export type Membership = 'in' | 'out' | 'unknown';

/** Whether a person belongs to at least one of these groups of the configuration. No groups: nobody does. */
export function membership(
  policy: Policy,
  groupNames: readonly string[],
  person: Person,
  directory: Directory,
): Membership {
  let unknown = false;
  for (const subject of subjectsOf(policy, groupNames)) {
    if (subject.kind === 'everybody') return 'in';
    const members = membersOf(subject, directory);
    if (members === 'unknown') unknown = true;
    else if (members.has(person.userId)) return 'in';
  }
  return unknown ? 'unknown' : 'out';
}

/** The people of these groups as far as they could be read; `complete: false` when there may be more. */
interface Crowd {
  readonly known: ReadonlySet<string>;
  readonly complete: boolean;
}

/** Everybody in these groups, by Slack user id. */
export function crowd(policy: Policy, groupNames: readonly string[], directory: Directory): Crowd {
  const known = new Set<string>();
  let complete = true;
  for (const subject of subjectsOf(policy, groupNames)) {
    const members = membersOf(subject, directory);
    if (members === 'unknown') complete = false;
    else for (const id of members) known.add(id);
  }
  return { known, complete };
}

/** Who may agree to a request besides being counted: the crowd of `from`, without the requester unless `self`. */
export function approvers(
  policy: Policy,
  need: Pick<ApprovalNeed, 'from' | 'self'>,
  requester: Person,
  directory: Directory,
): Crowd {
  const all = crowd(policy, need.from, directory);
  if (need.self) return all;
  return { ...all, known: new Set([...all.known].filter((id) => id !== requester.userId)) };
}

/** Whether this person's vote counts for this request. `own_request`: it is their own, and the rule forbids it. */
export function mayApprove(
  policy: Policy,
  need: ApprovalNeed,
  person: Person,
  requester: Person,
  directory: Directory,
): 'yes' | 'no' | 'own_request' | 'unknown' {
  // By user id alone: the same person may arrive with another team id from a shared channel.
  if (person.userId === requester.userId && !need.self) return 'own_request';
  const answer = membership(policy, need.from, person, directory);
  switch (answer) {
    case 'in':
      return 'yes';
    case 'out':
      return 'no';
    case 'unknown':
      return 'unknown';
    default:
      return answer satisfies never;
  }
}

// A name without a group is nobody. Own properties only: "constructor" is not a group either.
function* subjectsOf(policy: Policy, groupNames: readonly string[]): Iterable<Subject> {
  for (const name of groupNames) {
    if (Object.hasOwn(policy.groups, name)) yield* policy.groups[name] ?? [];
  }
}

// Everybody cannot be listed.
function membersOf(subject: Subject, directory: Directory): ReadonlySet<string> | 'unknown' {
  if (subject.kind === 'everybody') return 'unknown';
  return subject.kind === 'user' ? new Set([subject.id]) : (directory.get(subject.id) ?? 'unknown');
}
