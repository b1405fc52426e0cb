import type { Daily, DailyGroup } from '../../core/explain/daily.ts';
import type { ResizeRequest } from '../../core/request/request.ts';
import { amountText, price } from '../../wording/amounts.ts';
import { classes, nameOf } from '../../wording/figures.ts';
import { freezeText } from '../../wording/freezes.ts';
import { code } from '../../wording/inert.ts';
import { link, mention, moment, permalink } from '../../wording/markup.ts';
import { markupRenderer } from '../../wording/renderer.ts';
import type { Words } from '../../wording/words.ts';
import { context, header, LIMITS, section, type Message } from './blocks.ts';

/** Lines of one part; each part is one block. */
const MOST = 8;
/** Room for its title and for the number of those that are left out. */
const ROOM = 200;

interface Reading {
  readonly words: Words;
  readonly workspaceUrl: string | undefined;
}

/** The digest of a day (`YYYY-MM-DD`). */
export function digestMessage(day: string, daily: Daily, reading: Reading): Message {
  const { words } = reading;
  const title = words.plain('daily.title', { day });
  const of = (requests: readonly ResizeRequest[]) => requests.map((request) => lineOf(request, reading));
  const parts = [
    part('daily.stops', stopLines(daily, words), words),
    ...daily.groups.map(([group, requests]) => part(`daily.${group}`, of(requests), words)),
    part(
      'daily.ordered',
      daily.ordered.map((request) => orderedLine(request, reading)),
      words,
    ),
  ];
  const sums = daily.paid.map(({ amount, currency }) => amountText(amount, currency, words)).join(' + ');
  return {
    text: title,
    blocks: [
      header(title),
      ...parts.flat().map(section),
      ...(sums === '' ? [] : [section(words.mrkdwn('daily.sum', { sums }))]),
      context(words.mrkdwn('daily.note', {})),
    ],
  };
}

type PartTitle = `daily.${DailyGroup | 'stops' | 'ordered'}`;

/** A part with as many of its lines as fit, and the number of the rest; nothing without lines. */
function part(title: PartTitle, lines: readonly string[], words: Words) {
  const shown: string[] = [];
  let room = LIMITS.section - ROOM;
  for (const line of lines.slice(0, MOST)) {
    room -= line.length + 1;
    if (room < 0) break;
    shown.push(line);
  }
  const rest = lines.length - shown.length;
  const more = rest === 0 ? [] : [words.mrkdwn('daily.more', { count: rest })];
  return lines.length === 0 ? [] : [[words.mrkdwn(title, { count: lines.length }), ...shown, ...more].join('\n')];
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
  const cost = price(orderQuote, before.chargeType, words) ?? words.plain('card.noPrice', {});
  const line = { markup: lineOf(request, reading) };
  return words.mrkdwn('daily.orderedLine', { line, cost, state: words.plain(`state.${state}`, {}) });
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
