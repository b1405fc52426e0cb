/** The policy in force now, asked about a request that was evaluated before. */
import type { Quote } from '../../core/value/change.ts';
import { commandChannel } from '../../core/policy/card-channel.ts';
import { ruleVersion } from '../../core/policy/digest.ts';
import { keptRule } from '../../core/policy/forced.ts';
import type { InstanceFacts } from '../../core/instance/instance.ts';
import type { Fresh } from '../../core/lifecycle/renewal.ts';
import { costOfChange } from '../../core/lifecycle/prolonging.ts';
import { decideAgain, hangsOnGroup } from '../../core/policy/policy.ts';
import type { Directory, Policy } from '../../core/policy/policy-model.ts';
import { samePerson } from '../../core/request/person.ts';
import type { Person, ResizeRequest } from '../../core/request/request.ts';
import type { Question, Spending, Verdict } from '../../core/policy/verdict.ts';
import type { Denied } from './denial.ts';
import { spendingAtOrder, spendingOfMonth } from './spend.ts';
import type { World } from '../world.ts';

export type ReEvaluation =
  | {
      readonly kind: 'allowed';
      readonly verdict: Extract<Verdict, { kind: 'allowed' }>;
      /** Of the rule that decided (core/policy/digest.ts). */
      readonly version: string;
      readonly policy: Policy;
      readonly directory: Directory;
      /** Whether this requester or voter may not use the bot any more. */
      readonly isGone: (person: Person) => boolean;
      /** The verdict with this spending; undefined: it could not be added up. */
      readonly withSpending: (spending: readonly Spending[] | undefined) => Verdict;
    }
  | { readonly kind: 'denied'; readonly verdict: Denied };

export type ReAllowed = Extract<ReEvaluation, { kind: 'allowed' }>;

interface Asking {
  /** Further groups whose members must be fresh. */
  readonly alsoDeciding?: readonly string[];
  /** Just before the order: what has only been approved is not counted as spent. */
  readonly atOrder?: boolean;
}

/** With the facts of the request, or with these. */
export async function reEvaluate(
  world: World,
  request: ResizeRequest,
  instance: InstanceFacts = request.before,
  quote: Quote | undefined = request.quote,
  { alsoDeciding = [], atOrder = false }: Asking = {},
): Promise<ReEvaluation> {
  const { id, requester, change, need, breakGlass, votes } = request;
  const other = request.returnOf ?? request.prolongs?.id;
  const people = [requester, ...votes.map(({ by }) => by)];
  const [standings, directory, spending, there] = await Promise.all([
    Promise.all(people.map((person) => world.people.standing(person, 'decision'))),
    world.people.directory([...need.from, ...alsoDeciding]),
    atOrder ? spendingAtOrder(world, id) : spendingOfMonth(world, id),
    other === undefined ? undefined : world.records.get(other),
  ]);
  const refusals = standings.map((standing) => (standing.kind === 'refused' ? standing.reason : undefined));
  if (refusals.includes('person_unknown')) return { kind: 'denied', verdict: { reason: 'person_unknown' } };
  if (refusals[0] !== undefined) return { kind: 'denied', verdict: { reason: 'requester_gone' } };
  const gone = people.filter((_, index) => refusals[index] !== undefined);
  const isGone = (person: Person): boolean => gone.some((one) => samePerson(one, person));
  // Taken once: a reload in between would mix two policies.
  const policy = world.policy();
  const now = world.clock.now();
  const asked = { breakGlass: breakGlass !== undefined, escalated: need.escalated, channelId: commandChannel(request) };
  const returnOf = request.returnOf && there && wayThere(there);
  const question = {
    person: requester,
    instance,
    change,
    quote: request.prolongs === undefined ? quote : there && costOfChange(there),
    directory,
    now,
    ...asked,
    startAt: request.startAt,
    returnOf,
    prolongsSince: request.prolongs && there?.since,
  };
  const withSpending = (spent: readonly Spending[] | undefined): Verdict =>
    decideAgain(policy, { ...question, spending: spent });
  const verdict = withSpending(spending);
  if (hangsOnGroup(policy, { ...question, spending }, verdict))
    return { kind: 'denied', verdict: { reason: 'group_unknown' } };
  if (verdict.kind === 'denied') return { kind: 'denied', verdict };
  // The rule may name other groups by now than it did when the request was made.
  const deciders = await world.people.directory([...need.from, ...verdict.need.from]);
  const version = ruleVersion(policy, verdict.rule);
  return { kind: 'allowed', verdict, version, policy, directory: deciders, isGone, withSpending };
}

/** What was asked before, for a return that is judged with it. */
function wayThere({ before, change, quote, breakGlass }: ResizeRequest): Question['returnOf'] {
  return { instance: before, change, quote, breakGlass: breakGlass !== undefined };
}

/** What an evaluation of now means for a request that is renewed by it; the facts are the caller's to add. */
export function freshOf({ verdict, version, policy }: ReAllowed, { clock }: World): Omit<Fresh, 'facts' | 'quote'> {
  const { rule, need } = verdict;
  const { forced } = keptRule(policy, rule);
  return { rule, need, version, forced, priceDrift: policy.limits.priceDrift, at: clock.now() };
}
