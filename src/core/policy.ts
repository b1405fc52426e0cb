import type { InstanceSummary } from './instance.ts';
import { approvers, membership, type Membership } from './membership.ts';
import type { ApprovalTerms, Directory, Policy, Rule } from './policy-model.ts';
import type { ApprovalNeed, Person } from './request.ts';
import { check, decimal, factsOf, failedChangeTerms, failedInstanceTerms, undecided, type Facts } from './terms.ts';
import type { DenyReason, FailedTerm, Question, RuleRef, Verdict } from './verdict.ts';

export { mayApprove, membership } from './membership.ts';

type Denied = Extract<Verdict, { kind: 'denied' }>;

/** How long an approval is waited for where the rule does not say: 24 hours, in ms. */
export const DEFAULT_EXPIRES_MS = 86_400_000;

/**
 * Judges a change. Rules are read from top to bottom; the first whose every term holds decides. A term not given does
 * not restrict; a term that cannot be decided does not hold. What the deciding rule needs (approvers, money left)
 * is then checked, and no later rule is asked.
 */
export function decide(policy: Policy, question: Question): Verdict {
  const facts = factsOf(question);
  const belongs = asker(policy, question.person, question.directory);
  let nearest: Denied['nearest'];
  for (const rule of policy.rules) {
    const failed = failedTerms(rule, question, facts, belongs);
    if (failed.length === 0) return settle(policy, rule, question);
    if (nearest === undefined || failed.length < nearest.failed.length) nearest = { rule: refOf(rule), failed };
  }
  return denied('no_rule', nearest);
}

/** Whether some rule would let this person change this instance at all: what the picker offers. */
export function mayTouch(policy: Policy, person: Person, instance: InstanceSummary, directory: Directory): boolean {
  const belongs = asker(policy, person, directory);
  return policy.rules.some(
    (rule) => failedInstanceTerms(rule, instance).length === 0 && whoTerm(rule, person, belongs) === undefined,
  );
}

/** What the approval terms of a rule ask for, as it is kept with a request. `none` is a count of 0. */
export function needOf(approval: ApprovalTerms): ApprovalNeed {
  if (approval.kind === 'none') {
    return { count: 0, from: [], self: false, expiresMs: DEFAULT_EXPIRES_MS, remindMs: undefined };
  }
  const { kind: _, ...need } = approval;
  return need;
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

function failedTerms(rule: Rule, question: Question, facts: Facts, belongs: Belongs): readonly FailedTerm[] {
  const who = whoTerm(rule, question.person, belongs);
  return [
    ...(who === undefined ? [] : [who]),
    ...failedInstanceTerms(rule, question.instance),
    ...failedChangeTerms(rule, question, facts),
  ];
}

function whoTerm(rule: Rule, person: Person, belongs: Belongs): FailedTerm | undefined {
  const answer = belongs(rule.who);
  return answer === 'unknown' ? undecided('who', rule.who) : check('who', answer === 'in', rule.who, person.userId);
}

function settle(policy: Policy, rule: Rule, question: Question): Verdict {
  const own = { rule: refOf(rule), failed: [] };
  const need = needOf(rule.approval);
  const found = approvers(policy, need, question.person, question.directory);
  if (found.known.size < need.count) {
    if (!found.complete) return denied('approvers_unknown', own);
    return { ...denied('too_few_approvers', own), approvers: { found: found.known.size, wanted: need.count } };
  }
  const spend = overspent(policy, question);
  return spend === undefined ? { kind: 'allowed', rule: own.rule, need } : denied(spend, own);
}

// Without a price the currency is not known either, so any limit at all stops the change.
function overspent(policy: Policy, question: Question): DenyReason | undefined {
  const limits = policy.limits.monthlySpend;
  if (question.quote === undefined) return Object.keys(limits).length > 0 ? 'spend_unknown' : undefined;
  const { currency, tradeAmount } = question.quote;
  if (!Object.hasOwn(limits, currency)) return undefined;
  const limit = decimal(limits[currency]);
  const price = decimal(tradeAmount);
  const spent = decimal(question.spentThisMonth);
  if (limit === undefined || price === undefined || spent === undefined) return 'spend_unknown';
  // A change that costs nothing or gives money back is never what breaks the limit.
  return price.gt(0) && spent.plus(price).gt(limit) ? 'over_monthly_spend' : undefined;
}

function refOf(rule: Rule): RuleRef {
  return { name: rule.name, line: rule.line };
}

function denied(reason: DenyReason, nearest: Denied['nearest']): Denied {
  return { kind: 'denied', reason, nearest, approvers: undefined };
}
