import { ErrorCode, WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSlack, type Slack } from '../../../sandbox/slack/slack.ts';
import { call, raw } from './calls.ts';

let slack: Slack;
let clock = 0;
const CHANNEL = 'C0PAYMENTS';
const post = { channel: CHANNEL, text: 'a' };

describe('a fault', () => {
  beforeEach(async () => {
    slack = await startSlack();
  });
  afterEach(() => slack.close());

  test('of a method comes as often as wanted, and only there', async () => {
    slack.fault({ kind: 'method', method: 'chat.postMessage', error: 'fatal_error', times: 2 });
    expect(await call(slack, 'auth.test')).toMatchObject({ ok: true });
    expect(await call(slack, 'chat.postMessage', post)).toEqual({ ok: false, error: 'fatal_error' });
    expect(await call(slack, 'chat.postMessage', post)).toEqual({ ok: false, error: 'fatal_error' });
    expect(await call(slack, 'chat.postMessage', post)).toMatchObject({ ok: true });
    expect(slack.calls.map(({ method, error }) => [method, error])).toEqual([
      ['auth.test', undefined],
      ['chat.postMessage', 'fatal_error'],
      ['chat.postMessage', 'fatal_error'],
      ['chat.postMessage', undefined],
    ]);
  });

  test('can be a workspace that does not know a type of block', async () => {
    slack.fault({ kind: 'unknown_blocks', types: ['divider'] });
    const divided = { ...post, blocks: JSON.stringify([{ type: 'divider' }]) };
    const refused = await call(slack, 'chat.postMessage', divided);
    expect(refused).toMatchObject({ ok: false, error: 'invalid_blocks' });
    expect(JSON.stringify(refused)).toContain('unsupported type: divider [json-pointer:/blocks/0/type]');
    expect(await call(slack, 'chat.postMessage', post)).toMatchObject({ ok: true });
    slack.clearFaults();
    expect(await call(slack, 'chat.postMessage', divided)).toMatchObject({ ok: true });
  });

  test('can keep the answer back once the message is there', async () => {
    slack.fault({ kind: 'hang', method: 'chat.postMessage', ms: 60_000, effect: true });
    const caller = new AbortController();
    const lost = fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${slack.botToken}` },
      body: JSON.stringify(post),
      signal: caller.signal,
    });
    await expect.poll(() => slack.messages(CHANNEL).length).toBe(1);
    caller.abort();
    await expect(lost).rejects.toThrow();
  });

  test('of every method', async () => {
    slack.fault({ kind: 'method', method: '*', error: 'fatal_error' });
    expect(await call(slack, 'auth.test')).toMatchObject({ error: 'fatal_error' });
  });

  test('of the rate looks to a real client like one', async () => {
    slack.fault({ kind: 'rate_limit', method: 'chat.postMessage', retryAfterSeconds: 7 });
    const client = new WebClient(slack.botToken, {
      slackApiUrl: slack.apiUrl,
      rejectRateLimitedCalls: true,
      retryConfig: { retries: 0 },
    });
    await expect(client.chat.postMessage(post)).rejects.toMatchObject({
      code: ErrorCode.RateLimitedError,
      retryAfter: 7,
    });
    expect(slack.messages(CHANNEL)).toEqual([]);
  });

  test('of HTTP answers no JSON', async () => {
    slack.fault({ kind: 'http', method: 'chat.postMessage', status: 503 });
    const response = await raw(slack, 'chat.postMessage', post);
    expect([response.status, response.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
  });

  test('that hangs does nothing for a client that left', async () => {
    slack.fault({ kind: 'hang', method: 'chat.postMessage', ms: 60_000 });
    const leave = new AbortController();
    const headers = { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' };
    const request = { method: 'POST', headers, body: JSON.stringify(post), signal: leave.signal };
    const answer = fetch(`${slack.apiUrl}chat.postMessage`, request);
    // A client that leaves before its call is there has not called.
    await expect.poll(() => slack.faults).toEqual([]);
    leave.abort();
    await expect(answer).rejects.toThrow(/abort/);
    await expect.poll(() => slack.calls).toMatchObject([{ ok: false, error: 'hung_up' }]);
    expect(slack.messages(CHANNEL)).toEqual([]);
  });

  test('that hangs serves a client that waits', async () => {
    slack.fault({ kind: 'hang', method: 'chat.postMessage', ms: 30 });
    expect(await call(slack, 'chat.postMessage', post)).toMatchObject({ ok: true });
  });

  test('that drops the answer has done it all the same', async () => {
    slack.fault({ kind: 'drop_after', method: 'chat.postMessage' });
    await expect(call(slack, 'chat.postMessage', post)).rejects.toThrow();
    expect(slack.messages(CHANNEL)).toMatchObject([{ text: 'a' }]);
    expect(slack.calls).toMatchObject([{ ok: true }]);
  });

  test('can be taken back', async () => {
    slack.fault({ kind: 'method', method: '*', error: 'fatal_error', times: 9 });
    slack.clearFaults();
    expect(await call(slack, 'auth.test')).toMatchObject({ ok: true });
  });
});

describe('rate limits, when they are real', () => {
  beforeEach(async () => {
    clock = Date.parse('2026-11-20T10:00:00Z');
    slack = await startSlack({ now: () => clock, rateLimits: 'real' });
  });
  afterEach(() => slack.close());

  async function until429(
    method: string,
    args: object,
    step: () => void = () => undefined,
  ): Promise<readonly [number, string | null]> {
    for (let count = 0; count <= 400; count += 1) {
      const response = await raw(slack, method, args);
      await response.text();
      if (response.status === 429) return [count, response.headers.get('retry-after')];
      step();
    }
    return [Infinity, null];
  }

  test.each([
    ['usergroups.list', {}, 20],
    ['chat.update', { channel: CHANNEL, ts: '1.000000', text: 'a' }, 50],
    ['users.info', { user: 'U0DEV1' }, 100],
  ])('%s is stopped in its minute, and goes on after it', async (method, args, perMinute) => {
    expect(await until429(method, args)).toEqual([perMinute, '60']);
    clock += 60_001;
    expect((await raw(slack, method, args)).status).toBe(200);
  });

  test('chat.postMessage may burst in a channel, then once a second; other channels do not suffer', async () => {
    expect(await until429('chat.postMessage', post)).toEqual([5, '1']);
    expect((await raw(slack, 'chat.postMessage', { ...post, channel: 'C0REDISOPS' })).status).toBe(200);
    clock += 1000;
    expect((await raw(slack, 'chat.postMessage', post)).status).toBe(200);
    expect((await raw(slack, 'chat.postMessage', post)).status).toBe(429);
    expect(slack.calls.at(-1)).toMatchObject({ ok: false, error: 'ratelimited' });
  });

  test('chat.postMessage has a limit for the workspace too', async () => {
    const channels = [
      'C0PAYMENTS',
      'C0REDISOPS',
      'C0AUDIT',
      'C0SHARED',
      ...slack.users.slice(0, 7).map(({ id }) => id),
    ];
    let count = 0;
    const args = {
      text: 'a',
      get channel() {
        return channels[count % channels.length];
      },
    };
    // Slow enough for each channel, too fast for all of them together.
    const limited = await until429('chat.postMessage', args, () => {
      count += 1;
      clock += 100;
    });
    expect(limited).toEqual([300, '30']);
  });
});

test('without real limits nothing is ever limited', async () => {
  slack = await startSlack();
  for (let count = 0; count < 60; count += 1) expect((await raw(slack, 'chat.postMessage', post)).status).toBe(200);
  await slack.close();
});
