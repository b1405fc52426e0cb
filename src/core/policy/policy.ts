import { FLAGS } from './forced.ts';
import type { InstanceSummary } from '../instance/instance.ts';
import { membership, type Membership } from './membership.ts';
import type { DenyRule, Directory, Policy, Rule, Terms } from './policy-model.ts';
import { mostFilled, needOf } from './quorum.ts';
import type { Person } from '../request/request.ts';
import { overspent } from './spending.ts';
import { check, factsOf, failedChangeTerms, failedInstanceTerms, undecided, type Facts } from './terms.ts';
import type { DenyReason, FailedTerm, NearRule, Question, RuleRef, Verdict } from './verdict.ts';

export { mayApprove, membership } from './membership.ts';
export { needOf } from './quorum.ts';

type Allowed = Extract<Verdict, { kind: 'allowed' }>;
type Denied = Extract<Verdict, { kind: 'denied' }>;

/**
 * Judges a change. Rules that deny come first, wherever they stand. Then rules that allow are read from top to bottom;
 * the first whose every term holds decides. A term not given does not restrict; a term that cannot be decided does not
 * hold in a rule that allows, and holds in one that denies. What the deciding rule needs (approvers, money left) is
 * then checked, and no later rule is asked. Rules for emergencies are read only when `breakGlass` asks for them, and
 * then alone.
 */
export function decide(policy: Policy, question: Question): Verdict {
  const facts = factsOf(question);
  const belongs = asker(policy, question.person, question.directory);
  const refused = denial(policy.denials, question, facts, belongs);
  if (refused !== undefined) return refused;
  let nearest: Denied['nearest'];
  for (const rule of policy.rules) {
    if (rule.breakGlass !== (question.breakGlass === true)) continue;
    const forced = withForced(rule, question);
    const failed = failedTerms(rule, forced, facts, belongs);
    // What a rule forces may be just what another denies.
    if (failed.length === 0)
      return denial(policy.denials, forced, facts, belongs) ?? settle(policy, rule, forced, facts);
    if (nearest === undefined || failed.length < nearest.failed.length) nearest = { rule: refOf(rule), failed };
  }
  return denied('no_rule', nearest);
}

/**
 * The rules that allow and that do not hold, at most so many: the fewest failed terms first, of equals the one that
 * stands first. `decide` names the first of them.
 */
export function nearestRules(policy: Policy, question: Question, most: number): readonly NearRule[] {
  const facts = factsOf(question);
  const belongs = asker(policy, question.person, question.directory);
  return policy.rules
    .filter(({ breakGlass }) => breakGlass === (question.breakGlass === true))
    .map((rule) => ({ rule: refOf(rule), failed: failedTerms(rule, withForced(rule, question), facts, belongs) }))
    .filter(({ failed }) => failed.length > 0)
    .toSorted((a, b) => a.failed.length - b.failed.length)
    .slice(0, most);
}

function withForced({ force }: Rule, question: Question): Question {
  return { ...question, change: { ...question.change, ...force } };
}

/** What a rule for emergencies would allow of this; undefined when none does. */
export function breakGlassFor(policy: Policy, question: Question): Allowed | undefined {
  const verdict = decide(policy, { ...question, breakGlass: true });
  return verdict.kind === 'allowed' ? verdict : undefined;
}

/** Judges a change that was settled earlier: what a rule of now would force differently is no longer allowed as it is. */
export function decideAgain(policy: Policy, question: Question): Verdict {
  const verdict = decide(policy, question);
  if (verdict.kind === 'denied') return verdict;
  const failed = FLAGS.map((flag) =>
    check(
      `flags.${flag}`,
      verdict.change[flag] === question.change[flag],
      [verdict.change[flag]],
      question.change[flag],
    ),
  ).filter((term) => term !== undefined);
  return failed.length === 0 ? verdict : denied('no_rule', { rule: verdict.rule, failed });
}

/** Whether some rule would let this person change this instance at all: what the picker offers. */
export function mayTouch(policy: Policy, person: Person, instance: InstanceSummary, directory: Directory): boolean {
  const belongs = asker(policy, person, directory);
  const failed = (rule: Terms): readonly FailedTerm[] => [
    ...whoTerms(rule, person, belongs),
    ...failedInstanceTerms(rule.instances, instance),
  ];
  return (
    policy.rules.some((rule) => failed(rule).length === 0) &&
    !policy.denials.some((rule) => deniesAnyChange(rule) && applies(failed(rule)))
  );
}

type Belongs = (groupNames: readonly string[]) => Membership;

// A thousand rules name the same few groups, so each group is looked up once per question.
function asker(policy: Policy, person: Person, directory: Directory): Belongs {
  const answers = new Map<string, Membership>();
  const one = (name: string): Membership => {
    const answer = answers.get(name) ?? membership(policy, [name], person, directory);
    answers.set(name, answer);
    return answer;
  };
  return (names) => {
    const all = names.map(one);
    return all.includes('in') ? 'in' : all.includes('unknown') ? 'unknown' : 'out';
  };
}

/** A rule that denies for certain is a better answer than one that only may. */
function denial(rules: readonly DenyRule[], question: Question, facts: Facts, belongs: Belongs): Denied | undefined {
  const applying = rules
    .map((rule) => ({ rule, failed: failedTerms(rule, question, facts, belongs) }))
    .filter(({ failed }) => applies(failed));
  const first = applying.find(({ failed }) => failed.length === 0) ?? applying[0];
  if (first === undefined) return undefined;
  return { ...denied('deny_rule', { rule: refOf(first.rule), failed: first.failed }), text: first.rule.reason };
}

/** A rule that denies applies unless a term certainly does not hold. */
function applies(failed: readonly FailedTerm[]): boolean {
  return failed.every(({ because }) => because === 'undecided');
}

function deniesAnyChange({ change, flags }: DenyRule): boolean {
  return Object.keys(change).length === 0 && Object.keys(flags).length === 0;
}

function failedTerms(rule: Terms, question: Question, facts: Facts, belongs: Belongs): readonly FailedTerm[] {
  return [
    ...whoTerms(rule, question.person, belongs),
    ...failedInstanceTerms(rule.instances, question.instance),
    ...failedChangeTerms(rule, question, facts),
  ];
}

function whoTerms(rule: Terms, person: Person, belongs: Belongs): readonly FailedTerm[] {
  const answer = belongs(rule.who);
  const failed =
    answer === 'unknown' ? undecided('who', rule.who) : check('who', answer === 'in', rule.who, person.userId);
  return failed === undefined ? [] : [failed];
}

function settle(policy: Policy, rule: Rule, question: Question, facts: Facts): Verdict {
  const own = { rule: refOf(rule), failed: [] };
  const need = needOf(rule.approval, facts.price);
  const { found, complete } = mostFilled(policy, need, question.person, question.directory);
  if (found < need.count) {
    if (!complete) return denied('approvers_unknown', own);
    return { ...denied('too_few_approvers', own), approvers: { found, wanted: need.count } };
  }
  const { breakGlass } = rule;
  const spend = breakGlass ? undefined : overspent(policy, question);
  if (spend !== undefined) return { ...denied(spend.reason, own), ...(spend.limit && { limit: spend.limit }) };
  return { kind: 'allowed', rule: own.rule, need, change: question.change, breakGlass };
}

function refOf({ name, line }: RuleRef): RuleRef {
  return { name, line };
}

function denied(reason: DenyReason, nearest: Denied['nearest']): Denied {
  return { kind: 'denied', reason, nearest, approvers: undefined };
}
