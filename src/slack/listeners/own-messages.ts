import type { MessageMetadataPostedEvent } from '@slack/types';
import { readRequestId } from '../../core/command/words.ts';
import { ANNOUNCEMENTS } from '../../core/request/step.ts';
import { cardDigestOf } from '../card/buttons.ts';
import type { SlackContext } from '../entry/context.ts';
import type { Payload } from '../entry/payloads.ts';
import { METADATA } from '../web/clients.ts';
import { describe } from '../web/log.ts';

/** Slack reports a message with our metadata: one of ours, whose post may have gone unanswered, or another app's. Throws what the store throws. */
export async function messagePosted(context: SlackContext, event: MessageMetadataPostedEvent): Promise<void> {
  const { event_type: type, event_payload: payload } = event.metadata;
  const mirror = type === METADATA.mirror;
  const { request_id: id, from, seq, digest } = payload as Partial<Record<string, unknown>>;
  const about = id === ANNOUNCEMENTS ? id : typeof id === 'string' ? readRequestId(id) : undefined;
  const ours = event.user_id === (await context.identities.get()).botUserId && (mirror || type === METADATA.thread);
  if (ours && typeof digest === 'string') {
    return context.desk.digestSeen(digest, { channelId: event.channel_id, ts: event.message_ts });
  }
  if (!ours || about === undefined || !isSeq(seq)) return;
  const place = { channelId: event.channel_id, ts: event.message_ts, mirror };
  await context.desk.messageSeen(about, { ...place, seq, from: isSeq(from) ? from : undefined });
}

function isSeq(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** A press shows which message its card is: one that is not the record's is a second one. */
export async function cardPressed(context: SlackContext, { container, actions }: Payload): Promise<void> {
  const { channel_id: channelId, message_ts: ts, is_ephemeral: ephemeral } = container ?? {};
  const requestId = readRequestId(actions?.[0]?.value ?? '');
  if (cardDigestOf(actions?.[0]?.block_id) === undefined || ephemeral === true) return;
  if (requestId === undefined || channelId === undefined || ts === undefined) return;
  await context.desk.messageSeen(requestId, { channelId, ts, seq: 0, mirror: false }).catch((error: unknown) => {
    context.log.warn({ request: requestId, error: describe(error) }, 'a message of the bot could not be looked up');
  });
}
