import { standingVotes } from '../../core/policy/digest.ts';
import { impact } from '../../core/instance/impact.ts';
import { needLeft } from '../../core/policy/quorum.ts';
import { cloudFailure } from '../../core/request/failure.ts';
import type { ApprovalNeed, EventKind, EventOf, RequestEvent, ResizeRequest } from '../../core/request/request.ts';
import { isFinal } from '../../core/request/state.ts';
import { quote, section, type Message } from './blocks.ts';
import type { Setting } from '../card/card.ts';
import { consoleLinks } from '../../wording/console-links.ts';
import { externalChangeText, waitingText } from '../card/course.ts';
import { feltText } from '../../wording/effects.ts';
import { failureFacts, failureWords } from '../../wording/failures.ts';
import { classes, nameOf } from '../../wording/figures.ts';
import { neededGroups } from '../../wording/groups.ts';
import { breakGlassLine } from './break-glass.ts';
import { afterChangeLine } from './after-change-line.ts';
import { driftWhat, said } from './drift-line.ts';
import { heldLine } from './held-line.ts';
import { plannedReturnLine } from './return-line.ts';
import { code, type Markup } from '../../wording/inert.ts';
import { approverMentions, link, mention, moment, notifyMentions, startLine } from '../../wording/markup.ts';
import { ends } from '../../wording/temporary.ts';
import type { Key, Values, Words } from '../../wording/words.ts';

/** The values that any line may use, by the names that the sentences give them. */
interface LineValues {
  readonly who: Markup;
  /** Who did it; the requester where the bot did. */
  readonly by: Markup;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly until: Markup;
  readonly approvers: Markup;
  readonly rule: string;
  /** To the orders in the console. */
  readonly link: Markup;
  readonly code: Markup;
}

/** A sentence that needs nothing else; naming one that does is a compile error. */
type LineKey = { [K in Key]: LineValues extends Values<K, string | number | Markup> ? K : never }[Key];

interface LineContext<K extends EventKind = EventKind> extends Setting {
  readonly request: ResizeRequest;
  readonly event: EventOf<K>;
  readonly values: LineValues;
  readonly say: (key: LineKey) => string;
}

/** One line of the thread; undefined for events that have none there. */
export function threadLine(request: ResizeRequest, event: RequestEvent, setting: Setting): Message | undefined {
  const context = lineContext(request, event, setting);
  // The entry is the one for events of this kind.
  const entry = LINES[event.kind] as LineKey | undefined | ((context: LineContext) => string | undefined);
  const line = typeof entry === 'string' ? context.say(entry) : entry?.(context);
  if (line === undefined) return undefined;
  const text = [line, ...notifyLine(request, event, setting)].join('\n');
  const why = written(event);
  return { text, blocks: [section(text), ...(why === undefined ? [] : [quote(why)])] };
}

function lineContext(request: ResizeRequest, event: RequestEvent, setting: Setting): LineContext {
  const { policy, words } = setting;
  const who = mention(request.requester);
  const values = {
    ...classes(request.before, request.change.targetClass),
    who,
    by: event.actor === 'bot' ? who : mention(event.actor),
    name: nameOf(request.before),
    until: moment(request.expiresAt),
    approvers: askedOf(request.need, setting),
    rule: request.rule.name,
    link: link(consoleLinks(policy, request.before).orders, words.plain('card.orders', {})),
    code: code(codeOf(event) ?? request.failure?.code ?? ''),
  };
  return { ...setting, request, event, values, say: (key) => words.mrkdwn(key, values) };
}

/** Who has to decide: mentioned, or named where each of them gets a direct message. */
function askedOf(need: ApprovalNeed, { policy, direct = false }: Setting): Markup {
  return direct ? neededGroups(need) : approverMentions(need, policy);
}

/** People without a vote are notified of a request and of how it ends. */
function notifyLine({ need }: ResizeRequest, { kind }: RequestEvent, { policy, words }: Setting): readonly string[] {
  const people = kind === 'requested' || isFinal(kind) ? notifyMentions(need, policy) : undefined;
  return people === undefined ? [] : [words.mrkdwn('event.notify', { people })];
}

/** What a person wrote, under the line. */
function written(event: RequestEvent): string | undefined {
  if (event.kind === 'rejected') return said(event.data.reason);
  if (event.kind === 'voted') return said(event.data.comment);
  return event.kind === 'break_glass' ? said(event.data.secondReason) : undefined;
}

function codeOf({ data }: RequestEvent): string | undefined {
  return 'code' in data ? said(data.code) : undefined;
}

/** The line of each event: its sentence, or what chooses and completes it. Undefined: the event has no line in the thread. */
const LINES: { readonly [K in EventKind]: LineKey | undefined | ((context: LineContext<K>) => string | undefined) } = {
  requested: requestedLine,
  break_glass: ({ request, words }) => breakGlassLine(request, words),
  voted: ({ request, event, words, values, say }) => {
    const missing = request.need.count - (event.data.votes ?? request.votes.length);
    return missing > 0 ? words.mrkdwn('event.voted', { ...values, count: missing }) : say('event.votedLast');
  },
  // By the rule itself: the first line has said that no approval is needed.
  approved: ({ request: { startAt, prolongs }, event, words, values, say }) => {
    if (event.actor === 'bot' || prolongs !== undefined) return undefined;
    return startAt === undefined || startAt >= event.at
      ? say('event.approved')
      : words.mrkdwn('event.approvedLate', { ...values, start: moment(startAt) });
  },
  rejected: ({ event, say }) => say(said(event.data.reason) === undefined ? 'event.rejected' : 'event.rejectedWhy'),
  withdrawn: 'event.withdrawn',
  expired: 'event.expired',
  // Only those who can still add an approval are notified.
  reminded: ({ request, words, values, ...setting }) => {
    const approvers = askedOf(needLeft(request.need, standingVotes(request)), { ...setting, words });
    return words.mrkdwn('event.reminded', { ...values, approvers });
  },
  // The only time that these are mentioned.
  escalated: ({ request, event, words, values, ...setting }) => {
    const from = (event.data.to ?? '').split(' ');
    const approvers = askedOf({ ...request.need, from, parts: [], silent: [] }, { ...setting, words });
    return words.mrkdwn('event.escalated', { ...values, approvers });
  },
  held: ({ request, event, words, values, say }) => heldLine(request, event, values, words) ?? say('event.heldOpen'),
  // `voided: 0`: there was no approval yet that could be void.
  drift_detected: ({ event, words, values, say }) => {
    // The rules of now allow nothing of it.
    if (said(event.data.wasRule) !== undefined && said(event.data.isRule) === undefined) {
      return say('event.drift_detectedBarred');
    }
    const key = event.data.voided === 0 ? 'event.drift_detectedEarly' : 'event.drift_detected';
    return words.mrkdwn(key, { ...values, what: driftWhat(event, words) });
  },
  sending: ({ request, event, words, say }) => {
    const number = event.data.attempt ?? 1;
    if (number > 1) return words.mrkdwn('event.sendingAgain', { number });
    // Without approvals nothing happened between the first line and the order.
    return request.need.count === 0 ? undefined : say('event.sending');
  },
  not_arrived: 'event.not_arrived',
  refused: 'event.refused',
  unclear: 'event.unclear',
  ordered: ({ request, event, words, values: told, say }) => {
    const orderId = said(event.data.orderId) ?? request.order?.orderId;
    if (orderId === undefined) return say('event.orderedFound');
    // An order found by a search has no RequestId of an accepted call.
    const requestId = said(event.data.requestId);
    const by = said(event.data.operator);
    const values = { order: code(orderId), request: code(requestId ?? ''), operator: code(by ?? '') };
    if (event.data.how === 'late') return words.mrkdwn('event.orderedLate', { ...told, ...values });
    if (event.data.how === 'found') return words.mrkdwn(by === undefined ? 'event.found' : 'event.foundBy', values);
    // The person who named it has a line already.
    if (event.data.how === 'stated') return undefined;
    return words.mrkdwn(requestId === undefined ? 'event.ordered' : 'event.orderedAs', values);
  },
  awaiting_payment: 'event.awaiting_payment',
  payment_reminded: 'event.payment_reminded',
  scheduled: ({ request, event, words, now }) => waitingText('event', request, said(event.data.switchAt), words, now),
  changing: ({ request: { before, change }, event, words, now, say }) => {
    if (event.data.window === 'unclear') return say('event.changingUnclear');
    if (event.data.window === 'ignored') return say('event.changingIgnored');
    return words.mrkdwn('event.changing', { effects: { markup: feltText(impact(before, change, now), words) } });
  },
  external_change: ({ event, words, values }) =>
    foreignText(event, words, values) ??
    externalChangeText({ is: said(event.data.is), order: said(event.data.otherOrderId) }, values, words),
  stalled: 'event.stalled',
  completed: ({ request, event, words, values, say }) => {
    const back = said(event.data.returnAt);
    if (request.prolongs !== undefined) return words.mrkdwn('temporary.prolongDone', { ...values, ...ends(request) });
    if (back !== undefined) return words.mrkdwn('temporary.completed', { ...values, at: moment(back) });
    return say(event.data.window === 'ignored' ? 'event.completedIgnored' : 'event.completed');
  },
  return_announced: ({ event, words, values }) => plannedReturnLine(event, values, words),
  return_waits: ({ event, words, values }) => plannedReturnLine(event, values, words),
  return_requested: ({ event, words, values }) => plannedReturnLine(event, values, words),
  return_ended: ({ event, words, values }) => plannedReturnLine(event, values, words),
  return_moved: ({ event, words, values }) => plannedReturnLine(event, values, words),
  after_change: ({ request, event, words }) => afterChangeLine(request, event, words),
  cancelled: 'event.cancelled',
  failed: ({ request, event, words, values }) => {
    const failure = request.failure ?? cloudFailure({ code: event.data.code ?? '', requestId: undefined });
    const { title, next } = failureWords(failure, words);
    const facts = failureFacts(failure, words);
    const told = { ...values, title: { markup: title }, next: { markup: next }, facts: { markup: facts ?? '' } };
    if (request.returnOf !== undefined) return words.mrkdwn('temporary.skipped', told);
    return words.mrkdwn(facts === undefined ? 'event.failed' : 'event.failedFacts', told);
  },
  unknown: ({ event, words, values, say }) => {
    const candidate = said(event.data.candidate);
    return candidate === undefined
      ? say('event.unknown')
      : words.mrkdwn('event.unknownCandidate', { ...values, order: code(candidate) });
  },
  settled: ({ event, words, values, say }) => {
    const orderId = said(event.data.orderId);
    return orderId === undefined
      ? say('event.settledNone')
      : words.mrkdwn('event.settledOrder', { ...values, order: code(orderId) });
  },
  locked: ({ event, words, values }) => words.mrkdwn('lock.event', { ...values, reason: event.data.reason ?? '' }),
  unlocked: 'lock.eventLifted',
  frozen: undefined,
  unfrozen: ({ event, say }) => say(event.actor === 'bot' ? 'freeze.eventOver' : 'freeze.eventLifted'),
  // The person who was refused gets a private answer.
  denied: undefined,
  click_refused: undefined,
  // These belong to no request.
  config_taken: undefined,
  config_refused: undefined,
  audit_keyed: undefined,
  audit_checkpoint: undefined,
  audit_archived: undefined,
};

/** An order that was found while ours was looked for, and is for another class. */
function foreignText({ data }: EventOf<'external_change'>, words: Words, values: LineValues): string | undefined {
  const [order, otherClass] = [said(data.otherOrderId), said(data.otherClass)];
  if (order === undefined || otherClass === undefined) return undefined;
  const told = { ...values, order: code(order), other: code(otherClass), operator: code(data.operator ?? '') };
  return words.mrkdwn(said(data.operator) === undefined ? 'event.foreignOrder' : 'event.foreignOrderBy', told);
}

function requestedLine({ request, words, values, say }: LineContext<'requested'>): string {
  const { returnOf, prolongs, need } = request;
  if (returnOf !== undefined) return words.mrkdwn('temporary.returning', { ...values, request: code(returnOf) });
  if (prolongs !== undefined) {
    const key = need.count === 0 ? 'temporary.prolongFree' : 'temporary.prolongRequested';
    return words.mrkdwn(key, { ...values, ...ends(request) });
  }
  const key = need.count === 0 ? 'event.requestedFree' : 'event.requested';
  return [say(key), ...startLine(request, words)].join('\n');
}
