/** What there is to say about a verdict, in paragraphs of lines: the same for Slack and for the command line. */
import { freezeText } from './freezes.ts';
import type { Alternative, Alternatives, KnownApprovers } from '../core/explain/alternatives.ts';
import { needsOther } from '../core/explain/alternatives.ts';
import type { Explained } from '../core/explain/explained.ts';
import type { ApprovalNeed } from '../core/request/request.ts';
import type { FailedTerm, NearRule, RuleRef, Term, Timing, Verdict } from '../core/policy/verdict.ts';
import { A_MONTH } from '../core/policy/asked.ts';
import { limitedPrice, limitText, sized } from './amounts.ts';
import { comma, flagsOf } from './figures.ts';
import type { Renderer } from './renderer.ts';
import { waitsForText } from './windows.ts';
import { inARow, type Words } from './words.ts';

type Denied = Extract<Verdict, { kind: 'denied' }>;
export type Paragraph = readonly string[];

/** People named one by one; a group of hundreds is told by its number. */
const PEOPLE = 10;

/**
 * Why not: the rule that denies or decides, or those that came nearest with each term that fails. `file`: undefined
 * where its path must not be shown.
 */
export function whyNot<V>(
  verdict: Denied,
  near: readonly NearRule[],
  file: string | undefined,
  renderer: Renderer<V>,
): readonly Paragraph[] {
  const { reason, nearest, approvers, limit, text = '' } = verdict;
  const rule = nearest === undefined ? undefined : named(nearest.rule, file, renderer);
  switch (reason) {
    case 'deny_rule': {
      if (nearest === undefined || rule === undefined) return [];
      const denies = renderer.say('why.denies', { ...rule, text: renderer.text(text) });
      const unsure = nearest.failed.length === 0 ? [] : [renderer.say('deny.deny_rule_unsure', {})];
      return [[denies, ...unsure, ...termLines(nearest.failed, renderer)]];
    }
    case 'no_rule': {
      const rules = near.map((one) => [
        renderer.say('why.nearest', named(one.rule, file, renderer)),
        ...termLines(one.failed, renderer),
      ]);
      return [[renderer.say('deny.no_rule', {})], ...rules];
    }
    case 'too_few_approvers':
    case 'approvers_unknown':
    case 'over_monthly_spend':
    case 'spend_unknown':
    case 'price_unknown': {
      const decides = rule === undefined ? [] : [renderer.say('why.decides', rule)];
      if (reason === 'over_monthly_spend') {
        const shownLimit = limit === undefined ? '–' : limitText(limit, renderer.words);
        return [[...decides, renderer.say('deny.over_monthly_spend', { limit: renderer.text(shownLimit) })]];
      }
      if (reason !== 'too_few_approvers') return [[...decides, renderer.say(`deny.${reason}`, {})]];
      const { found = 0, wanted = 0 } = approvers ?? {};
      const counts = { found: renderer.text(String(found)), wanted: renderer.text(String(wanted)) };
      return [[...decides, renderer.say('why.tooFew', counts)]];
    }
    default:
      return reason satisfies never;
  }
}

/** One line per term that does not hold: what the rule wants and what was found. */
export function termLines<V>(failed: readonly FailedTerm[], renderer: Renderer<V>): readonly string[] {
  return failed.map(({ term, because, wanted, found }) => {
    const value = (text: string): V =>
      term === 'where' ? places(text, renderer) : (inWords(term, text, renderer) ?? shown(text, renderer));
    const values =
      priced(term, wanted, found, renderer) ??
      (term === 'who'
        ? { wanted: renderer.groups(wanted.split(', ')), found: found === '' ? value(found) : renderer.person(found) }
        : { wanted: value(wanted), found: value(found) });
    const monthly = term === 'change.maxPrice' && found.endsWith(A_MONTH);
    const sentence = renderer.say(monthly ? 'term.change.maxPriceMonth' : `term.${term}`, values);
    const told = because === 'no' ? sentence : renderer.say('deny.undecided', { sentence: renderer.said(sentence) });
    return renderer.item(told, term);
  });
}

/** A price that was read, and its limit, as money; undefined for every other term. */
function priced<V>(term: Term, wanted: string, found: string, renderer: Renderer<V>) {
  if ((term !== 'change.maxPrice' && term !== 'change.maxMonthlyPrice') || found === '') return undefined;
  const [price, limit] = limitedPrice(found, wanted, renderer.words);
  return { wanted: renderer.text(limit), found: renderer.text(price) };
}

const WORDS = [
  ...(['true', 'false', 'upgrade', 'downgrade', 'Immediately', 'MaintainTime', 'none', 'best'] as const),
  ...(['temporary', 'permanent'] as const),
] as const;

/** Terms besides flags whose values have words. */
const WORDED: readonly Term[] = ['change.direction', 'change.temporary'];

/** Values of the file that people have words for; undefined where one of them has none. */
function inWords<V>(term: Term, text: string, renderer: Renderer<V>): V | undefined {
  if (!term.startsWith('flags.') && !WORDED.includes(term)) return undefined;
  const found = text.split(', ').map((value) => WORDS.find((word) => word === value));
  if (!found.every((word) => word !== undefined)) return undefined;
  return renderer.text(found.map((word) => renderer.words.plain(`term.value.${word}`, {})).join(comma(renderer.words)));
}

/** Channels as Slack shows them. */
function places<V>(text: string, renderer: Renderer<V>): V {
  return text === '' ? renderer.said(renderer.say('term.nowhere', {})) : renderer.channels(text.split(', '));
}

function shown<V>(text: string, renderer: Renderer<V>): V {
  return text === '' ? renderer.said(renderer.say('term.nothing', {})) : renderer.exact(text);
}

/** How many of whom must agree, and who they are. */
export function whoMay<V>(need: ApprovalNeed, { people, complete }: KnownApprovers, renderer: Renderer<V>): string {
  if (need.count === 0) return renderer.say('read.whyFree', {});
  const list = renderer.people(people.slice(0, PEOPLE));
  const count = people.length - PEOPLE;
  const who =
    count > 0 ? renderer.say('why.peopleMore', { people: list, count }) : renderer.say('why.people', { people: list });
  const told = [
    renderer.say('read.whyNeeds', { count: need.count, groups: renderer.needed(need) }),
    ...(people.length === 0 ? [] : [who]),
    ...(complete ? [] : [renderer.say('why.peopleUnread', {})]),
  ];
  return inARow(renderer.words, ...told);
}

/** When it would be ordered. */
export function whenOrdered<V>(
  { timing, freeze }: Pick<Explained, 'timing' | 'freeze'>,
  renderer: Renderer<V>,
): readonly string[] {
  const held = freeze === undefined ? [] : [freezeText('why', freeze, renderer)];
  if (timing === undefined || (timing.kind === 'now' && freeze !== undefined)) return held;
  return [...held, timingText(timing, renderer)];
}

function timingText<V>(timing: Timing, renderer: Renderer<V>): string {
  if (timing.kind === 'now') return renderer.say('why.now', {});
  return renderer.say(`why.${timing.because}`, {
    at: renderer.moment(timing.notBefore),
    reason: renderer.text(waitsForText(timing, renderer.words)),
  });
}

/** What would be allowed instead; nothing where that is of no interest. */
export function insteadOf<V>(
  { verdict, instead }: Explained,
  file: string | undefined,
  renderer: Renderer<V>,
): Paragraph {
  const { free, agreed, flags, emergency, end, classesRead } = instead;
  const lines = [
    ...option(free, end === 'largest' ? 'why.freeLargest' : 'why.freeSmallest', file, renderer),
    ...option(agreed, end === 'largest' ? 'why.agreedLargest' : 'why.agreedSmallest', file, renderer),
    ...option(flags, 'why.flags', file, renderer),
    ...option(emergency, 'why.emergency', file, renderer),
  ];
  const unread = needsOther(verdict) && !classesRead ? [renderer.say('why.classesUnread', {})] : [];
  if (lines.length > 0)
    return [renderer.title(renderer.say('why.instead', {})), ...lines.map((line) => renderer.item(line)), ...unread];
  return verdict.kind === 'denied' && unread.length === 0 ? [renderer.say('why.nothing', {})] : unread;
}

/** Chinese leaves no space between sentences. */
type OptionKey =
  `why.${keyof Pick<Alternatives, 'flags' | 'emergency'> | `${'free' | 'agreed'}${'Largest' | 'Smallest'}`}`;

function option<V>(
  found: Alternative | undefined,
  key: OptionKey,
  file: string | undefined,
  renderer: Renderer<V>,
): readonly string[] {
  if (found === undefined) return [];
  const { change, memoryMb, rule, need, approvers, ifPriceFits } = found;
  const values = {
    ...named(rule, file, renderer),
    class: renderer.exact(sized(change.targetClass, memoryMb)),
    flags: renderer.text(flagsOf(change, renderer.words)),
  };
  const price = ifPriceFits ? [renderer.say('why.ifPriceFits', {})] : [];
  const who = need.count === 0 && key.startsWith('why.free') ? [] : [whoMay(need, approvers, renderer)];
  return [inARow(renderer.words, renderer.say(key, values), ...price, ...who)];
}

/** `line 27`: where a rule stands, for readers who must not learn where the file is. */
export function lineOf(line: number, words: Words): string {
  return words.plain('why.line', { line });
}

function named<V>(
  { name, line }: RuleRef,
  file: string | undefined,
  renderer: Renderer<V>,
): { readonly rule: V; readonly place: V } {
  return {
    rule: renderer.text(name),
    place: file === undefined ? renderer.text(lineOf(line, renderer.words)) : renderer.exact(`${file}:${line}`),
  };
}
