import type { HomeView, KnownBlock } from '@slack/types';
import type { AffectingFreeze, Home, Offered, OwnHome } from '../../core/explain/home.ts';
import type { Lock, ResizeRequest } from '../../core/request/request.ts';
import { amountText, requestCost } from '../../wording/amounts.ts';
import { nameOf } from '../../wording/figures.ts';
import { freezeText } from '../../wording/freezes.ts';
import { code } from '../../wording/inert.ts';
import { mention, moment } from '../../wording/markup.ts';
import { markupRenderer } from '../../wording/renderer.ts';
import { rightLines } from '../../wording/rights.ts';
import type { Words } from '../../wording/words.ts';
import { cardButtons, decisionBlock } from '../card/buttons.ts';
import { NEW_REQUEST } from '../ids.ts';
import { actions, context, header, LIMITS, listing, plainText, section } from '../messages/blocks.ts';
import { type AnswerContext, requestLine } from '../messages/command-answer.ts';
import { returningLine } from '../messages/returning.ts';
import { accessText } from '../messages/refusals.ts';

/** What is shown of each list; together they stay below the 100 blocks of a view. */
const MOST = { toDecide: 12, own: 8, running: 12, returning: 10, locks: 10, freezes: 5, rights: 15 } as const;

/** App Home of one person. */
export function homeView(home: Home, reading: AnswerContext): HomeView {
  const { words } = reading;
  switch (home.kind) {
    case 'no_access':
      return view([section(accessText(home.reason, words))]);
    case 'no_rights':
      return view([section(words.mrkdwn('home.noRights', {})), context(words.mrkdwn('home.help', {}))]);
    case 'home':
      return view(ownBlocks(home, reading));
    default:
      return home satisfies never;
  }
}

function view(blocks: KnownBlock[]): HomeView {
  return { type: 'home', blocks };
}

function ownBlocks(home: OwnHome, reading: AnswerContext): KnownBlock[] {
  const { words } = reading;
  const { toDecide, own, running, returning, rights, spend } = home;
  const may = rightLines(rights, words);
  const quiet = toDecide.length + own.length + running.length === 0;
  return [
    header(words.plain('home.title', {})),
    ...(rights.requests.length === 0 ? [] : [actions('start', [newRequest(words)])]),
    ...(quiet ? [section(words.mrkdwn('home.quiet', {}))] : []),
    ...part('toDecide', toDecide, (one) => offeredBlocks(one, reading, true), 'list', words),
    ...part('own', own, (one) => offeredBlocks(one, reading, false), 'status', words),
    ...part('running', running, (request) => [section(requestLine(request, reading))], 'list', words),
    ...returns(returning, reading),
    ...holds(home, words),
    ...titled('spend', spend.length, listing(spend.map((one) => spendLine(one, words))), words),
    ...titled('rights', may.length, listing(shortened(may, MOST.rights, 'why', words)), words),
    context(words.mrkdwn('home.help', {})),
  ];
}

/** Opens the form, filled in with a command where one is given. */
export function newRequest(words: Words, command?: string) {
  return {
    type: 'button',
    action_id: NEW_REQUEST,
    text: plainText(words.plain('home.newRequest', {}), LIMITS.button),
    style: 'primary',
    ...(command === undefined || command === '' ? {} : { value: command }),
  } as const;
}

/** Where the rest of a list is. */
type Elsewhere = 'list' | 'status' | 'locks' | 'why';

function part<T>(
  name: 'toDecide' | 'own' | 'running',
  all: readonly T[],
  draw: (one: T) => readonly KnownBlock[],
  elsewhere: Elsewhere,
  words: Words,
): readonly KnownBlock[] {
  const more = all.length - MOST[name];
  const rest = more > 0 ? [context(moreText(more, elsewhere, words))] : [];
  return titled(name, all.length, [...all.slice(0, MOST[name]).flatMap(draw), ...rest], words);
}

function titled(
  name: 'toDecide' | 'own' | 'running' | 'returning' | 'holds' | 'spend' | 'rights',
  count: number,
  blocks: readonly KnownBlock[],
  words: Words,
): readonly KnownBlock[] {
  return count === 0 ? [] : [header(words.plain(`home.${name}`, {})), ...blocks];
}

function moreText(count: number, elsewhere: Elsewhere, words: Words): string {
  return words.mrkdwn('home.more', { count, command: code(`/redis-resize ${elsewhere}`) });
}

/** The line of the lists and the buttons of the card; who decides sees the price as well. */
function offeredBlocks({ request, buttons }: Offered, reading: AnswerContext, priced: boolean): readonly KnownBlock[] {
  const offered = cardButtons(request, reading.words).filter(({ action_id: id }) => buttons.some((one) => one === id));
  const text = requestLine(request, reading);
  return [
    section(priced ? `${text}\n${priceText(request, reading.words)}` : text),
    ...(offered.length === 0 ? [] : [actions(decisionBlock(request), offered)]),
  ];
}

function priceText(request: ResizeRequest, words: Words): string {
  return words.mrkdwn('read.price', { price: requestCost(request, words) });
}

function returns(returning: readonly ResizeRequest[], reading: AnswerContext): readonly KnownBlock[] {
  const lines = returning.map((request) => returningLine(request, reading));
  return titled(
    'returning',
    lines.length,
    listing(shortened(lines, MOST.returning, 'list', reading.words)),
    reading.words,
  );
}

function holds({ locks, freeze, freezes }: OwnHome, words: Words): readonly KnownBlock[] {
  const lines = [
    ...(freeze === undefined ? [] : [freezeText('standing', freeze, markupRenderer(words))]),
    ...freezes.slice(0, MOST.freezes).map((one) => freezeLine(one, words)),
    ...shortened(
      locks.map((lock) => lockLine(lock, words)),
      MOST.locks,
      'locks',
      words,
    ),
  ];
  return titled('holds', lines.length, listing(lines), words);
}

function lockLine({ instance, by, at, reason }: Lock, words: Words): string {
  const named = { name: nameOf(instance), instance: code(instance.instanceId) };
  return words.mrkdwn('home.lock', { ...named, who: mention(by), at: moment(at), reason });
}

function freezeLine({ freeze: { from, to, reason }, exempt }: AffectingFreeze, words: Words): string {
  return words.mrkdwn(exempt ? 'home.freezeExempt' : 'home.freeze', { reason, from: moment(from), to: moment(to) });
}

function spendLine({ limit, spent }: OwnHome['spend'][number], words: Words): string {
  const { currency, max, groups = [], accounts } = limit;
  const shown = { groups: groups.join(', '), max: amountText(max, currency, words) };
  const line =
    spent === undefined
      ? words.mrkdwn('home.spentUnknown', shown)
      : words.mrkdwn('home.spent', { ...shown, spent: amountText(spent, currency, words) });
  if (accounts === undefined) return line;
  return words.mrkdwn('home.spentAccounts', { line: { markup: line }, accounts: accounts.join(', ') });
}

function shortened(lines: readonly string[], most: number, elsewhere: Elsewhere, words: Words): readonly string[] {
  const more = lines.length - most;
  return more > 0 ? [...lines.slice(0, most), moreText(more, elsewhere, words)] : lines;
}
