import { describe, expect, it } from 'vitest';
import type { Payload } from '../../../src/slack/entry/payloads.ts';
import { screen } from '../../../src/slack/entry/screen.ts';

const OURS = { appId: 'A0RESIZE', teams: ['T012AB', 'E0GRID'] };
const CLICK: Payload = {
  type: 'block_actions',
  api_app_id: 'A0RESIZE',
  team: { id: 'T012AB' },
  enterprise: null,
  user: { id: 'U0DEV1', team_id: 'T012AB' },
  actions: [{ action_id: 'approve' }],
};
const COMMAND: Payload = { command: '/redis-resize', team_id: 'T012AB', user_id: 'U0DEV1', api_app_id: 'A0RESIZE' };
const EVENT: Payload = { type: 'event_callback', team_id: 'T012AB', api_app_id: 'A0RESIZE' };
const without = (payload: Payload, ...keys: (keyof Payload)[]): Payload =>
  Object.fromEntries(Object.entries(payload).filter(([key]) => !keys.includes(key as keyof Payload)));

describe('a payload', () => {
  it.each([
    ['a click of ours', CLICK, undefined],
    ['a command of ours', COMMAND, undefined],
    [
      'a click of somebody of another workspace in our channel',
      { ...CLICK, user: { id: 'U0ELSE', team_id: 'TX' } },
      undefined,
    ],
    [
      'a click of the organisation',
      { ...CLICK, team: null, user: { id: 'W0GRID' }, enterprise: { id: 'E0GRID' } },
      undefined,
    ],
    ['a command of the organisation', { ...COMMAND, team_id: 'TX', enterprise_id: 'E0GRID' }, undefined],
    ['of a name of another version', { ...CLICK, actions: [{ action_id: 'approve_v0' }] }, undefined],
    ['of another app', { ...CLICK, api_app_id: 'A0OTHER' }, 'foreign_app'],
    ['of an app that is not named', without(CLICK, 'api_app_id'), undefined],
    ['of another workspace', { ...COMMAND, team_id: 'T0OTHER' }, 'foreign_team'],
    [
      'of another workspace, by a person of ours',
      { ...CLICK, team: { id: 'TX' }, user: { id: 'U0ELSE', team_id: 'TX' } },
      'foreign_team',
    ],
    ['of no workspace', without(COMMAND, 'team_id'), 'foreign_team'],
    ['of a workspace without a name', { ...COMMAND, team_id: '' }, 'foreign_team'],
    ['of nobody', without(CLICK, 'user'), 'no_person'],
    ['of nobody, by command', without(COMMAND, 'user_id'), 'no_person'],
    ['of something that is no person', { ...COMMAND, user_id: 'B0BOT' }, 'no_person'],
    ['of something that is no id', { ...COMMAND, user_id: '<!channel>' }, 'no_person'],
    ['of an opened home', { ...EVENT, event: { type: 'app_home_opened', user: 'U0DEV1' } }, undefined],
    ['of a mention', { ...EVENT, event: { type: 'app_mention', user: 'U0DEV1' } }, undefined],
    ['of a mention by no person', { ...EVENT, event: { type: 'app_mention' } }, 'no_person'],
    [
      'of a mention in another workspace',
      { ...EVENT, team_id: 'TX', event: { type: 'app_mention', user: 'U0DEV1' } },
      'foreign_team',
    ],
    ['of the bot itself', { ...EVENT, event: { type: 'message_metadata_posted' } }, undefined],
    ['of another event', { type: 'event_callback', team_id: 'T012AB', api_app_id: 'A0RESIZE' }, 'not_subscribed'],
    ['of a function', { type: 'function_executed', team_id: 'T012AB' }, 'not_subscribed'],
    ['of nothing', {}, 'not_subscribed'],
  ] satisfies [string, Payload, ReturnType<typeof screen>][])('%s', (_, payload, out) => {
    expect(screen(payload, OURS)).toBe(out);
  });

  it('of any app passes where Slack did not say which is ours, because its signature tells', () => {
    expect(screen({ ...CLICK, api_app_id: 'A0OTHER' }, { ...OURS, appId: undefined })).toBeUndefined();
  });
});
