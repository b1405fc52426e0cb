/** The messages of all channels, and what each person sees of them. */
import type { Json, SandboxMessage } from './api.ts';
import { findChannel, isMember } from './channels.ts';
import { withIds } from './elements.ts';
import type { JsonObject } from './json.ts';
import { changed, nextTs, type State, type StoredMessage } from './state.ts';
import { APP_ID, BOT_ID, TEAM_ID } from './world.ts';

interface Draft {
  readonly channel: string;
  readonly user: string;
  readonly ours: boolean;
  readonly text: string;
  readonly blocks: readonly Json[];
  readonly threadTs?: string;
  readonly ephemeralTo?: string;
  readonly metadata?: JsonObject;
}

/** Text and blocks are kept as sent. (Slack also adds `emoji` and `verbatim` to text objects and encodes `&<>`.) */
export function post(state: State, draft: Draft): StoredMessage {
  const message: StoredMessage = { ...draft, blocks: withIds(draft.blocks), ts: nextTs(state), edited: false };
  state.messages.push(message);
  changed(state);
  return message;
}

export function findMessage(state: State, channel: string, ts: string): StoredMessage | undefined {
  return state.messages.find((message) => message.channel === channel && message.ts === ts);
}

export function removeMessage(state: State, message: StoredMessage): void {
  const at = state.messages.indexOf(message);
  if (at >= 0) state.messages.splice(at, 1);
  changed(state);
}

export function messagesFor(state: State, userId: string): readonly StoredMessage[] {
  return state.messages.filter((message) => {
    const channel = findChannel(state, message.channel);
    if (channel === undefined || !isMember(channel, userId)) return false;
    return message.ephemeralTo === undefined || message.ephemeralTo === userId;
  });
}

export function sandboxMessage(message: StoredMessage): SandboxMessage {
  const { ours: _ours, metadata: _metadata, ...seen } = message;
  return structuredClone(seen);
}

/** The message object of payloads and Web API answers. */
export function messageObject(message: StoredMessage): JsonObject {
  const object: JsonObject = {
    user: message.user,
    type: 'message',
    ts: message.ts,
    ...(message.ours ? { bot_id: BOT_ID, app_id: APP_ID } : {}),
    text: message.text,
    team: TEAM_ID,
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(message.edited ? { edited: { user: message.user, ts: message.ts } } : {}),
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
    ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
  };
  return structuredClone(object);
}
