/** Attacks on the HTTP mode: whatever is not signed by Slack, for now and for the first time, does nothing. */
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { signatureOf } from '../../../sandbox/slack/http-delivery.ts';
import { eventually, openEdge, type EdgeOptions } from '../edge.ts';

const FORM = 'application/x-www-form-urlencoded';
/** Seconds; one for all, so that the same request is the same a moment later. */
const NOW = Math.floor(Date.now() / 1000);

async function openHttp(options: Omit<EdgeOptions, 'mode'> = {}) {
  const edge = await openEdge({ ...options, mode: 'http' });
  const url = `http://127.0.0.1:${String(edge.port)}/slack/events`;
  const { signingSecret } = edge.slack;
  const withdrawal = form({ text: 'withdraw rr-7k3f9qx2', trigger_id: '1.2.3' });

  /** A command of mei, as Slack would sign it but for what the test changes. */
  async function post(change: Partial<Attack> = {}): Promise<number> {
    const { body = withdrawal, ageSeconds = 0, secret = signingSecret, type = FORM, headers = {} } = change;
    const timestamp = NOW - ageSeconds;
    const signed = {
      'content-type': type,
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': signatureOf(secret, timestamp, body),
    };
    const sent = Object.entries({ ...signed, ...headers }).filter(([, value]) => value !== '');
    const answer = await fetch(url, { method: 'POST', headers: Object.fromEntries(sent), body: change.sent ?? body });
    await answer.arrayBuffer();
    return answer.status;
  }
  return { ...edge, url, post, withdrawal };
}

interface Attack {
  readonly body: string;
  /** What is sent in place of what was signed. */
  readonly sent: string;
  readonly ageSeconds: number;
  readonly secret: string;
  readonly type: string;
  /** An empty one is left out. */
  readonly headers: Readonly<Record<string, string>>;
}

function form(fields: Readonly<Record<string, string>>): string {
  const person = { team_id: 'T012AB', user_id: 'U0DEV1', channel_id: 'C0PAYMENTS', api_app_id: 'A0RESIZE' };
  return new URLSearchParams({ command: '/redis-resize', ...person, ...fields }).toString();
}

describe('a request in HTTP mode', () => {
  it('that Slack signed is done, also a little late or early, and with parameters in its type', async () => {
    const { post, desk, refused, slack } = await openHttp();
    expect(await post({ ageSeconds: 290, body: form({ text: 'withdraw rr-7k3f9qx2', trigger_id: '1' }) })).toBe(200);
    expect(await post({ ageSeconds: -50, body: form({ text: 'withdraw rr-7k3f9qx2', trigger_id: '2' }) })).toBe(200);
    expect(await post({ type: `${FORM}; charset=UTF-8` })).toBe(200);
    await eventually(() => slack.messages('#payments').length === 3);
    expect(desk.pressed).toHaveLength(3);
    expect(refused).toEqual([]);
  });

  it.each([
    ['stale', 401, { ageSeconds: 302 }],
    ['future', 401, { ageSeconds: -62 }],
    ['future', 401, { ageSeconds: -86_400 }],
    ['forged', 401, { secret: 'another secret' }],
    ['forged', 401, { sent: form({ text: 'withdraw rr-00000000' }) }],
    ['forged', 401, { headers: { 'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000) - 30) } }],
    ['unsigned', 401, { headers: { 'x-slack-signature': '' } }],
    ['unsigned', 401, { headers: { 'x-slack-signature': 'v0=' } }],
    ['unsigned', 401, { headers: { 'x-slack-signature': `v1=${'0'.repeat(64)}` } }],
    ['unsigned', 401, { headers: { 'x-slack-request-timestamp': '' } }],
    ['unsigned', 401, { headers: { 'x-slack-request-timestamp': 'NaN' } }],
    ['unsigned', 401, { headers: { 'x-slack-request-timestamp': '1e99' } }],
    ['media_type', 415, { type: 'text/plain' }],
    ['media_type', 415, { type: 'multipart/form-data; boundary=x' }],
    ['too_large', 413, { body: 'x'.repeat(1024 * 1024 + 1) }],
  ] as const)('%s is refused with %i: %j', async (reason, status, attack) => {
    const { post, desk, refused, slack } = await openHttp();
    expect(await post(attack)).toBe(status);
    expect(refused).toEqual([reason]);
    expect(desk.pressed).toEqual([]);
    expect(slack.calls.filter(({ method }) => method !== 'auth.test')).toEqual([]);
  });

  it('that was sent before is refused, on whichever replica', async () => {
    const claimed = new Set<string>();
    const over = { claim: (key: string) => Promise.resolve(claimed.size < claimed.add(key).size) };
    const one = await openHttp({ over });
    expect([await one.post(), await one.post()]).toEqual([200, 401]);
    await eventually(() => one.slack.messages('#payments').length === 1);
    const two = await openHttp({ over: { ...over, signingSecret: one.slack.signingSecret } });
    expect(await two.post({ secret: one.slack.signingSecret })).toBe(401);
    expect([one.refused, two.refused]).toEqual([['replayed'], ['replayed']]);
    expect([one.desk.pressed, two.desk.pressed]).toEqual([['withdraw'], []]);
    // What is remembered is no signature that could be used.
    expect([...claimed].join()).not.toMatch(/v0=|[0-9a-f]{64}/);
  });

  it.each([
    ['fails', () => Promise.reject(new Error('gone'))],
    ['hangs', () => new Promise<boolean>(() => undefined)],
  ])('is refused while the memory of what came %s', async (_, claim) => {
    const { post, desk, refused } = await openHttp({ over: { claim } });
    expect(await post()).toBe(503);
    expect(refused).toEqual(['memory_unavailable']);
    expect(desk.pressed).toEqual([]);
  });

  it('fills no memory unless Slack signed it', async () => {
    const claimed: string[] = [];
    const { post } = await openHttp({ over: { claim: (key) => Promise.resolve(claimed.push(key) > 0) } });
    await post({ secret: 'another secret' });
    await post({ ageSeconds: 302 });
    expect(claimed).toEqual([]);
  });

  it('that checks the certificate is answered unsigned, and smuggles nothing', async () => {
    const { post, desk, slack } = await openHttp();
    const headers = { 'x-slack-signature': '', 'x-slack-request-timestamp': '' };
    expect(await post({ body: form({ ssl_check: '1', text: 'withdraw rr-7k3f9qx2' }), headers })).toBe(200);
    const payload = JSON.stringify({
      type: 'block_actions',
      actions: [{ action_id: 'approve', value: 'rr-7k3f9qx2' }],
    });
    expect(await post({ body: new URLSearchParams({ ssl_check: '1', payload }).toString(), headers })).toBe(200);
    expect(await post({ body: form({ ssl_check: '0' }), headers })).toBe(401);
    expect(desk.pressed).toEqual([]);
    expect(slack.calls.filter(({ method }) => method !== 'auth.test')).toEqual([]);
  });

  it.each([
    ['GET', '/slack/events', 405, 'method'],
    ['PUT', '/slack/events', 405, 'method'],
    ['POST', '/slack/event', 404, 'not_found'],
    ['POST', '/slack/events/', 404, 'not_found'],
    ['GET', '/slack/install', 404, 'not_found'],
    ['GET', '/', 404, 'not_found'],
  ])('%s %s: %i', async (method, path, status, reason) => {
    const { port, refused } = await openHttp();
    const answer = await fetch(`http://127.0.0.1:${String(port)}${path}`, { method });
    expect([answer.status, refused]).toEqual([status, [reason]]);
  });

  it.each([
    ['foreign_team', { team_id: 'T0OTHER' }],
    ['foreign_team', { team_id: '' }],
    ['no_person', { user_id: '' }],
  ])('of Slack, but %s: is acknowledged and does nothing', async (reason, fields) => {
    const { post, desk, refused } = await openHttp();
    expect(await post({ body: form({ text: 'withdraw rr-7k3f9qx2', trigger_id: '1', ...fields }) })).toBe(200);
    expect(refused).toEqual([reason]);
    expect(desk.pressed).toEqual([]);
  });

  it('of an event that nobody asked for is acknowledged, so that it does not come again', async () => {
    const { post, refused, slack } = await openHttp();
    const event = { type: 'app_uninstalled', user: 'U0DEV1', channel: 'D1', tab: 'home', event_ts: '1.1' };
    const body = JSON.stringify({ type: 'event_callback', team_id: 'T012AB', api_app_id: 'A0RESIZE', event });
    expect(await post({ body, type: 'application/json' })).toBe(200);
    expect(refused).toEqual(['not_subscribed']);
    expect(slack.calls.filter(({ method }) => method !== 'auth.test')).toEqual([]);
  });

  it('answers nowhere but to Slack, whatever address came with it', async () => {
    const { post, slack } = await openHttp();
    const stolen: string[] = [];
    const evil = createServer((request, response) => {
      stolen.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void evil.close());
    const response_url = `http://127.0.0.1:${String((evil.address() as AddressInfo).port)}/hooks.slack.com/commands`;
    await post({ body: form({ text: 'help', trigger_id: '1', response_url }) });
    await eventually(() => slack.messages('#payments').length === 1);
    expect(slack.messages('#payments')[0]?.ephemeralTo).toBe('U0DEV1');
    expect(stolen).toEqual([]);
  });

  it('that grows beyond the limit without having said so is cut off', async () => {
    const { port, refused, desk } = await openHttp({ over: { bodyLimit: 1000 } });
    const answer = await raw(port, [
      `POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-type: ${FORM}\r\ntransfer-encoding: chunked\r\n\r\n`,
      `400\r\n${'a'.repeat(1024)}\r\n`,
    ]);
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(refused).toEqual(['too_large']);
    expect(desk.pressed).toEqual([]);
  });

  it('that nobody signed is not read beyond a few kilobytes', async () => {
    const { port, refused } = await openHttp();
    const head = `POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-type: ${FORM}\r\ncontent-length: 1000000\r\n\r\n`;
    expect(await raw(port, [head])).toMatch(/^HTTP\/1.1 413 /);
    expect(refused).toEqual(['too_large']);
  });

  it.each([
    ['headers', ['POST /slack/events HTTP/1.1\r\nhost: x\r\n'], '408', 'too_slow'],
    [
      'body',
      [`POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-type: ${FORM}\r\ncontent-length: 100\r\n\r\n`, 'a'],
      '408',
      'too_slow',
    ],
    ['headers beyond measure', [`GET / HTTP/1.1\r\nhost: x\r\na: ${'a'.repeat(20_000)}\r\n\r\n`], '431', 'too_large'],
    ['nonsense', ['\u0016\u0003\u0001 hello\r\n\r\n'], '400', 'malformed'],
  ])('whose %s never come or are none is ended: slowloris', async (_, parts, status, reason) => {
    const { port, refused } = await openHttp({ patience: { headersMs: 200, requestMs: 300 } });
    expect(await raw(port, parts)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(refused[0]).toBe(reason);
  });
});

describe.each(['socket', 'http'] as const)('a command that comes twice, by %s', (mode) => {
  it('is one command', async () => {
    const { slack, sre, refused } = await openEdge({ mode });
    slack.fault({ kind: 'redeliver' });
    await sre.types('/redis-resize', { in: '#payments' });
    await sre.waitsForModal();
    await eventually(() => refused.length === 1);
    expect(refused).toEqual([mode === 'http' ? expect.stringMatching(/replayed|repeated/) : 'repeated']);
    expect(slack.calls.filter(({ method }) => method === 'views.open')).toHaveLength(1);
  });
});

/** Sends these parts and nothing more; what came back until the other side closed. */
function raw(port: number, parts: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => parts.forEach((part) => socket.write(part)));
    socket.on('data', (data) => (answer += data.toString('utf8')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}
