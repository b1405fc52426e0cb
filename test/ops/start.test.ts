/** A start that meets trouble: what is told of it by readiness, metrics and log, and that it can be ended at once. */
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freePort } from '../../sandbox/free-port.ts';
import { startApp } from '../../src/app.ts';
import { readEnvironment } from '../../src/config/env.ts';
import { readPolicyFile } from '../../src/config/load.ts';
import { followPolicyFile } from '../../src/config/policy-source.ts';
import { createLog } from '../../src/ops/log.ts';
import { watchForTheEnd } from '../../src/ops/past-help.ts';
import type { Engine } from '../../src/store/embedded/engine.ts';
import { openStage, type Stage } from '../story/stage.ts';

let stage: Stage;
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function openEmpty(slack?: string): Promise<void> {
  stage = await openStage({ empty: true, ...(slack === undefined ? {} : { slack }) });
  ends.push(() => stage.close());
}

/** Begins a start; what it is asked and says meanwhile. */
async function begin(over: Readonly<Record<string, string>> = {}, engine = stage.database.engine) {
  const port = await freePort();
  const read = readEnvironment({ ...stage.environment(), PORT: String(port), ...over }, () => '');
  if (read.kind === 'bad') throw new Error(JSON.stringify(read.problems));
  const loaded = readPolicyFile(read.environment.configFile);
  if (loaded.kind === 'bad') throw new Error('bad configuration');
  const policy = followPolicyFile(read.environment.configFile, loaded.policy);
  const lines: string[] = [];
  const giveUp = new AbortController();
  const starting = startApp({
    environment: read.environment,
    policy,
    log: createLog('info', [], { write: (line: string) => void lines.push(line) }),
    signal: giveUp.signal,
    cloudTimeouts: { maxPauseMs: 20 },
    ...(engine === undefined ? {} : { engine }),
  });
  starting.catch(() => undefined);
  ends.push(async () => {
    giveUp.abort();
    policy.close();
    await (await starting.catch(() => undefined))?.stop();
  });
  const at = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${String(port)}${path}`).catch(() => undefined);
    return { status: response?.status ?? 0, text: (await response?.text()) ?? '' };
  };
  return { starting, giveUp, lines, at };
}

/** A server that takes connections and does this to them. */
async function port(treat: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined));
    treat(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const TREATMENTS = {
  refuses: () => Promise.resolve(1),
  resets: () => port((socket) => socket.resetAndDestroy()),
  'takes connections and is silent': () => port(() => undefined),
};
const VARIABLE = {
  Slack: (at: number) => ({ SLACK_API_URL: `http://127.0.0.1:${String(at)}/api/` }),
  database: (at: number) => ({ DATABASE_URL: `postgres://bot:geheim@127.0.0.1:${String(at)}/redis` }),
};
type What = keyof typeof VARIABLE;
const cases = (Object.keys(VARIABLE) as What[]).flatMap((what) =>
  (Object.keys(TREATMENTS) as (keyof typeof TREATMENTS)[]).map((how) => [what, how] as const),
);

/** The connection on which this is asked first is lost. */
function losing(engine: Engine, statement: string): Engine {
  let lost = false;
  return {
    ...engine,
    connect() {
      const connection = engine.connect();
      const write = connection.write.bind(connection) as (chunk: Buffer) => boolean;
      connection.write = (chunk: Buffer): boolean => {
        if (lost || !chunk.includes(statement)) return write(chunk);
        lost = true;
        connection.destroy(new Error('Connection terminated unexpectedly'));
        return false;
      };
      return connection;
    },
  };
}

it('a start goes on when the database comes back while it looks for lost work', async () => {
  await openEmpty();
  const { starting, lines } = await begin({}, losing(stage.database.engine!, 'from "redis_resize"."inbound"'));
  await starting;
  expect(lines.join('')).toMatch(/"for":"database","reason":"Connection terminated unexpectedly"/);
});

describe('a start whose', () => {
  it.each(cases)('%s %s serves health, says what it waits for, and ends at a signal', async (what, how) => {
    await openEmpty();
    const { starting, giveUp, lines, at } = await begin(VARIABLE[what](await TREATMENTS[how]()));
    const ready = async () => (await at('/readyz')).text;
    await expect.poll(ready, { timeout: 10_000 }).toContain(`starting: waiting for ${what}`);
    expect([(await at('/readyz')).status, (await at('/healthz')).status]).toEqual([503, 200]);
    const metrics = (await at('/metrics')).text;
    expect(metrics).toContain(`redis_resize_start_waiting{for="${what}"} 1`);
    expect(metrics).toContain('redis_resize_ready 0');
    if (how !== 'takes connections and is silent') {
      await expect
        .poll(() => lines.join(''), { timeout: 15_000 })
        .toMatch(new RegExp(`"for":"${what}","reason":"[^"]+`));
      expect(await ready()).toMatch(new RegExp(`waiting for ${what}: .+"`));
    }
    const from = performance.now();
    giveUp.abort();
    await expect(starting).rejects.toThrow();
    expect(performance.now() - from).toBeLessThan(3_000);
    expect((await at('/healthz')).status).toBe(0);
    expect(lines.join('')).not.toContain('geheim');
  });
});

describe('a bot that starts with', () => {
  it('the token of a workspace that it does not serve is not ready, and says so', async () => {
    await openEmpty('  teams: [T0OTHER]');
    const { starting, lines, at } = await begin();
    await starting;
    const { status, text } = await at('/readyz');
    expect([status, text]).toEqual([503, expect.stringContaining('of T012AB, which slack.teams does not list')]);
    expect((await at('/metrics')).text).toContain('redis_resize_ready 0');
    expect(lines.join('')).toContain('slack.teams does not list the workspace of the bot token');
  });

  it('too few scopes or a cloud that does not answer serves, and says what to look at', async () => {
    await openEmpty();
    stage.slack.fault({ kind: 'scopes', scopes: ['commands', 'chat:write', 'users:read', 'connections:write'] });
    stage.cloud.fault({ kind: 'error', code: 'Forbidden.RAM', times: 99 });
    const { starting, lines, at } = await begin();
    await starting;
    const { status, text } = await at('/readyz');
    expect(status).toBe(200);
    expect(text).toMatch(/cannot be read \(account main\): Forbidden\.RAM.*lacks scopes: .*usergroups:read/);
    const metrics = (await at('/metrics')).text;
    for (const series of ['ready 1', 'warnings 2', 'cloud_ok{account="main"} 0']) {
      expect(metrics).toContain(`redis_resize_${series}`);
    }
    expect(metrics).toMatch(/redis_resize_slack_missing_scopes [1-9]/);
    for (const line of ['Alibaba Cloud cannot be read', 'lacks scopes of manifest.yml'])
      expect(lines.join('')).toContain(line);
  });
});

describe('a process that looks for no job any more', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([
    [[false, false, false], 0],
    // A machine that slept: by the second look it has looked for jobs again.
    [[false, true, false, true, false], 0],
    [[false, true, true], 1],
  ])('%j: gives up %i times', async (answers, times) => {
    const giveUp = vi.fn();
    const left = [...answers];
    const stop = watchForTheEnd(() => Promise.resolve(left.shift() === true ? 'deaf' : undefined), giveUp);
    await vi.advanceTimersByTimeAsync(answers.length * 10_000);
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(giveUp).toHaveBeenCalledTimes(times);
    expect(left).toEqual([]);
  });
});
