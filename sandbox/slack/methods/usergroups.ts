import { flag, needed, optional } from '../arguments.ts';
import type { JsonObject } from '../json.ts';
import { Refusal } from '../refusal.ts';
import type { State } from '../state.ts';
import { TEAM_ID, type SandboxUserGroup } from '../world.ts';
import type { Method } from './method.ts';

const READ = { token: 'bot', scopes: ['usergroups:read'], tier: 2, json: false } as const;

export const list: Method = {
  ...READ,
  name: 'usergroups.list',
  run(state, args) {
    const shown = groupsFor(state, args).filter((group) => !group.disabled || flag(args, 'include_disabled'));
    return { usergroups: shown.map((group) => groupObject(group, args)) };
  },
};

/** A disabled group without include_disabled is treated as one that does not exist (Slack's answer is not known). */
export const usersList: Method = {
  ...READ,
  name: 'usergroups.users.list',
  run(state, args) {
    const id = needed(args, 'usergroup');
    const group = groupsFor(state, args).find((each) => each.id === id);
    if (group === undefined || (group.disabled && !flag(args, 'include_disabled')))
      throw new Refusal('no_such_subteam');
    return { users: [...group.users] };
  },
};

/** An org-wide token has to say in which workspace; all of them are in one. */
function groupsFor({ orgWide, userGroups }: State, args: JsonObject): readonly SandboxUserGroup[] {
  if (!orgWide) return userGroups;
  const team = optional(args, 'team_id');
  if (team === undefined) throw new Refusal('missing_argument');
  return team === TEAM_ID ? userGroups : [];
}

function groupObject(group: SandboxUserGroup, args: JsonObject): JsonObject {
  return {
    id: group.id,
    team_id: TEAM_ID,
    is_usergroup: true,
    name: group.name,
    description: '',
    handle: group.handle,
    is_external: false,
    date_create: 1_700_000_000,
    date_update: 1_700_000_000,
    date_delete: group.disabled ? 1_700_000_001 : 0,
    auto_type: null,
    prefs: { channels: [], groups: [] },
    ...(flag(args, 'include_users') ? { users: [...group.users] } : {}),
    ...(flag(args, 'include_count') ? { user_count: group.users.length } : {}),
  };
}
