import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import { aChange, DEV, NOON } from '../builders.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
beforeEach(async () => {
  const database = await freshDatabase();
  store = await openStore({ ...database, clock: { now: () => NOON }, onError: () => undefined });
});
afterEach(() => store.close(2000));

const form = { person: DEV, channelId: 'C0PAYMENTS', instanceId: 'r-1', region: undefined, reason: 'peak' };
const receive = (id: string) => store.records.receive({ kind: 'form', form: { ...form, id, change: aChange() } });

it('an outcome is kept with every detail, to be told again after a restart', async () => {
  await receive('V1');
  const detail = { instanceId: 'r-1', windowAt: NOON.toISOString() };
  const outcome = { kind: 'refused', reason: 'until_before_window', detail } as const;
  await store.records.settle('V1', outcome);
  expect((await store.records.inbound('V1'))?.outcome).toEqual(outcome);
});

it.each([
  ['kind', { kind: 'queued' }],
  ['reason', { kind: 'refused', reason: 'queue_full', detail: {} }],
  ['verdict.reason', { kind: 'denied', verdict: { kind: 'denied', reason: 'moon_phase' } }],
  ['request.id', { kind: 'created', request: { id: '7' } }],
])('an outcome whose %s this release does not know is left to another', async (where, outcome) => {
  await receive('V1');
  await sql`update redis_resize.inbound set outcome = ${JSON.stringify(outcome)} where id = 'V1'`.execute(store.db);
  await expect(store.records.inbound('V1')).rejects.toThrow(
    new RegExp(`^inbound V1 cannot be read by this release: ${where.replace('.', '\\.')}`),
  );
});
