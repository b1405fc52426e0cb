/** What a change costs, from the form to the order. */
import { afterEach, describe, expect, it } from 'vitest';
import { amountOf } from '../../sandbox/alicloud/money.ts';
import { MID, openStage, ORDERS, RULES, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const LARGE = 'redis.master.stand.default';
const SESSIONS = 'r-bp1sessions0001';
const REASON = { reason: 'Peak memory is at 71 %' };

const addCoupon = (name = 'Spring') =>
  stage.cloud.settings.coupons.push({
    couponNo: '50036370',
    name,
    off: amountOf(12),
    minimum: 0,
    expiresAt: Date.now() + 86_400_000,
  });
const seen = () => stage.sre.sees().join('\n');
const priceIn = (text: string) => /CN¥([\d,.]+) to pay now for the rest of the term/.exec(text)?.[1] ?? 'none';
/** Of the change; what the present class costs is asked for beside it. */
const quotes = () =>
  stage.cloud.calls.filter(({ action, params }) => action === 'DescribePrice' && params['InstanceClass'] === MID);

describe('the price', () => {
  it('is in the form, follows the class and the coupon, and the coupon goes into the order', async () => {
    stage = await openStage();
    addCoupon('Spring <!channel>');
    await stage.sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await stage.sre.waitsFor(
      /CN¥[\d.]+ list − CN¥[\d.]+ discount = CN¥[\d.]+ to pay now for the rest of the term \(until/,
    );
    const ofMid = priceIn(seen());
    await stage.sre.fills({ target_class: LARGE });
    await expect.poll(() => priceIn(seen())).not.toBe(ofMid);
    await stage.sre.fills({ target_class: MID });
    await expect.poll(() => priceIn(seen())).toBe(ofMid);
    await stage.sre.fills({ coupon_no: '50036370' });
    await stage.sre.waitsFor('Includes coupon');
    expect(Number(ofMid) - Number(priceIn(seen()))).toBeCloseTo(12, 2);
    const lower = priceIn(seen());
    await stage.sre.fills(REASON);
    await stage.sre.submits();
    const request = await stage.reaches('pending');
    expect(request.quote?.tradeAmount).toBe(lower);
    expect(request.change.coupon).toBe('50036370');
    await stage.quiet();
    const card = stage.read(stage.cards()[0] ?? expect.fail('no card'));
    expect(card).toContain(`CN¥${lower} to pay`);
    expect(card).toMatch(/CN¥[\d.]+ list − CN¥[\d.]+ discount/);
    await stage.sre2.presses('Approve');
    await stage.reaches('completed');
    expect(stage.orderCalls()[0]?.params['CouponNo']).toBe('50036370');
  });

  it('is asked for once, however often the same change is looked at', async () => {
    stage = await openStage();
    await stage.sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await stage.sre.waitsFor('to pay now for the rest of the term');
    // Facts and price share one look at the instance.
    expect(stage.cloud.calls.filter(({ action }) => action === 'DescribeInstanceAttribute')).toHaveLength(1);
    await stage.sre.options('coupon_no', '');
    await stage.sre.fills({ effective_time: 'MaintainTime' });
    await stage.sre.options('coupon_no', 'b');
    expect(quotes()).toHaveLength(1);
  });

  it('that cannot be read is said to be so, and the request works all the same', async () => {
    stage = await openStage();
    stage.cloud.failNext({ action: 'DescribePrice', code: 'AlreadyHadTemporaryBandwidth', times: 20 });
    await stage.sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await stage.sre.waitsFor("Couldn't be read: The instance has temporary bandwidth.");
    await stage.sre.fills(REASON);
    await stage.sre.submits();
    await stage.reaches('pending');
    await stage.quiet();
    expect(stage.read(stage.cards()[0] ?? expect.fail('no card'))).toContain("The price couldn't be read");
    await stage.sre2.presses('Approve');
    await stage.reaches('completed');
  });

  it('that cannot be read refuses the request where the rule limits it', async () => {
    stage = await openStage({
      rules: RULES.replace('{ tags: { env: prod } }', '{ tags: { env: prod } }\n    change: { maxPrice: 200 }'),
    });
    stage.cloud.failNext({ action: 'DescribePrice', code: 'AlreadyHadTemporaryBandwidth', times: 20 });
    await stage.sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await stage.sre.waitsFor("Price  Couldn't be read");
    await stage.sre.fills(REASON);
    await stage.sre.submits();
    await stage.sre.waitsFor(/The rules do not allow this change/);
    await stage.sre.waitsForModal('Resize Redis instance');
    expect(stage.cards()).toEqual([]);
  });

  it('of a pay-as-you-go instance is that of an hour, and now and then by the month', async () => {
    stage = await openStage();
    await stage.sre.types(`/redis-resize ${SESSIONS} redis.shard.mid.2.ce`, { in: '#payments' });
    await stage.sre.waitsFor(/CN¥[\d.]+ an hour · about CN¥[\d.]+ → CN¥[\d.]+ a month \(\+CN¥[\d.]+\)/);
    expect(seen()).not.toContain('rest of the term');
    await stage.sre.fills(REASON);
    await stage.sre.submits();
    const { quote } = await stage.reaches('completed');
    await stage.quiet();
    const card = stage.read(stage.cards()[0] ?? expect.fail('no card'));
    expect(card).toContain(`${quote?.tradeAmount ?? 'none'} an hour · about CN¥`);
  });
});
