import { standingVotes } from '../../core/policy/digest.ts';
import { impact } from '../../core/instance/impact.ts';
import { needLeft } from '../../core/policy/quorum.ts';
import { cloudFailure } from '../../core/request/failure.ts';
import type { EventKind, RequestEvent, ResizeRequest } from '../../core/request/request.ts';
import { isFinal } from '../../core/request/state.ts';
import { quote, section, type Message } from './blocks.ts';
import type { Setting } from '../card/card.ts';
import { consoleLinks } from '../../wording/console-links.ts';
import { externalChangeText, waitingText } from '../card/course.ts';
import { feltText } from '../../wording/effects.ts';
import { failureFacts, failureWords } from '../../wording/failures.ts';
import { classes, nameOf } from '../../wording/figures.ts';
import { breakGlassLine } from './break-glass.ts';
import { code, type Markup } from '../../wording/inert.ts';
import { approverMentions, link, mention, moment, notifyMentions } from '../../wording/markup.ts';
import { ruleLine } from '../../wording/drift.ts';
import type { Words } from '../../wording/words.ts';

/** Everything a line may speak of. */
interface LineContext extends Setting {
  readonly request: ResizeRequest;
  readonly event: RequestEvent;
  readonly who: Markup;
  readonly by: Markup;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly until: Markup;
  readonly approvers: Markup;
  readonly orders: Markup;
  readonly errorCode: Markup;
}

/** One line of the thread; undefined when people are not told of this event there. */
export function threadLine(request: ResizeRequest, event: RequestEvent, setting: Setting): Message | undefined {
  const line = LINES[event.kind](lineContext(request, event, setting));
  if (line === undefined) return undefined;
  const text = [line, ...notifyLine(request, event, setting)].join('\n');
  const why = WHY[event.kind]?.(event);
  return { text, blocks: [section(text), ...(why === undefined ? [] : [quote(why)])] };
}

function lineContext(request: ResizeRequest, event: RequestEvent, setting: Setting): LineContext {
  const { policy, words } = setting;
  const who = mention(request.requester);
  return {
    ...setting,
    ...classes(request.before, request.change.targetClass),
    request,
    event,
    who,
    by: event.actor === 'bot' ? who : mention(event.actor),
    name: nameOf(request.before),
    until: moment(request.expiresAt),
    approvers: approverMentions(request.need, policy),
    orders: link(consoleLinks(policy, request.before).orders, words.plain('card.orders', {})),
    errorCode: code(textOf(event, 'code') ?? request.failure?.code ?? ''),
  };
}

/** Those who are told of a request without having a vote hear of it twice: when it is made, and when it ends. */
function notifyLine({ need }: ResizeRequest, { kind }: RequestEvent, { policy, words }: Setting): readonly string[] {
  const people = kind === 'requested' || isFinal(kind) ? notifyMentions(need, policy) : undefined;
  return people === undefined ? [] : [words.mrkdwn('event.notify', { people })];
}

/** What somebody wrote, under the line. */
const WHY: Partial<Record<EventKind, (event: RequestEvent) => string | undefined>> = {
  rejected: (event) => textOf(event, 'reason'),
  break_glass: (event) => textOf(event, 'secondReason'),
};

const silent = (): undefined => undefined;

const LINES: Readonly<Record<EventKind, (lineContext: LineContext) => string | undefined>> = {
  requested: ({ request, words, approvers, who, name, from, to, until }) =>
    request.need.count === 0
      ? words.mrkdwn('event.requestedFree', { who, name, from, to, rule: request.rule.name })
      : words.mrkdwn('event.requested', { approvers, who, name, from, to, until }),
  break_glass: ({ request, words }) => breakGlassLine(request, words),
  voted: ({ request, event, words, by }) => {
    const missing = request.need.count - Number(event.data.votes ?? request.votes.length);
    return missing > 0
      ? words.mrkdwn('event.voted', { who: by, count: missing })
      : words.mrkdwn('event.votedLast', { who: by });
  },
  approved: ({ event, words, who, name }) =>
    words.mrkdwn(event.actor === 'bot' ? 'event.approvedByRule' : 'event.approved', { who, name }),
  rejected: ({ event, words, by, who }) =>
    words.mrkdwn(textOf(event, 'reason') === undefined ? 'event.rejected' : 'event.rejectedWhy', { by, who }),
  withdrawn: ({ words, by }) => words.mrkdwn('event.withdrawn', { by }),
  expired: ({ words, who }) => words.mrkdwn('event.expired', { who }),
  // Those who have agreed already are left in peace.
  reminded: ({ request, policy, words, name, until }) => {
    const approvers = approverMentions(needLeft(request.need, standingVotes(request)), policy);
    return words.mrkdwn('event.reminded', { approvers, name, until });
  },
  held: ({ request, event, words, name }) => {
    if (event.data.because === 'lock') {
      return words.mrkdwn('lock.held', {
        who: mention({ userId: textOf(event, 'by') ?? '' }),
        name,
        reason: textOf(event, 'reason') ?? '',
      });
    }
    const until = textOf(event, 'notBefore') ?? request.notBefore;
    if (until === undefined) return words.mrkdwn('event.heldOpen', {});
    return words.mrkdwn('event.held', { until: moment(until), why: heldBy(event, words) });
  },
  drift_detected: ({ event, words, approvers, who }) => {
    const what = movedWhat(event, words);
    // Nobody had agreed yet: then there is nothing that could be void.
    return event.data.voided === 0
      ? words.mrkdwn('event.drift_detectedEarly', { who, what, approvers })
      : words.mrkdwn('event.drift_detected', { who, what, approvers });
  },
  sending: ({ event, words }) => {
    const number = Number(event.data.attempt ?? 1);
    return number > 1 ? words.mrkdwn('event.sendingAgain', { number }) : words.mrkdwn('event.sending', {});
  },
  not_arrived: ({ words, errorCode }) => words.mrkdwn('event.not_arrived', { code: errorCode }),
  unclear: ({ words, errorCode }) => words.mrkdwn('event.unclear', { code: errorCode }),
  ordered: ({ request, event, words }) => {
    const orderId = textOf(event, 'orderId') ?? request.order?.orderId;
    if (orderId === undefined) return words.mrkdwn('event.orderedFound', {});
    // An order found by a search has no RequestId of an accepted call.
    const requestId = textOf(event, 'requestId');
    return requestId === undefined
      ? words.mrkdwn('event.ordered', { order: code(orderId) })
      : words.mrkdwn('event.orderedAs', { order: code(orderId), request: code(requestId) });
  },
  awaiting_payment: ({ words, who, orders }) => words.mrkdwn('event.awaiting_payment', { who, link: orders }),
  payment_reminded: ({ words, who, orders }) => words.mrkdwn('event.payment_reminded', { who, link: orders }),
  scheduled: ({ request, event, words, now }) => waitingText('event', request, textOf(event, 'switchAt'), words, now),
  changing: ({ request: { before, change }, event, words, now }) => {
    if (event.data.window === 'unclear') return words.mrkdwn('event.changingUnclear', {});
    if (event.data.window === 'ignored') return words.mrkdwn('event.changingIgnored', {});
    return words.mrkdwn('event.changing', { effects: { markup: feltText(impact(before, change, now), words) } });
  },
  external_change: ({ event, words, who, name }) =>
    externalChangeText({ is: textOf(event, 'is'), order: textOf(event, 'otherOrderId') }, { who, name }, words),
  stalled: ({ words, who }) => words.mrkdwn('event.stalled', { who }),
  completed: ({ event, words, who, name, to }) =>
    words.mrkdwn(event.data.window === 'ignored' ? 'event.completedIgnored' : 'event.completed', { who, name, to }),
  cancelled: ({ words, who }) => words.mrkdwn('event.cancelled', { who }),
  failed: ({ request, event, words, who, errorCode }) => {
    const failure = request.failure ?? cloudFailure({ code: textOf(event, 'code') ?? '', requestId: undefined });
    const { title, next } = failureWords(failure, words);
    const facts = failureFacts(failure, words);
    const values = { who, title: { markup: title }, next: { markup: next }, code: errorCode };
    return facts === undefined
      ? words.mrkdwn('event.failed', values)
      : words.mrkdwn('event.failedFacts', { ...values, facts: { markup: facts } });
  },
  unknown: ({ words, who, approvers, orders }) => words.mrkdwn('event.unknown', { who, approvers, link: orders }),
  // Refusals are told to the person alone.
  denied: silent,
  click_refused: silent,
  locked: ({ event, words, by, name }) =>
    words.mrkdwn('lock.event', { by, name, reason: textOf(event, 'reason') ?? '' }),
  unlocked: ({ words, by, name }) => words.mrkdwn('lock.eventLifted', { by, name }),
  // Of no request.
  config_taken: silent,
  config_refused: silent,
};

function heldBy(event: RequestEvent, words: Words): string {
  const reason = textOf(event, 'reason') ?? '';
  if (event.data.because === 'window') return words.plain('event.heldWindow', {});
  if (event.data.because === 'freeze') return words.plain('event.heldFreeze', { reason });
  return words.plain('event.heldRules', {});
}

function movedWhat(event: RequestEvent, words: Words): Markup {
  const rule = pair(event, 'Rule');
  const drift = [
    ...changed(pair(event, 'Class')).map((values) => words.mrkdwn('drift.class', values)),
    ...changed(pair(event, 'Price', words.plain('drift.noPrice', {}))).map((values) =>
      words.mrkdwn('drift.price', values),
    ),
    ...(rule === undefined ? [] : [ruleLine(rule, words)]),
  ];
  return { markup: drift.length === 0 ? words.plain('drift.votes', {}) : drift.join('; ') };
}

interface WasAndIs {
  readonly was: string;
  readonly is: string;
}

/** `none`: what it was, where the event does not say. */
function pair(event: RequestEvent, fact: 'Class' | 'Price' | 'Rule', none?: string): WasAndIs | undefined {
  const [was, is] = [textOf(event, `was${fact}`) ?? none, textOf(event, `is${fact}`)];
  return was === undefined || is === undefined ? undefined : { was, is };
}

function changed(values: WasAndIs | undefined): readonly WasAndIs[] {
  return values === undefined || values.was === values.is ? [] : [values];
}

function textOf(event: RequestEvent, name: string): string | undefined {
  const value = event.data[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
