import { describe, expect, test } from 'vitest';
import { NO_COUPON } from '../../../sandbox/alicloud/coupons.ts';
import { amountOf } from '../../../sandbox/alicloud/money.ts';
import { BSS, at, call } from './client.ts';
import { HOUR, MINUTE, NOON, bench, toMid } from './spec-change.ts';

const prepaid = { chargeType: 'PrePaid' } as const;
const unpaid = { ...toMid, AutoPay: 'false' };

describe('an order with AutoPay=false', () => {
  test('leaves the instance as it is until a person pays', async () => {
    await using one = await bench(prepaid);
    const { body } = await one.change(unpaid);
    const orderId = String(body['OrderId']);
    one.clock.advance(HOUR);
    const waiting = {
      InstanceStatus: 'Normal',
      IsOrderCompleted: true,
      RealInstanceClass: 'redis.master.small.default',
    };
    expect(await one.describe()).toMatchObject({ ...waiting, HasRenewChangeOrder: 'false' });
    expect(one.cloud.orders[0]?.status).toBe('Unpaid');

    one.cloud.pay(orderId);
    expect(await one.describe()).toMatchObject({ InstanceStatus: 'Changing', IsOrderCompleted: false });
    expect(one.cloud.orders[0]).toMatchObject({ status: 'Paid', paidAt: NOON + HOUR });
    one.clock.advance(10 * MINUTE);
    expect(await one.describe()).toMatchObject({
      InstanceStatus: 'Normal',
      IsOrderCompleted: true,
      RealInstanceClass: 'redis.master.mid.default',
    });
  });

  test('can be cancelled by API and by a person, once', async () => {
    await using one = await bench(prepaid);
    const first = await one.change(unpaid);
    const cancel = () => call(one.cloud, 'CancelOrder', { OrderId: String(first.body['OrderId']) }, { version: BSS });
    expect((await cancel()).body).toMatchObject({ Code: 'Success', Success: true });
    expect((await cancel()).code).toBe('InvalidParameter');
    const second = await one.change(unpaid);
    one.cloud.cancel(String(second.body['OrderId']));
    expect(one.cloud.orders.map((order) => order.status)).toEqual(['Cancelled', 'Cancelled']);
    expect(() => one.cloud.cancel(String(second.body['OrderId']))).toThrow('no unpaid order');
    expect(() => one.cloud.pay(String(second.body['OrderId']))).toThrow('no unpaid order');
    expect((await one.describe())['RealInstanceClass']).toBe('redis.master.small.default');
  });

  test('stands in the way of the next one, unless the setting says otherwise', async () => {
    await using one = await bench(prepaid);
    await one.change(unpaid);
    expect((await one.change(toMid)).code).toBe('Order.LatestOrderIsHanding');
    one.cloud.settings.unpaidOrderBlocks = false;
    expect((await one.change(toMid)).status).toBe(200);
  });

  test('needs no money at first', async () => {
    await using one = await bench(prepaid, { balance: 0 });
    expect((await one.change(toMid)).code).toBe('InsufficientBalance');
    expect((await one.change(unpaid)).status).toBe(200);
  });

  test('cannot be paid while the instance is not in order', async () => {
    await using one = await bench(prepaid);
    const { body } = await one.change(unpaid);
    one.one().instanceStatus = 'Inactive';
    expect(() => one.cloud.pay(String(body['OrderId']))).toThrow('Inactive');
  });

  test('is not a thing for pay-as-you-go', async () => {
    await using one = await bench();
    await one.change(unpaid);
    expect(one.cloud.orders[0]?.status).toBe('Paid');
  });

  test('waits for the window after it was paid', async () => {
    await using one = await bench(prepaid);
    const { body } = await one.change({ ...unpaid, EffectiveTime: 'MaintainTime' });
    one.clock.advance(HOUR);
    one.cloud.pay(String(body['OrderId']));
    expect(one.one().change).toMatchObject({ phase: 'waiting', startsAt: Date.parse('2024-06-03T18:00:00Z') });
  });
});

describe('money', () => {
  test('is taken from the balance for the rest of the term, less the discount', async () => {
    await using one = await bench({ ...prepaid, endTime: '2024-06-13T12:00:00Z' });
    await one.change(toMid);
    // 240 h x (0.018 - 0.010) units x 21 CNY, 15 % off.
    expect(one.cloud.orders[0]).toMatchObject({
      original: amountOf(40.32),
      discount: amountOf(6.05),
      trade: amountOf(34.27),
      currency: 'CNY',
    });
    expect(one.cloud.settings.balance).toBe(amountOf(10_000 - 34.27));
  });

  test('that is missing has the code of how the account pays', async () => {
    await using one = await bench(prepaid, { balance: 0, payment: 'credit' });
    expect((await one.change(toMid)).code).toBe('PAYFOR.CREDIT_PAY_INSUFFICIENT_BALANCE');
    one.cloud.settings.balance = amountOf(1000);
    expect((await one.change(toMid)).status).toBe(200);
  });

  test('is dollars on the international site', async () => {
    await using one = await bench(prepaid, { site: 'international' });
    await one.change(toMid);
    expect(one.cloud.orders[0]?.currency).toBe('USD');
  });
});

describe('coupons', () => {
  const coupon = (couponNo: string, off: number, minimum = 0, lives = HOUR) => ({
    couponNo,
    name: couponNo,
    off: amountOf(off),
    minimum: amountOf(minimum),
    expiresAt: NOON + lives,
  });
  const coupons = () => [coupon('five', 5), coupon('nine', 9, 20), coupon('big', 50, 500), coupon('old', 30, 0, -1)];
  const ten = { ...prepaid, endTime: '2024-06-13T12:00:00Z' };

  test.each([
    [undefined, 34.27, undefined],
    [NO_COUPON, 34.27, undefined],
    ['five', 29.27, 'five'],
    ['default', 25.27, 'nine'],
  ])('%s costs %d', async (couponNo, trade, used) => {
    await using one = await bench(ten, { coupons: coupons() });
    await one.change(couponNo === undefined ? toMid : { ...toMid, CouponNo: couponNo });
    expect(one.cloud.orders[0]?.trade).toBe(amountOf(trade));
    expect(one.cloud.orders[0]?.couponNo).toBe(used);
  });

  test.each([
    ['none-such', 'PAY.COUPON_NOT_EXIST'],
    ['big', 'PAY.COUPON_NOT_MEET_CONSUMPTION_RULE'],
    ['old', 'PAY.COUPON_NOT_MEET_CONSUMPTION_RULE'],
  ])('%s is refused with %s', async (CouponNo, code) => {
    await using one = await bench(ten, { coupons: coupons() });
    expect((await one.change({ ...toMid, CouponNo })).code).toBe(code);
  });

  test('work once, and an unpaid order holds its own', async () => {
    await using one = await bench(ten, { coupons: coupons(), unpaidOrderBlocks: false });
    const first = await one.change({ ...unpaid, CouponNo: 'five' });
    expect((await one.change({ ...toMid, CouponNo: 'five' })).code).toBe('PAY.COUPON_NOT_MEET_CONSUMPTION_RULE');
    one.cloud.cancel(String(first.body['OrderId']));
    expect((await one.change({ ...toMid, CouponNo: 'five' })).status).toBe(200);
    one.clock.advance(10 * MINUTE);
    const target = { InstanceClass: 'redis.master.stand.default', MajorVersion: '5.0', CouponNo: 'five' };
    expect((await one.change(target)).code).toBe('PAY.COUPON_NOT_MEET_CONSUMPTION_RULE');
  });

  test('are shown in the quote with what they do', async () => {
    await using one = await bench(ten, { coupons: coupons() });
    const params = { OrderType: 'UPGRADE', ChargeType: 'PrePaid', InstanceId: 'r-one', CouponNo: 'five' };
    const { body } = await call(one.cloud, 'DescribePrice', { ...params, InstanceClass: toMid.InstanceClass });
    expect(at(body, 'Order')).toMatchObject({ OriginalAmount: '40.32', DiscountAmount: '11.05', TradeAmount: '29.27' });
    const rows = at(body, 'Order', 'Coupons', 'Coupon') as { CouponNo: string; IsSelected: string }[];
    expect(rows.map((row) => [row.CouponNo, row.IsSelected])).toEqual([
      [NO_COUPON, 'false'],
      ['nine', 'false'],
      ['five', 'true'],
    ]);
  });
});
