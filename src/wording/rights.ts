/** What a person may do by the rules, in words. */
import type { ApprovalTerms, ChangeTerms, FlagTerms, InstanceTerms, Rule, Terms } from '../core/policy/policy-model.ts';
import type { Rights } from '../core/policy/rights.ts';
import { type EffectiveTime, type Flag, FLAGS } from '../core/value/change.ts';
import { printDuration } from '../core/value/duration.ts';
import { memory } from './amounts.ts';
import { comma, flagText } from './figures.ts';
import type { Markup } from './inert.ts';
import { channelMention, joined as inline } from './markup.ts';
import { windowsText } from './windows.ts';
import type { Words } from './words.ts';

/**
 * One line (mrkdwn) for each rule to request under and for each that denies, then one for approvals, one for each entry of
 * `locks`, and one for freezes.
 */
export function rightLines(rights: Rights, words: Words): readonly string[] {
  const { requests, denials, approves, locks, freezes } = rights;
  return [
    ...requests.map((rule) =>
      words.mrkdwn(rule.breakGlass ? 'rights.emergency' : 'rights.request', {
        what: joined([...termParts(rule, words), ...ruleParts(rule, words)], words),
        approval: approvalOf(rule.approval, words),
        rule: rule.name,
      }),
    ),
    ...denials.map((rule) =>
      words.mrkdwn('rights.deny', {
        what: joined(termParts(rule, words), words),
        reason: rule.reason,
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

function termParts({ instances, where, change, flags }: Terms, words: Words): readonly string[] {
  const options = FLAGS.flatMap((flag) => onlyChoice(flag, flags, words) ?? []);
  return [
    ...instanceParts(instances, words),
    ...(where === undefined ? [] : [words.mrkdwn('rights.where', { value: channels(where, words) })]),
    ...changeParts(change, words),
    ...(options.length === 0 ? [] : [words.mrkdwn('rights.onlyWith', { value: options.join(comma(words)) })]),
  ];
}

/** What only a rule that allows has. */
function ruleParts({ force, reason, windows }: Rule, words: Words): readonly string[] {
  const forced = FLAGS.flatMap((flag) => flagText(flag, force, words) ?? []);
  return [
    ...(forced.length === 0 ? [] : [words.mrkdwn('rights.forced', { value: forced.join(comma(words)) })]),
    ...(reason === undefined ? [] : [words.mrkdwn('rights.reason', { value: reason.hint })]),
    ...(windows.length === 0 ? [] : [words.mrkdwn('rights.windows', { value: windowsText(windows, words) })]),
  ];
}

/** The only value that a rule takes of a flag, in words. */
function onlyChoice(flag: Flag, terms: FlagTerms, words: Words): string | undefined {
  const [only, ...others] = new Set<boolean | EffectiveTime>(terms[flag]);
  if (only === undefined || others.length > 0) return undefined;
  if (flag === 'coupon') return words.plain(only === true ? 'term.value.best' : 'term.value.none', {});
  return flagText(flag, { [flag]: only }, words);
}

/** More of them than this nobody reads. */
const CHANNELS = 10;

function channels(ids: readonly string[], words: Words): Markup {
  const more = ids.length > CHANNELS ? [{ markup: '…' }] : [];
  return inline([...ids.slice(0, CHANNELS).map(channelMention), ...more], comma(words));
}

/** Characters of all parts: a line is a part of one block. */
const MOST = 1_500;

function joined(parts: readonly string[], words: Words): Markup {
  if (parts.length === 0) return { markup: words.mrkdwn('rights.anything', {}) };
  const semicolon = words.locale === 'en' ? '; ' : '；';
  const fits = parts.filter((_, at) => parts.slice(0, at + 1).join(semicolon).length <= MOST);
  return { markup: [...fits, ...(fits.length < parts.length ? ['…'] : [])].join(semicolon) };
}

const INSTANCE_LISTS = ['ids', 'names', 'regions', 'accounts', 'architectures', 'classes'] as const;

function instanceParts(terms: InstanceTerms, words: Words): readonly string[] {
  const { tags } = terms;
  const pairs = tags === undefined ? [] : Object.entries(tags).map(([name, value]) => `${name}=${value}`);
  return [
    ...(pairs.length === 0 ? [] : [words.mrkdwn('rights.tags', { value: pairs.join(comma(words)) })]),
    ...INSTANCE_LISTS.flatMap((term) => {
      const values = terms[term];
      return values === undefined ? [] : [words.mrkdwn(`rights.${term}`, { value: values.join(comma(words)) })];
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
    ...(only === undefined || others.length > 0 ? [] : [words.mrkdwn(`rights.${only}`, {})]),
    ...(temporary === undefined ? [] : [words.mrkdwn(LASTING[temporary], {})]),
    ...limits.flatMap(([key, value]) => (value === undefined ? [] : [words.mrkdwn(`rights.${key}`, { value })])),
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
