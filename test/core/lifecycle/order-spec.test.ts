import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/core/value/change.ts';
import type { InstanceFacts } from '../../../src/core/instance/instance.ts';
import { couponNo, orderSpec } from '../../../src/core/lifecycle/order-spec.ts';
import { aChange, anInstance } from '../../builders.ts';

const priced = (tradeAmount: string) => ({ currency: 'CNY', originalAmount: '1', discountAmount: '0', tradeAmount });
const spec = (parts: { before?: Partial<InstanceFacts>; change?: Partial<Change>; price?: string } = {}) =>
  orderSpec({
    before: anInstance(parts.before),
    change: aChange(parts.change),
    quote: parts.price === undefined ? undefined : priced(parts.price),
    clientToken: 'token-1',
  });

describe('the parameters of an order', () => {
  it('are these, and no others, for a classic subscription', () => {
    expect(spec({ price: '42.10' })).toEqual({
      RegionId: 'cn-hangzhou',
      InstanceId: 'r-bp1zxszhcgatnx',
      InstanceClass: 'redis.master.mid.default',
      AutoPay: 'true',
      EffectiveTime: 'Immediately',
      ForceUpgrade: 'false',
      CouponNo: 'youhuiquan_promotion_option_id_for_blank',
      MajorVersion: '5.0',
      OrderType: 'UPGRADE',
      ClientToken: 'token-1',
    });
  });

  it.each([
    ['AutoPay off is sent, not left out', { change: { autoPay: false } }, { AutoPay: 'false' }],
    ['the maintenance window', { change: { effectiveTime: 'MaintainTime' } }, { EffectiveTime: 'MaintainTime' }],
    ['force', { change: { forceUpgrade: true } }, { ForceUpgrade: 'true' }],
    ['the best coupon', { change: { coupon: 'best' } }, { CouponNo: 'default' }],
    ['a coupon as typed', { change: { coupon: '88001' } }, { CouponNo: '88001' }],
    ['business info when given', { change: { businessInfo: 'promo-1' } }, { BusinessInfo: 'promo-1' }],
    ['no business info when it is empty', { change: { businessInfo: '' } }, { BusinessInfo: undefined }],
    [
      'no order type for pay-as-you-go, whatever the price',
      { before: { chargeType: 'PostPaid' }, price: '-1' },
      { OrderType: undefined },
    ],
    [
      'no major version for a cloud-native instance',
      { before: { realClass: 'tair.rdb.1g' } },
      { MajorVersion: undefined },
    ],
    ['no major version when it is not known', { before: { engineVersion: '' } }, { MajorVersion: undefined }],
  ] as const)('%s', (_name, parts, expected) => {
    const made = spec(parts);
    for (const [name, value] of Object.entries(expected)) expect([name, made[name]]).toEqual([name, value]);
  });

  it('are text throughout and never change when made again', () => {
    const once = spec({ price: '-3' });
    expect(Object.values(once).every((value) => typeof value === 'string')).toBe(true);
    expect(spec({ price: '-3' })).toEqual(once);
  });
});

describe('the direction of a subscription', () => {
  const big = { realClass: 'redis.master.large.default', capacityMb: 8192 };
  it.each([
    ['it costs more', {}, 'redis.master.mid.default', '0.01', 'UPGRADE'],
    ['money comes back', {}, 'redis.master.mid.default', '-0.01', 'DOWNGRADE'],
    ['a smaller class that costs more is an upgrade', big, 'redis.master.mid.default', '12.00', 'UPGRADE'],
    ['a bigger class that costs less is a downgrade', {}, 'redis.master.mid.default', '-12.00', 'DOWNGRADE'],
    ['a price of zero does not tell: the list price does', big, 'redis.master.mid.default', '0.00', 'DOWNGRADE'],
    ['no price: the list price tells', big, 'redis.basic.large.default', undefined, 'DOWNGRADE'],
    ['no price, a bigger class', {}, 'redis.master.large.default', undefined, 'UPGRADE'],
    ['no list price: the memory tells', big, 'tair.rdb.4g', undefined, 'DOWNGRADE'],
    ['no list price, more memory', big, 'tair.rdb.16g', undefined, 'UPGRADE'],
    ['nothing is known', big, 'redis.new.kind.s', undefined, 'UPGRADE'],
    ['capacity is not known', { ...big, capacityMb: undefined }, 'tair.rdb.4g', undefined, 'UPGRADE'],
  ])('%s', (_name, facts, targetClass, price, expected) => {
    const parts = { before: facts, change: { targetClass }, ...(price === undefined ? {} : { price }) };
    expect(spec(parts)['OrderType']).toBe(expected);
  });
});

describe('a coupon', () => {
  it('is always said: none, the best, or its number', () => {
    expect(['none', 'best', '4711'].map(couponNo)).toEqual([
      'youhuiquan_promotion_option_id_for_blank',
      'default',
      '4711',
    ]);
  });
});
