import { describe, expect, test } from 'vitest';
import { startSlack } from '../../../sandbox/slack/slack.ts';
import { call } from './calls.ts';
import { CHANNEL, slack, workspaceToCall } from './workspace.ts';

workspaceToCall();

describe('people', () => {
  test.each([
    [
      'U0DEV1',
      {
        deleted: false,
        is_bot: false,
        is_restricted: false,
        is_ultra_restricted: false,
        team_id: 'T012AB',
        tz: 'Asia/Shanghai',
      },
    ],
    ['U0GUEST', { is_restricted: true, is_ultra_restricted: false }],
    ['U0STRANGER', { is_stranger: true, team_id: 'T0OTHER' }],
    ['U0BOTTY', { is_bot: true }],
    ['U0GONE', { deleted: true }],
  ])('users.info of %s', async (user, expected) => {
    expect((await call(slack, 'users.info', { user }))['user']).toMatchObject(expected);
  });

  test('offsets are those of the day', async () => {
    for (const [day, offset] of [
      ['2026-07-01', 7200],
      ['2026-11-20', 3600],
    ] as const) {
      const other = await startSlack({ now: () => Date.parse(day) });
      expect((await call(other, 'users.info', { user: 'U0SRE1' }))['user']).toMatchObject({ tz_offset: offset });
      await other.close();
    }
  });

  test('a single-channel guest is restricted twice over', async () => {
    const guest = slack.users.find((user) => user.id === 'U0GUEST');
    if (guest !== undefined) guest.flags = ['single_channel_guest'];
    expect((await call(slack, 'users.info', { user: 'U0GUEST' }))['user']).toMatchObject({
      is_restricted: true,
      is_ultra_restricted: true,
    });
  });

  test('the locale comes only when asked for', async () => {
    expect((await call(slack, 'users.info', { user: 'U0DEV1' }))['user']).not.toHaveProperty('locale');
    expect((await call(slack, 'users.info', { user: 'U0DEV1', include_locale: true }))['user']).toHaveProperty(
      'locale',
      'zh-CN',
    );
  });

  test('nobody', async () => {
    expect(await call(slack, 'users.info', { user: 'U0NOBODY' })).toEqual({ ok: false, error: 'user_not_found' });
  });

  test('conversations.list names what the scopes allow', async () => {
    const named = async (args: object) =>
      ((await call(slack, 'conversations.list', args))['channels'] as { name: string }[]).map(({ name }) => name);
    const open = slack.channels.filter(({ isPrivate }) => !isPrivate).map(({ name }) => name);
    expect(await named({})).toEqual(open);
    expect(await named({ types: 'public_channel', limit: '1' })).toEqual(open.slice(0, 1));
    expect(await call(slack, 'conversations.list', { types: 'room' })).toEqual({ ok: false, error: 'invalid_types' });
    const both = await call(slack, 'conversations.list', { types: 'public_channel,private_channel' });
    expect(both).toMatchObject({ error: 'missing_scope', needed: 'groups:read' });
  });

  test('users.list comes in pages', async () => {
    const ids: unknown[] = [];
    let cursor = '';
    do {
      const page = await call(slack, 'users.list', { limit: '4', cursor });
      ids.push(...(page['members'] as { id: string }[]).map((member) => member.id));
      cursor = (page['response_metadata'] as { next_cursor: string }).next_cursor;
    } while (cursor !== '');
    expect(ids).toEqual(slack.users.map((user) => user.id));
    expect(await call(slack, 'users.list', { cursor: 'x' })).toEqual({ ok: false, error: 'invalid_cursor' });
    expect(await call(slack, 'users.list', { limit: '-1' })).toEqual({ ok: false, error: 'invalid_limit' });
    expect(await call(slack, 'users.list', { limit: 'all' })).toEqual({ ok: false, error: 'invalid_limit' });
    expect(await call(slack, 'users.list', { limit: '1001' })).toEqual({ ok: false, error: 'invalid_limit' });
  });

  test('user groups, disabled ones only when asked for', async () => {
    expect(await call(slack, 'usergroups.users.list', { usergroup: 'S0SRE' })).toMatchObject({
      users: ['U0SRE1', 'U0SRE2', 'U0SRE3'],
    });
    expect(await call(slack, 'usergroups.users.list', { usergroup: 'S0NONE' })).toEqual({
      ok: false,
      error: 'no_such_subteam',
    });
    const sre = slack.userGroups.find((group) => group.id === 'S0SRE');
    if (sre !== undefined) sre.disabled = true;
    expect(await call(slack, 'usergroups.users.list', { usergroup: 'S0SRE' })).toEqual({
      ok: false,
      error: 'no_such_subteam',
    });
    expect(await call(slack, 'usergroups.users.list', { usergroup: 'S0SRE', include_disabled: true })).toMatchObject({
      ok: true,
    });
    expect(((await call(slack, 'usergroups.list'))['usergroups'] as object[]).length).toBe(1);
    expect(
      (await call(slack, 'usergroups.list', { include_disabled: true, include_users: true }))['usergroups'],
    ).toMatchObject([{ handle: 'sre', users: ['U0SRE1', 'U0SRE2', 'U0SRE3'] }, { handle: 'backend' }]);
  });
});

describe('channels', () => {
  test('a shared one says so; a private one needs its own scope; one that the bot is not in does not exist', async () => {
    expect((await call(slack, 'conversations.info', { channel: 'C0SHARED' }))['channel']).toMatchObject({
      is_ext_shared: true,
      is_member: true,
    });
    expect((await call(slack, 'conversations.info', { channel: 'C0NOBOT' }))['channel']).toMatchObject({
      is_member: false,
    });
    expect(await call(slack, 'conversations.info', { channel: 'C0PRIVATE' })).toEqual({
      ok: false,
      error: 'channel_not_found',
    });
    const hidden = slack.channels.find(({ id }) => id === 'C0PRIVATE');
    if (hidden !== undefined) hidden.members = [...hidden.members, 'U0RESIZE'];
    expect(await call(slack, 'conversations.info', { channel: 'C0PRIVATE' })).toMatchObject({
      error: 'missing_scope',
      needed: 'groups:read',
    });
    expect(await call(slack, 'conversations.members', { channel: CHANNEL, limit: '2' })).toMatchObject({
      members: ['U0DEV1', 'U0DEV2'],
    });
  });

  test('for nobody, or for several', async () => {
    expect(await call(slack, 'conversations.open')).toEqual({ ok: false, error: 'users_list_not_supplied' });
    expect(await call(slack, 'conversations.open', { users: 'U0DEV1,U0DEV2' })).toMatchObject({
      error: 'missing_scope',
      needed: 'mpim:write',
    });
  });

  test('a direct message has an id of its own', async () => {
    expect(await call(slack, 'conversations.open', { users: 'U0DEV1' })).toMatchObject({ channel: { id: 'D0DEV1' } });
    const posted = await call(slack, 'chat.postMessage', { channel: 'U0DEV1', text: 'hello' });
    expect(posted['channel']).toBe('D0DEV1');
    expect(await call(slack, 'chat.update', { channel: 'U0DEV1', ts: posted['ts'], text: 'a' })).toMatchObject({
      error: 'channel_not_found',
    });
    expect(await call(slack, 'chat.update', { channel: 'D0DEV1', ts: posted['ts'], text: 'a' })).toMatchObject({
      ok: true,
    });
    expect(slack.person('U0DEV1').sees()).toEqual(['a']);
    expect(slack.person('U0DEV2').sees()).toEqual([]);
  });

  test.each([
    ['U0GONE', 'user_disabled'],
    ['U0BOTTY', 'cannot_dm_bot'],
    ['U0NOBODY', 'user_not_found'],
  ])('%s cannot be written to directly', async (users, error) => {
    expect(await call(slack, 'conversations.open', { users })).toEqual({ ok: false, error });
    const posted = await call(slack, 'chat.postMessage', { channel: users, text: 'a' });
    expect(posted).toEqual({ ok: false, error: error === 'user_not_found' ? 'channel_not_found' : error });
  });
});
