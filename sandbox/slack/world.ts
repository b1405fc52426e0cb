/** The people, channels and user groups that a sandbox starts with. */
import type { SandboxChannel, SandboxUser } from './api.ts';

export interface SandboxUserGroup {
  readonly id: string;
  handle: string;
  name: string;
  users: string[];
  disabled: boolean;
}

/** Tests change people while the bot runs (leaves the company, becomes a guest), so the stored ones are mutable. */
export type MutableUser = { -readonly [K in keyof SandboxUser]: SandboxUser[K] };
export type MutableChannel = { -readonly [K in keyof SandboxChannel]: SandboxChannel[K] };

export const TEAM_ID = 'T012AB';
/** The organization, on an Enterprise Grid. */
export const GRID_ID = 'E0ACME';
export const TEAM_DOMAIN = 'acme';
const OTHER_TEAM_ID = 'T0OTHER';
export const APP_ID = 'A0RESIZE';
export const BOT_ID = 'B0RESIZE';
export const BOT_USER_ID = 'U0RESIZE';
export const COMMANDS: readonly string[] = ['/redis-resize'];

const HOUR = 3600;
/** Offsets are those of winter; a Slack that starts sets them for its present time. */
const SHANGHAI = { locale: 'zh-CN', tz: 'Asia/Shanghai', tzOffset: 8 * HOUR } as const;
const MADRID = { locale: 'en-US', tz: 'Europe/Madrid', tzOffset: HOUR } as const;
const LONDON = { locale: 'en-GB', tz: 'Europe/London', tzOffset: 0 } as const;

function user(
  id: string,
  name: string,
  realName: string,
  place: { readonly locale: string; readonly tz: string; readonly tzOffset: number },
  flags: SandboxUser['flags'] = [],
): SandboxUser {
  return { id, name, realName, ...place, teamId: flags.includes('other_team') ? OTHER_TEAM_ID : TEAM_ID, flags };
}

export const DEFAULT_USERS: readonly SandboxUser[] = [
  user('U0DEV1', 'mei', 'Mei Lin', SHANGHAI),
  user('U0DEV2', 'jun', 'Jun Zhao', SHANGHAI),
  user('U0SRE1', 'ana', 'Ana Ruiz', MADRID),
  user('U0SRE2', 'tom', 'Tom Becker', MADRID),
  user('U0SRE3', 'wei', 'Wei Chen', SHANGHAI),
  user('U0LEAD', 'priya', 'Priya Nair', LONDON),
  user('U0GUEST', 'gus', 'Gus Guest', LONDON, ['guest']),
  user('U0STRANGER', 'sam', 'Sam Stranger', LONDON, ['stranger', 'other_team']),
  user('U0BOTTY', 'botty', 'Botty', LONDON, ['bot']),
  user('U0GONE', 'gone', 'Gil Gone', LONDON, ['deleted']),
  user(BOT_USER_ID, 'redis-resize', 'redis-resize', LONDON, ['bot']),
];

export const DEFAULT_USER_GROUPS: readonly SandboxUserGroup[] = [
  { id: 'S0SRE', handle: 'sre', name: 'SRE', users: ['U0SRE1', 'U0SRE2', 'U0SRE3'], disabled: false },
  { id: 'S0BACKEND', handle: 'backend', name: 'Backend', users: ['U0DEV1', 'U0DEV2'], disabled: false },
];

const STAFF = ['U0DEV1', 'U0DEV2', 'U0SRE1', 'U0SRE2', 'U0SRE3', 'U0LEAD'];

export const DEFAULT_CHANNELS: readonly SandboxChannel[] = [
  channel('C0PAYMENTS', 'payments', [...STAFF, 'U0GUEST', 'U0BOTTY', BOT_USER_ID]),
  channel('C0REDISOPS', 'redis-ops', [...STAFF, BOT_USER_ID]),
  channel('C0AUDIT', 'audit', ['U0SRE1', 'U0LEAD', BOT_USER_ID]),
  channel('C0PRIVATE', 'private', ['U0DEV1', 'U0SRE1', 'U0SRE2'], { isPrivate: true }),
  channel('C0NOBOT', 'random', STAFF),
  channel('C0SHARED', 'shared', ['U0DEV1', 'U0SRE1', 'U0STRANGER', BOT_USER_ID], { isShared: true }),
];

function channel(
  id: string,
  name: string,
  members: readonly string[],
  more: { readonly isPrivate?: boolean; readonly isShared?: boolean } = {},
): SandboxChannel {
  return { id, name, isPrivate: more.isPrivate ?? false, isShared: more.isShared ?? false, members };
}
