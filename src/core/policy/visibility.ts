/** Who may see what: asked wherever requests are shown to one person. */
import { samePerson } from '../request/person.ts';
import type { Lock, Person, ResizeRequest } from '../request/request.ts';
import { type ButtonId, RUNBOOK } from '../request/state.ts';
import { standingVotes } from './digest.ts';
import { mayApprove, membership } from './membership.ts';
import { mayTouch } from './policy.ts';
import type { Directory, Policy } from './policy-model.ts';

/** Whoever asked for it, may approve it, or may change its instance. What cannot be told is a no. */
export function maySeeRequest(
  policy: Policy,
  person: Person,
  { requester, need, before }: Pick<ResizeRequest, 'requester' | 'need' | 'before'>,
  directory: Directory,
): boolean {
  return (
    samePerson(requester, person) ||
    membership(policy, need.from, person, directory) === 'in' ||
    mayTouch(policy, person, before, directory)
  );
}

/** Whoever locked it, is in a group that may, or may change the instance. */
export function maySeeLock(policy: Policy, person: Person, { by, instance }: Lock, directory: Directory): boolean {
  const lockers = policy.locks.flatMap(({ who }) => who);
  return (
    samePerson(by, person) ||
    membership(policy, lockers, person, directory) === 'in' ||
    mayTouch(policy, person, instance, directory)
  );
}

/** The buttons of the card that are of use to this person now; a press is decided anew. */
export function buttonsFor(
  policy: Policy,
  person: Person,
  request: ResizeRequest,
  directory: Directory,
): readonly ButtonId[] {
  const { need, requester, state } = request;
  const own = samePerson(requester, person);
  const approver = mayApprove(policy, need, person, requester, directory) === 'yes';
  const votes = approver && !standingVotes(request).some(({ by }) => samePerson(by, person));
  const may: Readonly<Record<ButtonId, boolean>> = {
    approve: votes,
    approve_comment: votes,
    reject: approver,
    withdraw: own,
    recheck: own || approver,
    settle: approver || (own && need.count === 0),
    cancel_return: own || approver,
  };
  return RUNBOOK[state].buttons.filter((button) => may[button]);
}
