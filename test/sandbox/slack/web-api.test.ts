import { describe, expect, test } from 'vitest';
import { call, plain, raw } from './calls.ts';
import { CHANNEL, slack, workspaceToCall } from './workspace.ts';

workspaceToCall();

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
    // But for saying whose it is.
    expect(await call(slack, 'auth.test', {}, slack.appToken)).toEqual({
      ok: true,
      app_name: 'redis-resize',
      app_id: 'A0RESIZE',
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

  test.each([
    ['no view', {}, '[ERROR] missing required field: view'],
    ['a view that is no JSON', { view: '{' }, '[ERROR] must provide an object [json-pointer:/view]'],
  ])('%s', async (_name, args, message) => {
    expect(await call(slack, 'views.open', { trigger_id: '1.2.3', ...args })).toEqual({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: { messages: [message] },
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

describe('the app and its workspace', () => {
  test('auth.test, bots.info, api.test', async () => {
    expect(await call(slack, 'auth.test')).toMatchObject({
      ok: true,
      team_id: 'T012AB',
      user_id: 'U0RESIZE',
      bot_id: 'B0RESIZE',
    });
    expect(await call(slack, 'bots.info', { bot: 'B0RESIZE' })).toMatchObject({ bot: { user_id: 'U0RESIZE' } });
    expect(await call(slack, 'bots.info', { bot: 'B0OTHER' })).toMatchObject({ error: 'bot_not_found' });
    expect(await call(slack, 'api.test', { error: 'my_error' })).toMatchObject({ ok: false, error: 'my_error' });
  });
});
