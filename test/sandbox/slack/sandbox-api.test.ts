import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Snapshot } from '../../../sandbox/slack/api.ts';
import { startSlack, type Slack } from '../../../sandbox/slack/slack.ts';
import { bareSocket } from './bare-socket.ts';
import { call, modal, textInput } from './calls.ts';

let slack: Slack;
beforeEach(async () => {
  slack = await startSlack();
});
afterEach(() => slack.close());

const get = async (path: string): Promise<unknown> => (await fetch(`${slack.url}${path}`)).json();
const send = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${slack.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });

describe('the snapshot', () => {
  test('is what this person can see', async () => {
    await call(slack, 'chat.postMessage', { channel: 'C0AUDIT', text: 'secret' });
    await call(slack, 'chat.postMessage', { channel: 'C0PAYMENTS', text: 'open' });
    await call(slack, 'chat.postEphemeral', { channel: 'C0PAYMENTS', user: 'U0DEV2', text: 'psst' });
    const mine = (await get('/sandbox/state?as=U0DEV1')) as Snapshot;
    expect(mine.me).toMatchObject({ id: 'U0DEV1', realName: 'Mei Lin', locale: 'zh-CN', tz: 'Asia/Shanghai' });
    expect(mine.channels.map(({ name }) => name)).toEqual(['payments', 'redis-ops', 'private', 'random', 'shared']);
    expect(mine.messages.map(({ text }) => text)).toEqual(['open']);
    expect(mine).toMatchObject({ modals: [], notices: [], appConnected: false });
    expect(mine).not.toHaveProperty('home');
    expect(JSON.stringify(mine)).not.toContain(slack.botToken);
  });

  test('has the modals, the home tab and the connection', async () => {
    const app = await bareSocket(slack);
    await send('/sandbox/act', {
      kind: 'command',
      as: 'U0DEV1',
      channel: 'C0PAYMENTS',
      command: '/redis-resize',
      text: '',
    });
    await call(slack, 'views.open', { trigger_id: app.lastTrigger(), view: modal([textInput('reason')]) });
    await call(slack, 'views.publish', { user_id: 'U0DEV1', view: { type: 'home', blocks: [] } });
    expect(await get('/sandbox/state?as=U0DEV1')).toMatchObject({
      appConnected: true,
      hasConsole: false,
      home: { type: 'home' },
      modals: [
        {
          callbackId: 'resize',
          title: 'Resize',
          submit: 'Ask',
          errors: {},
          values: { reason: { reason: { value: null } } },
        },
      ],
    });
    app.close();
  });

  test('of nobody is not found', async () => {
    expect((await fetch(`${slack.url}/sandbox/state?as=U0NOBODY`)).status).toBe(404);
  });
});

describe('acts and faults', () => {
  test('an act answers what the person would see', async () => {
    const body = { kind: 'command', as: 'U0DEV1', channel: 'C0PAYMENTS', command: '/redis-resize', text: '' };
    expect(await (await send('/sandbox/act', body)).json()).toEqual({
      ok: false,
      notice: '/redis-resize failed with the error "dispatch_failed"',
    });
    expect(await get('/sandbox/state?as=U0DEV1')).toMatchObject({
      notices: ['/redis-resize failed with the error "dispatch_failed"'],
    });
    expect(await get('/sandbox/deliveries')).toMatchObject([{ type: 'slash_commands', verdict: 'not_connected' }]);
  });

  test('a fault takes effect', async () => {
    expect((await send('/sandbox/fault', { kind: 'method', method: 'auth.test', error: 'fatal_error' })).status).toBe(
      200,
    );
    expect(await call(slack, 'auth.test')).toMatchObject({ error: 'fatal_error' });
    expect(await get('/sandbox/calls')).toMatchObject([
      { method: 'auth.test', ok: false, error: 'fatal_error', args: {} },
    ]);
  });

  test('what nobody knows is refused', async () => {
    expect((await send('/sandbox/act', { kind: 'dance', as: 'U0DEV1' })).status).toBe(400);
    expect((await send('/sandbox/act', { kind: 'command', as: 'U0DEV1', channel: 'C0PAYMENTS' })).status).toBe(400);
    expect((await send('/sandbox/act', { kind: 'home' })).status).toBe(400);
    expect((await send('/sandbox/fault', { kind: 'dance' })).status).toBe(400);
    expect((await send('/sandbox/act', 'x')).status).toBe(400);
    const press = { kind: 'press', as: 'U0DEV1', blockId: 'b', actionId: 'a', message: { channel: 'C0PAYMENTS' } };
    expect((await send('/sandbox/act', press)).status).toBe(400);
    expect((await send('/sandbox/fault', { kind: 'method', method: 'auth.test' })).status).toBe(400);
    expect((await send('/sandbox/fault', { kind: 'redeliver', times: 0 })).status).toBe(400);
    expect((await send('/sandbox/dance', {})).status).toBe(404);
    expect((await fetch(`${slack.url}/sandbox/act`, { method: 'DELETE' })).status).toBe(405);
  });

  test('a page of another site cannot act', async () => {
    expect((await send('/sandbox/act', { kind: 'home', as: 'U0DEV1' }, { origin: 'http://evil.example' })).status).toBe(
      403,
    );
    expect((await send('/sandbox/act', { kind: 'home', as: 'U0DEV1' }, { origin: slack.url })).status).toBe(200);
  });
});

test('changes are told as they happen', async () => {
  const response = await fetch(`${slack.url}/sandbox/changes?as=U0DEV1`);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  await call(slack, 'chat.postMessage', { channel: 'C0PAYMENTS', text: 'a' });
  while (!text.includes('event: changed')) text += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  expect(text).toContain('event: changed\ndata: {}\n\n');
});

describe('files of the page', () => {
  test('have their type, and / leads to them', async () => {
    const typeOf = async (path: string): Promise<unknown> => {
      const response = await fetch(`${slack.url}${path}`);
      await response.text();
      return [response.status, response.headers.get('content-type')];
    };
    expect(await typeOf('/sandbox/')).toEqual([200, 'text/html; charset=utf-8']);
    expect(await typeOf('/sandbox/page.css?v=1')).toEqual([200, 'text/css; charset=utf-8']);
    expect(await typeOf('/sandbox/app.js')).toEqual([200, 'text/javascript; charset=utf-8']);
    const root = await fetch(`${slack.url}/`, { redirect: 'manual' });
    expect([root.status, root.headers.get('location')]).toEqual([302, '/sandbox/']);
  });

  test.each([
    '/sandbox/../api.ts',
    '/sandbox/..%2fslack.ts',
    '/sandbox/%2e%2e/slack.ts',
    '/sandbox/%2e%2e%2f%2e%2e%2f%2e%2e%2fpackage.json',
    '/sandbox//etc/passwd',
    '/sandbox/..%5cslack.ts',
    '/sandbox/%00.css',
    '/sandbox/.git/config',
    '/sandbox/%ZZ',
    '/sandbox/nothing.css',
    '/sandbox/blocks',
  ])('and nothing else: %s', async (path) => {
    // fetch would tidy the path up first.
    const { port } = new URL(slack.url);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
      );
      let text = '';
      socket.on('data', (data) => (text += data.toString('utf8')));
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  });
});
