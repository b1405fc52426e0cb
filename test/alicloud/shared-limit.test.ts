import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallPace } from '../../src/alicloud/limiter.ts';
import type { SharedTurns } from '../../src/alicloud/shared-limiter.ts';
import { aCloud, anAccount, faultOfCall, FACTS, ID, REF, refusal, startWire, type Wire } from './wire.ts';

const timings: CallPace = { perSecond: 10_000, burst: 10_000, maxWaitMs: 1000 };
const order = {
  json: { Data: { OrderList: { Order: [{ OrderId: '42', PaymentStatus: 'Paid', InstanceIDs: `["${ID}"]` }] } } },
};

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
beforeEach(() => {
  wire.calls.length = 0;
  wire.reply = () => order;
});
afterAll(() => wire[Symbol.asyncDispose]());

function queue(take: SharedTurns['take'], hold: SharedTurns['hold'] = () => Promise.resolve()) {
  const asked: string[] = [];
  const turns: SharedTurns = {
    take: (account, action, given) => {
      asked.push(`take ${account} ${action}`);
      return take(account, action, given);
    },
    hold: (account, action, ms, given) => {
      asked.push(`hold ${account} ${action}`);
      return hold(account, action, ms, given);
    },
  };
  return { asked, cloud: aCloud([anAccount(wire.url)], { turns, pace: timings }).cloud };
}

describe('a call whose limit the replicas share', () => {
  it('waits for its turn', async () => {
    const { cloud, asked } = queue(() => Promise.resolve(120));
    const began = performance.now();
    await cloud.order('main', '42');
    expect(performance.now() - began).toBeGreaterThan(115);
    expect(asked).toEqual(['take main GetOrderDetail']);
  });

  it('is refused as a call that never left where the queue is too long', async () => {
    const { cloud } = queue(() => Promise.resolve(undefined));
    expect(await faultOfCall(cloud.placeOrder(REF, {}))).toMatchObject({
      code: 'LocalQueueFull',
      arrived: 'no',
      retry: 'soon',
    });
    expect(wire.calls).toEqual([]);
  });

  it('tells the others when the cloud says that there are too many', async () => {
    const held: number[] = [];
    const { cloud, asked } = queue(
      () => Promise.resolve(0),
      (_account, _action, ms) => Promise.resolve(void held.push(ms)),
    );
    wire.reply = () => refusal('Throttling.User');
    await faultOfCall(cloud.order('main', '42'));
    expect(asked).toEqual(['take main GetOrderDetail', 'hold main GetOrderDetail']);
    expect(held[0]).toBeGreaterThanOrEqual(250);
    expect(held[0]).toBeLessThanOrEqual(500);
  });

  it.each<readonly [string, SharedTurns['take']]>([
    ['hangs', () => new Promise(() => undefined)],
    ['fails', () => Promise.reject(new Error('the database is gone'))],
  ])('goes by the limit of its process when the database %s, and does not ask again at once', async (_, take) => {
    const { cloud, asked } = queue(take);
    const began = performance.now();
    for (let n = 0; n < 3; n += 1) await cloud.order('main', '42');
    expect(performance.now() - began).toBeLessThan(2000);
    expect(asked).toEqual(['take main GetOrderDetail']);
    expect(wire.calls).toHaveLength(3);
  });

  it('is one of four: the others ask nobody', async () => {
    const { cloud, asked } = queue(() => Promise.resolve(0));
    wire.reply = () => ({ json: {} });
    const ref = { ...REF };
    await Promise.allSettled([
      cloud.instance(ref),
      cloud.summaries('main', 'cn-hangzhou', [ID]),
      cloud.targets(FACTS),
      cloud.usage(FACTS),
      cloud.networkFacts(FACTS),
      cloud.placeOrder(ref, {}),
      cloud.ordersOf(ref, '2024-01-02T03:04:05Z'),
    ]);
    expect(asked.sort()).toEqual(['take main ModifyInstanceSpec', 'take main QueryOrders']);
  });
});
