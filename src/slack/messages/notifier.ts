import type { ModalView } from '@slack/types';
import { SlackFault } from '../../core/faults.ts';
import { cardChannel } from '../../core/policy/card-channel.ts';
import type { Policy } from '../../core/policy/policy-model.ts';
import { timing } from '../../core/policy/timing.ts';
import type { OwnMessage } from '../../core/lifecycle/own-message.ts';
import type { RequestEvent, ResizeRequest } from '../../core/request/request.ts';
import type { People, Press, Notifier } from '../../workflow/ports.ts';
import { answerMessage, answerView } from './submission-answer.ts';
import { joinedMessage, type Message } from './blocks.ts';
import { renderCard, type Setting } from '../card/card.ts';
import { type Charted, createCharts } from '../card/charts.ts';
import { type METADATA, metadataOf, type Clients } from '../web/clients.ts';
import { asFault, faultOf } from '../web/faults.ts';
import type { Identities } from '../web/identity.ts';
import type { Pace, Rates } from '../web/pace.ts';
import type { Languages } from '../web/languages.ts';
import { threadLine } from './thread-line.ts';
import { code } from '../../wording/inert.ts';
import { lockAnswer, announcementLine } from './locks.ts';
import type { Log } from '../web/log.ts';
import { channelMention } from '../../wording/markup.ts';
import { mirrorLine } from './mirror-line.ts';
import { textMessage } from './command-answer.ts';
import type { Receipts } from '../entry/receipts.ts';
import type { ViewUpdates } from '../form/view-updates.ts';
import { clickAnswer, pressNotice } from './click-answer.ts';

/** Without previews a link cannot change how a card looks. */
const QUIET = { unfurl_links: false, unfurl_media: false } as const;

export function createNotifier(edge: {
  readonly clients: Clients;
  readonly identities: Identities;
  readonly languages: Languages;
  readonly receipts: Receipts;
  readonly viewUpdates: Pick<ViewUpdates, 'known'>;
  readonly people: Pick<People, 'channel' | 'directory'>;
  readonly policy: () => Policy;
  readonly now: () => Date;
  readonly log: Log;
  readonly pace: Pace;
  readonly rates: Rates;
}): Omit<Notifier, 'showHome'> {
  const { clients, identities, languages, receipts, viewUpdates, people, policy, now, log, pace, rates } = edge;
  const charts = createCharts(log);

  /** The channel of the card, also before it is posted. */
  const placeOf = (request: ResizeRequest): string =>
    request.card?.channelId ?? cardChannel(policy(), request.channelId) ?? '';

  async function setting(request: ResizeRequest): Promise<Setting> {
    const [words, hold] = await Promise.all([languages.shared(placeOf(request)), holdOf(request)]);
    return { policy: policy(), now: now(), words, hold };
  }

  /** Approvers see before they decide that a change window or a freeze would hold the order. */
  async function holdOf({ state, rule, requester }: ResizeRequest): Promise<Setting['hold']> {
    if (state !== 'pending') return undefined;
    const when = timing(policy(), rule, requester, await people.directory(), now());
    return when.kind === 'later' ? when : undefined;
  }

  interface More {
    readonly thread_ts?: string;
    readonly metadata?: ReturnType<typeof metadataOf>;
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
    request: ResizeRequest,
    lines: readonly (readonly [RequestEvent, Message | undefined])[],
  ): Promise<OwnMessage | undefined> {
    const [from, seq] = [lines[0]?.[0].seq, lines.at(-1)?.[0].seq];
    const message = joinedMessage(lines.map(([, line]) => line));
    if (message === undefined || from === undefined || seq === undefined) return undefined;
    const { kind, channelId, ...more } = place;
    const answer = await post(channelId, request.id, message, {
      ...more,
      metadata: metadataOf(kind, request, { from, seq }),
    });
    return { channelId: answer.channel ?? channelId, ts: answer.ts ?? '', seq, from, mirror: kind === 'mirror' };
  }

  /** The channel may have been shared with another organization since the request was made. Throws if so. */
  async function notShared(channelId: string): Promise<void> {
    const place = await people.channel(channelId);
    if (place.kind === 'open' || place.reason !== 'channel_shared') return;
    throw new SlackFault({ code: place.reason, temporary: false });
  }

  return {
    async upsertCard(request) {
      const at = await setting(request);
      const render = (charted: boolean) => renderCard(request, at, charted);
      const metadata = metadataOf('thread', request, { seq: 0 });
      const { card } = request;
      if (card !== undefined) {
        const { channelId: channel, ts } = card;
        // A failed edit never leads to a new post: the channel would have two cards for one request.
        await edit(channel, request.id, () =>
          charts.send(render, (message) => clients.steady.chat.update({ channel, ts, ...message, metadata })),
        );
        return { channelId: channel, ts };
      }
      const channel = placeOf(request);
      await notShared(channel);
      const posted = await charts.send(render, (message) => post(channel, request.id, message, { metadata }));
      return { channelId: posted.channel ?? channel, ts: posted.ts ?? '' };
    },

    async postToThread(request, events) {
      const at = await setting(request);
      const lines = events.map((event) => [event, threadLine(request, event, at)] as const);
      if (lines.every(([, line]) => line === undefined)) return undefined;
      const { card } = request;
      if (card === undefined) throw new SlackFault({ code: 'no_card', temporary: true });
      return postLines({ kind: 'thread', channelId: card.channelId, thread_ts: card.ts }, request, lines);
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

    async dmRequester(request, events) {
      const at = await setting(request);
      const message = joinedMessage(events.map((event) => threadLine(request, event, at)));
      if (message !== undefined) await post(request.requester.userId, request.id, message);
    },

    async mirror(channelId, request, events) {
      const words = await languages.shared(channelId);
      const url = identities.known()?.url;
      const lines = events.map((event) => [event, mirrorLine(request, event, words, url)] as const);
      if (lines.every(([, line]) => line === undefined)) return undefined;
      await notShared(channelId);
      return postLines({ kind: 'mirror', channelId }, request, lines);
    },

    async announce(channelId, news) {
      const line = announcementLine(news, await languages.shared(channelId));
      if (line === undefined) return;
      await notShared(channelId);
      await post(channelId, `event ${String(news.seq)}`, line);
    },

    async answerLock(command, outcome) {
      const [words, { botName }] = await Promise.all([languages.own(command.person.userId), identities.get()]);
      await privately(clients, command, lockAnswer(outcome, command.instanceId, words, botName));
    },

    async answerSubmission(submission, outcome) {
      const identity = await identities.get();
      const words = await languages.own(submission.person.userId);
      const { cards } = policy().slack;
      const told = { words, now: now(), botName: identity.botName, workspaceUrl: identity.url, cards };
      const viewId = submission.viewId ?? submission.id;
      await receipts.given(viewId);
      const view = answerView(submission, outcome, told, viewUpdates.known(viewId));
      if (await updated(clients, viewId, view)) return;
      await privately(clients, submission, answerMessage(outcome, told));
    },

    async answerClick(press, outcome) {
      const words = await languages.own(press.person.userId);
      const message = clickAnswer(press, outcome, words);
      if (message === undefined) return;
      if (press.viewId !== undefined) {
        await receipts.given(press.viewId);
        if (
          await updated(
            clients,
            press.viewId,
            pressNotice(press.button === 'settle' ? 'settle' : 'reject', message.blocks, words),
          )
        )
          return;
      }
      await privately(clients, press, message);
    },
  };
}

/** Whether the person still has the modal open. Throws a temporary failure, so that the answer is retried. */
async function updated(clients: Clients, viewId: string, view: ModalView): Promise<boolean> {
  try {
    await clients.steady.views.update({ view_id: viewId, view });
    return true;
  } catch (error) {
    const fault = faultOf(error);
    if (fault.temporary) throw fault;
    return false;
  }
}

/** In the channel of the command; by direct message if the bot cannot post an ephemeral message there. */
async function privately(
  clients: Clients,
  { person, channelId }: Pick<Press, 'person' | 'channelId'>,
  message: Message,
): Promise<void> {
  try {
    if (channelId === undefined || channelId === '') throw new SlackFault({ code: 'no_channel', temporary: false });
    await clients.post.chat.postEphemeral({ channel: channelId, user: person.userId, ...message });
  } catch (error) {
    if (faultOf(error).temporary) throw faultOf(error);
    await asFault(() => clients.post.chat.postMessage({ channel: person.userId, ...message, ...QUIET }));
  }
}
