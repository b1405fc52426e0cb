import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startCloud } from '../../../sandbox/alicloud/cloud.ts';
import type { Cloud } from '../../../sandbox/alicloud/cloud.ts';
import { GIB } from '../../../sandbox/alicloud/instance.ts';
import { amountOf } from '../../../sandbox/alicloud/money.ts';
import { demoInstances } from '../../../sandbox/alicloud/world.ts';
import { CMS, at, call } from './client.ts';
import { HOUR, NOON } from './spec-change.ts';

let cloud: Cloud;
let now: number;

beforeEach(async () => {
  now = NOON;
  cloud = await startCloud({ now: () => now });
  for (const instance of demoInstances) cloud.addInstance(instance);
});

afterEach(() => cloud.close());

const ORDERS = 'r-bp1zxszhcgatnx';
const stamp = (moment: number): string => new Date(moment).toISOString().replace(/\.\d+Z$/, 'Z');

describe('DescribeInstances', () => {
  const list = async (params: Record<string, string>) => {
    const { body } = await call(cloud, 'DescribeInstances', params);
    const items = at(body, 'Instances', 'KVStoreInstance') as { InstanceName: string }[] | undefined;
    return [body['TotalCount'] ?? body['Code'], ...(items ?? []).map((item) => item.InstanceName)];
  };

  test.each<[Record<string, string>, unknown[]]>([
    [{ RegionId: 'cn-shanghai' }, [2, 'feed-cluster', 'coupons-cache']],
    [{ SearchKey: 'ORDERS' }, [1, 'orders-cache']],
    [{ SearchKey: 'bp1carts' }, [1, 'carts-tair']],
    [{ InstanceIds: `${ORDERS},r-bp1sessions0001,r-none` }, [2, 'orders-cache', 'sessions-cache']],
    [{ RegionId: 'cn-hangzhou', 'Tag.1.Key': 'env', 'Tag.1.Value': 'dev' }, [2, 'sessions-cache', 'events-shards']],
    [{ RegionId: 'cn-hangzhou', 'Tag.1.Key': 'team' }, [2, 'orders-cache', 'carts-tair']],
    [
      {
        RegionId: 'cn-hangzhou',
        'Tag.1.Key': 'env',
        'Tag.1.Value': 'prod',
        'Tag.2.Key': 'team',
        'Tag.2.Value': 'carts',
      },
      [1, 'carts-tair'],
    ],
    [{ 'Tag.1.Key': 'env' }, ['MissingParameter']],
    [{ RegionId: 'cn-hangzhou', 'Tag.1.Value': 'dev' }, ['MissingParameter']],
    [{ RegionId: 'cn-hangzhou', 'Tag.6.Key': 'env' }, ['InvalidParameter']],
    [{ InstanceStatus: 'Migrating' }, [1, 'inventory-cache']],
    [{ InstanceType: 'Tair' }, [1, 'carts-tair']],
    [{ ArchitectureType: 'rwsplit' }, [1, 'search-rw']],
    [{ ChargeType: 'Prepaid' }, ['InvalidParameter']],
    [{ PageSize: '51' }, ['InvalidParameter']],
    [{ PageSize: '2', PageNumber: '2' }, [10, 'feed-cluster', 'search-rw']],
    [{ PageNumber: '9' }, [10]],
    [{ Expired: 'true' }, [0]],
    [{ InstanceIds: Array.from({ length: 31 }, (_, n) => `r-${n}`).join(',') }, ['InvalidInstanceIds.Malformed']],
    [{ InstanceIds: 'r-one,' }, ['InvalidInstanceIds.Malformed']],
  ])('%j', async (params, expected) => {
    expect(await list(params)).toEqual(expected);
  });

  test('leaves expired instances to Expired=true, and they are Inactive', async () => {
    cloud.instance(ORDERS).endTime = stamp(now - 1000);
    expect(await list({ SearchKey: 'orders-cache' })).toEqual([0]);
    expect(await list({ Expired: 'true' })).toEqual([1, 'orders-cache']);
    const { body } = await call(cloud, 'DescribeInstanceAttribute', { InstanceId: ORDERS });
    expect(at(body, 'Instances', 'DBInstanceAttribute', 0, 'InstanceStatus')).toBe('Inactive');
  });

  test('keeps the type traps of the two describing operations', async () => {
    Object.assign(cloud.instance('r-bp1events000001'), { readOnlyCount: 2, hasRenewChangeOrder: true });
    const InstanceId = 'r-bp1events000001';
    const one = await call(cloud, 'DescribeInstanceAttribute', { InstanceId });
    const many = await call(cloud, 'DescribeInstances', { InstanceIds: InstanceId });
    expect(at(one.body, 'Instances', 'DBInstanceAttribute', 0)).toMatchObject({
      HasRenewChangeOrder: 'true',
      ReadOnlyCount: 2,
      InstanceClass: 'redis.cluster.sharding.common.ce',
      RealInstanceClass: 'redis.shard.with.proxy.mid.ce',
      ShardCount: 4,
      Capacity: 8192,
    });
    const row = at(many.body, 'Instances', 'KVStoreInstance', 0);
    expect(row).toMatchObject({
      HasRenewChangeOrder: true,
      ReadOnlyCount: '2',
      ShardClass: 'redis.shard.with.proxy.mid.ce',
    });
    expect(row).not.toHaveProperty('IsOrderCompleted');
    expect(row).not.toHaveProperty('RealInstanceClass');
    expect(row).not.toHaveProperty('MaintainStartTime');
  });
});

describe('DescribePrice', () => {
  const quote = async (params: Record<string, string>) => {
    const { body } = await call(cloud, 'DescribePrice', params);
    const order = at(body, 'Order') as Record<string, unknown> | undefined;
    return order === undefined
      ? body['Code']
      : [order['OriginalAmount'], order['DiscountAmount'], order['TradeAmount']];
  };
  const up = { OrderType: 'UPGRADE', InstanceId: ORDERS, InstanceClass: 'redis.master.mid.default' };

  test.each<[string, Record<string, string>, unknown]>([
    ['a subscription pays the difference for the rest', { ...up, ChargeType: 'PrePaid' }, ['49.56', '7.43', '42.13']],
    ['ChargeType defaults to PostPaid whatever the instance is', up, ['0.378', '0.00', '0.378']],
    [
      'a month of the smallest pair',
      { OrderType: 'BUY', InstanceClass: 'redis.master.small.default', ChargeType: 'PrePaid', Period: '1' },
      ['151.20', '22.68', '128.52'],
    ],
    [
      'an hour of the smallest pair',
      { OrderType: 'BUY', InstanceClass: 'redis.master.small.default' },
      ['0.21', '0.00', '0.21'],
    ],
    [
      'an hour in Singapore',
      { OrderType: 'BUY', InstanceClass: 'redis.master.small.default', RegionId: 'ap-southeast-1' },
      ['0.3066', '0.00', '0.3066'],
    ],
    [
      'a list of classes',
      {
        OrderType: 'BUY',
        InstanceClass: '',
        Instances: '[{"InstanceClass":"redis.master.small.default"},{"InstanceClass":"redis.master.mid.default"}]',
      },
      ['0.588', '0.00', '0.588'],
    ],
    [
      'a renewal of three months',
      { OrderType: 'RENEW', InstanceId: ORDERS, Period: '3' },
      ['453.60', '68.04', '385.56'],
    ],
    ['no OrderType', {}, 'MissingParameter'],
    ['no OrderType called DOWNGRADE', { ...up, OrderType: 'DOWNGRADE' }, 'InvalidParameter'],
    ['no instance to upgrade', { OrderType: 'UPGRADE' }, 'MissingParameter'],
    ['no Period', { OrderType: 'RENEW', InstanceId: ORDERS }, 'MissingParameter'],
    ['a Period of ten months', { OrderType: 'RENEW', InstanceId: ORDERS, Period: '10' }, 'InvalidParameter'],
    [
      '31 pieces',
      { OrderType: 'BUY', InstanceClass: 'redis.master.small.default', Quantity: '31' },
      'InvalidParameter',
    ],
    ['a class that is not sold', { ...up, InstanceClass: 'redis.master.xlarge.default' }, 'SPEC_NOT_FOUND'],
    ['a class it cannot become', { ...up, InstanceClass: 'tair.rdb.2g' }, 'SPEC_NOT_FOUND'],
    ['the virtual class of a cluster', { ...up, InstanceClass: 'redis.cluster.sharding.common.ce' }, 'SPEC_NOT_FOUND'],
    ['a list that is none', { ...up, Instances: '{}' }, 'InvalidInstances.Format'],
    ['a list that is not JSON', { ...up, Instances: '[' }, 'InvalidInstances.Format'],
    ['an unknown instance', { ...up, InstanceId: 'r-none' }, 'InvalidInstanceId.NotFound'],
  ])('%s', async (_what, params, expected) => {
    expect(await quote(params)).toEqual(expected);
  });

  test('quotes a downgrade as a negative amount, and is what the order then costs', async () => {
    const down = { InstanceId: 'r-uf6feedcluster1', InstanceClass: 'redis.master.large.default' };
    const quoted = await quote({ ...down, OrderType: 'UPGRADE', ChargeType: 'PrePaid' });
    expect(quoted).toEqual(['-86.73', '-13.01', '-73.72']);
    await call(cloud, 'ModifyInstanceSpec', { ...down, OrderType: 'DOWNGRADE', MajorVersion: '5.0' });
    expect(cloud.orders[0]?.trade).toBe(-737_200);
  });

  test('falls as the term runs out', async () => {
    now += 295 * HOUR - 1;
    expect(await quote({ ...up, ChargeType: 'PrePaid' })).toEqual(['0.17', '0.03', '0.14']);
  });

  test('refuses an instance with temporary bandwidth', async () => {
    cloud.instance(ORDERS).temporaryBandwidth = true;
    expect(await quote(up)).toBe('AlreadyHadTemporaryBandwidth');
  });

  test('is dollars on the international site', async () => {
    cloud.settings.site = 'international';
    const { body } = await call(cloud, 'DescribePrice', up);
    expect(at(body, 'Order')).toMatchObject({ Currency: 'USD', TradeAmount: '0.0529' });
  });
});

describe('DescribeAvailableResource', () => {
  const offered = async (params: Record<string, string>): Promise<string[]> => {
    const { body } = await call(cloud, 'DescribeAvailableResource', { RegionId: 'cn-hangzhou', ...params });
    const names: string[] = [];
    JSON.stringify(body, (key, value: unknown) => {
      if (key === 'InstanceClass') names.push(String(value));
      return value;
    });
    return typeof body['Code'] === 'string' ? [body['Code']] : names;
  };

  test('lists what an instance may become, dearer or cheaper', async () => {
    const up = await offered({ OrderType: 'UPGRADE', InstanceId: ORDERS });
    expect(up).toContain('redis.master.mid.default');
    expect(up).not.toContain('redis.master.small.default');
    expect(up).not.toContain('redis.basic.small.default');
    const down = await offered({ OrderType: 'DOWNGRADE', InstanceId: ORDERS });
    expect(down).toEqual(['redis.master.micro.default']);
  });

  test('lists nothing but the ProductType’s own kind', async () => {
    const sessions = { OrderType: 'UPGRADE', InstanceId: 'r-bp1sessions0001', InstanceChargeType: 'PostPaid' };
    expect(await offered(sessions)).toEqual([]);
    expect(await offered({ ...sessions, ProductType: 'OnECS' })).toContain('redis.shard.mid.2.ce');
    const tair = { OrderType: 'UPGRADE', InstanceId: 'r-bp1cartstair001', ProductType: 'Tair_rdb' };
    expect(await offered(tair)).toContain('tair.rdb.8g');
  });

  test('offers every class that is then accepted', async () => {
    const targets = await offered({ OrderType: 'UPGRADE', InstanceId: ORDERS });
    for (const InstanceClass of targets) {
      cloud.settings.balance = amountOf(1_000_000);
      cloud.addInstance({ ...demoInstances[0], instanceId: 'r-try' });
      const reply = await call(cloud, 'ModifyInstanceSpec', {
        InstanceId: 'r-try',
        InstanceClass,
        MajorVersion: '5.0',
      });
      expect(reply.code, InstanceClass).toBeUndefined();
    }
    expect(targets.length).toBeGreaterThan(20);
  });

  test('leaves out what is not in stock', async () => {
    cloud.settings.outOfStock.push('redis.master.mid.default');
    expect(await offered({ OrderType: 'UPGRADE', InstanceId: ORDERS })).not.toContain('redis.master.mid.default');
  });

  test('nests nine deep, with the numbers in the remark', async () => {
    const params = { RegionId: 'cn-hangzhou', AcceptLanguage: 'en-US' };
    const { text } = await call(cloud, 'DescribeAvailableResource', params);
    expect(text).toContain('"SupportedNodeTypes":{"SupportedNodeType":[{"SupportedNodeType":"double"');
    expect(text).toContain('"ShardNumber":"8"');
    expect(text).toContain('16G cluster (8 nodes) (QPS:1920000 Connections:240000)');
    const chinese = await call(cloud, 'DescribeAvailableResource', { RegionId: 'cn-hangzhou' });
    expect(chinese.text).toMatch(/集群版.*QPS:1920000 Connections:240000/);
  });

  test.each([
    [{ RegionId: '' }, 'MissingParameter'],
    [{ RegionId: 'mars-1' }, 'InvalidParameter'],
    [{ OrderType: 'UPGRADE' }, 'MissingParameter'],
    [{ OrderType: 'UPGRADE', InstanceId: 'r-uf6feedcluster1' }, 'InvalidInstanceId.NotFound'],
    [{ ProductType: 'local' }, 'InvalidParameter'],
  ])('refuses %j', async (params, code) => {
    expect(await offered(params)).toEqual([code]);
  });
});

describe('DescribeHistoryMonitorValues', () => {
  const read = (params: Record<string, string>) =>
    call(cloud, 'DescribeHistoryMonitorValues', {
      InstanceId: ORDERS,
      StartTime: stamp(now - 24 * HOUR),
      EndTime: stamp(now),
      ...params,
    });

  test('is a JSON string with a point a minute; its greatest is the peak', async () => {
    const { body } = await read({ MonitorKeys: 'memoryUsage,UsedMemory' });
    const points = Object.values(JSON.parse(String(body['MonitorHistory'])) as Record<string, Record<string, string>>);
    expect(points).toHaveLength(1441);
    expect(Math.max(...points.map((point) => Number(point['memoryUsage'])))).toBe(71);
    expect(points.every((point) => Object.keys(point).length === 2)).toBe(true);
  });

  test('has a point every five seconds in ten minutes, and leaves zeros out', async () => {
    cloud.instance(ORDERS).cpuPercent = 0;
    const { body } = await read({ StartTime: stamp(now - 600_000), MonitorKeys: 'CpuUsage$db,UsedMemory' });
    const points = Object.values(JSON.parse(String(body['MonitorHistory'])) as Record<string, Record<string, string>>);
    expect(points).toHaveLength(121);
    expect(points[0]).toEqual({ UsedMemory: String(Math.round(0.62 * GIB)) });
  });

  test.each([
    [{ StartTime: '2024-06-03' }, 'InvalidStartTime.Malformed'],
    [{ StartTime: stamp(NOON - 40 * 24 * HOUR) }, 'InvalidStartTime.Malformed'],
    [{ StartTime: stamp(NOON - 7 * 24 * HOUR - 1000) }, 'InvalidEndTime.Malformed'],
    [{ EndTime: stamp(NOON - 25 * HOUR) }, 'InvalidEndTime.Malformed'],
    [{ EndTime: '' }, 'MissingParameter'],
    [{ NodeRole: 'SLAVE' }, 'InvalidParameter'],
  ])('refuses %j', async (params, code) => {
    expect((await read(params)).code).toBe(code);
  });
});

describe('monitoring', () => {
  const metric = (params: Record<string, string>, action = 'DescribeMetricLast') =>
    call(cloud, action, { Namespace: 'acs_kvstore', MetricName: 'StandardMemoryUsage', ...params }, { version: CMS });
  const dimensions = (...ids: string[]) => JSON.stringify(ids.map((instanceId) => ({ instanceId })));
  const points = (body: Record<string, unknown>) => JSON.parse(String(body['Datapoints'])) as Record<string, unknown>[];

  test('gives the last point, as a JSON string, with the code 200 as a string', async () => {
    const { body } = await metric({ Dimensions: dimensions(ORDERS) });
    expect(body).toMatchObject({ Code: '200', Success: true, Period: '60' });
    expect(points(body)).toMatchObject([{ instanceId: ORDERS, Average: 71, Maximum: 71, timestamp: NOON }]);
  });

  test('has points only under the prefix of the architecture', async () => {
    const Dimensions = dimensions('r-uf6feedcluster1');
    expect(points((await metric({ Dimensions })).body)).toEqual([]);
    expect(points((await metric({ Dimensions, MetricName: 'ShardingMemoryUsage' })).body)).toHaveLength(1);
    const splitting = { Dimensions: dimensions('r-bp1searchrw0001'), MetricName: 'SplitrwMemoryUsage' };
    expect(points((await metric(splitting)).body)[0]).toHaveProperty('nodeId');
  });

  test('lists a range in pages', async () => {
    const range = { Dimensions: dimensions(ORDERS), StartTime: stamp(now - HOUR), EndTime: stamp(now), Length: '50' };
    const first = await metric(range, 'DescribeMetricList');
    expect(points(first.body)).toHaveLength(50);
    const next = await metric({ ...range, NextToken: String(first.body['NextToken']) }, 'DescribeMetricList');
    expect(points(next.body)).toHaveLength(11);
    expect(next.body).not.toHaveProperty('NextToken');
    const millis = { ...range, StartTime: String(now - 5 * 60_000), EndTime: '2024-06-03 12:00:00' };
    expect(points((await metric(millis, 'DescribeMetricList')).body)).toHaveLength(6);
  });

  test.each([
    [{ Namespace: 'acs_ecs' }, 'InvalidParameter'],
    [{ MetricName: 'NoSuchMetric' }, 'InvalidParameter'],
    [{ MetricName: '' }, 'MissingParameter'],
    [{ Dimensions: '{' }, 'InvalidParameter'],
    [{ Dimensions: JSON.stringify(Array.from({ length: 51 }, () => ({ instanceId: 'r' }))) }, 'InvalidParameter'],
    [{ Period: '61' }, 'InvalidParameter'],
    [{ Length: '1441' }, 'InvalidParameter'],
  ])('refuses %j', async (params, code) => {
    const reply = await metric(params);
    expect([reply.code, reply.body['HostId']]).toEqual([code, 'metrics.cn-hangzhou.aliyuncs.com']);
  });
});

test('regions and zones are told', async () => {
  const regions = at((await call(cloud, 'DescribeRegions')).body, 'RegionIds', 'KVStoreRegion') as unknown[];
  expect(regions[0]).toMatchObject({ RegionId: 'cn-hangzhou', RegionEndpoint: 'r-kvstore.aliyuncs.com' });
  const zones = at((await call(cloud, 'DescribeZones', { RegionId: 'cn-shanghai' })).body, 'Zones', 'KVStoreZone');
  expect(at(zones, 0, 'ZoneId')).toBe('cn-shanghai-g');
  expect((await call(cloud, 'DescribeZones', { RegionId: 'mars-1' })).code).toBe('InvalidParameter');
});
