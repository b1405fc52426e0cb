/** What a person may do by the rules, in words. */
import type { ApprovalTerms, ChangeTerms, InstanceTerms, Rule } from '../core/policy/policy-model.ts';
import type { Rights } from '../core/policy/rights.ts';
import { memory } from './amounts.ts';
import { printDuration } from '../core/value/duration.ts';
import { windowsText } from './windows.ts';
import type { Words } from './words.ts';

/** One line (mrkdwn) for each rule to request under, then one for approvals, one for each entry of `locks`, and one for freezes. */
export function rightLines({ requests, approves, locks, freezes }: Rights, words: Words): readonly string[] {
  return [
    ...requests.map((rule) =>
      words.mrkdwn(rule.breakGlass ? 'rights.emergency' : 'rights.request', {
        what: scopeOf(rule, words),
        approval: approvalOf(rule.approval, words),
        rule: rule.name,
      }),
    ),
    ...(approves.length === 0
      ? []
      : [words.mrkdwn('rights.approve', { rules: approves.map(({ name }) => name).join(comma(words)) })]),
    ...locks.map(({ instances }) =>
      words.mrkdwn('rights.lock', { what: joined(instanceParts(instances, words), words) }),
    ),
    ...(freezes ? [words.mrkdwn('rights.freeze', {})] : []),
  ];
}

function scopeOf({ instances, change, windows }: Rule, words: Words): string {
  const when = windowsText(windows, words);
  return joined(
    [
      ...instanceParts(instances, words),
      ...changeParts(change, words),
      ...(when === '' ? [] : [words.plain('rights.windows', { value: when })]),
    ],
    words,
  );
}

function joined(parts: readonly string[], words: Words): string {
  return parts.length === 0 ? words.plain('rights.anything', {}) : parts.join(words.locale === 'en' ? '; ' : '；');
}

const INSTANCE_LISTS = ['ids', 'names', 'regions', 'accounts', 'architectures', 'classes'] as const;

function instanceParts(terms: InstanceTerms, words: Words): readonly string[] {
  const { tags } = terms;
  const pairs = tags === undefined ? [] : Object.entries(tags).map(([name, value]) => `${name}=${value}`);
  return [
    ...(pairs.length === 0 ? [] : [words.plain('rights.tags', { value: pairs.join(comma(words)) })]),
    ...INSTANCE_LISTS.flatMap((term) => {
      const values = terms[term];
      return values === undefined ? [] : [words.plain(`rights.${term}`, { value: values.join(comma(words)) })];
    }),
  ];
}

const LASTING = { required: 'rights.temporary', forbidden: 'rights.permanent' } as const;

function changeParts(terms: ChangeTerms, words: Words): readonly string[] {
  const { direction, classes, minMemoryMb, maxMemoryMb, maxStep, maxShards, maxPrice, maxMonthlyPrice } = terms;
  const { temporary, maxDurationMs } = terms;
  const [only, ...others] = direction ?? [];
  const values = {
    minMemory: memory(minMemoryMb),
    maxMemory: memory(maxMemoryMb),
    maxStep,
    maxShards,
    targets: classes?.join(comma(words)),
    maxPrice,
    maxMonthlyPrice,
    maxDuration: maxDurationMs === undefined ? undefined : printDuration(maxDurationMs),
  };
  const limits = Object.entries(values) as [keyof typeof values, string | number | undefined][];
  return [
    ...(only === undefined || others.length > 0 ? [] : [words.plain(`rights.${only}`, {})]),
    ...(temporary === undefined ? [] : [words.plain(LASTING[temporary], {})]),
    ...limits.flatMap(([key, value]) => (value === undefined ? [] : [words.plain(`rights.${key}`, { value })])),
  ];
}

function approvalOf(approval: ApprovalTerms, words: Words): string {
  if (approval.kind === 'none') return words.plain('read.whyFree', {});
  const { parts } = approval;
  const groups =
    parts.length < 2
      ? (parts[0]?.from.join(', ') ?? '')
      : parts.map(({ from, count }) => `${from.join(', ')} (${String(count)})`).join(' + ');
  return words.plain('read.whyNeeds', { count: parts.reduce((sum, { count }) => sum + count, 0), groups });
}

function comma({ locale }: Words): string {
  return locale === 'en' ? ', ' : '、';
}
