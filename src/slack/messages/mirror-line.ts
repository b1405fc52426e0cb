import { standingVotes } from '../../core/policy/digest.ts';
import type { EventKind, RequestEvent, ResizeRequest } from '../../core/request/request.ts';
import { type FinalState, isFinal } from '../../core/request/state.ts';
import { section, type Message } from './blocks.ts';
import { monthlyDifference, priceAlone } from '../../wording/amounts.ts';
import { failureWords } from '../../wording/failures.ts';
import { classes, nameOf } from '../../wording/figures.ts';
import { breakGlassMirror, withBreakGlassMark } from './break-glass.ts';
import { code, inert, type Markup } from '../../wording/inert.ts';
import { joined, link, mention, permalink } from '../../wording/markup.ts';
import { STATE_ICONS } from '../../wording/state-icons.ts';
import { ends } from '../../wording/temporary.ts';
import type { Words } from '../../wording/words.ts';

type Outcome = FinalState | 'ordered' | 'unknown';

/** What a mirror channel shows besides emergencies: how requests end, and what becomes of orders. */
function isOutcome(kind: EventKind): kind is Outcome {
  return isFinal(kind) || kind === 'ordered' || kind === 'unknown';
}

/** The whole line has to fit a phone screen. */
const WHY_LIMIT = 80;

/** One line of a mirror channel; undefined for events that are not shown there. */
export function mirrorLine(
  request: ResizeRequest,
  event: RequestEvent,
  words: Words,
  workspaceUrl: string | undefined,
): Message | undefined {
  if (event.kind === 'break_glass') return breakGlassMirror(request, event, words, workspaceUrl);
  const { kind } = event;
  if (!isOutcome(kind)) return undefined;
  const url = permalink(workspaceUrl, request.card);
  const orderId = request.order?.orderId;
  const facts: readonly Markup[] = [
    outcome(kind, request, event, words),
    ...(request.prolongs === undefined ? [] : [{ markup: words.mrkdwn('temporary.prolongShort', ends(request)) }]),
    ...(kind === 'withdrawn' ? [] : [people(kind, request, words)]),
    ...costOf(kind, request, words),
    ...(orderId === undefined ? [] : [{ markup: words.mrkdwn('mirror.order', { order: code(orderId) }) }]),
    url === undefined ? code(request.id) : link(url, request.id),
  ];
  const line = words.mrkdwn('mirror.line', {
    icon: STATE_ICONS[kind],
    name: nameOf(request.before),
    ...classes(request.before, request.change.targetClass),
    facts: joined(facts, ' · '),
  });
  const text = withBreakGlassMark(line, request, words);
  return { text, blocks: [section(text)] };
}

/** What was to pay for the order, and by how much a month gets dearer: the price just before it. */
function costOf(
  kind: Outcome,
  { before, quote, orderQuote, order, prolongs }: ResizeRequest,
  words: Words,
): readonly Markup[] {
  if ((kind !== 'ordered' && kind !== 'completed') || prolongs !== undefined) return [];
  const at = new Date(order?.placedAt ?? NaN);
  const counted = orderQuote ?? quote;
  const month = monthlyDifference(counted, before, words, at);
  const now = before.chargeType === 'PrePaid' ? priceAlone(counted, words) : undefined;
  const parts = [now, month].filter((part) => part !== undefined);
  return parts.length === 0 ? [] : [{ markup: inert(parts.join(', ')) }];
}

/** `completed`, `rejected by @ana: too expensive`, `failed: This class is sold out in the zone`. */
function outcome(kind: Outcome, request: ResizeRequest, event: RequestEvent, words: Words): Markup {
  const { actor } = event;
  const state = words.plain(`state.${kind}`, {});
  const byPerson = (kind === 'rejected' || kind === 'withdrawn') && actor !== 'bot';
  const by = byPerson ? words.mrkdwn('mirror.outcomeBy', { outcome: state, by: mention(actor) }) : state;
  const why =
    kind === 'failed' ? failureTitle(request, words) : event.kind === 'rejected' ? event.data.reason : undefined;
  if (why === undefined || why === '') return { markup: by };
  return {
    markup: words.mrkdwn('mirror.outcomeWhy', { outcome: { markup: by }, why: { markup: inert(why, WHY_LIMIT) } }),
  };
}

function failureTitle({ failure }: ResizeRequest, words: Words): string | undefined {
  return failure === undefined ? undefined : failureWords(failure, words).title.replace(/[.。]$/, '');
}

/** The requester, and for what was ordered the people whose approvals count. */
function people(kind: Outcome, request: ResizeRequest, words: Words): Markup {
  const who = mention(request.requester);
  const votes = kind === 'expired' || kind === 'rejected' ? [] : standingVotes(request);
  if (votes.length === 0) return who;
  const approvers = joined(
    votes.map(({ by }) => mention(by)),
    ', ',
  );
  return { markup: words.mrkdwn('mirror.approvedBy', { who, approvers }) };
}
