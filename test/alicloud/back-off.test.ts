import { describe, expect, it } from 'vitest';
import { RATE_LIMIT } from '../../src/alicloud/permits.ts';
import { tickingTimer } from './ticking.ts';
import { aCloud, anAccount, attribute, FACTS, faultOfCall, ID, oneWire, REF, refusal, REGION, wire } from './wire.ts';

oneWire();

const order = { json: { OrderId: '42', RequestId: 'R' } };
const actions = () => wire.calls.map(({ params }) => params['Action']);
const setUp = (more: Parameters<typeof aCloud>[1] = {}) => {
  const timer = tickingTimer();
  const accounts = [anAccount(wire.url), anAccount(wire.url, { name: 'second' })];
  return { timer, cloud: aCloud(accounts, { timer, ...more }).cloud };
};

describe('a cloud that asks for fewer calls', () => {
  it.each([
    ['Throttling.User', 400],
    ['Throttling.Api', 403],
    ['Rejected.Throttling', 400],
    ['FlowControl', 400],
    ['ServiceUnavailable', 503],
  ])('by %s (%i) gets none of this API from this account for a while, and all others', async (code, status) => {
    const { cloud, timer } = setUp();
    wire.reply = () => refusal(code, status);
    expect(await faultOfCall(cloud.instance(REF))).toMatchObject({ code, retry: 'soon' });
    wire.reply = () => ({ json: { ...attribute(), Instances: { ...attribute().Instances, KVStoreInstance: [] } } });
    const waiting = cloud.instance(REF);
    await cloud.instance({ ...REF, account: 'second' });
    await cloud.summaries('main', REGION, [ID]);
    await timer.tick(499);
    expect(actions()).toEqual(['DescribeInstanceAttribute', 'DescribeInstanceAttribute', 'DescribeInstances']);
    await timer.tick(1);
    expect(await waiting).toEqual(FACTS);
  });

  it.each([
    ['InternalError', 500],
    ['Forbidden.RAM', 403],
    ['Task.Conflict', 400],
  ])('is not what %s (%i) means', async (code, status) => {
    const { cloud } = setUp();
    wire.reply = () => refusal(code, status);
    await faultOfCall(cloud.instance(REF));
    wire.reply = () => ({ json: attribute() });
    expect(await cloud.instance(REF)).toEqual(FACTS);
  });

  it('gets a read again by itself, after the pause', async () => {
    const { cloud, timer } = setUp({ retries: { tries: 3, budgetMs: 12_000, baseMs: 500 } });
    const replies = [refusal('Throttling'), refusal('Throttling'), { json: attribute() }];
    wire.reply = () => replies.shift() ?? 'drop';
    const reading = cloud.instance(REF);
    for (const [calls, pause] of [
      [1, 500],
      [2, 1000],
    ] as const) {
      await expect.poll(() => wire.calls.length).toBe(calls);
      await expect.poll(() => timer.pending()).toBe(1);
      await timer.tick(pause);
    }
    expect(await reading).toEqual(FACTS);
  });
});

describe('an order', () => {
  const throttled = async () => {
    const { cloud, timer } = setUp();
    wire.reply = () => refusal('Throttling.User');
    expect(await faultOfCall(cloud.placeOrder(REF, {}))).toMatchObject({ code: 'Throttling.User', arrived: 'no' });
    wire.reply = () => order;
    wire.calls.length = 0;
    return { cloud, timer };
  };

  it('waits for its permit, and is asked only then whether it is in time', async () => {
    const { cloud, timer } = await throttled();
    const asked: number[] = [];
    const placing = cloud.placeOrder(REF, {}, () => asked.push(timer.now()) > 0);
    await timer.tick(499);
    expect([asked, wire.calls]).toEqual([[], []]);
    await timer.tick(1);
    expect(await placing).toMatchObject({ orderId: '42' });
    expect(asked).toEqual([500]);
  });

  it('that waited too long is not sent, and holds up no other', async () => {
    const { cloud, timer } = await throttled();
    const late = faultOfCall(cloud.placeOrder(REF, {}, () => timer.now() < 500));
    await timer.tick(500);
    expect(await late).toMatchObject({ code: 'LocalQueueFull', arrived: 'no', retry: 'soon' });
    expect(wire.calls).toEqual([]);
    expect(await cloud.placeOrder(REF, {})).toMatchObject({ orderId: '42' });
  });
});

describe('a call', () => {
  it('gives its permit back, whatever comes of it', async () => {
    const { cloud, timer } = setUp({ rateLimit: { ...RATE_LIMIT, inFlight: 1 } });
    const replies = [
      refusal('Forbidden.RAM', 403),
      'drop' as const,
      { raw: '<html>' },
      { json: {} },
      { json: attribute() },
    ];
    wire.reply = () => replies.shift() ?? 'drop';
    const settled = await Promise.allSettled(Array.from({ length: 5 }, () => cloud.instance(REF)));
    expect(settled.map(({ status }) => status)).toEqual([...Array<string>(4).fill('rejected'), 'fulfilled']);
    expect(timer.pending()).toBe(0);
  });

  it('is refused as one that never left where too many wait', async () => {
    const { cloud } = setUp({ rateLimit: { ...RATE_LIMIT, inFlight: 1, waiting: 0 } });
    wire.reply = () => ({ json: attribute() });
    const first = cloud.instance(REF);
    expect(await faultOfCall(cloud.placeOrder(REF, {}))).toMatchObject({ code: 'LocalQueueFull', arrived: 'no' });
    await first;
    expect(actions()).toEqual(['DescribeInstanceAttribute']);
  });
});
