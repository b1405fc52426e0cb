import { expect, it } from 'vitest';
import { NOON, DEV, aDraft, aChange } from '../builders.ts';
import { openStore } from '../../src/store/store.ts';
import { freshDatabase } from '../database.ts';

it('counts requests, decisions, waiting jobs, what has no outcome and what was not said, with the age of the oldest', async () => {
  let now = new Date(NOON);
  const store = await openStore({ ...(await freshDatabase()), clock: { now: () => now }, onError: () => undefined });
  try {
    const form = {
      id: 'V0001',
      person: DEV,
      channelId: 'C0PAYMENTS',
      instanceId: 'r-bp1zxszhcgatnx',
      region: undefined,
    };
    await store.records.receive({ kind: 'form', form: { ...form, change: aChange(), reason: 'peak' } });
    await store.records.receive({ kind: 'form', form: { ...form, id: 'V0002', change: aChange(), reason: 'peak' } });
    await store.records.open(aDraft(), 'V0001', [{ kind: 'withdrawn', actor: DEV, data: {} }], []);
    now = new Date(now.getTime() + 90_000);
    expect(await store.statistics()).toEqual({
      states: { pending: 1 },
      decisions: { withdrawn: 1 },
      waitingJobs: { intake: 2, publish: 1 },
      unsettled: 1,
      undelivered: 1,
      oldestUndeliveredSeconds: 90,
      oldestOpenSeconds: 90,
      webhook: { pending: 0, oldestSeconds: 0, givenUp: 0 },
    });
  } finally {
    await store.close(1000);
  }
});
