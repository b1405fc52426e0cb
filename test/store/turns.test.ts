import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCloud } from '../../src/alicloud/cloud.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { anAccount, aCloud, faultOfCall, ID, refusal, startWire } from '../alicloud/wire.ts';
import { freshDatabase } from '../database.ts';

const PACE = { perSecond: 5, burst: 3, maxWaitMs: 60_000 };

let store: Store;
beforeEach(async () => {
  const database = await freshDatabase();
  store = await openStore({ ...database, clock: { now: () => new Date() }, onError: () => undefined });
});
afterEach(() => store.close(1000));

const take = (timings = PACE, action = 'GetOrderDetail') => store.turns.take('main', action, timings);
const near = (ms: number | undefined) => Math.round((ms ?? -1) / 100) * 100;

describe('turns in the database', () => {
  it('are given at once as far as the burst goes, and then one each 200 ms', async () => {
    const slow = { ...PACE, perSecond: 0.1 };
    const waits: number[] = [];
    for (let n = 0; n < 6; n += 1) waits.push(Math.round((await take(slow)) ?? -1));
    expect(waits.slice(0, 3)).toEqual([0, 0, 0]);
    expect(waits.slice(3).map((ms) => Math.round(ms / 1000))).toEqual([10, 20, 30]);
  });

  it('are never given twice, however many ask at once', async () => {
    const slow = { perSecond: 0.1, burst: 1, maxWaitMs: 600_000 };
    const waits = await Promise.all(Array.from({ length: 20 }, () => take(slow)));
    const seconds = waits.map((ms) => Math.round((ms ?? -1) / 10_000)).sort((a, b) => a - b);
    expect(seconds).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });

  it('are refused, and not taken, where the wait is too long', async () => {
    const slow = { perSecond: 0.1, burst: 1, maxWaitMs: 15_000 };
    expect([await take(slow), near(await take(slow))]).toEqual([0, 10_000]);
    expect([await take(slow), await take(slow)]).toEqual([undefined, undefined]);
    expect(near(await take({ ...slow, maxWaitMs: 25_000 }))).toBe(20_000);
  });

  it('are one queue for each account and API', async () => {
    const slow = { ...PACE, perSecond: 0.1, burst: 1 };
    await take(slow);
    expect(await take(slow, 'QueryOrders')).toBe(0);
    expect(await store.turns.take('other', 'GetOrderDetail', slow)).toBe(0);
  });

  it('are held for all, and then given one after the other; a longer hold stays', async () => {
    await store.turns.hold('main', 'GetOrderDetail', 9_000, PACE);
    await store.turns.hold('main', 'GetOrderDetail', 2_000, PACE);
    const waits = [await take(), await take(), await take()].map(near);
    expect(waits).toEqual([9000, 9200, 9400]);
    expect(await take(PACE, 'QueryOrders')).toBe(0);
  });
});

describe('two clouds on one database', () => {
  const body = { Data: { OrderList: { Order: [{ OrderId: '42', PaymentStatus: 'Paid', InstanceIDs: `["${ID}"]` }] } } };

  it('share the limit', async () => {
    await using wire = await startWire(() => ({ json: body }));
    const replicas = [1, 2].map(() =>
      aCloud([anAccount(wire.url)], { turns: store.turns, pace: { perSecond: 10, burst: 1, maxWaitMs: 5000 } }),
    );
    const began = performance.now();
    await Promise.all(replicas.flatMap(({ cloud }) => Array.from({ length: 4 }, () => cloud.order('main', '42'))));
    // Each of them alone would have been through in 300 ms.
    expect(performance.now() - began).toBeGreaterThan(650);
    expect(wire.calls).toHaveLength(8);
  });

  it('slow down together when one of them is told to', async () => {
    await using wire = await startWire(() => refusal('Throttling'));
    const timings = { perSecond: 100, burst: 10, maxWaitMs: 5000 };
    const [one, two] = [1, 2].map(() => aCloud([anAccount(wire.url)], { turns: store.turns, pace: timings }).cloud);
    await faultOfCall(one!.order('main', '42'));
    await expect.poll(async () => (await store.db.selectFrom('cloud_turn').selectAll().execute()).length).toBe(1);
    wire.reply = () => ({ json: body });
    const began = performance.now();
    await two!.order('main', '42');
    expect(performance.now() - began).toBeGreaterThan(100);
  });

  it('go on when the database is gone', async () => {
    await using wire = await startWire(() => ({ json: body }));
    const lost = await openStore({
      ...(await freshDatabase()),
      clock: { now: () => new Date() },
      onError: () => undefined,
    });
    await lost.close(1000);
    const account = anAccount(wire.url);
    const cloud = createCloud({
      accounts: () => [account],
      keys: () => ({ accessKeyId: 'a', accessKeySecret: 'b' }),
      turns: lost.turns,
    });
    expect(await cloud.order('main', '42')).toMatchObject({ payment: 'paid' });
  });
});
