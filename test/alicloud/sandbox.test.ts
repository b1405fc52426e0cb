import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cloud as Sandbox, type CloudFaultSpec, startCloud } from '../../sandbox/alicloud/cloud.ts';
import { productTypeOf } from '../../src/core/instance/classes.ts';
import type { Change } from '../../src/core/value/change.ts';
import type { InstanceFacts } from '../../src/core/instance/instance.ts';
import { orderSpec } from '../../src/core/lifecycle/order-spec.ts';
import { aCloud, anAccount, faultOfCall, shown, anySince } from './wire.ts';

const REGION = 'cn-hangzhou';
const ID = 'r-bp1zxszhcgatnx';
const REF = { account: 'main', region: REGION, instanceId: ID };
const change: Change = {
  targetClass: 'redis.master.mid.default',
  autoPay: true,
  coupon: 'none',
  effectiveTime: 'Immediately',
  forceUpgrade: false,
  businessInfo: undefined,
};

let sandbox: Sandbox;
let now = Date.parse('2026-03-02T04:00:00Z');
beforeAll(async () => {
  sandbox = await startCloud({ now: () => now, changeDurationMs: 600_000 });
});
beforeEach(() => {
  sandbox.clearFaults();
  sandbox.calls.length = 0;
  now += 24 * 3_600_000;
  sandbox.addInstance({
    instanceId: ID,
    instanceName: 'orders-cache',
    regionId: REGION,
    instanceClass: 'redis.master.small.default',
    chargeType: 'PrePaid',
    engineVersion: '5.0',
    endTime: new Date(now + 90 * 24 * 3_600_000).toISOString().replace('.000Z', 'Z'),
    tags: { env: 'prod' },
    usedMemoryBytes: 1_000_000,
  });
});
afterAll(() => sandbox.close());

function cloudOf(more: Parameters<typeof aCloud>[1] = {}) {
  const keys = { accessKeyId: sandbox.accessKeyId, accessKeySecret: sandbox.accessKeySecret };
  const endpoints = { [REGION]: sandbox.url, billing: sandbox.billingUrls.china, monitor: sandbox.url };
  return aCloud([anAccount('', { endpoints })], {
    keys: () => keys,
    now: () => new Date(now),
    ...more,
  }).cloud;
}

async function factsNow(): Promise<InstanceFacts> {
  const facts = await cloudOf().instance(REF);
  if (facts === undefined) throw new Error('no instance');
  return facts;
}

async function specOf(parts: Partial<Change> = {}, clientToken = `token-${now}`) {
  const before = await factsNow();
  const wanted = { ...change, ...parts };
  return orderSpec({ before, change: wanted, quote: await cloudOf().quote(before, wanted), clientToken });
}

const refused = () => sandbox.calls.filter((call) => !call.signatureVerified || call.code !== undefined);

describe('against the sandbox', () => {
  it('the peaks of instances of one kind are read together', async () => {
    const facts = await factsNow();
    const peaks = await cloudOf().memoryPeaks([facts, { ...facts, instanceId: 'r-bp1nobody' }]);
    expect(peaks).toEqual(
      new Map([
        [ID, 1_200_000],
        ['r-bp1nobody', undefined],
      ]),
    );
    expect(sandbox.calls.filter(({ action }) => action === 'DescribeMetricList')).toHaveLength(1);
    expect(refused()).toEqual([]);
  });

  it('what it used in a short time is read, the latency from the other service', async () => {
    const vitals = await cloudOf().vitals(await factsNow(), { from: now - 900_000, to: now });
    expect(vitals).toEqual({ memoryBytes: 1_000_000, connections: expect.any(Number) as number, latencyUs: 120 });
    expect(refused()).toEqual([]);
  });

  it('an instance is found, searched, read and priced', async () => {
    const cloud = cloudOf();
    expect(await cloud.locate(ID)).toEqual(REF);
    expect(await cloud.locate('r-nobody')).toBeUndefined();
    expect(await cloud.instance({ ...REF, instanceId: 'r-nobody' })).toBeUndefined();
    expect((await cloud.fleet(5_000)).instances.map((one) => one.instanceId)).toEqual([ID]);
    expect(await cloud.summaries('main', REGION, [ID])).toMatchObject([
      { instanceId: ID, status: 'Normal', tags: { env: 'prod' } },
    ]);
    const facts = await factsNow();
    expect(facts).toMatchObject({
      name: 'orders-cache',
      capacityMb: 1024,
      engineVersion: '5.0',
      orderCompleted: true,
      shards: 1,
    });
    const quote = await cloud.quote(facts, change);
    expect(quote.currency).toBe('CNY');
    expect(Number(quote.tradeAmount)).toBeGreaterThan(0);
    expect(sandbox.calls.every((call) => call.method === 'POST' && call.queryNames.length === 0)).toBe(true);
    expect(refused().map((call) => call.code)).toEqual(['InvalidInstanceId.NotFound']);
  });

  it('the classes it may change to are listed by size, without its own', async () => {
    const targets = await cloudOf().targets(await factsNow());
    const names = targets.map((target) => target.name);
    expect(names).toContain('redis.master.mid.default');
    expect(names).not.toContain('redis.master.small.default');
    const sizes = targets.map((target) => target.capacityMb ?? 0);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(refused()).toEqual([]);
  });

  it.each([
    ['redis.shard.small.2.ce', '7.0', 'PostPaid'],
    ['tair.rdb.4g', '6.0', 'PrePaid'],
    ['redis.logic.sharding.2g.4db.0rodb.4proxy.default', '5.0', 'PrePaid'],
  ] as const)('%s is listed its own kind of classes, and priced', async (instanceClass, engineVersion, chargeType) => {
    sandbox.addInstance({ instanceId: ID, regionId: REGION, instanceClass, engineVersion, chargeType });
    const facts = await factsNow();
    const targets = await cloudOf().targets(facts);
    expect(targets.length).toBeGreaterThan(0);
    const [target] = targets;
    if (target === undefined) throw new Error('no target');
    expect(productTypeOf(target.name)).toBe(productTypeOf(instanceClass));
    await cloudOf().quote(facts, { ...change, targetClass: target.name });
    expect(refused()).toEqual([]);
  });

  it('an order is placed and comes true', async () => {
    const cloud = cloudOf();
    const { orderId, requestId } = await cloud.placeOrder(REF, await specOf());
    expect(orderId).toBe(sandbox.orders.at(-1)?.orderId);
    expect(requestId).not.toBe('');
    expect(await cloud.order('main', orderId)).toMatchObject({ orderId, payment: 'paid', instanceIds: [ID] });
    expect(await factsNow()).toMatchObject({ status: 'Changing', orderCompleted: false });
    now += 700_000;
    expect(await factsNow()).toMatchObject({
      status: 'Normal',
      orderCompleted: true,
      realClass: 'redis.master.mid.default',
    });
    expect(refused()).toEqual([]);
    expect(
      sandbox.calls.flatMap((call) => (call.action === 'ModifyInstanceSpec' ? call.unknownParameters : [])),
    ).toEqual([]);
  });

  it('the same spec sent twice is one order', async () => {
    const cloud = cloudOf();
    const before = sandbox.orders.length;
    const spec = await specOf();
    const first = await cloud.placeOrder(REF, spec);
    expect((await cloud.placeOrder(REF, spec)).orderId).toBe(first.orderId);
    expect(sandbox.orders.length).toBe(before + 1);
  });

  it('an unpaid order is found by its instance, then paid', async () => {
    const cloud = cloudOf();
    const since = new Date(now).toISOString();
    expect(await cloud.ordersOf(REF, anySince(since))).toEqual([]);
    const { orderId } = await cloud.placeOrder(REF, await specOf({ autoPay: false }));
    expect(await cloud.ordersOf(REF, anySince(since))).toMatchObject([{ orderId, payment: 'unpaid' }]);
    sandbox.pay(orderId);
    expect(await cloud.order('main', orderId)).toMatchObject({ payment: 'paid' });
    expect(await cloud.ordersOf({ ...REF, instanceId: 'r-other' }, anySince(since))).toEqual([]);
    expect(await cloud.order('main', '999')).toBeUndefined();
  });

  it('a smaller class of a subscription is a downgrade', async () => {
    const spec = await specOf({ targetClass: 'redis.master.micro.default' });
    expect(spec['OrderType']).toBe('DOWNGRADE');
    await cloudOf().placeOrder(REF, spec);
  });

  it('billing is asked at the site that knows the account', async () => {
    const account = anAccount('', { site: 'international', endpoints: { [REGION]: sandbox.url } });
    const keys = { accessKeyId: sandbox.accessKeyId, accessKeySecret: sandbox.accessKeySecret };
    const { cloud } = aCloud([account], { keys: () => keys, billingHosts: sandbox.billingUrls });
    const { orderId } = await cloudOf().placeOrder(REF, await specOf());
    expect(await cloud.order('main', orderId)).toBeDefined();
    expect(sandbox.calls.filter((call) => call.code === 'NotApplicable')).toHaveLength(1);
  });
});

describe('an order through a fault', () => {
  const action = 'ModifyInstanceSpec';
  const faults: readonly (readonly [CloudFaultSpec, string, 'no' | 'unknown', number])[] = [
    [{ kind: 'throttle' }, 'Throttling.User', 'no', 0],
    [{ kind: 'error', code: 'Task.Conflict' }, 'Task.Conflict', 'no', 0],
    [{ kind: 'error', code: 'InternalError' }, 'InternalError', 'unknown', 0],
    [{ kind: 'no_code', effect: true }, 'Http500', 'unknown', 1],
    [{ kind: 'html', effect: true }, 'NotJson', 'unknown', 1],
    [{ kind: 'empty', effect: true }, 'NotJson', 'unknown', 1],
    [{ kind: 'null_body', effect: true }, 'MalformedResponse', 'unknown', 1],
    [{ kind: 'hang', effect: true }, 'RequestTimeout', 'unknown', 1],
    [{ kind: 'hang' }, 'RequestTimeout', 'unknown', 0],
    [{ kind: 'drop_before' }, 'ECONNRESET', 'unknown', 0],
    [{ kind: 'drop_after' }, 'ECONNRESET', 'unknown', 1],
  ];

  it.each(faults)('%j is %s, arrived: %s', async (fault, code, arrived, made) => {
    const spec = await specOf();
    const before = sandbox.orders.length;
    sandbox.fault({ ...fault, action });
    // Short only where nothing is to come: a busy machine must not turn an answer into a time-out.
    const timeouts = fault.kind === 'hang' ? { orderMs: 300 } : {};
    const thrown = await faultOfCall(cloudOf({ timeouts }).placeOrder(REF, spec));
    expect({ code: thrown.code, arrived: thrown.arrived }).toEqual({ code, arrived });
    expect(sandbox.orders.length - before).toBe(made);
    for (const secret of [sandbox.accessKeyId, sandbox.accessKeySecret, sandbox.url, 'Signature']) {
      expect(shown(thrown)).not.toContain(secret);
    }
    // The way out of every ambiguity: the order is found, or the same call makes it, and there is one.
    const found = await cloudOf().ordersOf(REF, anySince(new Date(now).toISOString()));
    expect(found).toHaveLength(made);
    const { orderId } = await cloudOf().placeOrder(REF, spec);
    expect(sandbox.orders.length - before).toBe(1);
    expect(sandbox.orders.at(-1)?.orderId).toBe(orderId);
  });

  it('a read goes on through two of them', async () => {
    for (const kind of ['throttle', 'drop_before'] as const)
      sandbox.fault({ kind, action: 'DescribeInstanceAttribute' });
    const cloud = cloudOf({ retries: { tries: 3, budgetMs: 5000, baseMs: 1 } });
    expect(await cloud.instance(REF)).toMatchObject({ instanceId: ID });
  });
});
