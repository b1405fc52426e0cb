/** A person writes a message; the app hears of it where it is mentioned. */
import type { ActResult } from '../api.ts';
import { findChannel, isMember } from '../channels.ts';
import type { Sandbox } from '../deliver.ts';
import { findMessage, post } from '../messages.ts';
import { mentionPayload } from '../payloads.ts';
import { BOT_USER_ID, type MutableUser } from '../world.ts';
import { escaped } from './escaped.ts';

export function say(
  { state }: Sandbox,
  user: MutableUser,
  act: { readonly channel: string; readonly text: string; readonly threadTs?: string },
): ActResult {
  const channel = findChannel(state, act.channel);
  if (channel === undefined || !isMember(channel, user.id))
    return { ok: false, notice: 'You are not in this channel.' };
  const { threadTs } = act;
  if (threadTs !== undefined && findMessage(state, channel.id, threadTs) === undefined) {
    return { ok: false, notice: 'There is no such thread.' };
  }
  const thread = threadTs === undefined ? {} : { threadTs };
  const text = escaped(state, act.text, 'bare');
  const message = post(state, { channel: channel.id, user: user.id, ours: false, text, blocks: [], ...thread });
  // In direct messages with the app there are no mentions, only messages, which it does not subscribe to.
  const heard =
    text.includes(`<@${BOT_USER_ID}>`) &&
    isMember(channel, BOT_USER_ID) &&
    channel.isDirect !== true &&
    state.features.events.includes('app_mention') &&
    state.scopes.includes('app_mentions:read');
  if (heard) state.emit(mentionPayload(state, user, message));
  return { ok: true };
}
