import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/core/value/change.ts';
import {
  aCloud,
  anAccount,
  attribute,
  FACTS,
  faultOfCall,
  ID,
  KEYS,
  oneWire,
  REF,
  REGION,
  refusal,
  type Reply,
  ROW,
  wire,
} from './wire.ts';

const change: Change = {
  targetClass: 'redis.master.mid.default',
  autoPay: true,
  coupon: 'none',
  effectiveTime: 'Immediately',
  forceUpgrade: false,
  businessInfo: undefined,
};

oneWire();

const answering = (...bodies: object[]) => {
  wire.reply = () => ({ json: bodies.length > 1 ? bodies.shift() : bodies[0] });
  return aCloud([anAccount(wire.url)]).cloud;
};

describe('every call', () => {
  it('is a POST with everything in its body, signed with one snapshot of the key', async () => {
    await answering(attribute()).instance(REF);
    expect(wire.calls).toHaveLength(1);
    expect(wire.calls[0]).toMatchObject({ method: 'POST', url: '/' });
    expect(wire.calls[0]?.all).toMatchObject({
      Version: '2015-01-01',
      Format: 'JSON',
      AccessKeyId: KEYS.accessKeyId,
      SecurityToken: KEYS.securityToken,
      SignatureMethod: 'HMAC-SHA1',
    });
  });

  it('is logged by account, action, outcome and request id, and nothing else', async () => {
    wire.reply = () => ({ json: attribute() });
    const { cloud, log } = aCloud([anAccount(wire.url)]);
    await cloud.instance(REF);
    wire.reply = () => refusal('Forbidden.RAM', 403);
    await faultOfCall(cloud.instance(REF));
    const [first, second] = log;
    expect(first).toEqual({
      account: 'main',
      action: 'DescribeInstanceAttribute',
      outcome: 'ok',
      ms: expect.any(Number) as number,
      requestId: 'CA40C261-EB72-4EDA-AC57-958722162595',
    });
    expect(second).toMatchObject({ outcome: 'Forbidden.RAM', requestId: '0DA1D7EF-C80D-432C-8758-7D225182626B' });
  });

  it('succeeds although it cannot be logged', async () => {
    wire.reply = () => ({ json: { OrderId: '42', RequestId: 'R' } });
    const log = () => {
      throw new Error('disk full');
    };
    expect(await aCloud([anAccount(wire.url)], { log }).cloud.placeOrder(REF, {})).toMatchObject({ orderId: '42' });
  });

  it('lets no parameter replace a part of the signature', async () => {
    const cloud = answering({ OrderId: '1', RequestId: 'R' });
    await cloud.placeOrder(REF, { InstanceId: ID, AccessKeyId: 'other', Action: 'DeleteInstance', Timestamp: 'never' });
    expect(wire.calls[0]?.all).toMatchObject({ Action: 'ModifyInstanceSpec', AccessKeyId: KEYS.accessKeyId });
    expect(wire.calls[0]?.params).toEqual({ Action: 'ModifyInstanceSpec', InstanceId: ID });
  });

  it('is refused for an account that is not configured, without a call', async () => {
    const fault = await faultOfCall(answering({}).instance({ ...REF, account: 'other' }));
    expect(fault).toMatchObject({ code: 'NotConfigured', arrived: 'no', retry: 'never' });
    expect(wire.calls).toEqual([]);
  });
});

describe('one instance', () => {
  it('is read into facts', async () => {
    expect(await answering(attribute()).instance(REF)).toEqual(FACTS);
    expect(wire.calls[0]?.params).toEqual({ Action: 'DescribeInstanceAttribute', RegionId: REGION, InstanceId: ID });
  });

  it.each([
    ['an empty list', { Instances: { DBInstanceAttribute: [] } }],
    ['another instance', attribute({ InstanceId: 'r-other' })],
  ])('%s is no instance', async (_name, body) => {
    expect(await answering(body).instance(REF)).toBeUndefined();
  });

  it.each(['InvalidInstanceId.NotFound', 'InvalidDBInstance.NotFound'])('%s is no instance', async (code) => {
    wire.reply = () => refusal(code, 404);
    expect(await aCloud([anAccount(wire.url)]).cloud.instance(REF)).toBeUndefined();
  });

  it.each([
    ['an answer without a list', {}],
    ['an instance without an id', attribute({ InstanceId: undefined })],
    ['an instance without a class', attribute({ InstanceClass: undefined, RealInstanceClass: undefined })],
    ['an instance that is billed in no known way', attribute({ ChargeType: 'Barter' })],
  ])('%s is malformed, not absent', async (_name, body) => {
    expect(await faultOfCall(answering(body).instance(REF))).toMatchObject({ code: 'MalformedResponse' });
  });

  it.each([
    [
      'booleans as text',
      { HasRenewChangeOrder: 'true', IsOrderCompleted: 'false' },
      { hasRenewChangeOrder: true, orderCompleted: false },
    ],
    [
      'booleans as such',
      { HasRenewChangeOrder: true, IsOrderCompleted: false },
      { hasRenewChangeOrder: true, orderCompleted: false },
    ],
    ['nothing said about the order', { IsOrderCompleted: undefined }, { orderCompleted: undefined }],
    ['numbers as text', { Capacity: '2048', Connections: '20000' }, { capacityMb: 2048, connections: 20_000 }],
    [
      'numbers that are none',
      { Capacity: -1, QPS: 'many', Bandwidth: 1.5 },
      { capacityMb: undefined, qps: undefined, bandwidthMBs: undefined },
    ],
    ['no status is not Normal', { InstanceStatus: '' }, { status: 'Unknown' }],
    ['no name: the id', { InstanceName: '' }, { name: ID }],
    ['half a window is none', { MaintainEndTime: undefined }, { maintenance: undefined }],
    ['a window that is none', { MaintainEndTime: '25:00Z' }, { maintenance: undefined }],
    ['no real class: the class', { RealInstanceClass: '' }, { realClass: 'redis.master.small.default' }],
    ['pay-as-you-go has no end', { ChargeType: 'PostPaid' }, { chargeType: 'PostPaid', endTime: undefined }],
    ['shards as told', { ShardCount: 8, ArchitectureType: 'cluster' }, { shards: 8, architecture: 'cluster' }],
    [
      'shards by the class',
      { RealInstanceClass: 'redis.logic.sharding.2g.4db.0rodb.4proxy.default', ArchitectureType: 'cluster' },
      { shards: 4, architecture: 'cluster', realClass: 'redis.logic.sharding.2g.4db.0rodb.4proxy.default' },
    ],
    [
      'a tag named like a prototype',
      { Tags: { Tag: [{ Key: 'constructor', Value: 'x' }] } },
      { tags: { constructor: 'x' } },
    ],
    ['tags that are none', { Tags: { Tag: [null, 7, { Value: 'x' }, { Key: 'env' }] } }, { tags: { env: '' } }],
  ])('reads %s', async (_name, row, expected) => {
    expect(await answering(attribute(row)).instance(REF)).toEqual({ ...FACTS, ...expected });
  });
});

describe('many instances', () => {
  it('are asked for by id in one call', async () => {
    const rows = [ROW, { ...ROW, InstanceId: 'r-2', InstanceStatus: 'Changing', HasRenewChangeOrder: false }];
    const found = await answering({ Instances: { KVStoreInstance: rows } }).summaries('main', REGION, [ID, 'r-2']);
    expect(found.map((one) => [one.instanceId, one.status])).toEqual([
      [ID, 'Normal'],
      ['r-2', 'Changing'],
    ]);
    expect(wire.calls.map((call) => call.params)).toEqual([
      { Action: 'DescribeInstances', RegionId: REGION, InstanceIds: `${ID},r-2`, PageSize: '50' },
    ]);
  });

  it('are not asked for when there are none', async () => {
    expect(await answering({}).summaries('main', REGION, [])).toEqual([]);
    expect(wire.calls).toEqual([]);
  });

  it('are malformed together when one of them is: left out it would look released', async () => {
    const body = { Instances: { KVStoreInstance: [ROW, { InstanceStatus: 'Normal' }] } };
    expect(await faultOfCall(answering(body).summaries('main', REGION, [ID]))).toMatchObject({
      code: 'MalformedResponse',
    });
  });
});

describe('a quote', () => {
  const order = { OriginalAmount: '128.40', DiscountAmount: '19.26', TradeAmount: '109.14', Currency: 'CNY', Code: '' };

  const asked = {
    Action: 'DescribePrice',
    RegionId: REGION,
    OrderType: 'UPGRADE',
    InstanceId: ID,
    InstanceClass: 'redis.master.mid.default',
    ChargeType: 'PrePaid',
  };
  const ofNow = { ...asked, InstanceClass: FACTS.realClass, CouponNo: 'youhuiquan_promotion_option_id_for_blank' };
  /** Answers the question about the present class with its own price, or with this. */
  const pricing = (now: Reply = { json: { Order: { TradeAmount: '100.5', Currency: 'CNY' } } }) => {
    wire.reply = (call) => (call.params['InstanceClass'] === FACTS.realClass ? now : { json: { Order: order } });
    return aCloud([anAccount(wire.url)]).cloud;
  };

  it('asks for exactly this change, and once for what the present class costs', async () => {
    const cloud = pricing();
    expect(await cloud.quote(FACTS, { ...change, coupon: 'best', businessInfo: 'promo', forceUpgrade: true })).toEqual({
      currency: 'CNY',
      originalAmount: '128.40',
      discountAmount: '19.26',
      tradeAmount: '109.14',
      priceNow: '100.5',
    });
    await cloud.quote(FACTS, change);
    expect(wire.calls.map((call) => call.params)).toEqual([
      { ...asked, ForceUpgrade: 'true', CouponNo: 'default', BusinessInfo: 'promo' },
      { ...ofNow, OrderType: 'RENEW', Period: '1' },
      { ...asked, ForceUpgrade: 'false', CouponNo: 'youhuiquan_promotion_option_id_for_blank' },
    ]);
  });

  it('asks for the hour of the present class where it is billed by the hour', async () => {
    await pricing().quote({ ...FACTS, chargeType: 'PostPaid' }, change);
    expect(wire.calls.map((call) => call.params)).toContainEqual({
      ...ofNow,
      ChargeType: 'PostPaid',
      ForceUpgrade: 'false',
    });
  });

  it.each([
    ['refused', { status: 400, json: { Code: 'SPEC_NOT_FOUND', RequestId: 'R' } }],
    ['in another currency', { json: { Order: { TradeAmount: '1', Currency: 'USD' } } }],
    ['never answered', 'hang'],
  ] as const)('is there although the price of now is %s', async (_, now) => {
    const quote = await pricing(now).quote(FACTS, change);
    expect(quote).toMatchObject({ tradeAmount: '109.14' });
    expect(quote).not.toHaveProperty('priceNow');
  });

  it('keeps every digit of an amount that came as a number', async () => {
    wire.reply = () => ({ raw: '{"Order":{"TradeAmount":-12345678901234567890.12,"Currency":"usd"}}' });
    expect(await aCloud([anAccount(wire.url)]).cloud.quote(FACTS, change)).toEqual({
      currency: 'USD',
      tradeAmount: '-12345678901234567890.12',
      originalAmount: '-12345678901234567890.12',
      discountAmount: '0',
      priceNow: '-12345678901234567890.12',
    });
  });

  it.each([
    ['no amount', { ...order, TradeAmount: undefined }, 'MalformedResponse'],
    ['an amount that is none', { ...order, TradeAmount: '1,000' }, 'MalformedResponse'],
    ['no currency', { ...order, Currency: '' }, 'MalformedResponse'],
    ['a refusal inside', { ...order, Code: 'PAY.COUPON_NOT_EXIST' }, 'PAY.COUPON_NOT_EXIST'],
    ['no order', undefined, 'MalformedResponse'],
  ])('%s is no price', async (_name, given, code) => {
    expect(await faultOfCall(answering({ Order: given }).quote(FACTS, change))).toMatchObject({ code });
  });
});

describe('the classes an instance may change to', () => {
  const level = (path: string, item: object) => ({ [`${path}s`]: { [path]: [item] } });
  const offer = (version: string, shards: string, ...classes: object[]) =>
    level(
      'AvailableZone',
      level(
        'SupportedEngine',
        level(
          'SupportedEditionType',
          level('SupportedSeriesType', {
            SupportedEngineVersions: {
              SupportedEngineVersion: [
                {
                  Version: version,
                  ...level('SupportedArchitectureType', {
                    SupportedShardNumbers: {
                      SupportedShardNumber: [
                        {
                          ShardNumber: shards,
                          ...level('SupportedNodeType', {
                            SupportedNodeType: 'double',
                            AvailableResources: { AvailableResource: classes },
                          }),
                        },
                      ],
                    },
                  }),
                },
              ],
            },
          }),
        ),
      ),
    );
  const mid = { InstanceClass: 'redis.master.mid.default', Capacity: 2048, InstanceClassRemark: '2G' };
  const micro = { InstanceClass: 'redis.master.micro.default', Capacity: 256, InstanceClassRemark: '256M' };
  const own = { InstanceClass: 'redis.master.small.default', Capacity: 1024, InstanceClassRemark: '1G' };

  it('come from both directions, each once, by memory, without its own', async () => {
    wire.reply = ({ params }) => ({
      json: params['OrderType'] === 'UPGRADE' ? offer('5.0', '1', mid, own, mid) : offer('5.0', '1', micro, own),
    });
    expect(await aCloud([anAccount(wire.url)]).cloud.targets(FACTS)).toEqual([
      { name: 'redis.master.micro.default', capacityMb: 256, remark: '256M' },
      { name: 'redis.master.mid.default', capacityMb: 2048, remark: '2G' },
    ]);
    const asked = {
      Action: 'DescribeAvailableResource',
      RegionId: REGION,
      ZoneId: 'cn-hangzhou-h',
      InstanceId: ID,
      InstanceChargeType: 'PrePaid',
      Engine: 'Redis',
      ProductType: 'Local',
      AcceptLanguage: 'en-US',
    };
    expect(wire.calls.map((call) => call.params)).toEqual([
      { ...asked, OrderType: 'UPGRADE' },
      { ...asked, OrderType: 'DOWNGRADE' },
    ]);
  });

  it('are read once in ten seconds, however many letters are typed', async () => {
    wire.reply = () => ({ json: offer('5.0', '1', mid) });
    let now = Date.parse('2026-11-23T12:00:00Z');
    const { cloud } = aCloud([anAccount(wire.url)], { now: () => new Date(now) });
    const names = async () => (await cloud.targets(FACTS)).map(({ name }) => name);
    const both = await Promise.all([names(), names()]);
    now += 10_000;
    expect([...both, await names()]).toEqual([[mid.InstanceClass], [mid.InstanceClass], [mid.InstanceClass]]);
    expect(wire.calls).toHaveLength(2);
    now += 1;
    await names();
    expect(wire.calls).toHaveLength(4);
  });

  it('are asked for with the product type of the real class', async () => {
    await answering(offer('5.0', '1')).targets({
      ...FACTS,
      realClass: 'tair.rdb.1g',
      chargeType: 'PostPaid',
      zoneId: undefined,
    });
    expect(wire.calls[0]?.params).toMatchObject({ ProductType: 'Tair_rdb', InstanceChargeType: 'PostPaid' });
    expect(wire.calls[0]?.params['ZoneId']).toBeUndefined();
  });

  it('are those of the version it runs, where that is listed', async () => {
    const both = offer('7.0', '1', micro);
    const list = (both as { AvailableZones: { AvailableZone: object[] } }).AvailableZones.AvailableZone;
    list.push(
      (offer('5.0', '1', mid) as { AvailableZones: { AvailableZone: object[] } }).AvailableZones.AvailableZone[0] ?? {},
    );
    expect((await answering(both).targets(FACTS)).map((one) => one.name)).toEqual(['redis.master.mid.default']);
    expect((await answering(offer('7.0', '1', micro)).targets(FACTS)).map((one) => one.name)).toEqual([
      'redis.master.micro.default',
    ]);
  });

  it('still come when one direction fails, and fail when both do', async () => {
    wire.reply = ({ params }) =>
      params['OrderType'] === 'UPGRADE' ? { json: offer('5.0', '1', mid) } : refusal('InternalError', 500);
    expect(await aCloud([anAccount(wire.url)]).cloud.targets(FACTS)).toHaveLength(1);
    wire.reply = () => refusal('Forbidden.RAM', 403);
    expect(await faultOfCall(aCloud([anAccount(wire.url)]).cloud.targets(FACTS))).toMatchObject({
      code: 'Forbidden.RAM',
    });
    expect(await faultOfCall(answering({}).targets(FACTS))).toMatchObject({ code: 'MalformedResponse' });
  });
});
