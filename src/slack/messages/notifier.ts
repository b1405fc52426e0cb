import type { MessageMetadata } from '@slack/types';
import { SlackFault } from '../../core/faults.ts';
import type { Policy } from '../../core/policy/policy-model.ts';
import { cardChannel, commandChannel } from '../../core/policy/card-channel.ts';
import { toldDirectly } from '../../core/policy/direct.ts';
import { timing } from '../../core/policy/timing.ts';
import { backDenied } from '../../core/policy/way-back.ts';
import type { OwnMessage } from '../../core/lifecycle/own-message.ts';
import type { MessageRef, RequestEvent, ResizeRequest } from '../../core/request/request.ts';
import { ANNOUNCEMENTS, type Subject } from '../../core/request/step.ts';
import type { People, Notifier } from '../../workflow/ports.ts';
import { createAnswers, QUIET } from './answers.ts';
import { cardLink } from './submission-answer.ts';
import { joinedMessage, type Message } from './blocks.ts';
import { renderCard, type Setting } from '../card/card.ts';
import { type Charted, createCharts } from '../card/charts.ts';
import { METADATA, metadataOf, type Clients } from '../web/clients.ts';
import { asFault, faultOf } from '../web/faults.ts';
import type { Identities } from '../web/identity.ts';
import { DIRECT_EDITS, type Pace, type Rates } from '../web/pace.ts';
import type { Languages } from '../web/languages.ts';
import { threadLine } from './thread-line.ts';
import { code } from '../../wording/inert.ts';
import { digestMessage } from './daily.ts';
import { announcementLine } from './locks.ts';
import type { Log } from '../../core/log.ts';
import { channelMention, permalink } from '../../wording/markup.ts';
import { mirrorLine } from './mirror-line.ts';
import { textMessage } from './command-answer.ts';
import type { Answered } from '../entry/answered.ts';
import type { Receipts } from '../entry/receipts.ts';
import type { ViewUpdates } from '../form/view-updates.ts';

export function createNotifier(edge: {
  readonly clients: Clients;
  readonly identities: Identities;
  readonly languages: Languages;
  readonly receipts: Receipts;
  readonly answered: Pick<Answered, 'given'>;
  readonly viewUpdates: Pick<ViewUpdates, 'known'>;
  readonly people: Pick<People, 'channel' | 'directory'>;
  readonly policy: () => Policy;
  readonly now: () => Date;
  readonly log: Log;
  readonly pace: Pace;
  readonly rates: Rates;
}): Omit<Notifier, 'showHome'> {
  const { clients, identities, languages, receipts, viewUpdates, answered } = edge;
  const { people, policy, now, log, pace, rates } = edge;
  const charts = createCharts(log);

  /** The channel of the card, also before it is posted. */
  const placeOf = (request: ResizeRequest): string =>
    request.card?.channelId ?? cardChannel(policy(), request) ?? request.channelId;

  /** `userId`: the only reader. */
  async function setting(request: ResizeRequest, userId?: string): Promise<Setting> {
    const [words, ahead, directory] = await Promise.all([
      userId === undefined ? languages.shared(placeOf(request)) : languages.own(userId),
      aheadOf(request),
      request.need.tell === 'dm' ? people.directory() : undefined,
    ]);
    const direct = directory !== undefined && toldDirectly(policy(), request, directory) !== undefined;
    return { policy: policy(), now: now(), words, ...ahead, direct };
  }

  /** Lines to one person, with the way to the card. */
  async function dm(request: ResizeRequest, userId: string, events: readonly RequestEvent[]): Promise<void> {
    const at = await setting(request, userId);
    const url = permalink((await identities.get()).url, request.card);
    const link = url === undefined ? undefined : cardLink(url, at.words);
    const lines = events.map((event) => threadLine(request, event, at));
    if (lines.every((line) => line === undefined)) return;
    const message = joinedMessage([...lines, link === undefined ? undefined : textMessage(link)]);
    if (message !== undefined) await post(userId, request.id, message);
  }

  /** Approvers see before they decide that a window or a freeze would hold the order, or a rule would skip the return. */
  async function aheadOf(request: ResizeRequest): Promise<Pick<Setting, 'hold' | 'back'>> {
    const { state, rule, requester: person, before: instance, change, quote, startAt, breakGlass } = request;
    if (state !== 'pending') return {};
    const asked = {
      person,
      directory: await people.directory(),
      now: now(),
      startAt,
      breakGlass: breakGlass !== undefined,
    };
    const when = timing(policy(), rule, asked);
    const channelId = commandChannel(request);
    const back = backDenied(policy(), { ...asked, instance, change, quote, channelId, spending: undefined });
    return { hold: when.kind === 'later' ? when : undefined, back };
  }

  interface More {
    readonly thread_ts?: string;
    readonly metadata?: MessageMetadata;
  }

  /** `who`: whose message it is, for its place among those of the channel. */
  function post(channel: string, who: string, message: Charted, more: More = {}) {
    const call = { lane: `post ${channel}`, rate: rates.posts, channelId: channel, who };
    return pace.run(call, () => clients.post.chat.postMessage({ channel, ...message, ...QUIET, ...more }));
  }

  function edit<T>(channelId: string, who: string, send: () => Promise<T>): Promise<T> {
    return pace.run({ lane: 'edit', rate: rates.edits, channelId, who }, send);
  }

  /** The lines of several events in one message, with the metadata by which it is known again. */
  async function postLines(
    place: { readonly kind: keyof typeof METADATA; readonly channelId: string; readonly thread_ts?: string },
    about: Subject,
    lines: readonly (readonly [RequestEvent, Message | undefined])[],
  ): Promise<OwnMessage | undefined> {
    const [from, seq] = [lines[0]?.[0].seq, lines.at(-1)?.[0].seq];
    const message = joinedMessage(lines.map(([, line]) => line));
    if (message === undefined || from === undefined || seq === undefined) return undefined;
    const { kind, channelId, ...more } = place;
    const metadata = metadataOf(kind, about, { from, seq });
    const answer = await post(channelId, about, message, { ...more, metadata });
    // Slack posts an answer to a message that is gone as a message of its own, and calls that a success.
    if (more.thread_ts !== undefined && answer.message?.thread_ts === undefined) {
      const stray = { channel: answer.channel ?? channelId, ts: answer.ts ?? '' };
      // Whether that works or not: another try would only post one more.
      await clients.steady.chat.delete(stray).catch((error: unknown) => {
        log.warn({ ...stray, code: faultOf(error).code }, 'a message beside its thread could not be deleted');
      });
      throw new SlackFault({ code: 'thread_not_found', temporary: false, about: 'message' });
    }
    return { channelId: answer.channel ?? channelId, ts: answer.ts ?? '', seq, from, mirror: kind === 'mirror' };
  }

  /** The channel may have been shared with another organization since the request was made. Throws if so. */
  async function notShared(channelId: string): Promise<void> {
    const place = await people.channel(channelId);
    if (place.kind === 'open' || place.reason !== 'channel_shared') return;
    throw new SlackFault({ code: place.reason, temporary: false });
  }

  async function postMirror(
    channelId: string,
    about: Subject,
    events: readonly RequestEvent[],
    lineOf: (event: RequestEvent) => Message | undefined,
  ): Promise<OwnMessage | undefined> {
    const lines = events.map((event) => [event, lineOf(event)] as const);
    if (lines.every(([, line]) => line === undefined)) return undefined;
    await notShared(channelId);
    return postLines({ kind: 'mirror', channelId }, about, lines);
  }

  /** `userId`: the only reader, by direct message. A failed edit never leads to a new post: that would be a second card. */
  async function putCard(
    request: ResizeRequest,
    { channelId: channel, ts, userId }: { channelId: string; ts: string | undefined; userId?: string },
  ): Promise<MessageRef> {
    const at = await setting(request, userId);
    const render = (charted: boolean) => renderCard(request, at, charted);
    const metadata = metadataOf('thread', request.id, { seq: 0 });
    if (ts === undefined) {
      if (userId === undefined) await notShared(channel);
      const posted = await charts.send(render, (message) => post(channel, request.id, message, { metadata }));
      return { channelId: posted.channel ?? channel, ts: posted.ts ?? '' };
    }
    const update = (message: Charted) => clients.steady.chat.update({ channel, ts, ...message, metadata });
    const own = { lane: 'edit direct', rate: DIRECT_EDITS, channelId: channel, who: `${request.id} ${userId ?? ''}` };
    if (userId === undefined) await edit(channel, request.id, () => charts.send(render, update));
    else await charts.send(render, (message) => pace.run(own, () => update(message)));
    return { channelId: channel, ts };
  }

  return {
    upsertCard: (request) => putCard(request, { channelId: placeOf(request), ts: request.card?.ts }),
    upsertDirectCard: putCard,

    async postToThread(request, events) {
      const at = await setting(request);
      const lines = events.map((event) => [event, threadLine(request, event, at)] as const);
      if (lines.every(([, line]) => line === undefined)) return undefined;
      const { card } = request;
      if (card === undefined) throw new SlackFault({ code: 'no_card', temporary: true });
      return postLines({ kind: 'thread', channelId: card.channelId, thread_ts: card.ts }, request.id, lines);
    },

    async deleteMessage({ channelId, ts }) {
      try {
        await edit(channelId, ts, () => clients.steady.chat.delete({ channel: channelId, ts }));
      } catch (error) {
        if (faultOf(error).about !== 'message') throw error;
        log.info({ channel: channelId, code: faultOf(error).code }, 'a second message of the bot could not be deleted');
      }
    },

    async cardNotPosted(request, reason) {
      const words = await languages.own(request.requester.userId);
      const { botName } = await identities.get();
      const text = words.mrkdwn('reply.cardRefused', {
        id: code(request.id),
        channel: channelMention(placeOf(request)),
        reason: code(reason),
        invite: code(`/invite @${botName}`),
      });
      await post(request.requester.userId, request.id, textMessage(text));
    },

    dmRequester: (request, events) => dm(request, request.requester.userId, events),
    dmApprover: (request, userId, events) => dm(request, userId, events),

    async openDirect(userId) {
      const { channel } = await asFault(() => clients.steady.conversations.open({ users: userId }));
      if (channel?.id === undefined) throw new SlackFault({ code: 'no_conversation', temporary: true });
      return channel.id;
    },

    async mirror(channelId, request, events) {
      const words = await languages.shared(channelId);
      const url = identities.known()?.url;
      return postMirror(channelId, request.id, events, (event) => mirrorLine(request, event, words, url));
    },

    async announce(channelId, news) {
      const words = await languages.shared(channelId);
      return postMirror(channelId, ANNOUNCEMENTS, news, (event) => announcementLine(event, words));
    },

    async postDigest(channelId, day, daily) {
      const [words, { url }] = await Promise.all([languages.shared(channelId), identities.get()]);
      await notShared(channelId);
      const metadata = { event_type: METADATA.mirror, event_payload: { digest: day } };
      const message = digestMessage(day, daily, { words, workspaceUrl: url });
      const posted = await post(channelId, `digest ${day}`, message, { metadata });
      return { channelId: posted.channel ?? channelId, ts: posted.ts ?? '' };
    },

    ...createAnswers({ clients, identities, languages, receipts, viewUpdates, answered, policy, now, placeOf }),
  };
}
