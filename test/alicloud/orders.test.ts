import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  aCloud,
  anAccount,
  faultOfCall,
  ID,
  REF,
  REGION,
  refusal,
  startWire,
  type Wire,
  type WireCall,
  anySince,
} from './wire.ts';

let wire: Wire;
let china: Wire;
let international: Wire;
beforeAll(async () => {
  [wire, china, international] = await Promise.all([startWire(), startWire(), startWire()]);
});
beforeEach(() => {
  for (const one of [wire, china, international]) one.calls.length = 0;
});
afterAll(async () => {
  await Promise.all([wire, china, international].map((one) => one[Symbol.asyncDispose]()));
});

const cloudAt = () => aCloud([anAccount(wire.url)]).cloud;
const success = (data: object) => ({ json: { Code: 'Success', Message: 'Successful!', Success: true, Data: data } });
const orders = (rows: readonly object[], total = rows.length) =>
  success({ TotalCount: total, OrderList: { Order: rows } });
const detail = (orderId: unknown, more: object = {}) =>
  orders([
    {
      OrderId: orderId,
      PaymentStatus: 'Paid',
      CreateTime: '2024-01-02T03:04:06Z',
      InstanceIDs: JSON.stringify([ID]),
      ...more,
    },
  ]);

describe('placing an order', () => {
  const spec = { RegionId: REGION, InstanceId: ID, AutoPay: 'false', ClientToken: 'token-1' };
  const place = () => cloudAt().placeOrder(REF, spec);

  it('sends the parameters as they are, once', async () => {
    wire.reply = () => ({ json: { OrderId: '207226234310042', RequestId: '0DA1D7EF' } });
    expect(await place()).toEqual({ orderId: '207226234310042', requestId: '0DA1D7EF' });
    expect(wire.calls.map((call) => [call.method, call.params])).toEqual([
      ['POST', { Action: 'ModifyInstanceSpec', ...spec }],
    ]);
  });

  it.each([
    ['beyond 2^53', '{"OrderId":90071992547409931234,"RequestId":"R"}', '90071992547409931234'],
    ['a small number', '{"OrderId":42,"RequestId":"R"}', '42'],
    ['text with spaces around', '{"OrderId":" 42 ","RequestId":"R"}', '42'],
  ])('keeps an order id exact: %s', async (_name, raw, orderId) => {
    wire.reply = () => ({ raw });
    expect(await place()).toEqual({ orderId, requestId: 'R' });
  });

  it.each([
    '{"RequestId":"R"}',
    '{"OrderId":"","RequestId":"R"}',
    '{"OrderId":"0","RequestId":"R"}',
    '{"OrderId":null,"RequestId":"R"}',
    '{"OrderId":{"toString":"1"},"RequestId":"R"}',
    '{"OrderId":["1"],"RequestId":"R"}',
    '{"OrderId":1.5,"RequestId":"R"}',
    '{"OrderId":-1.5e40,"RequestId":"R"}',
    '{"OrderId":"see <a>","RequestId":"R"}',
    '{"OrderId":true,"RequestId":"R"}',
    '[]',
    '7',
    '"OK"',
  ])('never makes up an order out of %s', async (raw) => {
    wire.reply = () => ({ raw });
    expect(await faultOfCall(place())).toMatchObject({ code: 'MalformedResponse', arrived: 'unknown' });
  });

  it('goes on a connection of its own: on a kept one, an idle server looks like a lost answer', async () => {
    wire.reply = () => ({ json: { OrderId: '42', RequestId: 'R', Data: { TotalCount: 0, OrderList: { Order: [] } } } });
    const cloud = cloudAt();
    await cloud.order('main', '42');
    await cloud.order('main', '42');
    await cloud.placeOrder(REF, spec);
    await cloud.placeOrder(REF, spec);
    const [first, second, third, fourth] = wire.calls.map((call) => call.port);
    expect(second).toBe(first);
    expect(new Set([first, third, fourth]).size).toBe(3);
  });

  it('is never repeated inside, however temporary the refusal', async () => {
    wire.reply = () => refusal('Throttling.User');
    const { cloud } = aCloud([anAccount(wire.url)], { retries: { tries: 5, budgetMs: 5000, baseMs: 1 } });
    expect(await faultOfCall(cloud.placeOrder(REF, spec))).toMatchObject({ retry: 'soon', arrived: 'no' });
    expect(wire.calls).toHaveLength(1);
  });
});

describe('one order', () => {
  it.each([
    ['Paid', 'paid'],
    ['unpaid', 'unpaid'],
    ['CANCELLED', 'cancelled'],
    ['Refunding', 'unknown'],
    [undefined, 'unknown'],
  ])('payment status %s is %s', async (status, payment) => {
    wire.reply = () => detail('42', { PaymentStatus: status });
    expect(await cloudAt().order('main', '42')).toEqual({
      orderId: '42',
      payment,
      createdAt: '2024-01-02T03:04:06Z',
      instanceIds: [ID],
      classes: [],
      wasClasses: [],
    });
    expect(wire.calls[0]?.params).toEqual({ Action: 'GetOrderDetail', OrderId: '42' });
    expect(wire.calls[0]?.all).toMatchObject({ Version: '2017-12-14' });
  });

  it('names its classes and who placed it, in whatever form', async () => {
    wire.reply = () =>
      detail('42', {
        Config: 'InstanceClass:[InstanceClass:redis.master.mid.default;EngineVersion:5.0;]',
        OriginalConfig: '{"class":"tair.rdb.4g"}',
        Operator: '2342442324320000',
      });
    expect(await cloudAt().order('main', '42')).toMatchObject({
      classes: ['redis.master.mid.default'],
      wasClasses: ['tair.rdb.4g'],
      operator: '2342442324320000',
    });
  });

  it.each([
    ['an array', [ID], [ID]],
    ['a bare id', ID, [ID]],
    ['a list with commas', `${ID}, r-2`, [ID, 'r-2']],
    ['nothing', undefined, []],
    ['nonsense', '<a href=x>', []],
  ])('instance ids as %s', async (_name, given, instanceIds) => {
    wire.reply = () => detail('42', { InstanceIDs: given });
    expect(await cloudAt().order('main', '42')).toMatchObject({ instanceIds });
  });

  it('is asked of the billing API although the instances are at the same address', async () => {
    wire.reply = ({ params }) =>
      params['Action'] === 'GetOrderDetail' ? detail('42') : { json: { Instances: { DBInstanceAttribute: [] } } };
    const cloud = cloudAt();
    await cloud.instance(REF);
    await cloud.order('main', '42');
    await cloud.instance(REF);
    expect(wire.calls.map((call) => call.all['Version'])).toEqual(['2015-01-01', '2017-12-14', '2015-01-01']);
  });

  it('is paid only when all its parts are', async () => {
    const part = (status: string) => ({ OrderId: '42', PaymentStatus: status, InstanceIDs: '' });
    for (const [given, payment] of [
      [['Paid', 'Paid'], 'paid'],
      [['Paid', 'Unpaid'], 'unpaid'],
      [['Paid', 'Cancelled'], 'unknown'],
    ] as const) {
      wire.reply = () => orders(given.map(part));
      expect(await cloudAt().order('main', '42')).toMatchObject({ payment });
    }
  });

  it('is none when the list is empty or holds another one', async () => {
    wire.reply = () => orders([]);
    expect(await cloudAt().order('main', '42')).toBeUndefined();
    wire.reply = () => detail('43');
    expect(await cloudAt().order('main', '42')).toBeUndefined();
    wire.reply = () => refusal('NotFoundOrder', 404);
    expect(await cloudAt().order('main', '42')).toBeUndefined();
  });

  it.each([{}, { ...detail('42').json, Success: false }, { Data: { OrderList: { Order: [{}] } } }])(
    'malformed is not absent: %j',
    async (json) => {
      wire.reply = () => ({ json });
      expect(await faultOfCall(cloudAt().order('main', '42'))).toMatchObject({ code: 'MalformedResponse' });
    },
  );
});

describe('the orders of an instance', () => {
  const since = '2024-01-02T03:04:05.678Z';
  const row = (orderId: string, createdAt = '2024-01-02T03:04:06Z') => ({ OrderId: orderId, CreateTime: createdAt });
  const script = (pages: readonly object[][], details: Readonly<Record<string, () => ReturnType<Wire['reply']>>>) => {
    const total = pages.flat().length;
    wire.reply = ({ params }: WireCall) =>
      params['Action'] === 'QueryOrders'
        ? orders(pages[Number(params['PageNum']) - 1] ?? [], total)
        : (details[params['OrderId'] ?? '']?.() ?? detail(params['OrderId'], { InstanceIDs: '["r-other"]' }));
  };
  const asked = () => wire.calls.map(({ params }) => params['OrderId'] ?? params['Action']);

  it('are searched in a bounded time, newest first, until one is ours', async () => {
    script([[row('1', '2024-01-02T03:04:01Z'), row('2', '2024-01-02T03:04:07Z'), row('3', '2024-01-02T03:04:05Z')]], {
      '3': () => detail('3'),
    });
    const found = await cloudAt().ordersOf(REF, anySince(since));
    expect(found).toMatchObject([{ orderId: '3', payment: 'paid', instanceIds: [ID] }]);
    expect(asked()).toEqual(['QueryOrders', '2', '3']);
    expect(wire.calls[0]?.params).toEqual({
      Action: 'QueryOrders',
      ProductCode: 'redisa',
      CreateTimeStart: '2024-01-02T03:00:00Z',
      CreateTimeEnd: expect.any(String) as string,
      PageNum: '1',
      PageSize: '20',
    });
  });

  it('are listed once for all who look at the same time, and what one is for is read once', async () => {
    const many = Array.from({ length: 10 }, (_, index) => row(String(100 + index)));
    script([many], {});
    const cloud = cloudAt();
    const search = { ...anySince(since), skip: new Set(['100', '101']) };
    await Promise.all(many.map((_, index) => cloud.ordersOf({ ...REF, instanceId: `r-${String(index)}` }, search)));
    expect(asked().filter((each) => each === 'QueryOrders')).toHaveLength(1);
    expect(asked().filter((each) => each !== 'QueryOrders')).toHaveLength(8);
    await cloud.ordersOf(REF, search);
    expect(asked()).toHaveLength(10);
  });

  it('are found again with the payment of now', async () => {
    script([[{ ...row('7'), PaymentStatus: 'Unpaid' }]], { '7': () => detail('7', { PaymentStatus: 'Unpaid' }) });
    const cloud = cloudAt();
    expect(await cloud.ordersOf(REF, anySince(since))).toMatchObject([{ payment: 'unpaid' }]);
    script([[{ ...row('7'), PaymentStatus: 'Cancelled' }]], {});
    expect(await cloud.ordersOf(REF, anySince(since))).toMatchObject([{ payment: 'cancelled' }]);
  });

  it('of after the end of the search are not among them', async () => {
    script([[row('1', '2024-01-02T03:30:00Z')]], { '1': () => detail('1') });
    expect(await cloudAt().ordersOf(REF, { ...anySince(since), until: '2024-01-02T03:20:00Z' })).toEqual([]);
    expect(wire.calls[0]?.params).toMatchObject({ CreateTimeEnd: '2024-01-02T03:20:00Z' });
  });

  it('are read over all pages', async () => {
    const many = Array.from({ length: 45 }, (_, index) => row(String(100 + index)));
    script([many.slice(0, 20), many.slice(20, 40), many.slice(40)], { '144': () => detail('144') });
    expect(await cloudAt().ordersOf(REF, anySince(since))).toMatchObject([{ orderId: '144' }]);
    expect(asked().slice(0, 3)).toEqual(['QueryOrders', 'QueryOrders', 'QueryOrders']);
  });

  it('are none when all could be read and none is ours', async () => {
    script([[row('1')]], {});
    expect(await cloudAt().ordersOf(REF, anySince(since))).toEqual([]);
    wire.reply = () => success({ TotalCount: 0 });
    expect(await cloudAt().ordersOf(REF, anySince(since))).toEqual([]);
  });

  it('are not "none" when one of them could not be read', async () => {
    script([[row('1'), row('2')]], { '1': () => refusal('InternalError', 500) });
    expect(await faultOfCall(cloudAt().ordersOf(REF, anySince(since)))).toMatchObject({ code: 'InternalError' });
    script([[row('1'), row('2')]], { '1': () => refusal('InternalError', 500), '2': () => detail('2') });
    expect(await cloudAt().ordersOf(REF, anySince(since))).toMatchObject([{ orderId: '2' }]);
  });

  it.each([
    ['names no instance yet', () => detail('1', { InstanceIDs: '' })],
    ['is listed, and not to be found yet', () => success({ OrderList: { Order: [] } })],
    ['is listed, and refused as unknown', () => refusal('NotFoundOrder', 404)],
  ])('are not "none" when one of them %s', async (_, answer) => {
    script([[row('1')]], { '1': answer });
    expect(await faultOfCall(cloudAt().ordersOf(REF, anySince(since)))).toMatchObject({ code: 'MalformedResponse' });
  });

  it('are not "none" when there are more than we read', async () => {
    wire.reply = ({ params }) =>
      params['Action'] === 'QueryOrders'
        ? orders([row(`9${params['PageNum'] ?? ''}`)], 100_000)
        : detail(params['OrderId'], { InstanceIDs: '' });
    expect(await faultOfCall(cloudAt().ordersOf(REF, anySince(since)))).toMatchObject({ code: 'MalformedResponse' });
  });

  it.each([
    { TotalCount: 1 },
    { OrderList: { Order: [] } },
    { TotalCount: 1, OrderList: { Order: [{ CreateTime: 'x' }] } },
  ])('are not "none" for %j', async (data) => {
    wire.reply = () => success(data);
    expect(await faultOfCall(cloudAt().ordersOf(REF, anySince(since)))).toMatchObject({ code: 'MalformedResponse' });
  });
});

describe('the billing endpoint', () => {
  const cloudOf = (site: 'china' | 'international') =>
    aCloud([anAccount(wire.url, { site, endpoints: { [REGION]: wire.url } })], {
      billingHosts: { china: china.url, international: international.url },
    }).cloud;

  it.each([
    ['china', () => china, () => international],
    ['international', () => international, () => china],
  ] as const)('goes by the site of the account: %s', async (site, own, other) => {
    own().reply = () => detail('42');
    expect(await cloudOf(site).order('main', '42')).toBeDefined();
    expect([own().calls.length, other().calls.length]).toEqual([1, 0]);
  });

  it.each([
    ['NotApplicable', 'This API is not applicable for caller.'],
    ['InternalError', 'not found article by given param'],
  ])('is changed after %s "%s", and stays changed', async (code, message) => {
    china.reply = () => refusal(code, 400, message);
    international.reply = () => detail('42');
    const cloud = cloudOf('china');
    await cloud.order('main', '42');
    await cloud.order('main', '42');
    expect([china.calls.length, international.calls.length]).toEqual([1, 2]);
  });

  it('is not changed for any other refusal, nor when neither applies', async () => {
    china.reply = () => refusal('Forbidden.RAM', 403);
    international.reply = () => refusal('NotApplicable');
    expect(await faultOfCall(cloudOf('china').order('main', '42'))).toMatchObject({ code: 'Forbidden.RAM' });
    expect(international.calls).toHaveLength(0);
    china.reply = () => refusal('NotApplicable');
    expect(await faultOfCall(cloudOf('china').order('main', '42'))).toMatchObject({
      code: 'NotApplicable',
      retry: 'never',
    });
  });
});
