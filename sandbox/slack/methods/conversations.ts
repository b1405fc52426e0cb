import { flag, needed, optional, page } from '../arguments.ts';
import { channelForApp, directChannel, findUser, isMember } from '../channels.ts';
import type { JsonObject } from '../json.ts';
import { Refusal } from '../refusal.ts';
import type { State } from '../state.ts';
import { BOT_USER_ID, TEAM_ID, type MutableChannel } from '../world.ts';
import type { Method } from './method.ts';

/** The method needs any of these; which channel may be looked at depends on the one that fits it. */
const READ = { token: 'bot', scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'], json: false } as const;

export const info: Method = {
  ...READ,
  name: 'conversations.info',
  tier: 3,
  run(state, args) {
    const channel = readable(state, needed(args, 'channel'));
    const members = flag(args, 'include_num_members') ? { num_members: channel.members.length } : {};
    const locale = flag(args, 'include_locale') ? { locale: channel.locale ?? 'en-US' } : {};
    return { channel: { ...channelObject(channel), ...members, ...locale } };
  },
};

export const list: Method = {
  ...READ,
  name: 'conversations.list',
  tier: 2,
  run(state, args) {
    // An org-wide token has to say of which workspace.
    if (state.orgWide && optional(args, 'team_id') === undefined) throw new Refusal('missing_argument');
    const types = (optional(args, 'types') ?? 'public_channel').split(',').map((type) => type.trim());
    if (types.some((type) => SCOPE_OF[type] === undefined)) throw new Refusal('invalid_types');
    for (const type of types) needScope(state, SCOPE_OF[type] ?? '');
    const visible = state.channels.filter(
      (channel) =>
        types.includes(typeOf(channel)) &&
        (typeOf(channel) === 'public_channel' || isMember(channel, BOT_USER_ID)) &&
        !(flag(args, 'exclude_archived') && channel.isArchived === true),
    );
    const { items, next } = page(args, visible);
    return { channels: items.map(channelObject), response_metadata: { next_cursor: next } };
  },
};

export const members: Method = {
  ...READ,
  name: 'conversations.members',
  tier: 4,
  run(state, args) {
    const channel = readable(state, needed(args, 'channel'));
    const { items, next } = page(args, channel.members);
    return { members: items, response_metadata: { next_cursor: next } };
  },
};

export const open: Method = {
  name: 'conversations.open',
  token: 'bot',
  scopes: ['im:write', 'mpim:write'],
  tier: 3,
  json: true,
  run(state, args) {
    const ids = (optional(args, 'users') ?? '').split(',').filter((id) => id !== '');
    const [id] = ids;
    if (id === undefined) throw new Refusal('users_list_not_supplied');
    // Group conversations are not part of this sandbox: the app has no use for them.
    if (ids.length > 1) throw needScopeError('mpim:write', state);
    needScope(state, 'im:write');
    const user = findUser(state, id);
    if (user === undefined) throw new Refusal('user_not_found');
    if (user.flags.includes('deleted')) throw new Refusal('user_disabled');
    if (user.flags.includes('bot')) throw new Refusal('cannot_dm_bot');
    const channel = directChannel(state, id);
    return { channel: flag(args, 'return_im') ? channelObject(channel) : { id: channel.id } };
  },
};

const SCOPE_OF: Readonly<Record<string, string>> = {
  public_channel: 'channels:read',
  private_channel: 'groups:read',
  im: 'im:read',
  mpim: 'mpim:read',
};

function typeOf(channel: MutableChannel): string {
  if (channel.isDirect === true) return 'im';
  return channel.isPrivate ? 'private_channel' : 'public_channel';
}

function readable(state: State, id: string): MutableChannel {
  const channel = channelForApp(state, id);
  needScope(state, SCOPE_OF[typeOf(channel)] ?? '');
  return channel;
}

function needScope(state: State, scope: string): void {
  if (!state.scopes.includes(scope)) throw needScopeError(scope, state);
}

function needScopeError(scope: string, state: State): Refusal {
  return new Refusal('missing_scope', { needed: scope, provided: state.scopes.join(',') });
}

function channelObject(channel: MutableChannel): JsonObject {
  if (channel.isDirect === true) {
    const user = channel.members.find((id) => id !== BOT_USER_ID) ?? null;
    return {
      id: channel.id,
      created: 1_700_000_000,
      is_im: true,
      is_org_shared: false,
      user,
      context_team_id: TEAM_ID,
    };
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_archived: channel.isArchived ?? false,
    is_general: false,
    is_shared: channel.isShared,
    is_ext_shared: channel.isShared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    is_member: isMember(channel, BOT_USER_ID),
    created: 1_700_000_000,
    creator: 'U0LEAD',
    context_team_id: TEAM_ID,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}
