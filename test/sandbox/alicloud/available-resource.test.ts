import { describe, expect, test } from 'vitest';
import { amountOf } from '../../../sandbox/alicloud/money.ts';
import { demoInstances } from '../../../sandbox/alicloud/world.ts';
import { call } from './client.ts';
import { cloud, demoAccount, ORDERS } from './account.ts';

demoAccount();

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
