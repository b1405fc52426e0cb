import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../sandbox/slack/api.ts';
import { startSlack } from '../../sandbox/slack/slack.ts';
import { manifestScopes } from '../../sandbox/manifest-scopes.ts';
import { opsRoutes } from '../../src/ops/routes.ts';
import { serveRoutes } from '../../src/ops/server.ts';
import { createIncoming, type IncomingOptions } from '../../src/slack/bolt.ts';
import { createOutgoing } from '../../src/slack/outgoing.ts';
import { POLICY } from './corpus.ts';
import { eventually, openEdge, stubDesk } from './edge.ts';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

function bot(over: Partial<IncomingOptions>): ReturnType<typeof createIncoming> {
  const options: IncomingOptions = {
    mode: 'socket',
    botToken: 'xoxb-wrong',
    appToken: 'xapp-wrong',
    apiUrl: 'http://127.0.0.1:9/',
    policy: () => POLICY,
    desk: stubDesk(),
    log: silent,
    now: () => new Date(),
    claim: () => Promise.resolve(true),
    refused: () => undefined,
    acknowledged: () => undefined,
    called: () => undefined,
    ...over,
  };
  return createIncoming(options, createOutgoing(options));
}

const REFUSED = { kind: 'method', method: 'apps.connections.open', error: 'invalid_auth' } as const;

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

  it('is two: while Slack renews one, the other takes the clicks', async () => {
    const { slack, bot, sre } = await openEdge({ over: { secondAfterMs: 0 } });
    await eventually(() => bot.health().connections === 2);
    expect(bot.health()).toMatchObject({ connectionsOfApp: 2, problems: [] });
    slack.fault({ kind: 'disconnect', reason: 'refresh_requested', oldest: true });
    await eventually(() => bot.health().connections === 1);
    expect(bot.connected()).toBe(true);
    expect(await sre.types('/redis-resize help', { in: '#payments' })).toMatchObject({ ok: true });
  });

  it('that Slack gives up for having too many says so, in the log and in its health', async () => {
    const { slack, bot, logged } = await openEdge();
    slack.fault({ kind: 'disconnect', reason: 'too_many_websockets' });
    await eventually(() => !bot.connected());
    expect(bot.health().problems).toEqual([
      'Slack is not connected',
      'Slack closed the connection: too_many_websockets',
    ]);
    expect(logged.join('\n')).toMatch(/error Slack refuses a Socket Mode connection .*too_many_websockets/);
  });

  it.each(['socket', 'http'] as const)(
    'is not all: by %s, a Web API that takes no calls is told of, until it does',
    async (mode) => {
      const { slack, bot, logged } = await openEdge({ mode, over: { apiWatchMs: 20 } });
      const away = slack.fault({ kind: 'method', method: 'auth.test', error: 'token_revoked', times: Infinity });
      await eventually(() => bot.health().problems.length > 0);
      expect(bot.health().problems).toEqual(["Slack's Web API cannot be used: token_revoked"]);
      away();
      await eventually(() => bot.health().problems.length === 0);
      const lines = logged.filter((line) => line.includes('Web API'));
      expect(lines).toEqual([expect.stringMatching(/^error .*token_revoked/), expect.stringMatching(/^info .*again/)]);
    },
  );

  it('that stays silent is opened anew, and told of', async () => {
    const slack = await startSlack({ scopes: manifestScopes() });
    slack.fault({ kind: 'no_hello' });
    const errors: string[] = [];
    const log = { ...silent, error: (_facts: object, sentence: string) => void errors.push(sentence) };
    const { botToken, appToken, apiUrl } = slack;
    const patient = bot({ botToken, appToken, apiUrl, log, helloMs: 100 });
    const started = patient.start();
    await eventually(() => errors.length > 0);
    expect(errors).toEqual(['Slack is silent on a Socket Mode connection; opening it anew']);
    await started;
    expect(patient.connected()).toBe(true);
    await patient.stop();
    await slack.close();
  });

  it.each<[string, Fault, boolean]>([
    ['refuses to open again', REFUSED, false],
    ['is opening again while the bot stops', { kind: 'no_hello' }, true],
    ['refuses to open again while the bot stops', { ...REFUSED, times: 9 }, true],
  ])('that Slack %s is not the end of the process, and opens none after its end', async (_, fault, stops) => {
    const unheard: unknown[] = [];
    const hear = (reason: unknown): void => void unheard.push(reason);
    process.on('unhandledRejection', hear);
    const slack = await startSlack({ scopes: manifestScopes() });
    const { botToken, appToken, apiUrl } = slack;
    const patient = bot({ botToken, appToken, apiUrl });
    await patient.start();
    slack.fault(fault);
    slack.fault({ kind: 'disconnect', reason: 'refresh_requested' });
    const opens = () => slack.calls.filter(({ method }) => method === 'apps.connections.open').length;
    await expect.poll(opens).toBeGreaterThan(1);
    if (!stops) await expect.poll(() => patient.connected()).toBe(true);
    await patient.stop();
    const asked = opens();
    // Longer than the pause before it is asked again.
    if (stops) await wait(1_200);
    expect(opens()).toBe(asked);
    await slack.close();
    expect(unheard).toEqual([]);
    process.off('unhandledRejection', hear);
  });

  it('names the scopes that the token lacks', async () => {
    const scopes = manifestScopes();
    const { bot, logged } = await openEdge({ scopes: scopes.slice(1), over: { scopes } });
    expect(bot.health().missingScopes).toEqual(['commands']);
    expect(logged.join('\n')).toMatch(/error the bot token lacks scopes .*"commands"/);
  });

  it('is kept open longer than a load balancer keeps an idle one', async () => {
    const { port, close } = await serveRoutes(
      opsRoutes(
        () => Promise.resolve({ problems: [], warnings: [] }),
        () => Promise.resolve({ type: 'text/plain', body: '' }),
      ),
      { host: '127.0.0.1', port: 0, refused: () => undefined },
    );
    const { headers } = await fetch(`http://127.0.0.1:${String(port)}/healthz`);
    const [, seconds] = /timeout=(\d+)/.exec(headers.get('keep-alive') ?? '') ?? [];
    expect(Number(seconds)).toBeGreaterThanOrEqual(65);
    expect(Number(seconds)).toBeLessThanOrEqual(75);
    await close(0);
  });

  it('is refused with the reason, not with the end of the process', async () => {
    const slack = await startSlack();
    const refused = bot({ apiUrl: slack.apiUrl });
    await expect(refused.start()).rejects.toMatchObject({
      name: 'SlackFault',
      code: 'invalid_auth',
      temporary: false,
    });
    expect(refused.connected()).toBe(false);
    await refused.stop();
    await slack.close();
  });

  it('needs its secrets', () => {
    expect(() => bot({ appToken: undefined })).toThrow('app token');
    expect(() => bot({ mode: 'http' })).toThrow('signing secret');
  });

  it('has one route in HTTP mode, closed before the start and after the end, and none in Socket Mode', async () => {
    const slack = await startSlack();
    const { botToken, appToken, signingSecret, apiUrl } = slack;
    const tokens = { botToken, appToken, signingSecret, apiUrl };
    const http = bot({ ...tokens, mode: 'http' });
    const { port, close } = await serveRoutes(http.routes, { host: '127.0.0.1', port: 0, refused: () => undefined });
    const post = async () => (await fetch(`http://127.0.0.1:${String(port)}/slack/events`, { method: 'POST' })).status;
    expect([http.connected(), await post()]).toEqual([false, 503]);
    await http.start();
    expect([http.connected(), await post()]).toEqual([true, 415]);
    await http.stop();
    expect([http.connected(), await post()]).toEqual([false, 503]);
    await close(0);
    const socket = bot(tokens);
    await socket.start();
    expect(socket.routes).toEqual([]);
    await socket.stop();
    await slack.close();
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
  it('failure 37: holds no token, no payload and no address of an answer', async () => {
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
