import RPCClient from '@alicloud/pop-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startCloud } from '../../../sandbox/alicloud/cloud.ts';
import type { Cloud } from '../../../sandbox/alicloud/cloud.ts';
import { demoInstances } from '../../../sandbox/alicloud/world.ts';

let cloud: Cloud;

beforeEach(async () => {
  cloud = await startCloud();
  for (const instance of demoInstances) cloud.addInstance(instance);
});

afterEach(() => cloud.close());

function client(apiVersion = '2015-01-01'): RPCClient {
  const { url: endpoint, accessKeyId, accessKeySecret } = cloud;
  return new RPCClient({ endpoint, apiVersion, accessKeyId, accessKeySecret });
}

const order = {
  InstanceId: 'r-bp1zxszhcgatnx',
  InstanceClass: 'redis.master.mid.default',
  MajorVersion: '5.0',
  RegionId: 'cn-hangzhou',
  OrderType: 'UPGRADE',
  AutoPay: true,
  ForceUpgrade: false,
  ClientToken: 'rr-7k3f9qx2~*!()',
};

describe.each(['POST', 'GET'])('the real pop-core client by %s', (method) => {
  test('places an order and reads it back', async () => {
    const options = { method, timeout: 5000 };
    const placed = await client().request<{ OrderId: string; RequestId: string }>('ModifyInstanceSpec', order, options);
    expect(placed.OrderId).toMatch(/^\d{15,19}$/);
    expect(placed.RequestId).toMatch(/^[0-9A-F-]{36}$/);
    const detail = await client('2017-12-14').request<{ Data: { TotalCount: number } }>(
      'GetOrderDetail',
      { OrderId: placed.OrderId },
      options,
    );
    expect(detail.Data.TotalCount).toBe(1);
    expect(cloud.instance('r-bp1zxszhcgatnx').instanceStatus).toBe('Changing');
    expect(cloud.calls.map((call) => [call.method, call.signatureVerified, call.unknownParameters])).toEqual([
      [method, true, []],
      [method, true, []],
    ]);
  });

  test('sends lists, empty text and every kind of character', async () => {
    const tags = { RegionId: 'cn-hangzhou', Tag: [{ Key: 'env', Value: 'dev' }], SearchKey: '' };
    const listed = await client().request<{ TotalCount: number }>('DescribeInstances', tags, { method });
    expect(listed.TotalCount).toBe(2);
    const odd = { SearchKey: '订单 +%26&=/?#*~!\'()\u{1F600}\n\t"' };
    const none = await client().request<{ TotalCount: number }>('DescribeInstances', odd, { method });
    expect(none.TotalCount).toBe(0);
    expect(cloud.calls.at(-1)?.params['SearchKey']).toBe(odd.SearchKey);
  });

  test('gets the documented code of a refusal', async () => {
    const wrong = { ...order, InstanceId: 'r-nobody' };
    await expect(client().request('ModifyInstanceSpec', wrong, { method })).rejects.toMatchObject({
      code: 'InvalidInstanceId.NotFound',
      entry: { response: { statusCode: 404 } },
    });
  });
});
