import type { Big } from 'big.js';
import type { InstanceSummary } from '../instance/instance.ts';
import type { ApprovalNeed, Person } from '../request/request.ts';
import { FLAGS } from '../value/change.ts';
import {
  applies,
  type Asked,
  askedOf,
  askedScope,
  type Compiled,
  compiled,
  countFailed,
  failedTerms,
  withChange,
} from './compiled.ts';
import type { DenyRule, Directory, Policy, Rule, Terms } from './policy-model.ts';
import { mostFilled, needOf } from './quorum.ts';
import { overspent } from './spending.ts';
import type { DenyReason, FailedTerm, NearRule, Question, RuleRef, Verdict } from './verdict.ts';

type Allowed = Extract<Verdict, { kind: 'allowed' }>;
type Denied = Extract<Verdict, { kind: 'denied' }>;

/**
 * Evaluates a change. Rules that deny come first, wherever they are in the file. Then rules that allow are read from top
 * to bottom; the first whose terms all match decides. A term not given does not restrict; a term that cannot be decided
 * does not match in a rule that allows, and matches in one that denies. What the deciding rule needs (approvers, money
 * left) is then checked, and no later rule is read. Rules for emergencies are read only when the question asks for them
 * (`breakGlass`), and then alone.
 */
export function decide(policy: Policy, question: Question): Verdict {
  const { rules, denials } = compiled(policy);
  const asked = askedOf(policy, question);
  const refused = denial(denials, asked);
  if (refused !== undefined) return refused;
  // What a rule allowed for a time, it allowed with the way back, and no other rule need know of it.
  const there = question.returnOf && { ...question, ...question.returnOf };
  const whole = there && askedOf(policy, there);
  let nearest: Compiled<Rule> | undefined;
  let fewest = Infinity;
  for (const one of rules) {
    const failures = isFor(one.rule, question) ? countFailed(one.checks, asked, fewest) : Infinity;
    const asWhole = whole && isFor(one.rule, there) && countFailed(one.checks, whole, 1) === 0;
    if (failures === 0 || asWhole === true) return allowedBy(policy, one.rule, question, asked);
    if (failures < fewest) [nearest, fewest] = [one, failures];
  }
  return denied('no_rule', nearest && near(nearest, asked));
}

/** Rules for emergencies are for these alone. */
function isFor(rule: Rule, { breakGlass = false }: Pick<Question, 'breakGlass'>): boolean {
  return rule.breakGlass === breakGlass;
}

function allowedBy(policy: Policy, rule: Rule, question: Question, asked: Asked): Verdict {
  const change = { ...question.change, ...rule.force };
  // What a rule forces may be just what another denies.
  const forces = FLAGS.some((flag) => change[flag] !== question.change[flag]);
  const refused = forces ? denial(compiled(policy).denials, withChange(asked, change)) : undefined;
  return refused ?? settle(policy, rule, { ...question, change }, asked.price?.exact);
}

/**
 * The rules that could allow but do not match, at most `most`: those with the fewest failed terms first, equals in the
 * order of the file. The first is the one that `decide` names.
 */
export function nearestRules(policy: Policy, question: Question, most: number): readonly NearRule[] {
  const asked = askedOf(policy, question);
  return compiled(policy)
    .rules.filter(({ rule }) => isFor(rule, question))
    .map((one) => ({ one, failures: countFailed(one.checks, asked, Infinity) }))
    .filter(({ failures }) => failures > 0)
    .toSorted((a, b) => a.failures - b.failures)
    .slice(0, most)
    .map(({ one }) => near(one, asked));
}

/** The verdict of the rules for emergencies; undefined: they deny too. */
export function breakGlassFor(policy: Policy, question: Question): Allowed | undefined {
  const verdict = decide(policy, { ...question, breakGlass: true });
  return verdict.kind === 'allowed' ? verdict : undefined;
}

/** Evaluates a request again: a change whose flags the rules of now would set differently is denied as it is. */
export function decideAgain(policy: Policy, question: Question): Verdict {
  const verdict = decide(policy, question);
  if (verdict.kind === 'denied') return verdict;
  const failed = FLAGS.filter((flag) => verdict.change[flag] !== question.change[flag]).map((flag): FailedTerm => ({
    term: `flags.${flag}`,
    because: 'no',
    wanted: String(verdict.change[flag]),
    found: String(question.change[flag]),
  }));
  return failed.length === 0 ? verdict : denied('no_rule', { rule: verdict.rule, failed });
}

/**
 * Whether a rule before the one that decides (any, where none does) would decide if only its group could be read: the
 * answer may be another one in a minute.
 */
export function hangsOnGroup(policy: Policy, question: Question, verdict: Verdict): boolean {
  if (verdict.kind === 'denied' && verdict.reason === 'deny_rule') return false;
  const decides =
    verdict.kind === 'allowed' ? verdict.rule : verdict.reason === 'no_rule' ? undefined : verdict.nearest?.rule;
  const there = question.returnOf && { ...question, ...question.returnOf };
  const all = [question, ...(there === undefined ? [] : [there])].map((one) => ({ one, asked: askedOf(policy, one) }));
  const { rules } = compiled(policy);
  const last = rules.findIndex(({ rule }) => rule.name === decides?.name);
  return rules
    .slice(0, last < 0 ? undefined : last)
    .some(({ rule, checks }) =>
      all.some(({ one, asked }) => isFor(rule, one) && isGroupAlone(failedTerms(checks, asked))),
    );
}

export function isGroupAlone([first, ...others]: readonly FailedTerm[]): boolean {
  return first?.term === 'who' && first.because === 'undecided' && others.length === 0;
}

/** Whether some rule could let this person change this instance: such instances are offered in the form. */
export function mayTouch(policy: Policy, person: Person, instance: InstanceSummary, directory: Directory): boolean {
  return touches(policy, person, instance, directory) === 'yes';
}

/** `unknown`: only a group that could not be read is in the way. */
export function touches(
  policy: Policy,
  person: Person,
  instance: InstanceSummary,
  directory: Directory,
): 'yes' | 'no' | 'unknown' {
  const { rules, denials } = compiled(policy);
  const asked = askedScope(policy, person, instance, directory);
  if (denials.some(({ rule, scope }) => deniesAnyChange(rule) && applies(scope, asked) !== 'no')) return 'no';
  if (rules.some(({ scope }) => countFailed(scope, asked, 1) === 0)) return 'yes';
  return rules.some(({ scope }) => isGroupAlone(failedTerms(scope, asked))) ? 'unknown' : 'no';
}

function deniesAnyChange({ change, flags }: DenyRule): boolean {
  return Object.keys(change).length === 0 && Object.keys(flags).length === 0;
}

/** A rule that certainly denies beats one with undecided terms; of equals the first in the file decides. */
function denial(denials: readonly Compiled<DenyRule>[], asked: Asked): Denied | undefined {
  let first: Compiled<DenyRule> | undefined;
  for (const one of denials) {
    const answer = applies(one.checks, asked);
    if (answer === 'yes') return deniedBy(one, asked);
    if (answer === 'undecided') first ??= one;
  }
  return first && deniedBy(first, asked);
}

function deniedBy(one: Compiled<DenyRule>, asked: Asked): Denied {
  return { ...denied('deny_rule', near(one, asked)), text: one.rule.reason };
}

function near<R extends Terms>({ rule, checks }: Compiled<R>, asked: Asked): NearRule {
  return { rule: refOf(rule), failed: failedTerms(checks, asked) };
}

function settle(policy: Policy, rule: Rule, question: Question, price: Big | undefined): Verdict {
  const own = { rule: refOf(rule), failed: [] };
  const needed = needOf(rule.approval, price, question.escalated);
  const need = question.returnOf === undefined ? needed : withoutApproval(needed);
  const { found, complete } = mostFilled(policy, need, question.person, question.directory, question.unable);
  if (found < need.count) {
    if (!complete) return denied('approvers_unknown', own);
    return { ...denied('too_few_approvers', own), approvers: { found, wanted: need.count } };
  }
  const { breakGlass } = rule;
  const spend = breakGlass || question.prolongsSince !== undefined ? undefined : overspent(policy, question);
  if (spend !== undefined) return { ...denied(spend.reason, own), ...(spend.limit && { limit: spend.limit }) };
  return { kind: 'allowed', rule: own.rule, need, change: question.change, breakGlass };
}

/** Of a return: it was approved with the way there. */
export function withoutApproval(need: ApprovalNeed): ApprovalNeed {
  return { ...need, count: 0, parts: [] };
}

function refOf({ name, line }: RuleRef): RuleRef {
  return { name, line };
}

function denied(reason: DenyReason, nearest: Denied['nearest']): Denied {
  return { kind: 'denied', reason, nearest, approvers: undefined };
}
