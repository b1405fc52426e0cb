import type { KnownBlock } from '@slack/types';
import { impact } from '../../core/instance/impact.ts';
import type { ResizeRequest } from '../../core/request/request.ts';
import { isBeforeOrder, isFinal } from '../../core/request/state.ts';
import type { Policy } from '../../core/policy/policy-model.ts';
import { price, withoutDiscount } from '../../wording/amounts.ts';
import { actions, context, fields, header, quote, section } from '../messages/blocks.ts';
import { cardButtons, decisionBlock } from './buttons.ts';
import { memoryChart } from './chart.ts';
import type { Charted } from './charts.ts';
import { consoleLinks } from '../../wording/console-links.ts';
import { progressLine } from './course.ts';
import { effectLines } from '../../wording/effects.ts';
import { failureText } from '../../wording/failures.ts';
import { classes, flagsOf, forcedText, nameOf } from '../../wording/figures.ts';
import { breakGlassSection, withBreakGlassMark, secondReason } from '../messages/break-glass.ts';
import { code } from '../../wording/inert.ts';
import { link, lockFacts, mention, moment } from '../../wording/markup.ts';
import { driftLines, driftText } from '../../wording/drift.ts';
import { statusLine } from './status-line.ts';
import type { Words } from '../../wording/words.ts';
import { usageLine } from '../../wording/usage.ts';
import { approvalsLine } from './approvals.ts';

export interface Setting {
  readonly policy: Policy;
  readonly words: Words;
  readonly now: Date;
}

/** The card: a rendering of the record and of nothing else. `charts`: whether Slack takes them. */
export function renderCard(request: ResizeRequest, setting: Setting, charts = false): Charted {
  const buttons = cardButtons(request, setting.words);
  return {
    text: cardText(request, setting.words),
    blocks: [
      ...bodyOf(request, setting, charts),
      ...(buttons.length === 0 ? [] : [actions(decisionBlock(request), buttons)]),
    ],
  };
}

/** The card without its buttons: the private answer to `status`. */
export function cardBody(request: ResizeRequest, setting: Setting): KnownBlock[] {
  return bodyOf(request, setting, false).filter((block): block is KnownBlock => block.type !== 'data_visualization');
}

function bodyOf(request: ResizeRequest, { policy, words, now }: Setting, charts: boolean): Charted['blocks'] {
  const { before, change, requester, rule } = request;
  const { failure } = request;
  const links = consoleLinks(policy, before);
  const { from, to } = classes(before, change.targetClass);
  const order = orderLine(request, words);
  const progress = progressLine(request, words);
  const shown = { usage: request.usage, facts: before, targetClass: change.targetClass };
  // The week helps people decide; afterwards the card is read at a glance.
  const open = !isFinal(request.state);
  const chart = charts && open ? memoryChart(shown, words) : undefined;
  const used = usageLine(shown, words, open && chart === undefined);
  return [
    header(words.plain(request.breakGlass === undefined ? 'card.title' : 'breakGlass.title', { name: nameOf(before) })),
    section(statusLine(request, policy, words, now)),
    ...breakGlassSection(request, words),
    ...lockSection(request, words),
    ...movedSection(request, words),
    ...(progress === undefined ? [] : [section(progress)]),
    ...(failure === undefined || request.state !== 'failed' ? [] : [section(failureText(failure, words))]),
    fields([
      words.mrkdwn('card.instance', {
        name: before.name,
        id: code(before.instanceId),
        region: before.region,
        account: before.account,
      }),
      words.mrkdwn('card.change', { from, to }),
      moneyOf(request, words),
      howOf(request, words),
      words.mrkdwn('card.asked', { who: mention(requester), at: moment(request.createdAt) }),
      words.mrkdwn('card.agreed', { votes: { markup: approvalsLine(request, words) } }),
    ]),
    ...(used === undefined ? [] : [section(used)]),
    ...(chart === undefined ? [] : [chart]),
    ...(open ? [section(impactText(request, words, now))] : []),
    context(words.mrkdwn('card.reason', {})),
    quote(request.reason),
    ...secondReason(request, words),
    ...(order === undefined ? [] : [section(order)]),
    context(
      words.mrkdwn('card.footer', {
        id: code(request.id),
        rule: rule.name,
        line: rule.line,
        link: link(links.instance, words.plain('card.console', {})),
      }),
      ...readAt(request, words),
    ),
  ];
}

/** Until it is agreed to again: whoever decided on the old facts must see at a glance which are new. */
function movedSection(request: ResizeRequest, words: Words): readonly KnownBlock[] {
  const { drift, state } = request;
  if (drift === undefined || state !== 'pending') return [];
  return [section(driftText(words.mrkdwn('drift.title', {}), driftLines(drift, request, words)))];
}

/** As long as something is decided on them. */
function readAt({ factsAt, state }: ResizeRequest, words: Words): readonly string[] {
  if (factsAt === undefined || !isBeforeOrder(state)) return [];
  return [words.mrkdwn('card.factsAt', { at: moment(factsAt) })];
}

/** An approved request says in its first sentence that a lock holds it. */
function lockSection({ state, lock }: ResizeRequest, words: Words): KnownBlock[] {
  return lock === undefined || state !== 'pending' ? [] : [section(words.mrkdwn('lock.standing', lockFacts(lock)))];
}

/** What notifications show; a message's top-level text is read as mrkdwn. */
export function cardText(request: ResizeRequest, words: Words): string {
  const { from, to } = classes(request.before, request.change.targetClass);
  const state = words.plain(`state.${request.state}`, {});
  const text = words.mrkdwn('card.text', { id: request.id, name: nameOf(request.before), from, to, state });
  return withBreakGlassMark(text, request, words);
}

/** What the rule has set stands out: nobody chose it. */
function howOf(request: ResizeRequest, words: Words): string {
  const forced = forcedText(request, words);
  const how = words.mrkdwn('card.how', { flags: flagsOf(request.change, words) });
  return forced === undefined ? how : `${how}\n${forced}`;
}

function moneyOf({ quote: quoted, before }: ResizeRequest, words: Words): string {
  const cost = price(quoted, before.chargeType, words) ?? words.plain('card.noPrice', {});
  const off = withoutDiscount(quoted, before.chargeType, words);
  return off === undefined
    ? words.mrkdwn('card.money', { price: cost })
    : words.mrkdwn('card.moneyOff', { price: cost, off });
}

/** At most this many effects: a card is read at a glance. */
const EFFECTS = 4;

function impactText({ before, change }: ResizeRequest, words: Words, now: Date): string {
  const { lines } = effectLines(impact(before, change, now), words, EFFECTS);
  return [words.mrkdwn('impact.card', {}), ...lines].join('\n');
}

/** OrderId and RequestId exactly as the cloud gave them. */
function orderLine({ order, state }: ResizeRequest, words: Words): string | undefined {
  if (order === undefined) return undefined;
  const { orderId, requestId } = order;
  if (orderId === undefined) return isFinal(state) ? undefined : words.mrkdwn('card.orderFound', {});
  return requestId === undefined
    ? words.mrkdwn('card.orderOnly', { order: code(orderId) })
    : words.mrkdwn('card.order', { order: code(orderId), request: code(requestId) });
}
