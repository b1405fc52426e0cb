import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startSlack, type Slack } from '../../../sandbox/slack/slack.ts';
import { bareSocket, type BareSocket } from './bare-socket.ts';
import { socketApp } from './bolt-app.ts';
import { call } from './calls.ts';

let slack: Slack;
const sockets: BareSocket[] = [];
beforeEach(async () => {
  slack = await startSlack({ ackTimeoutMs: 200, eventRetriesMs: [0, 20] });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  await slack.close();
});

async function connect(answer?: BareSocket['answer']): Promise<BareSocket> {
  const socket = await bareSocket(slack, answer);
  sockets.push(socket);
  return socket;
}
const typed = (): Promise<unknown> => slack.person('U0DEV1').types('/redis-resize', { in: '#payments' });
const closed = (socket: BareSocket): Promise<unknown> =>
  new Promise((resolve) =>
    socket.socket.readyState === WebSocket.CLOSED ? resolve(undefined) : socket.socket.once('close', resolve),
  );

describe('a connection', () => {
  test('begins with hello, which counts', async () => {
    await connect();
    const { all } = await connect();
    expect(all).toMatchObject([
      { type: 'hello', num_connections: 2, connection_info: { app_id: 'A0RESIZE' }, debug_info: { host: 'sandbox' } },
    ]);
  });

  test('needs a ticket that nobody used', async () => {
    const { url } = await call(slack, 'apps.connections.open', {}, slack.appToken);
    const first = new WebSocket(String(url));
    await new Promise((resolve) => first.once('message', resolve));
    for (const wrong of [String(url), `${slack.url.replace('http', 'ws')}/link/?ticket=x`]) {
      const second = new WebSocket(wrong);
      const error = await new Promise<Error>((resolve) => second.once('error', resolve));
      expect(error.message).toContain('401');
    }
    first.close();
  });

  test('is one of ten at most', async () => {
    for (let count = 0; count < 10; count += 1) await connect();
    const eleventh = await connect();
    expect(eleventh.all).toMatchObject([{ type: 'disconnect', reason: 'too_many_websockets' }]);
    await closed(eleventh);
    await typed();
    expect(eleventh.received).toEqual([]);
  });

  test('answers pings', async () => {
    const { socket } = await connect();
    const pong = new Promise((resolve) => socket.once('pong', resolve));
    socket.ping();
    await pong;
  });
});

describe('a payload', () => {
  test('goes to one connection, and to another the next time', async () => {
    const [one, two] = [await connect(), await connect()];
    await typed();
    await typed();
    expect([one.received.length, two.received.length]).toEqual([1, 1]);
    expect(one.received[0]).toMatchObject({ type: 'slash_commands', accepts_response_payload: true });
    expect(one.received[0]?.envelope_id).not.toBe(two.received[0]?.envelope_id);
  });

  test('is acknowledged only on the connection that got it', async () => {
    const [one, two] = [await connect(), await connect()];
    one.answer = ({ envelope_id }) => {
      two.socket.send(JSON.stringify({ envelope_id }));
      return undefined;
    };
    expect(await typed()).toEqual({ ok: false, notice: '/redis-resize failed because the app did not respond' });
    expect(slack.deliveries).toMatchObject([{ via: 'socket', verdict: 'timed_out' }]);
    expect(slack.deliveries[0]).not.toHaveProperty('ackMs');
  });

  test('that is acknowledged too late counts as not acknowledged', async () => {
    const app = await connect();
    app.answer = ({ envelope_id }) => {
      setTimeout(() => app.socket.send(JSON.stringify({ envelope_id })), 260);
      return undefined;
    };
    expect(await typed()).toMatchObject({ ok: false });
  });

  test('has nowhere to go when nobody is connected', async () => {
    expect(await typed()).toEqual({ ok: false, notice: '/redis-resize failed with the error "dispatch_failed"' });
    expect(slack.deliveries).toMatchObject([{ verdict: 'not_connected' }]);
  });

  test('comes twice when a fault says so', async () => {
    const app = await connect();
    slack.fault({ kind: 'redeliver' });
    await typed();
    await typed();
    await expect.poll(() => app.received.length).toBe(3);
    const [first, again] = app.received;
    expect(again?.payload).toEqual(first?.payload);
  });
});

describe('an event that is not acknowledged', () => {
  test('comes again, counted, and not for ever', async () => {
    const app = await connect(() => undefined);
    await slack.person('U0DEV1').opensHome();
    await expect.poll(() => slack.deliveries.length, { timeout: 3000 }).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(app.received.map(({ retry_attempt, retry_reason }) => [retry_attempt, retry_reason])).toEqual([
      [undefined, undefined],
      [1, 'http_timeout'],
      [2, 'http_timeout'],
    ]);
    expect(new Set(app.received.map(({ payload }) => payload['event_id'])).size).toBe(1);
  });

  test('a command never does', async () => {
    const app = await connect(() => undefined);
    await typed();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(app.received.length).toBe(1);
  });
});

describe('a disconnect', () => {
  test.each(['refresh_requested', 'link_disabled', 'too_many_websockets'] as const)(
    '%s says why, and closes',
    async (reason) => {
      const app = await connect();
      slack.fault({ kind: 'disconnect', reason });
      await closed(app);
      expect(app.all.at(-1)).toMatchObject({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } });
    },
  );

  test('a warning leaves the connection open for a while', async () => {
    const app = await connect();
    slack.fault({ kind: 'disconnect', reason: 'warning' });
    await expect.poll(() => app.all.at(-1)?.['reason']).toBe('warning');
    expect(await typed()).toMatchObject({ ok: true });
  });

  test('Bolt comes back by itself', async () => {
    const running = await socketApp(slack, (app) => app.command('/redis-resize', async ({ ack }) => ack()));
    slack.fault({ kind: 'disconnect', reason: 'refresh_requested' });
    await expect.poll(typed).toMatchObject({ ok: false });
    await slack.connected();
    expect(await typed()).toMatchObject({ ok: true });
    await running.stop();
  });
});
