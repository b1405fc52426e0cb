import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { signatureOf } from '../../../sandbox/slack/http-delivery.ts';
import { startSlack, type Slack } from '../../../sandbox/slack/slack.ts';
import { httpApp } from './bolt-app.ts';
import { actions, button, call } from './calls.ts';

interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let slack: Slack;
let server: Server;
let got: Got[];
/** What the app answers; nothing for a status of 0. */
let answer: { status: number; body?: string; headers?: Record<string, string> };
beforeEach(async () => {
  got = [];
  answer = { status: 200 };
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      if (answer.status !== 0) response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const requestUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  slack = await startSlack({ mode: 'http', requestUrl, ackTimeoutMs: 300, eventRetriesMs: [0, 20] });
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await slack.close();
});
const typed = (text = ''): Promise<unknown> =>
  slack.person('U0DEV1').types(`/redis-resize ${text}`, { in: '#payments' });

test("the signature of Slack's own example", () => {
  const body =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
  expect(signatureOf('8f742231b10e8888abcd99yyyzzz85a5', 1531420618, body)).toBe(
    'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  );
});

describe('a request', () => {
  test('is signed over its raw body, at the present time', async () => {
    await typed('a b&c');
    const { headers, body } = got[0] ?? { headers: {}, body: '' };
    const timestamp = String(headers['x-slack-request-timestamp']);
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(5);
    const hmac = createHmac('sha256', slack.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
    expect(headers['x-slack-signature']).toBe(`v0=${hmac}`);
    expect(headers['user-agent']).toContain('Slackbot 1.0');
  });

  test('of a command is a form', async () => {
    await typed('a b&c');
    expect(got[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(got[0]?.body))).toMatchObject({
      command: '/redis-resize',
      text: 'a b&amp;c',
      is_enterprise_install: 'false',
    });
  });

  test('of an interaction is a form of one field with JSON', async () => {
    await call(slack, 'chat.postMessage', { channel: 'C0PAYMENTS', text: 'a', blocks: [actions(button('Go', 'go'))] });
    await slack.person('U0DEV1').presses('Go');
    const form = new URLSearchParams(got[0]?.body);
    expect([...form.keys()]).toEqual(['payload']);
    expect(JSON.parse(form.get('payload') ?? '')).toMatchObject({ type: 'block_actions' });
  });

  test('of an event is JSON, and comes again with what went wrong', async () => {
    answer = { status: 500 };
    await slack.person('U0DEV1').opensHome();
    await expect.poll(() => got.length).toBe(3);
    expect(got[0]?.headers['content-type']).toBe('application/json');
    expect(got.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']])).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
    ]);
  });

  test('of an event that gets lost on its way comes with the next try', async () => {
    slack.fault({ kind: 'lose_event', times: 2 });
    await slack.person('U0DEV1').opensHome();
    await expect.poll(() => got.length).toBe(1);
    expect(got[0]?.headers['x-slack-retry-num']).toBe('2');
    expect(slack.deliveries.map(({ verdict }) => verdict)).toEqual(['not_connected', 'not_connected', 'acknowledged']);
  });

  test('of an event does not come again when the app says so', async () => {
    answer = { status: 500, headers: { 'x-slack-no-retry': '1' } };
    await slack.person('U0DEV1').opensHome();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(got.length).toBe(1);
  });
});

describe('the verdict', () => {
  test('of an answer other than 200 is a refusal', async () => {
    answer = { status: 404 };
    expect(await typed()).toMatchObject({ ok: false, notice: '/redis-resize failed with the error "dispatch_failed"' });
    await call(slack, 'chat.postMessage', { channel: 'C0PAYMENTS', text: 'a', blocks: [actions(button('Go', 'go'))] });
    expect(await slack.person('U0DEV1').presses('Go')).toEqual({
      ok: false,
      notice: 'This app responded with Status Code 404',
    });
    expect(slack.deliveries.map(({ verdict }) => verdict)).toEqual(['refused', 'refused']);
  });

  test('of no answer is a time-out', async () => {
    answer = { status: 0 };
    expect(await typed()).toMatchObject({ ok: false, notice: '/redis-resize failed because the app did not respond' });
    expect(slack.deliveries).toMatchObject([{ via: 'http', verdict: 'timed_out' }]);
  });

  test('of a closed port is that there is no connection', async () => {
    slack.setRequestUrl('http://127.0.0.1:1/slack/events');
    expect(await typed()).toMatchObject({ ok: false });
    expect(slack.deliveries).toMatchObject([{ verdict: 'not_connected' }]);
  });
});

test('an answer to a command in the body is shown', async () => {
  answer = { status: 200, body: 'Just a moment' };
  await typed();
  answer = {
    status: 200,
    body: '{"response_type":"in_channel","text":"To all"}',
    headers: { 'content-type': 'application/json' },
  };
  await typed();
  expect(slack.person('U0DEV1').sees()).toEqual(['Just a moment', 'To all']);
  expect(slack.person('U0DEV2').sees()).toEqual(['To all']);
});

test('Bolt refuses what is signed with another secret', async () => {
  const running = await httpApp(
    slack,
    (app) => app.command('/redis-resize', async ({ ack }) => ack()),
    'another secret',
  );
  expect(await typed()).toMatchObject({ ok: false });
  expect(slack.deliveries.at(-1)?.verdict).toBe('refused');
  await running.stop();
});
