import type { Json } from '../api.ts';
import { blocksArgument, needed, optional } from '../arguments.ts';
import { checkMessage, MESSAGE_SIZE, messageSize } from '../block-kit.ts';
import { channelForApp, directChannel, findUser, isMember } from '../channels.ts';
import { withIds } from '../elements.ts';
import { isObject, listOf, objectOf, textOf, type JsonObject } from '../json.ts';
import { findMessage, messageObject, post, removeMessage } from '../messages.ts';
import { metadataPostedPayload } from '../payloads.ts';
import { Refusal, refusalWith } from '../refusal.ts';
import { changed, type State, type StoredMessage } from '../state.ts';
import { APP_ID, BOT_USER_ID, type MutableChannel } from '../world.ts';
import type { Method } from './method.ts';

const POSTED_TEXT = 40_000;
/** chat.update takes less than chat.postMessage (method page, not re-read). */
const UPDATED_TEXT = 4000;
/** Attachments are counted, but this sandbox does not show them: the app has no use for them. */
const MAX_ATTACHMENTS = 100;
const CHAT = { token: 'bot', scopes: ['chat:write'], json: true } as const;

export const postMessage: Method = {
  ...CHAT,
  name: 'chat.postMessage',
  tier: 'special',
  run(state, args) {
    const channel = target(state, needed(args, 'channel'));
    mayPost(state, channel);
    const content = contentOf(state, args);
    const threadTs = threadOf(state, channel, args);
    const cut = content.text.length > POSTED_TEXT;
    const text = content.text.slice(0, POSTED_TEXT);
    const metadata = metadataOf(args);
    const message = post(state, {
      ...content,
      ...threadTs,
      ...metadata,
      text,
      channel: channel.id,
      user: BOT_USER_ID,
      ours: true,
    });
    if (message.metadata !== undefined) announce(state, message, message.metadata);
    const warning = cut ? { warning: 'message_truncated', response_metadata: { warnings: ['message_truncated'] } } : {};
    return { channel: channel.id, ts: message.ts, message: messageObject(message), ...warning };
  },
};

export const postEphemeral: Method = {
  ...CHAT,
  name: 'chat.postEphemeral',
  tier: 4,
  run(state, args) {
    const channel = channelForApp(state, needed(args, 'channel'));
    const user = needed(args, 'user');
    mayPost(state, channel);
    if (!isMember(channel, user)) throw new Refusal('user_not_in_channel');
    const content = contentOf(state, args);
    if (content.text.length > POSTED_TEXT) throw new Refusal('msg_too_long');
    const threadTs = threadOf(state, channel, args);
    const message = post(state, {
      ...content,
      ...threadTs,
      channel: channel.id,
      user: BOT_USER_ID,
      ours: true,
      ephemeralTo: user,
    });
    return { message_ts: message.ts };
  },
};

export const update: Method = {
  ...CHAT,
  name: 'chat.update',
  tier: 3,
  run(state, args) {
    const message = ourMessage(state, args);
    const content = contentOf(state, args);
    if (content.text.length > UPDATED_TEXT) throw new Refusal('msg_too_long');
    // Text without blocks drops the blocks; blocks without text leave the text, which notifications show.
    const named = args['blocks'] !== undefined;
    message.edited = message.edited || !named;
    message.blocks = withIds(content.blocks);
    if (content.text !== '' || !named) message.text = content.text;
    Object.assign(message, metadataOf(args));
    changed(state);
    return { channel: message.channel, ts: message.ts, text: message.text, message: messageObject(message) };
  },
};

/** A message that is gone leaves its replies; only the app's own can be deleted with a bot token. */
export const remove: Method = {
  ...CHAT,
  name: 'chat.delete',
  tier: 3,
  run(state, args) {
    const channel = channelForApp(state, needed(args, 'channel'));
    const message = findMessage(state, channel.id, needed(args, 'ts'));
    if (message === undefined || message.ephemeralTo !== undefined) throw new Refusal('message_not_found');
    if (!message.ours) throw new Refusal('cant_delete_message');
    if (channel.isArchived === true) throw new Refusal('is_archived');
    removeMessage(state, message);
    return { channel: message.channel, ts: message.ts };
  },
};

/**
 * The event of a message with metadata: to an app with the scope that subscribes to its type, in channels the app is in. That an
 * app hears of its own messages by `app_id: '*'` was not tried on a live workspace.
 */
function announce(state: State, message: StoredMessage, metadata: JsonObject): void {
  const type = textOf(metadata['event_type']);
  const wanted = state.subscriptions.some(
    ({ app_id, event_type }) => event_type === type && [APP_ID, '*'].includes(app_id),
  );
  if (!wanted || !state.scopes.includes('metadata.message:read')) return;
  state.emit(metadataPostedPayload(state, message, metadata));
}

/** A person's id as channel means the direct messages with that person. */
function target(state: State, id: string): MutableChannel {
  if (!/^[UW]/.test(id)) return channelForApp(state, id);
  const user = findUser(state, id);
  if (user === undefined) throw new Refusal('channel_not_found');
  if (user.flags.includes('bot')) throw new Refusal('cannot_dm_bot');
  if (user.flags.includes('deleted')) throw new Refusal('user_disabled');
  return directChannel(state, id);
}

function mayPost(state: State, channel: MutableChannel): void {
  if (channel.isArchived === true) throw new Refusal('is_archived');
  if (!isMember(channel, BOT_USER_ID) && !state.scopes.includes('chat:write.public'))
    throw new Refusal('not_in_channel');
}

function contentOf(state: State, args: JsonObject): { readonly text: string; readonly blocks: readonly Json[] } {
  const text = optional(args, 'text') ?? '';
  const blocks = blocksArgument(args);
  const attachments = args['attachments'];
  const attached = listOf(attachments).length > 0;
  if (text === '' && blocks.length === 0 && !attached) throw new Refusal('no_text');
  if (listOf(attachments).length > MAX_ATTACHMENTS) throw new Refusal('too_many_attachments');
  const problems = [...unknownBlocks(state, blocks), ...checkMessage(blocks)];
  if (problems.length > 0) throw refusalWith('invalid_blocks', problems);
  if (messageSize(blocks) > MESSAGE_SIZE) throw new Refusal('msg_blocks_too_long');
  return { text, blocks };
}

function metadataOf(args: JsonObject): { readonly metadata?: JsonObject } {
  const metadata = args['metadata'];
  if (metadata === undefined) return {};
  if (!isObject(metadata)) throw new Refusal('invalid_metadata_format');
  const { event_type: type, event_payload: payload } = metadata;
  if (typeof type !== 'string' || !isObject(payload)) throw new Refusal('invalid_metadata_schema');
  return { metadata };
}

/** Blocks that this workspace does not know. */
export function unknownBlocks(state: State, blocks: readonly Json[]): readonly string[] {
  return blocks.flatMap((block, index) => {
    const type = textOf(objectOf(block)['type']) ?? '';
    return state.unknownBlocks.includes(type)
      ? [`[ERROR] unsupported type: ${type} [json-pointer:/blocks/${index}/type]`]
      : [];
  });
}

/**
 * A reply's `thread_ts` stands for its parent's. A parent that is gone keeps its thread while it has replies; else the message
 * is posted to the channel, and only the missing `thread_ts` of the answer says so (slack-go issue 1571).
 */
function threadOf(state: State, channel: MutableChannel, args: JsonObject): { readonly threadTs?: string } {
  const threadTs = optional(args, 'thread_ts');
  if (threadTs === undefined) return {};
  const parent = findMessage(state, channel.id, threadTs);
  if (parent !== undefined && parent.ephemeralTo === undefined) return { threadTs: parent.threadTs ?? threadTs };
  const replies = state.messages.some((one) => one.channel === channel.id && one.threadTs === threadTs);
  return replies ? { threadTs } : {};
}

/** Ephemeral messages cannot be found: they change only through their response_url. */
function ourMessage(state: State, args: JsonObject): StoredMessage {
  const channel = channelForApp(state, needed(args, 'channel'));
  const message = findMessage(state, channel.id, needed(args, 'ts'));
  if (message === undefined || message.ephemeralTo !== undefined) throw new Refusal('message_not_found');
  if (!message.ours) throw new Refusal('cant_update_message');
  if (channel.isArchived === true) throw new Refusal('is_archived');
  return message;
}
