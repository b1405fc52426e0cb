/** What the app is sent. Field for field as documented; fields that only old apps have are left out. */
import type { Json } from './api.ts';
import { payloadName } from './channels.ts';
import { statesOf } from './element-state.ts';
import type { JsonObject } from './json.ts';
import { messageObject } from './messages.ts';
import { nextId, nextTs, type State, type StoredMessage, type StoredView } from './state.ts';
import { newResponseUrl, newTrigger } from './triggers.ts';
import { viewObject } from './views.ts';
import {
  APP_ID,
  BOT_ID,
  BOT_USER_ID,
  GRID_ID,
  TEAM_DOMAIN,
  TEAM_ID,
  type MutableChannel,
  type MutableUser,
} from './world.ts';

export type Place =
  | { readonly kind: 'message'; readonly message: StoredMessage; readonly channel: MutableChannel }
  | { readonly kind: 'view'; readonly view: StoredView };

export function commandPayload(
  state: State,
  user: MutableUser,
  channel: MutableChannel,
  command: string,
  text: string,
): JsonObject {
  return {
    token: state.verificationToken,
    team_id: TEAM_ID,
    team_domain: TEAM_DOMAIN,
    channel_id: channel.id,
    channel_name: payloadName(channel),
    user_id: user.id,
    user_name: user.name,
    command,
    text,
    api_app_id: APP_ID,
    // A string here, although it is a boolean everywhere else.
    is_enterprise_install: String(state.orgWide),
    ...(state.orgWide ? { enterprise_id: GRID_ID, enterprise_name: 'Acme' } : {}),
    response_url: newResponseUrl(state, 'commands', { userId: user.id, channel: channel.id }),
    trigger_id: newTrigger(state, user.id),
  };
}

export function actionsPayload(state: State, user: MutableUser, place: Place, actions: readonly Json[]): JsonObject {
  const common = { type: 'block_actions', ...base(state, user), container: containerOf(place), actions };
  if (place.kind === 'view') {
    const { view } = place;
    return { ...common, trigger_id: newTrigger(state, user.id, view.id), view: viewObject(view) };
  }
  const { message, channel } = place;
  const source = { channel: channel.id, ts: message.ts };
  return {
    ...common,
    trigger_id: newTrigger(state, user.id),
    channel: { id: channel.id, name: payloadName(channel) },
    // An ephemeral message cannot be read back, and the payload does not carry it either.
    ...(message.ephemeralTo === undefined ? { message: messageObject(message) } : {}),
    state: { values: statesOf(message.blocks) },
    response_url: newResponseUrl(state, 'actions', { userId: user.id, channel: channel.id, message: source }),
  };
}

export function suggestionPayload(
  state: State,
  user: MutableUser,
  place: Place,
  asked: { readonly blockId: string; readonly actionId: string; readonly text: string },
): JsonObject {
  return {
    type: 'block_suggestion',
    ...base(state, user),
    container: containerOf(place),
    block_id: asked.blockId,
    action_id: asked.actionId,
    value: asked.text,
    ...(place.kind === 'view'
      ? { view: viewObject(place.view) }
      : {
          channel: { id: place.channel.id, name: payloadName(place.channel) },
          ...(place.message.ephemeralTo === undefined ? { message: messageObject(place.message) } : {}),
        }),
  };
}

export function submissionPayload(state: State, user: MutableUser, view: StoredView): JsonObject {
  return {
    type: 'view_submission',
    ...base(state, user),
    trigger_id: newTrigger(state, user.id, view.id),
    view: viewObject(view),
    response_urls: [],
  };
}

export function closedPayload(state: State, user: MutableUser, view: StoredView, isCleared: boolean): JsonObject {
  return { type: 'view_closed', ...base(state, user), view: viewObject(view), is_cleared: isCleared };
}

export function homeOpenedPayload(state: State, user: MutableUser, channel: string): JsonObject {
  const home = state.homes.get(user.id);
  const view = home === undefined ? {} : { view: viewObject(home) };
  return eventPayload(state, { type: 'app_home_opened', user: user.id, channel, tab: 'home', ...view });
}

/** A mention brings no trigger: the app cannot answer it with a modal. */
export function mentionPayload(state: State, user: MutableUser, message: StoredMessage): JsonObject {
  const { channel, text, ts, threadTs } = message;
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  return eventPayload(state, { type: 'app_mention', user: user.id, team: user.teamId, channel, text, ts, ...thread });
}

/** `type: shortcut`: from the composer, in no channel, and without a response_url. */
export function shortcutPayload(state: State, user: MutableUser, callbackId: string): JsonObject {
  return {
    type: 'shortcut',
    ...base(state, user),
    callback_id: callbackId,
    trigger_id: newTrigger(state, user.id),
    action_ts: nextTs(state),
  };
}

export function messageActionPayload(
  state: State,
  user: MutableUser,
  callbackId: string,
  { message, channel }: { readonly message: StoredMessage; readonly channel: MutableChannel },
): JsonObject {
  return {
    ...shortcutPayload(state, user, callbackId),
    type: 'message_action',
    message_ts: message.ts,
    message: messageObject(message),
    channel: { id: channel.id, name: payloadName(channel) },
    response_url: newResponseUrl(state, 'actions', { userId: user.id, channel: channel.id }),
  };
}

export function metadataPostedPayload(state: State, message: StoredMessage, metadata: JsonObject): JsonObject {
  return eventPayload(state, {
    type: 'message_metadata_posted',
    app_id: APP_ID,
    bot_id: BOT_ID,
    user_id: message.user,
    team_id: TEAM_ID,
    channel_id: message.channel,
    metadata: structuredClone(metadata),
    message_ts: message.ts,
  });
}

function eventPayload(state: State, event: JsonObject): JsonObject {
  const seconds = Math.floor(state.now() / 1000);
  return {
    token: state.verificationToken,
    team_id: TEAM_ID,
    context_team_id: TEAM_ID,
    context_enterprise_id: null,
    api_app_id: APP_ID,
    event: { ...event, event_ts: `${seconds}.000100` },
    type: 'event_callback',
    event_id: nextId(state, 'Ev'),
    event_time: seconds,
    authorizations: [
      { enterprise_id: null, team_id: TEAM_ID, user_id: BOT_USER_ID, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
  };
}

/** `team` is where the app is installed; the person's own workspace is in `user.team_id`. */
function base(state: State, user: MutableUser): JsonObject {
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
    api_app_id: APP_ID,
    token: state.verificationToken,
    team: state.orgWide ? null : { id: TEAM_ID, domain: TEAM_DOMAIN },
    enterprise: state.orgWide ? { id: GRID_ID, name: 'Acme' } : null,
    is_enterprise_install: state.orgWide,
  };
}

function containerOf(place: Place): JsonObject {
  if (place.kind === 'view') return { type: 'view', view_id: place.view.id };
  const { message, channel } = place;
  const thread = message.threadTs === undefined ? {} : { thread_ts: message.threadTs };
  const is_ephemeral = message.ephemeralTo !== undefined;
  return { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral, ...thread };
}
