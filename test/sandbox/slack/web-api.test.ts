import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSlack, type Slack } from '../../../sandbox/slack/slack.ts';
import { call, mrkdwn, plain, raw } from './calls.ts';

let slack: Slack;
beforeEach(async () => {
  slack = await startSlack({
    scopes: ['commands', 'chat:write', 'users:read', 'usergroups:read', 'im:write', 'channels:read', 'team:read'],
  });
});
afterEach(() => slack.close());

const CHANNEL = 'C0PAYMENTS';

describe('who may call', () => {
  test.each([
    ['no token', 'auth.test', '', 'not_authed'],
    ['a wrong token', 'auth.test', 'xoxb-other', 'invalid_auth'],
  ])('%s', async (_name, method, token, error) => {
    const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(`${slack.apiUrl}${method}`, { method: 'POST', headers });
    expect(await response.json()).toEqual({ ok: false, error });
  });

  test('the bot token does not open sockets, the app token does nothing else', async () => {
    expect(await call(slack, 'apps.connections.open')).toEqual({ ok: false, error: 'not_allowed_token_type' });
    expect(await call(slack, 'chat.postMessage', { channel: CHANNEL, text: 'a' }, slack.appToken)).toEqual({
      ok: false,
      error: 'not_allowed_token_type',
    });
    expect(await call(slack, 'apps.connections.open', {}, slack.appToken)).toMatchObject({
      ok: true,
      url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/link\/\?ticket=/) as string,
    });
  });

  test('a missing scope is named, with what there is', async () => {
    slack.fault({ kind: 'scopes', scopes: ['commands'] });
    expect(await call(slack, 'chat.postMessage', { channel: CHANNEL, text: 'a' })).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: 'chat:write',
      provided: 'commands',
    });
    slack.clearFaults();
    expect(await call(slack, 'chat.postMessage', { channel: CHANNEL, text: 'a' })).toMatchObject({ ok: true });
  });

  test('the scopes are in a header', async () => {
    const { headers } = await raw(slack, 'users.info', { user: 'U0DEV1' });
    expect(headers.get('x-oauth-scopes')).toContain('chat:write');
    expect(headers.get('x-accepted-oauth-scopes')).toBe('users:read');
  });

  test('an unknown method', async () => {
    expect(await call(slack, 'chat.shout')).toEqual({ ok: false, error: 'unknown_method' });
  });

  test('the token may stand in a form, and is never recorded', async () => {
    const body = new URLSearchParams({ token: slack.botToken, channel: CHANNEL, text: 'a' });
    expect(await (await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', body })).json()).toMatchObject({
      ok: true,
    });
    expect(slack.calls).toMatchObject([
      { method: 'chat.postMessage', token: 'bot', args: { channel: CHANNEL, text: 'a' }, ok: true },
    ]);
    expect(JSON.stringify(slack.calls)).not.toContain(slack.botToken);
  });
});

describe('how arguments come', () => {
  const json = (method: string, body: object): Promise<Response> =>
    fetch(`${slack.apiUrl}${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${slack.botToken}` },
      body: JSON.stringify(body),
    });

  test('as JSON where something is written', async () => {
    const blocks = [{ type: 'section', text: plain('a') }];
    expect(await (await json('chat.postMessage', { channel: CHANNEL, blocks, text: 'a' })).json()).toMatchObject({
      ok: true,
    });
    expect(slack.messages(CHANNEL)[0]?.blocks).toMatchObject(blocks);
  });

  test('but only as a form where something is read', async () => {
    expect(await (await json('users.info', { user: 'U0DEV1' })).json()).toMatchObject({
      ok: false,
      error: 'invalid_arguments',
    });
  });

  test('a required argument that is missing is named', async () => {
    expect(await call(slack, 'chat.postMessage', { text: 'a' })).toEqual({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] missing required field: channel'] },
    });
  });

  test('blocks that are no JSON', async () => {
    expect(await call(slack, 'chat.postMessage', { channel: CHANNEL, blocks: '[{' })).toEqual({
      ok: false,
      error: 'invalid_blocks_format',
    });
  });

  test('a thread_ts that is a number', async () => {
    expect(
      await (await json('chat.postMessage', { channel: CHANNEL, text: 'a', thread_ts: 1.5 })).json(),
    ).toMatchObject({ error: 'invalid_arguments' });
  });
});

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
    expect(await call(slack, 'conversations.list', { types: 'private_channel' })).toMatchObject({
      error: 'missing_scope',
      needed: 'groups:read',
    });
    expect(await call(slack, 'conversations.members', { channel: CHANNEL, limit: '2' })).toMatchObject({
      members: ['U0DEV1', 'U0DEV2'],
    });
    expect(((await call(slack, 'conversations.list'))['channels'] as { id: string }[]).map(({ id }) => id)).toEqual([
      'C0PAYMENTS',
      'C0REDISOPS',
      'C0AUDIT',
      'C0NOBOT',
      'C0SHARED',
    ]);
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
  });
});

describe('the app and its workspace', () => {
  test('auth.test, team.info, bots.info, api.test', async () => {
    expect(await call(slack, 'auth.test')).toMatchObject({
      ok: true,
      team_id: 'T012AB',
      user_id: 'U0RESIZE',
      bot_id: 'B0RESIZE',
    });
    expect(await call(slack, 'team.info')).toMatchObject({ team: { id: 'T012AB', domain: 'acme' } });
    expect(await call(slack, 'bots.info', { bot: 'B0RESIZE' })).toMatchObject({ bot: { user_id: 'U0RESIZE' } });
    expect(await call(slack, 'bots.info', { bot: 'B0OTHER' })).toMatchObject({ error: 'bot_not_found' });
    expect(await call(slack, 'api.test', { error: 'my_error' })).toMatchObject({ ok: false, error: 'my_error' });
  });
});

describe('messages', () => {
  const section = { type: 'section', text: mrkdwn('a') };

  test.each([
    ['an unknown channel', { channel: 'C0NONE', text: 'a' }, 'channel_not_found'],
    ['a private channel without the bot', { channel: 'C0PRIVATE', text: 'a' }, 'channel_not_found'],
    ['a channel without the bot', { channel: 'C0NOBOT', text: 'a' }, 'not_in_channel'],
    ['nothing', { channel: CHANNEL }, 'no_text'],
    [
      '101 attachments',
      { channel: CHANNEL, attachments: Array.from({ length: 101 }, () => ({})) },
      'too_many_attachments',
    ],
    ['nothing in a list', { channel: CHANNEL, blocks: [] }, 'no_text'],
    ['a thread that is none', { channel: CHANNEL, text: 'a', thread_ts: '1.000000' }, 'thread_not_found'],
  ])('chat.postMessage refuses %s', async (_name, args, error) => {
    expect(await call(slack, 'chat.postMessage', args)).toEqual({ ok: false, error });
    expect(slack.calls.at(-1)).toMatchObject({ ok: false, error });
  });

  test('blocks that break a limit are refused with the reason', async () => {
    const blocks = [{ type: 'section', text: mrkdwn('a'.repeat(3001)) }];
    expect(await call(slack, 'chat.postMessage', { channel: CHANNEL, blocks })).toEqual({
      ok: false,
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'] },
    });
  });

  test('an archived channel', async () => {
    await slack.close();
    slack = await startSlack({
      channels: [
        { id: 'C0OLD', name: 'old', isPrivate: false, isShared: false, isArchived: true, members: ['U0RESIZE'] },
      ],
    });
    expect(await call(slack, 'chat.postMessage', { channel: 'C0OLD', text: 'a' })).toEqual({
      ok: false,
      error: 'is_archived',
    });
  });

  test('a text that is too long is cut in a post, and refused in an update', async () => {
    const posted = await call(slack, 'chat.postMessage', { channel: CHANNEL, text: 'a'.repeat(40_001) });
    expect(posted).toMatchObject({ ok: true, response_metadata: { warnings: ['message_truncated'] } });
    expect(slack.messages(CHANNEL)[0]?.text.length).toBe(40_000);
    expect(await call(slack, 'chat.update', { channel: CHANNEL, ts: posted['ts'], text: 'a'.repeat(4001) })).toEqual({
      ok: false,
      error: 'msg_too_long',
    });
  });

  test('an update drops the blocks that it does not repeat, and marks only text as edited', async () => {
    const { ts } = await call(slack, 'chat.postMessage', { channel: CHANNEL, text: 'a', blocks: [section] });
    await call(slack, 'chat.update', { channel: CHANNEL, ts, text: 'b', blocks: [section] });
    expect(slack.messages(CHANNEL)[0]).toMatchObject({ text: 'b', edited: false, blocks: [section] });
    await call(slack, 'chat.update', { channel: CHANNEL, ts, text: 'c' });
    expect(slack.messages(CHANNEL)[0]).toMatchObject({ text: 'c', edited: true, blocks: [] });
  });

  test('only its own messages, and only those that exist', async () => {
    await slack.person('U0DEV1').says('mine', { in: '#payments' });
    const [mine] = slack.messages('payments');
    expect(await call(slack, 'chat.update', { channel: CHANNEL, ts: mine?.ts, text: 'b' })).toEqual({
      ok: false,
      error: 'cant_update_message',
    });
    expect(await call(slack, 'chat.delete', { channel: CHANNEL, ts: mine?.ts })).toEqual({
      ok: false,
      error: 'cant_delete_message',
    });
    expect(await call(slack, 'chat.update', { channel: CHANNEL, ts: '1.000000', text: 'b' })).toEqual({
      ok: false,
      error: 'message_not_found',
    });
  });

  test('threads, permalinks and deletion', async () => {
    const { ts } = await call(slack, 'chat.postMessage', { channel: CHANNEL, text: 'a' });
    const reply = await call(slack, 'chat.postMessage', { channel: CHANNEL, text: 'b', thread_ts: ts });
    expect(slack.thread(CHANNEL, String(ts))).toMatchObject([{ text: 'b', threadTs: ts }]);
    expect(
      await call(slack, 'chat.postMessage', { channel: CHANNEL, text: 'c', thread_ts: reply['ts'] }),
    ).toMatchObject({ error: 'thread_not_found' });
    const { permalink } = await call(slack, 'chat.getPermalink', { channel: CHANNEL, message_ts: reply['ts'] });
    expect(permalink).toBe(
      `https://acme.slack.com/archives/${CHANNEL}/p${String(reply['ts']).replace('.', '')}?thread_ts=${String(ts)}&cid=${CHANNEL}`,
    );
    await call(slack, 'chat.delete', { channel: CHANNEL, ts: reply['ts'] });
    expect(slack.thread(CHANNEL, String(ts))).toEqual([]);
  });

  test('an ephemeral is seen by one person, cannot be changed or linked, and needs that person in the channel', async () => {
    const args = { channel: CHANNEL, text: 'psst' };
    const { message_ts } = await call(slack, 'chat.postEphemeral', { ...args, user: 'U0DEV1' });
    expect(slack.person('U0DEV1').sees()).toEqual(['psst']);
    expect(slack.person('U0DEV2').sees()).toEqual([]);
    expect(await call(slack, 'chat.update', { channel: CHANNEL, ts: message_ts, text: 'b' })).toMatchObject({
      error: 'message_not_found',
    });
    expect(await call(slack, 'chat.getPermalink', { channel: CHANNEL, message_ts })).toMatchObject({
      error: 'message_not_found',
    });
    expect(await call(slack, 'chat.postEphemeral', { ...args, user: 'U0STRANGER' })).toMatchObject({
      error: 'user_not_in_channel',
    });
  });

  test('metadata comes back with the message', async () => {
    const metadata = { event_type: 'resize', event_payload: { id: 'rr-1' } };
    expect(await call(slack, 'chat.postMessage', { channel: CHANNEL, text: 'a', metadata })).toMatchObject({
      message: { metadata, bot_id: 'B0RESIZE' },
    });
  });
});
