import { describe, expect, test } from 'vitest';
import { at, call } from './client.ts';
import { cloud, demoAccount, now, ORDERS, stamp } from './account.ts';

demoAccount();

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

test('regions come with their zones', async () => {
  const regions = at((await call(cloud, 'DescribeRegions')).body, 'RegionIds', 'KVStoreRegion') as unknown[];
  expect(regions[0]).toMatchObject({
    RegionId: 'cn-hangzhou',
    RegionEndpoint: 'r-kvstore.aliyuncs.com',
    ZoneIdList: { ZoneId: ['cn-hangzhou-g', 'cn-hangzhou-h', 'cn-hangzhou-i'] },
  });
});
