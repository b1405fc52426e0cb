import { needed, optional } from '../arguments.ts';
import { Refusal } from '../refusal.ts';
import { secret } from '../state.ts';
import { APP_ID, BOT_ID, BOT_USER_ID, GRID_ID, TEAM_DOMAIN, TEAM_ID } from '../world.ts';
import type { Method } from './method.ts';

/** With an app-level token only the app is told. */
export const authTest: Method = {
  name: 'auth.test',
  token: 'either',
  tier: 'special',
  json: true,
  run: (state, _args, token) => {
    if (token === 'app') return { app_name: 'redis-resize', app_id: state.appOfAppToken };
    // That an org-wide token names the organization as its team is not documented.
    const org = { is_enterprise_install: true, enterprise_id: GRID_ID, team_id: GRID_ID };
    return { ...WHOSE_BOT, ...(state.orgWide ? org : {}) };
  },
};

const WHOSE_BOT = {
  url: `https://${TEAM_DOMAIN}.slack.com/`,
  team: 'Acme',
  user: 'redis-resize',
  team_id: TEAM_ID,
  user_id: BOT_USER_ID,
  bot_id: BOT_ID,
  is_enterprise_install: false,
};

export const apiTest: Method = {
  name: 'api.test',
  token: 'none',
  tier: 4,
  json: true,
  run(_state, args) {
    const error = optional(args, 'error');
    if (error !== undefined) throw new Refusal(error, { args });
    return { args };
  },
};

/** Answers a URL with a ticket that opens one socket, once. */
export const connectionsOpen: Method = {
  name: 'apps.connections.open',
  token: 'app',
  tier: 1,
  json: true,
  run(state) {
    const ticket = secret(16);
    state.tickets.add(ticket);
    return { url: `${state.url.replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${APP_ID}` };
  },
};

export const botsInfo: Method = {
  name: 'bots.info',
  token: 'bot',
  scopes: ['users:read'],
  tier: 3,
  json: false,
  run(_state, args) {
    if (needed(args, 'bot') !== BOT_ID) throw new Refusal('bot_not_found');
    const bot = { id: BOT_ID, deleted: false, name: 'redis-resize', updated: 1_700_000_000, app_id: APP_ID };
    return { bot: { ...bot, user_id: BOT_USER_ID, icons: {} } };
  },
};
