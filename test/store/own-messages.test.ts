import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NewEvent } from '../../src/core/request/request.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { aDraft } from '../builders.ts';
import { freshDatabase } from '../database.ts';

const ID = 'rr-7k3f9qx2';
const reminded: NewEvent = { kind: 'reminded', actor: 'bot', data: { missing: 1, expiresAt: '' } };

let store: Store;

beforeEach(async () => {
  const database = await freshDatabase();
  const onError = (error: unknown): never => {
    throw error;
  };
  store = await openStore({ ...database, clock: { now: () => new Date() }, onError });
  await store.records.open(aDraft(), 'V0001', [reminded, reminded, reminded], []);
  await store.records.claimMessage(ID, { channelId: 'C0OPS', ts: '1.0', seq: 0, mirror: false }, 0);
});

afterEach(() => store.close(2000));

function meets(ts: string, from: number, seq: number) {
  return store.records.claimMessage(ID, { channelId: 'C0OPS', ts, seq, from, mirror: false }, 0);
}

async function strays(): Promise<readonly string[]> {
  return ((await store.records.toPublish(ID))?.strays ?? []).map(({ ts }) => ts);
}

// The answers to all three posts were late or lost: each was made while less of what was said was known.
it.each([
  ['while it waits for another place', false],
  ['once it was said everywhere', true],
])('a message whose last line another one repeats stays for its first, %s', async (_, closed) => {
  await meets('2.0', 1, 1);
  if (closed) await store.records.closeDelivered(ID, ['thread'], []);
  await meets('3.0', 1, 2);
  expect(await strays()).toEqual(['2.0']);
  await meets('4.0', 2, 3);
  await meets('3.0', 1, 2);
  expect(await strays()).toEqual(['2.0']);
});
