/** What there is to say about a verdict, in paragraphs of lines: the same for Slack and for the command line. */
import type { Alternative, Alternatives, KnownApprovers } from '../core/explain/alternatives.ts';
import { needsOther } from '../core/explain/alternatives.ts';
import type { Explained } from '../core/explain/explained.ts';
import type { ApprovalNeed } from '../core/request/request.ts';
import type { FailedTerm, NearRule, RuleRef, Term, Timing, Verdict } from '../core/policy/verdict.ts';
import { limitText, sized } from './amounts.ts';
import { flagsOf, groupsOf } from './figures.ts';
import type { Tongue } from './renderer.ts';

type Denied = Extract<Verdict, { kind: 'denied' }>;
export type Paragraph = readonly string[];

/** People named one by one; a group of hundreds is told by its number. */
const PEOPLE = 10;

/** Why not: the rule that denies or decides, or those that came nearest with each term that fails. */
export function whyNot<V>(
  verdict: Denied,
  near: readonly NearRule[],
  file: string,
  tongue: Tongue<V>,
): readonly Paragraph[] {
  const { reason, nearest, approvers, limit, text = '' } = verdict;
  const rule = nearest === undefined ? undefined : named(nearest.rule, file, tongue);
  switch (reason) {
    case 'deny_rule': {
      if (nearest === undefined || rule === undefined) return [];
      const denies = tongue.say('why.denies', { ...rule, text: tongue.text(text) });
      const unsure = nearest.failed.length === 0 ? [] : [tongue.say('deny.deny_rule_unsure', {})];
      return [[denies, ...unsure, ...termLines(nearest.failed, tongue)]];
    }
    case 'no_rule': {
      const rules = near.map((one) => [
        tongue.say('why.nearest', named(one.rule, file, tongue)),
        ...termLines(one.failed, tongue),
      ]);
      return [[tongue.say('deny.no_rule', {})], ...rules];
    }
    case 'too_few_approvers':
    case 'approvers_unknown':
    case 'over_monthly_spend':
    case 'spend_unknown': {
      const decides = rule === undefined ? [] : [tongue.say('why.decides', rule)];
      if (reason === 'over_monthly_spend') {
        const shownLimit = limit === undefined ? '–' : limitText(limit, tongue.words);
        return [[...decides, tongue.say('deny.over_monthly_spend', { limit: tongue.text(shownLimit) })]];
      }
      if (reason !== 'too_few_approvers') return [[...decides, tongue.say(`deny.${reason}`, {})]];
      const { found = 0, wanted = 0 } = approvers ?? {};
      const counts = { found: tongue.text(String(found)), wanted: tongue.text(String(wanted)) };
      return [[...decides, tongue.say('why.tooFew', counts)]];
    }
    default:
      return reason satisfies never;
  }
}

/** One line per term that does not hold: what the rule wants and what was found. */
export function termLines<V>(failed: readonly FailedTerm[], tongue: Tongue<V>): readonly string[] {
  return failed.map(({ term, because, wanted, found }) => {
    const who = term === 'who' && found !== '';
    const value = (text: string): V => inWords(term, text, tongue) ?? shown(text, tongue);
    const values = { wanted: value(wanted), found: who ? tongue.person(found) : value(found) };
    const sentence = tongue.say(`term.${term}`, values);
    const told = because === 'no' ? sentence : tongue.say('deny.undecided', { sentence: tongue.said(sentence) });
    return tongue.item(told, term);
  });
}

const WORDS = ['true', 'false', 'upgrade', 'downgrade', 'Immediately', 'MaintainTime', 'none', 'best'] as const;

/** Values of the file that people have words for; undefined where one of them has none. */
function inWords<V>(term: Term, text: string, tongue: Tongue<V>): V | undefined {
  if (!term.startsWith('flags.') && term !== 'change.direction') return undefined;
  const found = text.split(', ').map((value) => WORDS.find((word) => word === value));
  if (!found.every((word) => word !== undefined)) return undefined;
  const comma = tongue.words.locale === 'en' ? ', ' : '、';
  return tongue.text(found.map((word) => tongue.words.plain(`term.value.${word}`, {})).join(comma));
}

function shown<V>(text: string, tongue: Tongue<V>): V {
  return text === '' ? tongue.said(tongue.say('term.nothing', {})) : tongue.exact(text);
}

/** How many of whom must agree, and who they are. */
export function whoMay<V>(need: ApprovalNeed, { people, complete }: KnownApprovers, tongue: Tongue<V>): string {
  if (need.count === 0) return tongue.say('read.whyFree', {});
  const list = tongue.list(people.slice(0, PEOPLE));
  const count = people.length - PEOPLE;
  const who =
    count > 0 ? tongue.say('why.peopleMore', { people: list, count }) : tongue.say('why.people', { people: list });
  return [
    tongue.say('read.whyNeeds', { count: need.count, groups: tongue.text(groupsOf(need)) }),
    ...(people.length === 0 ? [] : [who]),
    ...(complete ? [] : [tongue.say('why.peopleUnread', {})]),
  ].join(between(tongue));
}

/** When it would be ordered. */
export function whenOrdered<V>(timing: Timing, tongue: Tongue<V>): string {
  if (timing.kind === 'now') return tongue.say('why.now', {});
  return tongue.say(`why.${timing.because}`, {
    at: tongue.moment(timing.notBefore),
    reason: tongue.text(timing.reason),
  });
}

/** What would be allowed instead; nothing where that is of no interest. */
export function insteadOf<V>({ verdict, instead }: Explained, file: string, tongue: Tongue<V>): Paragraph {
  const { free, agreed, flags, emergency, end, classesRead } = instead;
  const lines = [
    ...option(free, end === 'largest' ? 'why.freeLargest' : 'why.freeSmallest', file, tongue),
    ...option(agreed, end === 'largest' ? 'why.agreedLargest' : 'why.agreedSmallest', file, tongue),
    ...option(flags, 'why.flags', file, tongue),
    ...option(emergency, 'why.emergency', file, tongue),
  ];
  const unread = needsOther(verdict) && !classesRead ? [tongue.say('why.classesUnread', {})] : [];
  if (lines.length > 0)
    return [tongue.title(tongue.say('why.instead', {})), ...lines.map((line) => tongue.item(line)), ...unread];
  return verdict.kind === 'denied' && unread.length === 0 ? [tongue.say('why.nothing', {})] : unread;
}

/** Chinese leaves no space between sentences. */
function between({ words }: Tongue<unknown>): string {
  return words.locale === 'en' ? ' ' : '';
}

type OptionKey =
  `why.${keyof Pick<Alternatives, 'flags' | 'emergency'> | `${'free' | 'agreed'}${'Largest' | 'Smallest'}`}`;

function option<V>(found: Alternative | undefined, key: OptionKey, file: string, tongue: Tongue<V>): readonly string[] {
  if (found === undefined) return [];
  const { change, memoryMb, rule, need, approvers, ifPriceFits } = found;
  const values = {
    ...named(rule, file, tongue),
    class: tongue.exact(sized(change.targetClass, memoryMb)),
    flags: tongue.text(flagsOf(change, tongue.words)),
  };
  const price = ifPriceFits ? [tongue.say('why.ifPriceFits', {})] : [];
  const who = need.count === 0 && key.startsWith('why.free') ? [] : [whoMay(need, approvers, tongue)];
  return [[tongue.say(key, values), ...price, ...who].join(between(tongue))];
}

function named<V>({ name, line }: RuleRef, file: string, tongue: Tongue<V>): { readonly rule: V; readonly place: V } {
  return { rule: tongue.text(name), place: tongue.exact(`${file}:${line}`) };
}
