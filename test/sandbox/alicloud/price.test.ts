import { describe, expect, test } from 'vitest';
import { at, call } from './client.ts';
import { HOUR } from './spec-change.ts';
import { cloud, demoAccount, ORDERS, pass } from './account.ts';

demoAccount();

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
    pass(295 * HOUR - 1);
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
