import { afterEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import { aCloud, anAccount, ID, refusal, startWire } from '../alicloud/wire.ts';
import { freshDatabase } from '../database.ts';
import { MID, ORDERS, openStage } from '../story/stage.ts';

const stores: Store[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close(1000);
});

/** Two processes as far as the database can tell: each has connections of its own. */
async function twoReplicas(): Promise<readonly Store[]> {
  const { at } = await freshDatabase();
  for (let n = 0; n < 2; n += 1) {
    stores.push(await openStore({ at, clock: { now: () => new Date() }, onError: () => undefined }));
  }
  return stores;
}

const body = { Data: { OrderList: { Order: [{ OrderId: '42', PaymentStatus: 'Paid', InstanceIDs: `["${ID}"]` }] } } };

describe('two replicas on one PostgreSQL', () => {
  it('give each turn once, though both ask at the same moment', async () => {
    const replicas = await twoReplicas();
    const timings = { perSecond: 0.1, burst: 1, maxWaitMs: 3_600_000 };
    const waits = await Promise.all(
      Array.from({ length: 60 }, (_, n) => replicas[n % 2]!.turns.take('main', 'ModifyInstanceSpec', timings)),
    );
    const turns = waits.map((ms) => Math.round((ms ?? -1) / 10_000)).sort((a, b) => a - b);
    expect(turns).toEqual(Array.from({ length: 60 }, (_, n) => n));
  });

  it('hold back together after one of them was told that there are too many', async () => {
    const replicas = await twoReplicas();
    await using wire = await startWire(() => refusal('Throttling.Api'));
    const timings = { perSecond: 100, burst: 10, maxWaitMs: 5000 };
    const clouds = replicas.map(({ turns }) => aCloud([anAccount(wire.url)], { turns, pace: timings }).cloud);
    await clouds[0]!.order('main', '42').catch(() => undefined);
    await expect
      .poll(async () => (await replicas[1]!.db.selectFrom('cloud_turn').selectAll().execute())[0]?.full_at.getTime())
      .toBeGreaterThan(Date.now() + 50);
    wire.reply = () => ({ json: body });
    const began = performance.now();
    await clouds[1]!.order('main', '42');
    expect(performance.now() - began).toBeGreaterThan(40);
  });
});

describe('the bot on PostgreSQL', () => {
  it('takes its turns there', async () => {
    const stage = await openStage();
    await stage.sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await stage.sre.waitsForModal();
    await stage.sre.waitsFor('Price');
    const turns = () => stage.store().db.selectFrom('cloud_turn').select(['account', 'action']).execute();
    await expect.poll(turns).toEqual([{ account: 'main', action: 'DescribePrice' }]);
    await stage.close();
  });
});
