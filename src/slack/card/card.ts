import type { KnownBlock } from '@slack/types';
import { impact } from '../../core/instance/impact.ts';
import type { ResizeRequest } from '../../core/request/request.ts';
import { reasonFormat, reasonLink } from '../../core/policy/reason.ts';
import { isBeforeOrder, isFinal } from '../../core/request/state.ts';
import type { Policy } from '../../core/policy/policy-model.ts';
import type { Timing } from '../../core/policy/verdict.ts';
import type { BackDenied } from '../../core/policy/way-back.ts';
import { refundNote, requestCost, withoutDiscount } from '../../wording/amounts.ts';
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
import { code, inert } from '../../wording/inert.ts';
import { link, mention, moment, startLine } from '../../wording/markup.ts';
import { driftLines, driftText } from '../../wording/drift.ts';
import { statusLine, stopLine } from './status-line.ts';
import { waitsForText } from '../../wording/windows.ts';
import type { Words } from '../../wording/words.ts';
import { usageLine } from '../../wording/usage.ts';
import { noReturnText } from '../messages/refusals.ts';
import { returnLine } from '../../wording/temporary.ts';
import { approvalsLine } from './approvals.ts';

export interface Setting {
  readonly policy: Policy;
  readonly words: Words;
  readonly now: Date;
  /** What would hold the order if the request were approved now; undefined: nothing, or it was not looked at. */
  readonly hold?: Hold | undefined;
  /** What would skip the return of a change that waits for approval. */
  readonly back?: BackDenied | undefined;
  /** The approvers are told by direct message, so that the channel names their groups and mentions no one. */
  readonly direct?: boolean;
}

export type Hold = Extract<Timing, { kind: 'later' }>;

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

/** From top to bottom: where it stands, what changes and costs, who decided, what it does, why. */
function bodyOf(request: ResizeRequest, setting: Setting, charts: boolean): Charted['blocks'] {
  const { words } = setting;
  return [
    header(words.plain(isEmergency(request) ? 'breakGlass.title' : 'card.title', { name: nameOf(request.before) })),
    ...standing(request, setting),
    ...changeAndPrice(request, setting),
    facts(request, words),
    ...usageBlocks(request, words, charts),
    ...impactBlocks(request, setting),
    context(words.mrkdwn('card.reason', {})),
    quote(request.reason),
    ...reasonLinkBlocks(request, setting),
    ...secondReason(request, words),
    ...lines(orderLine(request, words)),
    footer(request, setting),
  ];
}

function standing(request: ResizeRequest, { policy, words, now, hold, back }: Setting): readonly KnownBlock[] {
  const { failure, rejection, state } = request;
  const why = rejection?.reason ?? '';
  return [
    section(statusLine(request, policy, words, now)),
    ...(why === '' ? [] : [context(words.mrkdwn('card.rejection', {})), quote(why)]),
    ...breakGlassSection(request, words),
    ...lockSection(request, words),
    ...driftSection(request, words),
    ...lines(hold === undefined || state !== 'pending' ? undefined : holdLine(hold, words)),
    ...lines(back === undefined ? undefined : noReturnText(back, words)),
    ...lines(progressLine(request, words)),
    ...lines(failure === undefined || state !== 'failed' ? undefined : failureText(failure, words)),
  ];
}

/** The start that was asked for stands with the options. */
function holdLine(hold: Hold, words: Words): string | undefined {
  const { because, notBefore } = hold;
  if (because === 'start') return undefined;
  const key = because === 'window' ? 'card.waitsForWindow' : 'card.waitsForFreeze';
  return words.mrkdwn(key, { until: moment(notBefore), reason: waitsForText(hold, words) });
}

function changeAndPrice(request: ResizeRequest, { words }: Setting): readonly KnownBlock[] {
  const { before, change, quote, order, orderQuote = quote } = request;
  const quoted = order === undefined ? quote : orderQuote;
  const off = withoutDiscount(quoted, before.chargeType, words);
  const refund = refundNote(quoted, before, change.targetClass, words);
  const money = [
    words.mrkdwn('card.price', { price: requestCost(request, words) }),
    ...(off === undefined ? [] : [words.mrkdwn('card.priceOff', { off })]),
    ...(refund === undefined || isFinal(request.state) || request.prolongs !== undefined ? [] : [inert(refund)]),
  ];
  return [
    ...(request.prolongs === undefined
      ? [section(words.mrkdwn('card.change', classes(before, change.targetClass)))]
      : []),
    ...lines(returnLine(request, words)),
    section(money.join('\n')),
  ];
}

function facts(request: ResizeRequest, words: Words): KnownBlock {
  const { before, requester } = request;
  return fields([
    words.mrkdwn('card.instance', {
      name: before.name,
      id: code(before.instanceId),
      region: before.region,
      account: before.account,
    }),
    words.mrkdwn('card.agreed', { votes: { markup: approvalsLine(request, words) } }),
    words.mrkdwn('card.asked', { who: mention(requester), at: moment(request.createdAt) }),
    ...(request.prolongs === undefined ? [optionsOf(request, words)] : []),
  ]);
}

/** The week helps people decide; afterwards the card is read at a glance. */
function usageBlocks(request: ResizeRequest, words: Words, charts: boolean): Charted['blocks'] {
  const shown = { usage: request.usage, facts: request.before, targetClass: request.change.targetClass };
  const open = !isFinal(request.state);
  const chart = charts && open ? memoryChart(shown, words) : undefined;
  return [...lines(usageLine(shown, words, open && chart === undefined)), ...(chart === undefined ? [] : [chart])];
}

/** As many lines as a phone shows beside the rest of the card. */
const IMPACT_LINES = 8;
/** Without stops and warnings, so many facts give an idea. */
const IMPACT_FACTS = 3;

/** Every stop and every warning; facts only where there is little else to say. */
function impactBlocks(
  { state, before, change, prolongs }: ResizeRequest,
  { words, now }: Setting,
): readonly KnownBlock[] {
  if (isFinal(state) || prolongs !== undefined) return [];
  const effects = impact(before, change, now);
  const grave = effects.filter(({ severity }) => severity !== 'info').length;
  const { lines: shown, more } = effectLines(effects, words, Math.min(IMPACT_LINES, Math.max(grave, IMPACT_FACTS)));
  const rest = more === 0 ? [] : [words.mrkdwn('impact.more', { count: more })];
  return [section([words.mrkdwn('impact.card', {}), ...shown, ...rest].join('\n'))];
}

/** Where the rule says that what it wants in the reason can be looked up. */
function reasonLinkBlocks({ rule, reason }: ResizeRequest, { policy }: Setting): readonly KnownBlock[] {
  const found = reasonLink(reasonFormat(policy, rule), reason);
  return found === undefined ? [] : [context(`🔗 ${link(found.url, found.text).markup}`)];
}

function footer(request: ResizeRequest, { policy, words }: Setting): KnownBlock {
  const { rule, before } = request;
  const links = consoleLinks(policy, before);
  const identity = words.mrkdwn('card.footer', {
    id: code(request.id),
    rule: rule.name,
    line: rule.line,
    link: link(links.instance, words.plain('card.console', {})),
  });
  return context(identity, ...readAt(request, words));
}

function isEmergency({ breakGlass }: ResizeRequest): boolean {
  return breakGlass !== undefined;
}

function lines(text: string | undefined): readonly KnownBlock[] {
  return text === undefined ? [] : [section(text)];
}

/** Until it is approved again: an approver who saw the old facts must see at a glance which are new. */
function driftSection(request: ResizeRequest, words: Words): readonly KnownBlock[] {
  const { drift, state } = request;
  if (drift === undefined || state !== 'pending') return [];
  return [section(driftText(words.mrkdwn('drift.title', {}), driftLines(drift, request, words)))];
}

/** As long as a decision rests on them. */
function readAt({ factsAt, state }: ResizeRequest, words: Words): readonly string[] {
  if (factsAt === undefined || !isBeforeOrder(state)) return [];
  return [words.mrkdwn('card.factsAt', { at: moment(factsAt) })];
}

/** An approved request says in its first sentence that a lock or a freeze holds it. */
function lockSection({ state, lock }: ResizeRequest, words: Words): KnownBlock[] {
  return lock === undefined || state !== 'pending' ? [] : [section(stopLine(lock, 'standing', words))];
}

/** What notifications show; a message's top-level text is read as mrkdwn. */
export function cardText(request: ResizeRequest, words: Words): string {
  const { from, to } = classes(request.before, request.change.targetClass);
  const state = words.plain(`state.${request.state}`, {});
  const text = words.mrkdwn('card.text', { id: request.id, name: nameOf(request.before), from, to, state });
  return withBreakGlassMark(text, request, words);
}

/** What the rule has set stands out: the requester did not choose it. */
function optionsOf(request: ResizeRequest, words: Words): string {
  const forced = forcedText(request, words);
  const how = words.mrkdwn('card.how', { flags: flagsOf(request.change, words) });
  return [how, ...startLine(request, words), ...(forced === undefined ? [] : [forced])].join('\n');
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
