import type { Daily, DailyGroup } from '../../core/explain/daily.ts';
import type { ResizeRequest } from '../../core/request/request.ts';
import { amountText, price } from '../../wording/amounts.ts';
import type { InstanceFacts } from '../../core/instance/instance.ts';
import { classes, listed, nameOf } from '../../wording/figures.ts';
import { freezeText } from '../../wording/freezes.ts';
import { code, plain } from '../../wording/inert.ts';
import { link, mention, moment, permalink } from '../../wording/markup.ts';
import { markupRenderer } from '../../wording/renderer.ts';
import type { Words } from '../../wording/words.ts';
import { context, fittingLines, header, LIMITS, section, type Message } from './blocks.ts';
import { returningLine } from './returning.ts';

/** Lines of one part; each part is one block. */
const MOST = 8;
/** Characters of the lines of all parts; with titles and numbers they fit into one message. */
const LINES = 7_200;
/** Of the lines of one part: room for its title and for the number of those that are left out. */
const MOST_OF_PART = LIMITS.section - 200;

interface Reading {
  readonly words: Words;
  readonly workspaceUrl: string | undefined;
}

/** The digest of a day (`YYYY-MM-DD`). */
export function digestMessage(day: string, daily: Daily, reading: Reading): Message {
  const { words } = reading;
  const title = words.plain('daily.title', { day });
  const of = (requests: readonly ResizeRequest[]) => requests.map((request) => lineOf(request, reading));
  const filled = [
    ['daily.stops', stopLines(daily, words)] as const,
    ...daily.groups.map(([group, requests]) => [`daily.${group}`, of(requests)] as const),
    ['daily.returning', daily.returning.map((request) => returningLine(request, reading))] as const,
    ['daily.ordered', daily.ordered.map((request) => orderedLine(request, reading))] as const,
  ].filter(([, lines]) => lines.length > 0);
  const room = Math.min(MOST_OF_PART, LINES / filled.length);
  const parts = filled.map(([name, lines]) => part(name, lines, room, words));
  const sums = sumsText(daily.paid, words);
  const suggested = suggestionLine(daily, words);
  return {
    text: title,
    blocks: [
      header(title),
      ...parts.map(section),
      ...(sums === '' ? [] : [section(words.mrkdwn('daily.sum', { sums }))]),
      ...(suggested === undefined ? [] : [section(suggested)]),
      context(words.mrkdwn('daily.note', {})),
    ],
  };
}

type PartTitle = `daily.${DailyGroup | 'stops' | 'returning' | 'ordered'}`;

/** A part with as many of its lines as fit, and the number of the rest. */
function part(title: PartTitle, lines: readonly string[], room: number, words: Words): string {
  const shown = fittingLines(lines, MOST, room);
  const rest = lines.length - shown.length;
  const more = rest === 0 ? [] : [words.mrkdwn('daily.more', { count: rest })];
  return [words.mrkdwn(title, { count: lines.length }), ...shown, ...more].join('\n');
}

function lineOf({ id, before, change, requester, card }: ResizeRequest, { words, workspaceUrl }: Reading): string {
  const url = permalink(workspaceUrl, card);
  return words.mrkdwn('daily.line', {
    link: url === undefined ? code(id) : link(url, id),
    name: nameOf(before),
    ...classes(before, change.targetClass),
    who: mention(requester),
  });
}

function orderedLine(request: ResizeRequest, reading: Reading): string {
  const { words } = reading;
  const { quote, orderQuote = quote, before, state } = request;
  const cost = price(orderQuote, before.chargeType, words, true, 'ordered') ?? words.plain('card.noPrice', {});
  const line = { markup: lineOf(request, reading) };
  return words.mrkdwn('daily.orderedLine', { line, cost, state: words.plain(`state.${state}`, {}) });
}

function sumsText(sums: Daily['paid'], words: Words): string {
  return sums.map(({ amount, currency }) => amountText(amount, currency, words)).join(' + ');
}

/** Instances of one kind that are named. */
const NAMED = 3;

/** One line; undefined where there is nothing to suggest. */
function suggestionLine({ suggestions: { smaller, saved, full } }: Daily, words: Words): string | undefined {
  const names = (instances: readonly InstanceFacts[]): string => {
    const rest = instances.length - NAMED;
    const shown = instances.slice(0, NAMED).map((instance) => plain(nameOf(instance), 60));
    return listed(rest > 0 ? [...shown, `+${String(rest)}`] : shown, words);
  };
  const sums = sumsText(saved, words);
  const parts = [
    ...(smaller.length === 0
      ? []
      : [
          sums === ''
            ? words.mrkdwn('daily.smaller', { count: smaller.length, names: names(smaller) })
            : words.mrkdwn('daily.smallerSaves', { count: smaller.length, names: names(smaller), sums }),
        ]),
    ...(full.length === 0 ? [] : [words.mrkdwn('daily.full', { count: full.length, names: names(full) })]),
  ];
  return parts.length === 0 ? undefined : words.mrkdwn('daily.suggestions', { parts: { markup: parts.join(' · ') } });
}

function stopLines({ freeze, freezes, locks }: Daily, words: Words): readonly string[] {
  return [
    ...(freeze === undefined ? [] : [freezeText('standing', freeze, markupRenderer(words))]),
    ...freezes.map(({ from, to, reason }) =>
      words.mrkdwn('home.freeze', { reason, from: moment(from), to: moment(to) }),
    ),
    ...locks.map(({ instance, by, at, reason }) =>
      words.mrkdwn('home.lock', {
        ...{ name: nameOf(instance), instance: code(instance.instanceId) },
        ...{ who: mention(by), at: moment(at), reason },
      }),
    ),
  ];
}
