/**
 * What an approval is bound to, as one short name: the digest of everything that was approved. A vote is for a digest,
 * and counts only as long as the request has that digest.
 */
import { createHash } from 'node:crypto';
import type { Policy, Subject } from './policy-model.ts';
import { namedApprovers } from './quorum.ts';
import type { ResizeRequest, Vote } from '../request/request.ts';
import type { RuleRef } from './verdict.ts';

/** What an approval is about; a ResizeRequest is one. */
export type Approved = Pick<ResizeRequest, 'before' | 'change' | 'quote' | 'rule' | 'startAt'>;

/** 16 hex digits: of the instance, its class, the class, the flags and the start asked for, the price, and the rule's version. */
export function digestOf({ before, change, quote, rule, startAt }: Approved): string {
  return hash({
    instance: [before.account, before.region, before.instanceId],
    from: before.realClass,
    to: change.targetClass,
    flags: {
      autoPay: change.autoPay,
      coupon: change.coupon,
      effectiveTime: change.effectiveTime,
      forceUpgrade: change.forceUpgrade,
      businessInfo: change.businessInfo ?? '',
    },
    until: change.until,
    startAt,
    // How far this price may move is in the version of the rule.
    price: quote === undefined ? 'no price' : [quote.currency, quote.tradeAmount],
    policy: rule.version,
  });
}

/**
 * The policy as far as an approval rests on it: what the rule says, the people of the groups it names (user groups by
 * id: who is in them is looked up at each click), and how far a price may move. Name and line of the rule are left out:
 * renaming a rule or writing something above it changes nothing. 16 hex digits.
 */
export function ruleVersion(policy: Policy, { name }: RuleRef): string {
  const rule = policy.rules.find((one) => one.name === name);
  if (rule === undefined) return hash('no rule');
  const { name: _name, line: _line, ...content } = rule;
  const named = [...rule.who, ...namedApprovers(rule.approval)];
  const groups = [...new Set(named)].sort().map((group) => [group, peopleOf(policy, group)]);
  return hash({ rule: content, groups, priceDrift: policy.limits.priceDrift });
}

/** Whether the rule says something else than when the request was evaluated; `version` is that of the rule of now. */
export function ruleChanged({ rule }: Pick<ResizeRequest, 'rule'>, version: string): boolean {
  return rule.version !== version;
}

/** The votes that were given for the request as it is now; no other vote ever counts. */
export function standingVotes(request: Approved & Pick<ResizeRequest, 'votes'>): readonly Vote[] {
  const digest = digestOf(request);
  return request.votes.filter((vote) => vote.digest === digest);
}

function peopleOf(policy: Policy, group: string): readonly string[] {
  const subjects: readonly Subject[] = Object.hasOwn(policy.groups, group) ? (policy.groups[group] ?? []) : [];
  return subjects
    .map((subject) => (subject.kind === 'everybody' ? subject.kind : `${subject.kind} ${subject.id}`))
    .sort();
}

function hash(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex').slice(0, 16);
}

/** JSON with the keys of every object in order, and nothing for what is undefined. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
