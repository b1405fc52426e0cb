import { flag, needed, optional, page } from '../arguments.ts';
import { findUser, isHome } from '../channels.ts';
import type { JsonObject } from '../json.ts';
import { Refusal } from '../refusal.ts';
import type { State } from '../state.ts';
import type { MutableUser } from '../world.ts';
import { BOT_ID, BOT_USER_ID, APP_ID, GRID_ID } from '../world.ts';
import type { Method } from './method.ts';

const READ = { token: 'bot', scopes: ['users:read'], json: false } as const;

export const info: Method = {
  ...READ,
  name: 'users.info',
  tier: 4,
  run(state, args) {
    const user = findUser(state, needed(args, 'user'));
    if (user === undefined) throw new Refusal('user_not_found');
    return { user: userObject(state, user, flag(args, 'include_locale')) };
  },
};

export const list: Method = {
  ...READ,
  name: 'users.list',
  tier: 2,
  run(state, args) {
    // An org-wide token has to say in which workspace.
    if (state.orgWide && optional(args, 'team_id') === undefined) throw new Refusal('missing_argument');
    const { items, next } = page(args, state.users);
    const members = items.map((user) => userObject(state, user, flag(args, 'include_locale')));
    return { members, cache_ts: Math.floor(state.now() / 1000), response_metadata: { next_cursor: next } };
  },
};

function userObject({ orgWide }: State, user: MutableUser, withLocale: boolean): JsonObject {
  const is = (name: MutableUser['flags'][number]): boolean => user.flags.includes(name);
  const isBot = is('bot');
  const common: JsonObject = {
    id: user.id,
    team_id: user.teamId,
    name: user.name,
    deleted: is('deleted'),
    real_name: user.realName,
    profile: profileOf(user),
    is_bot: isBot,
    is_app_user: false,
    updated: 1_700_000_000,
  };
  // Slack leaves most fields of a deactivated account out.
  if (is('deleted')) return common;
  return {
    ...common,
    tz: user.tz,
    tz_label: user.tz,
    tz_offset: user.tzOffset,
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: is('guest') || is('single_channel_guest'),
    is_ultra_restricted: is('single_channel_guest'),
    is_email_confirmed: true,
    ...(is('stranger') ? { is_stranger: true } : {}),
    ...(user.otherId !== undefined || (orgWide && isHome(user)) ? { enterprise_user: gridUser(user) } : {}),
    ...(withLocale ? { locale: user.locale } : {}),
  };
}

/** Which of the two ids is which is not documented to hold everywhere, so neither is told by its letter. */
function gridUser(user: MutableUser): JsonObject {
  const id = user.otherId ?? user.id;
  return {
    id,
    enterprise_id: GRID_ID,
    enterprise_name: 'Acme',
    is_admin: false,
    is_owner: false,
    teams: [user.teamId],
  };
}

function profileOf(user: MutableUser): JsonObject {
  const own = user.id === BOT_USER_ID ? { bot_id: BOT_ID, api_app_id: APP_ID } : {};
  return {
    title: user.title ?? '',
    real_name: user.realName,
    real_name_normalized: user.realName,
    display_name: user.name,
    display_name_normalized: user.name,
    team: user.teamId,
    ...own,
  };
}
