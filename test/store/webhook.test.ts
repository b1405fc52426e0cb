/** The audit log on its way to a webhook: in order, once each where nothing is lost, and on from there after a restart. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWebhook } from '../../src/ops/webhook.ts';
import { archiveAudit } from '../../src/store/audit-archive.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { DEV, NOON } from '../builders.ts';
import { freshDatabase, type TestDatabase } from '../database.ts';
import { type Receiver, startReceiver } from '../ops/receiver.ts';

const SECRET = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
const DAY = 24 * 3_600_000;
let [now, database, receiver, store]: [number, TestDatabase, Receiver, Store] = [] as never;
let logged: [object, string][];
const opened: Store[] = [];
const clock = { now: () => new Date(now) };

async function start(): Promise<Store> {
  const one = await openStore({ ...database, clock, onError: () => undefined });
  opened.push(one);
  return one;
}

beforeEach(async () => {
  [now, logged] = [NOON.getTime(), []];
  database = await freshDatabase();
  [receiver, store] = await Promise.all([startReceiver(SECRET, () => now), start()]);
  await store.webhook.use(true);
});
afterEach(async () => {
  receiver.close();
  for (const one of opened.splice(0)) await one.close(1000);
});

let acts = 0;
const act = (): Promise<void> =>
  store.records.note({ kind: 'denied', actor: DEV, data: { outcome: `no ${String((acts += 1))}`, reason: undefined } });

function webhook(over: { readonly of?: Store; readonly secret?: string; readonly timeoutMs?: number } = {}) {
  const say = (facts: object, message: string) => void logged.push([facts, message]);
  const { of = store, secret = SECRET, timeoutMs = 5_000 } = over;
  const told = { now: clock.now, log: { info: say, warn: say }, timeoutMs };
  return createWebhook({ url: receiver.url, secret, audit: of.webhook, ...told });
}

const seqs = () => receiver.taken.map(({ data }) => data.seq);
const state = async () => (await store.statistics()).webhook;

describe('events', () => {
  it('arrive signed, as CloudEvents with the fields of the export, in order and once', async () => {
    for (let n = 0; n < 60; n += 1) await act();
    await webhook().sendDue();
    await webhook().sendDue();
    expect([seqs(), receiver.refused]).toEqual([Array.from({ length: 60 }, (_, n) => n + 1), []]);
    const [first] = receiver.taken;
    expect(first).toMatchObject({ type: 'redis-resize.audit.denied', time: NOON.toISOString(), id: first?.data.hash });
    expect(first?.data).toMatchObject({ kind: 'denied', actor: `${DEV.teamId}/${DEV.userId}`, clientToken: '' });
    expect(await state()).toEqual({ pending: 0, oldestSeconds: 0, givenUp: 0 });
  });

  it('with a key that the receiver does not know wait, and a person can see it', async () => {
    await act();
    await webhook({ secret: SECRET.replace('MDEy', 'AAAA') }).sendDue();
    now += 90_000;
    expect([receiver.refused, await state()]).toEqual([['signature'], { pending: 1, oldestSeconds: 90, givenUp: 0 }]);
    expect(await store.warnings()).toEqual(['audit webhook: Http401, events waiting: 1']);
    await webhook().sendDue();
    expect([seqs(), await store.warnings()]).toEqual([[1], []]);
  });
});

describe('a receiver in trouble', () => {
  it.each([
    ['is broken', { status: 500 }, 'Http500', 1_000],
    ['redirects', { status: 307, headers: { location: 'https://example.com' } }, 'Http307', 1_000],
    ['is busy, for seconds', { status: 429, headers: { 'retry-after': '90' } }, 'Http429', 90_000],
    [
      'is busy, until a time',
      { status: 503, headers: { 'retry-after': new Date(NOON.getTime() + 60_000).toUTCString() } },
      'Http503',
      60_000,
    ],
    ['hangs', 'hang', 'Timeout', 1_000],
    ['resets', 'reset', 'ECONNRESET', 1_000],
  ] as const)('%s: nothing overtakes, and the same event is sent again after a pause', async (_, trouble, code, ms) => {
    await act();
    await act();
    receiver.misbehave(trouble);
    await webhook(trouble === 'hang' ? { timeoutMs: 300 } : {}).sendDue();
    expect([seqs(), await store.warnings()]).toEqual([[], [`audit webhook: ${code}, events waiting: 2`]]);
    now += ms - 1;
    await webhook().sendDue();
    expect(receiver.asked()).toBe(1);
    now += 1;
    await webhook().sendDue();
    expect(seqs()).toEqual([1, 2]);
  });

  it('for long is asked less and less, at least every five minutes, and loses nothing', async () => {
    await act();
    const pauses: number[] = [];
    receiver.misbehave(...Array.from({ length: 14 }, () => ({ status: 500 })));
    const one = webhook();
    for (let since = now; seqs().length === 0; now += 1_000) {
      const before = receiver.asked();
      await one.sendDue();
      if (receiver.asked() === before) continue;
      pauses.push((now - since) / 1000);
      since = now;
    }
    expect(pauses).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300, 300]);
    expect(logged.map(([, message]) => message)).toEqual([
      'the audit webhook did not take an event; it is tried again',
      'the audit webhook takes events again',
    ]);
  });

  it('that refuses one event keeps those behind it waiting for 20 minutes, not for ever', async () => {
    await act();
    await act();
    receiver.misbehave(...Array.from({ length: 12 }, () => ({ status: 422 })));
    const one = webhook();
    const since = now;
    for (; seqs().length === 0; now += 1_000) await one.sendDue();
    expect([seqs(), Math.round((now - since) / 60_000)]).toEqual([[2], 19]);
    expect(await state()).toMatchObject({ pending: 0, givenUp: 1 });
    expect(await store.warnings()).toEqual(['audit webhook: event 1 was refused and given up; see audit export']);
    now += DAY;
    expect(await store.warnings()).toEqual([]);
  });
});

describe('on several replicas and over restarts', () => {
  it('one sends at a time, another goes on when it is gone, and pauses are kept', async () => {
    for (let n = 0; n < 5; n += 1) await act();
    const second = webhook({ of: await start() });
    await Promise.all([webhook().sendDue(), second.sendDue()]);
    expect(seqs()).toEqual([1, 2, 3, 4, 5]);
    await act();
    now += 15_000;
    expect(await store.webhook.take()).toMatchObject({ events: [{ seq: 6 }] });
    await second.sendDue();
    expect(seqs()).toHaveLength(5);
    now += 15_000;
    receiver.misbehave({ status: 500 });
    await second.sendDue();
    const restarted = webhook({ of: await start() });
    await restarted.sendDue();
    expect(receiver.asked()).toBe(6);
    now += 1_000;
    await restarted.sendDue();
    expect(seqs()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await store.webhook.delivered(7)).toBe(false);
  });

  it('switched off it keeps its place; on, it reads on from there', async () => {
    await act();
    await webhook().sendDue();
    await store.webhook.use(false);
    await act();
    await webhook().sendDue();
    expect([seqs(), await state()]).toEqual([[1], { pending: 0, oldestSeconds: 0, givenUp: 0 }]);
    await store.webhook.use(true);
    await webhook().sendDue();
    expect(seqs()).toEqual([1, 2]);
  });
});

it('events that it has not had are not archived', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'redis-resize-webhook-'));
  const archive = () =>
    archiveAudit(store.db, { before: clock.now(), file: join(folder, 'a.jsonl'), key: undefined, clock });
  await act();
  now += DAY;
  expect(await archive()).toEqual({ kind: 'nothing', stoppedBy: { seq: 1, request: undefined } });
  await webhook().sendDue();
  expect(await archive()).toMatchObject({ kind: 'archived', seq: 1 });
  rmSync(folder, { recursive: true });
});
