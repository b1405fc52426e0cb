import { describe, expect, test } from 'vitest';
import { BSS, at, call } from './client.ts';
import { HOUR, MINUTE, bench, toMid } from './spec-change.ts';
import type { Bench } from './spec-change.ts';

const billing = (one: Bench, action: string, params: Record<string, string> = {}, path = '/') =>
  call(one.cloud, action, params, { version: BSS, path });

async function listed(one: Bench, params: Record<string, string> = {}): Promise<unknown[]> {
  const { body } = await billing(one, 'QueryOrders', params);
  const orders = at(body, 'Data', 'OrderList', 'Order') as { OrderId: string }[] | undefined;
  return orders?.map((order) => order.OrderId) ?? [body['Code']];
}

const prepaid = { chargeType: 'PrePaid' } as const;
const idOf = (one: Bench, n = 0): string => one.cloud.orders[n]?.orderId ?? 'none';

describe('QueryOrders', () => {
  test('looks back one hour when it is given no times', async () => {
    await using one = await bench(prepaid);
    await one.change({ ...toMid, AutoPay: 'false' });
    one.clock.advance(HOUR);
    expect(await listed(one)).toEqual([idOf(one)]);
    one.clock.advance(1000);
    expect(await listed(one)).toEqual([]);
    expect(await listed(one, { CreateTimeStart: '2024-06-03T12:00:00Z' })).toEqual([idOf(one)]);
    expect(await listed(one, { CreateTimeStart: '2024-06-03T12:00:01Z' })).toEqual([]);
  });

  test('filters by product, payment and kind', async () => {
    await using one = await bench(prepaid);
    await one.change({ ...toMid, AutoPay: 'false' });
    const good = {
      ProductCode: 'redisa',
      PaymentStatus: 'Unpaid',
      OrderType: 'Upgrade',
      SubscriptionType: 'Subscription',
    };
    expect(await listed(one, good)).toEqual([idOf(one)]);
    expect(await listed(one, { ...good, PaymentStatus: 'Paid' })).toEqual([]);
    expect(await listed(one, { ProductCode: 'ecs' })).toEqual([]);
    expect(await listed(one, { PaymentStatus: 'unpaid' })).toEqual(['InvalidParameter']);
    expect(await listed(one, { CreateTimeStart: '2024-06-03 12:00:00' })).toEqual(['InvalidParameter']);
  });

  test('gives pages, the newest first, and does not tell the instance', async () => {
    await using one = await bench();
    for (const size of ['mid', 'stand', 'large']) {
      await one.change({ InstanceClass: `redis.master.${size}.default`, MajorVersion: '5.0' });
      one.clock.advance(10 * MINUTE);
    }
    expect(await listed(one, { PageSize: '2' })).toEqual([idOf(one, 2), idOf(one, 1)]);
    expect(await listed(one, { PageSize: '2', PageNum: '2' })).toEqual([idOf(one, 0)]);
    const { text } = await billing(one, 'QueryOrders');
    expect(text).not.toContain('r-one');
  });
});

describe('GetOrderDetail', () => {
  test('tells the instances as a JSON string, and the payment', async () => {
    await using one = await bench(prepaid);
    await one.change({ ...toMid, AutoPay: 'false' });
    const detail = async () => {
      const { body } = await billing(one, 'GetOrderDetail', { OrderId: idOf(one) });
      return at(body, 'Data', 'OrderList', 'Order', 0);
    };
    expect(await detail()).toMatchObject({ InstanceIDs: '["r-one"]', PaymentStatus: 'Unpaid', PaymentTime: '' });
    one.clock.advance(MINUTE);
    one.cloud.pay(idOf(one));
    expect(await detail()).toMatchObject({ PaymentStatus: 'Paid', PaymentTime: '2024-06-03T12:01:00Z' });
    one.cloud.settings.lowerCasePaymentStatus = true;
    expect(await detail()).toMatchObject({ PaymentStatus: 'paid' });
  });

  test('has an empty list for an order that does not exist', async () => {
    await using one = await bench();
    const { body } = await billing(one, 'GetOrderDetail', { OrderId: '1' });
    expect(body).toMatchObject({ Code: 'Success', Data: { TotalCount: 0, OrderList: { Order: [] } } });
    expect((await billing(one, 'GetOrderDetail')).code).toBe('MissingParameter');
  });

  test('gives long order numbers as bare numbers when told to', async () => {
    await using one = await bench({}, { orderIdAsNumber: true });
    await one.change(toMid);
    expect((await billing(one, 'GetOrderDetail', { OrderId: idOf(one) })).text).toContain(`"OrderId":${idOf(one)},`);
  });
});

test('CancelOrder takes unpaid orders only', async () => {
  await using one = await bench();
  await one.change(toMid);
  const reply = await billing(one, 'CancelOrder', { OrderId: idOf(one) });
  expect([reply.status, reply.code]).toEqual([400, 'InvalidParameter']);
  expect(reply.body['HostId']).toBe('business.aliyuncs.com');
});

test('PayOrder is not offered', async () => {
  await using one = await bench();
  expect((await billing(one, 'PayOrder', { OrderId: '1' })).code).toBe('InvalidAction.NotFound');
});

test.each(['china', 'international'] as const)(
  'the billing endpoint of the other site refuses a %s account',
  async (site) => {
    await using one = await bench({}, { site });
    const other = site === 'china' ? 'international' : 'china';
    expect(one.cloud.billingUrls[other]).toBe(`${one.cloud.url}/${other}`);
    const reply = await billing(one, 'QueryOrders', {}, `/${other}/`);
    expect([reply.status, reply.code]).toEqual([400, 'NotApplicable']);
    expect((await billing(one, 'QueryOrders', {}, `/${site}/`)).body['Code']).toBe('Success');
    expect((await billing(one, 'QueryOrders')).body['Code']).toBe('Success');
  },
);
