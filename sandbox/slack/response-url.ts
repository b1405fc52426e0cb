/** What the app may do through a response_url, and through the answer to a slash command, which works alike. */
import type { Json } from './api.ts';
import { blocksArgument, flag, optional } from './arguments.ts';
import { checkMessage } from './block-kit.ts';
import { unknownBlocks } from './methods/chat.ts';
import { withIds } from './elements.ts';
import type { JsonObject } from './json.ts';
import { findMessage, post, removeMessage } from './messages.ts';
import { Refusal, refusalWith } from './refusal.ts';
import { changed, type ResponseUrl, type State, type StoredMessage } from './state.ts';
import { BOT_USER_ID } from './world.ts';

/**
 * Works in channels that the app is not in. Without `response_type` only the person sees it. A message is replaced
 * or deleted only where there is one: for the URL of a command, Slack's answer to `replace_original` is not known,
 * and here it is refused.
 */
export function respond(state: State, made: ResponseUrl, body: JsonObject): void {
  if (flag(body, 'delete_original')) {
    removeMessage(state, original(state, made));
    return;
  }
  const text = optional(body, 'text') ?? '';
  const blocks = checkedBlocks(state, body, text);
  if (flag(body, 'replace_original')) {
    replace(state, original(state, made), text, blocks);
    return;
  }
  const type = optional(body, 'response_type') ?? 'ephemeral';
  if (type !== 'ephemeral' && type !== 'in_channel') throw new Refusal('invalid_arguments');
  const audience = type === 'ephemeral' ? { ephemeralTo: made.userId } : {};
  const threadTs = optional(body, 'thread_ts');
  const thread = threadTs === undefined ? {} : { threadTs };
  post(state, { channel: made.channel, user: BOT_USER_ID, ours: true, text, blocks, ...audience, ...thread });
}

function checkedBlocks(state: State, body: JsonObject, text: string): readonly Json[] {
  const blocks = blocksArgument(body);
  if (text === '' && blocks.length === 0) throw new Refusal('no_text');
  const problems = [...unknownBlocks(state, blocks), ...checkMessage(blocks)];
  if (problems.length > 0) throw refusalWith('invalid_blocks', problems);
  return blocks;
}

function original(state: State, made: ResponseUrl): StoredMessage {
  const { message } = made;
  const found = message === undefined ? undefined : findMessage(state, message.channel, message.ts);
  if (found === undefined) throw new Refusal('message_not_found');
  return found;
}

function replace(state: State, message: StoredMessage, text: string, blocks: readonly Json[]): void {
  message.text = text;
  message.blocks = withIds(blocks);
  message.edited = true;
  changed(state);
}
