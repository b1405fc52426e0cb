/**
 * The rules read as the documentation tells them: every term of every rule is looked at for every question, nothing is
 * compiled, shared or cut short. What the policy answers quickly is compared with this.
 */
import { Big } from 'big.js';
import { memoryAfter, shardsAfter } from '../../../src/core/instance/classes.ts';
import type { DenyRule, Policy, Rule, Terms } from '../../../src/core/policy/policy-model.ts';
import type { FailedTerm, NearRule, Question, Term } from '../../../src/core/policy/verdict.ts';
import type { ChangeFlags } from '../../../src/core/value/change.ts';
import { monthlyPrice } from '../../../src/core/value/money.ts';
import { printDuration } from '../../../src/core/value/duration.ts';
import { printSize } from '../../../src/core/value/size.ts';

/** `decided`: by this rule, whatever its approvers and the monthly limits say then. */
export type Reference =
  | { readonly kind: 'decided'; readonly rule: Rule }
  | { readonly kind: 'no_rule'; readonly nearest: NearRule | undefined }
  | { readonly kind: 'deny_rule'; readonly nearest: NearRule; readonly text: string };

export function reference(policy: Policy, question: Question): Reference {
  const refused = denialOf(policy, question);
  if (refused !== undefined) return refused;
  const rules = policy.rules.filter(({ breakGlass }) => breakGlass === (question.breakGlass === true));
  for (const rule of rules) {
    if (failedTerms(policy, rule, question, rule.force).length > 0) continue;
    const ordered = { ...question, change: { ...question.change, ...rule.force } };
    return denialOf(policy, ordered) ?? { kind: 'decided', rule };
  }
  return { kind: 'no_rule', nearest: nearest(policy, question)[0] };
}

/** Every rule that allows and does not match, the nearest first. */
export function nearest(policy: Policy, question: Question): readonly NearRule[] {
  return policy.rules
    .filter(({ breakGlass }) => breakGlass === (question.breakGlass === true))
    .map((rule) => near(rule, failedTerms(policy, rule, question, rule.force)))
    .filter(({ failed }) => failed.length > 0)
    .toSorted((a, b) => a.failed.length - b.failed.length);
}

export function touchable(policy: Policy, question: Question): boolean {
  const scope = (rule: Terms): readonly FailedTerm[] =>
    failedTerms(policy, { ...rule, change: {}, flags: {} }, question);
  const anyChange = ({ change, flags }: DenyRule): boolean => Object.keys({ ...change, ...flags }).length === 0;
  return (
    policy.rules.some((rule) => scope(rule).length === 0) &&
    !policy.denials.some((rule) => anyChange(rule) && scope(rule).every(({ because }) => because === 'undecided'))
  );
}

function denialOf(policy: Policy, question: Question): Reference | undefined {
  const applying = policy.denials
    .map((rule) => ({ rule, failed: failedTerms(policy, rule, question) }))
    .filter(({ failed }) => failed.every(({ because }) => because === 'undecided'));
  const first = applying.find(({ failed }) => failed.length === 0) ?? applying[0];
  return first && { kind: 'deny_rule', nearest: near(first.rule, first.failed), text: first.rule.reason };
}

function near({ name, line }: Terms, failed: readonly FailedTerm[]): NearRule {
  return { rule: { name, line }, failed };
}

/** A term that is given: what it wants, what there is (undefined: not known), and whether that fits. */
type Plain = string | number | boolean;
type Row = readonly [Term, wanted: readonly Plain[] | undefined, found: Plain | undefined, fits: boolean];

function failedTerms(
  policy: Policy,
  { who, instances, change: terms, flags }: Terms,
  { person, instance, change, quote, directory, now }: Question,
  force: Partial<ChangeFlags> = {},
): readonly FailedTerm[] {
  const ordered = { ...change, ...force };
  const member = memberOf(policy, who, person.userId, directory);
  const name = instance.name || instance.instanceId;
  const current = instance.realClass ?? instance.instanceClass;
  const architecture = instance.architecture.toLowerCase();
  const tags = Object.entries(instances.tags ?? {});
  const tagged = tags.filter(([key]) => Object.hasOwn(instance.tags ?? {}, key));
  const memory = memoryAfter(instance, change.targetClass);
  const before = instance.capacityMb;
  const step = memory && before ? Math.max(memory, before) / Math.min(memory, before) : undefined;
  const shards = shardsAfter(instance, change.targetClass);
  const price = quote && /^-?\d+(\.\d+)?$/.test(quote.tradeAmount) ? new Big(quote.tradeAmount) : undefined;
  const monthly = quote && monthlyPrice(quote, instance, now);
  const hourly = instance.chargeType === 'PostPaid';
  const counted = price && (hourly ? price.minus(quote?.priceNow ?? 0).times(730) : price);
  const upgrade =
    memory !== undefined && before !== undefined && memory !== before
      ? memory > before
      : price === undefined || price.eq(0) || instance.chargeType !== 'PrePaid'
        ? undefined
        : price.gt(0);
  const direction = upgrade === undefined ? undefined : upgrade ? 'upgrade' : 'downgrade';
  const money = (amount: string): string => `${amount} ${quote?.currency ?? ''}`;
  const size = (mb: number | undefined) => (mb === undefined ? undefined : printSize(mb));
  const times = (factor: number | undefined) => factor && `×${Math.ceil(factor * 100) / 100}`;
  const one = <T>(list: T | undefined): readonly T[] | undefined => (list === undefined ? undefined : [list]);
  const includes = <T>(list: readonly T[] | undefined, value: T | undefined): boolean =>
    value !== undefined && list?.includes(value) === true;
  const { maxMemoryMb, maxMonthlyPrice, maxPrice, maxShards, maxStep, minMemoryMb } = terms;
  const { until } = change;
  const lasts =
    until === undefined ? 0 : until.kind === 'duration' ? until.ms : Math.max(1, Date.parse(until.at) - now.getTime());
  const coupon = flags.coupon && [flags.coupon.includes(true) ? 'best' : 'none'];

  const rows: readonly Row[] = [
    ['who', who, member === undefined ? undefined : person.userId, member === true],
    ['instances.ids', instances.ids, instance.instanceId, includes(instances.ids, instance.instanceId)],
    ['instances.names', instances.names, name, matchesOne(instances.names, name)],
    [
      'instances.tags',
      instances.tags && tags.map(([key, value]) => `${key}=${value}`),
      tagged.map(([key]) => `${key}=${(instance.tags ?? {})[key] ?? ''}`).join(', '),
      tags.length > 0 &&
        tags.every(([key, value]) => tagged.some((one) => one[0] === key) && (instance.tags ?? {})[key] === value),
    ],
    ['instances.regions', instances.regions, instance.region, includes(instances.regions, instance.region)],
    ['instances.accounts', instances.accounts, instance.account, includes(instances.accounts, instance.account)],
    [
      'instances.architectures',
      instances.architectures,
      architecture || undefined,
      includes(instances.architectures, architecture),
    ],
    ['instances.classes', instances.classes, current || undefined, matchesOne(instances.classes, current)],
    ['change.direction', terms.direction, direction, includes(terms.direction, direction)],
    ['change.minMemory', one(size(minMemoryMb)), size(memory), (memory ?? 0) >= (minMemoryMb ?? 0)],
    ['change.maxMemory', one(size(maxMemoryMb)), size(memory), (memory ?? 0) <= (maxMemoryMb ?? 0)],
    ['change.maxStep', one(times(maxStep)), times(step), (step ?? 0) <= (maxStep ?? 0)],
    ['change.maxShards', one(maxShards), shards, (shards ?? 0) <= (maxShards ?? 0)],
    ['change.classes', terms.classes, change.targetClass, matchesOne(terms.classes, change.targetClass)],
    [
      'change.maxPrice',
      one(maxPrice),
      counted && (hourly ? `${money(counted.toFixed(2))} a month` : money(quote?.tradeAmount ?? '')),
      counted?.lte(maxPrice ?? 0) === true,
    ],
    [
      'change.maxMonthlyPrice',
      one(maxMonthlyPrice),
      monthly && money(monthly.toFixed(2)),
      monthly?.lte(maxMonthlyPrice ?? 0) === true,
    ],
    [
      'change.temporary',
      terms.temporary && [terms.temporary === 'required' ? 'temporary' : 'permanent'],
      change.until === undefined ? 'permanent' : 'temporary',
      (change.until !== undefined) === (terms.temporary === 'required'),
    ],
    [
      'change.maxDuration',
      one(terms.maxDurationMs && printDuration(terms.maxDurationMs)),
      printDuration(lasts),
      lasts <= (terms.maxDurationMs ?? 0),
    ],
    ['flags.autoPay', flags.autoPay, ordered.autoPay, includes(flags.autoPay, ordered.autoPay)],
    ['flags.coupon', coupon, ordered.coupon, includes(flags.coupon, ordered.coupon !== 'none')],
    [
      'flags.effectiveTime',
      flags.effectiveTime,
      ordered.effectiveTime,
      includes(flags.effectiveTime, ordered.effectiveTime),
    ],
    [
      'flags.forceUpgrade',
      flags.forceUpgrade,
      ordered.forceUpgrade,
      includes(flags.forceUpgrade, ordered.forceUpgrade),
    ],
  ];
  return rows.flatMap(([term, wanted, found, fits]): readonly FailedTerm[] => {
    if (wanted === undefined || (found !== undefined && fits)) return [];
    const because = found === undefined ? 'undecided' : 'no';
    return [{ term, because, wanted: wanted.join(', '), found: found === undefined ? '' : String(found) }];
  });
}

/** Undefined: a group that would decide could not be read. */
function memberOf(
  { groups }: Policy,
  names: readonly string[],
  userId: string,
  directory: Question['directory'],
): boolean | undefined {
  const answers = names
    .flatMap((name) => (Object.hasOwn(groups, name) ? (groups[name] ?? []) : []))
    .map((subject) => {
      if (subject.kind === 'everybody') return true;
      if (subject.kind === 'user') return subject.id === userId;
      const members = directory.get(subject.id) ?? 'unknown';
      return members === 'unknown' ? undefined : members.has(userId);
    });
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/** As a regular expression, which is slow where a pattern has many stars. */
export function matchesOne(patterns: readonly string[] = [], value: string): boolean {
  const meanings: Readonly<Record<string, string>> = { '*': '.*', '?': '.', '{': '(?:', '}': ')', ',': '|' };
  return patterns.some((pattern) => {
    const source = pattern.replace(
      /[^A-Za-z0-9]/g,
      (sign) => meanings[sign] ?? `\\u{${sign.codePointAt(0)?.toString(16) ?? ''}}`,
    );
    return pattern !== '' && value !== '' && new RegExp(`^(?:${source})$`, 'su').test(value);
  });
}
