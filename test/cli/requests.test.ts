import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Read } from '../../src/cli/exit.ts';
import { listRequests, type RequestsSource, showRequest } from '../../src/cli/requests.ts';
import { openStore } from '../../src/store/store.ts';
import { anInstance, aRequest } from '../builders.ts';
import { freshDatabase, type TestDatabase } from '../database.ts';
import { caught, command } from './inside.ts';

const requests = [aRequest({ state: 'unknown' }), aRequest({ id: 'rr-00000002', state: 'completed' })];
const lines = [
  { requestId: requests[0]?.id, at: '2026-11-27T09:00:00.000Z', kind: 'requested', actor: 'T012AB/U0DEV1' },
  { requestId: 'rr-00000002', at: '2026-11-27T09:01:00.000Z', kind: 'completed', actor: 'bot' },
].map((event) => JSON.stringify(event));

const source: Read<RequestsSource> = {
  kind: 'ok',
  value: {
    secrets: [],
    open: () =>
      Promise.resolve({
        find: ({ states }) =>
          Promise.resolve(requests.filter(({ state }) => states === undefined || states.includes(state))),
        get: (id) => Promise.resolve(requests.find((one) => one.id === id)),
        async *lines({ request }) {
          await Promise.resolve();
          yield* lines.filter((text) => text.includes(request));
        },
        redraw: () => Promise.resolve(1),
        close: () => Promise.resolve(),
      }),
  },
};

describe('requests', () => {
  it('list has a line for each, shows one with its history, and never the client token', async () => {
    const { out } = await caught(() => listRequests(source, {}));
    expect(out.trimEnd().split('\n')).toHaveLength(2);
    const json = await caught(() => listRequests(source, { state: 'unknown', json: true }));
    expect(JSON.parse(json.out)).toEqual([expect.objectContaining({ id: requests[0]?.id, state: 'unknown' })]);
    const named = await caught(() => listRequests(source, { instance: 'ORDERS' }));
    expect(named.out.split('\n')).toHaveLength(3);
    expect(await caught(() => listRequests(source, { instance: 'sessions' }))).toMatchObject({ out: 'No requests.\n' });
    const shown = await caught(() => showRequest(source, 'rr-00000002'));
    expect(shown.out).toMatch(/^rr-00000002\n[^]*state +completed[^]*History\n[^]*completed bot\n$/);
    expect(shown.out).not.toContain('requested');
    for (const { clientToken } of requests) expect(out + json.out + shown.out).not.toContain(clientToken);
    const none = await caught(() => showRequest(source, 'rr-00000003', true));
    expect(none).toEqual({ code: 1, out: '', err: 'No request rr-00000003.\n' });
  });
});

it('a name is looked for in all requests, and a list that ends early says so', async () => {
  const many = Array.from({ length: 1_001 }, (_, index) =>
    aRequest({ before: anInstance({ name: index === 1_000 ? 'the-oldest' : 'orders-cache' }) }),
  );
  const long: Read<RequestsSource> = {
    kind: 'ok',
    value: {
      secrets: [],
      open: async () => ({
        ...(await source.value.open()),
        find: ({ limit, skip = 0 }) => Promise.resolve(many.slice(skip, skip + limit)),
      }),
    },
  };
  expect((await caught(() => listRequests(long, { instance: 'oldest' }))).out).toContain('the-oldest');
  const { err } = await caught(() => listRequests(long, {}));
  expect(err).toBe('Showing the newest 1000. Narrow it with --state or --instance.\n');
});

describe('requests of a database', () => {
  let folder: string;
  let database: TestDatabase;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'redis-resize-requests-'));
    database = await freshDatabase(join(folder, 'data'));
    const store = await openStore({ ...database, clock: { now: () => new Date() }, onError: () => undefined });
    await store.close(1000);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are read with the state and instance that are asked for', async () => {
    const env = { DATABASE_URL: database.url };
    const args = ['requests', 'list', '--state', 'unknown', '--instance', 'r-bp1zxszhcgatnx'];
    expect(await command(args, env)).toEqual({ code: 0, out: 'No requests.\n', err: '' });
    expect((await command([...args, '--json'], env)).out).toBe('[]\n');
    expect((await command(['requests', 'list', '--state', 'lost'], env)).err).toContain('Allowed choices are pending');
    expect((await command(['audit', 'verify', '--json'], env)).out).toContain('"kind": "whole"');
  });
});

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'])('for %s has every command and its options', async (shell) => {
    const { code, out } = await command(['completion', shell]);
    expect(code).toBe(0);
    for (const word of ['start', 'requests', 'verify', '--config-only', '--state', 'fish']) expect(out).toContain(word);
  });

  it('works in bash', async () => {
    const { out } = await command(['completion', 'bash']);
    const typed = ['au', 'audit v', 'check --con', 'completion z'];
    const asked = typed.map((text) => {
      const words = text.split(' ');
      return `COMP_WORDS=(redis-resize ${text}); COMP_CWORD=${words.length}; _redis_resize; echo "\${COMPREPLY[@]}"`;
    });
    const { stdout } = spawnSync('bash', ['-c', [out, ...asked].join('\n')], { encoding: 'utf8' });
    expect(stdout.trim().split('\n')).toEqual(['audit', 'verify', '--config-only', 'zsh']);
  });
});
