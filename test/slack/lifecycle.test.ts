import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startSlack } from '../../sandbox/slack/slack.ts';
import { createSlack, type SlackOptions } from '../../src/slack/bolt.ts';
import { POLICY } from './corpus.ts';
import { eventually, openEdge, stubDesk } from './edge.ts';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

function options(over: Partial<SlackOptions>): SlackOptions {
  return {
    mode: 'socket',
    botToken: 'xoxb-wrong',
    appToken: 'xapp-wrong',
    apiUrl: 'http://127.0.0.1:9/',
    policy: () => POLICY,
    desk: () => stubDesk(),
    log: silent,
    now: () => new Date(),
    ...over,
  };
}

describe('the connection', () => {
  it('comes back by itself after Slack closed it, and says when it is gone', async () => {
    const { slack, bot, sre } = await openEdge();
    expect(bot.connected()).toBe(true);
    slack.fault({ kind: 'disconnect', reason: 'refresh_requested' });
    await eventually(() => !bot.connected());
    await eventually(() => bot.connected());
    expect(await sre.types('/redis-resize help', { in: '#payments' })).toMatchObject({ ok: true });
    expect(bot.describe()).toMatchObject({ mode: 'socket', connected: true, identity: { botName: 'redis-resize' } });
  });

  it('is refused with the reason, not with the end of the process', async () => {
    const slack = await startSlack();
    const bot = createSlack(options({ apiUrl: slack.apiUrl }));
    await expect(bot.start({ host: '127.0.0.1', port: 0 })).rejects.toMatchObject({
      name: 'SlackFault',
      code: 'invalid_auth',
      temporary: false,
    });
    expect(bot.connected()).toBe(false);
    await bot.stop();
    await slack.close();
  });

  it('needs its secrets', () => {
    expect(() => createSlack(options({ appToken: undefined }))).toThrow('app token');
    expect(() => createSlack(options({ mode: 'http' }))).toThrow('signing secret');
  });

  it('tells the port it got in HTTP mode, and none in Socket Mode', async () => {
    const slack = await startSlack();
    const { botToken, appToken, signingSecret, apiUrl } = slack;
    const tokens = { botToken, appToken, signingSecret, apiUrl };
    const http = createSlack(options({ ...tokens, mode: 'http' }));
    const port = await http.start({ host: '127.0.0.1', port: 0 });
    expect(port).toBeGreaterThan(0);
    const unsigned = await fetch(`http://127.0.0.1:${String(port)}/slack/events`, { method: 'POST', body: 'x' });
    expect(unsigned.status).toBe(401);
    await http.stop();
    const socket = createSlack(options(tokens));
    expect(await socket.start({ host: '127.0.0.1', port: 0 })).toBeUndefined();
    await socket.stop();
    await slack.close();
  });

  it('serves further pages on the port of HTTP mode', async () => {
    const page = {
      path: '/healthz',
      method: ['GET'],
      handler: (_: unknown, res: { end(text: string): unknown }) => void res.end('ok'),
    };
    const { port } = await openEdge({ mode: 'http', over: { customRoutes: [page] } });
    const answer = await fetch(`http://127.0.0.1:${String(port)}/healthz`);
    expect(await answer.text()).toBe('ok');
    const unsigned = await fetch(`http://127.0.0.1:${String(port)}/slack/events`, { method: 'POST', body: 'x' });
    expect(unsigned.status).toBe(401);
  });
});

describe('stopping', () => {
  it.each(['socket', 'http'] as const)('waits for what runs: %s', async (mode) => {
    let finished = false;
    const { bot, sre } = await openEdge({
      mode,
      desk: {
        requests: async () => {
          await wait(700);
          finished = true;
          return [];
        },
      },
    });
    await sre.types('/redis-resize list', { in: '#payments' });
    await eventually(() => bot.describe().running > 0);
    await bot.stop();
    expect(finished).toBe(true);
    expect(bot.connected()).toBe(false);
    expect(bot.describe().running).toBe(0);
  });
});

describe('the log', () => {
  it('holds no token, no payload and no address of an answer', async () => {
    const { slack, sre, logged } = await openEdge({
      desk: { requests: () => Promise.reject(new Error('boom xoxb-1')) },
    });
    await sre.types('/redis-resize list --reason "my secret reason"', { in: '#payments' });
    await sre.types('/redis-resize list', { in: '#payments' });
    await sre.waitsFor('Something went wrong');
    const all = logged.join('\n');
    for (const secret of [slack.botToken, slack.appToken, 'my secret reason', 'response_url"', 'hooks.', 'xoxb-']) {
      expect(all).not.toContain(secret);
    }
  });
});
