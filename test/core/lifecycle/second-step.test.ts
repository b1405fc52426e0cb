import { describe, expect, it } from 'vitest';
import { type Seen, wasSeen } from '../../../src/core/lifecycle/second-step.ts';
import type { Change, Quote } from '../../../src/core/value/change.ts';
import { aChange, anInstance } from '../../builders.ts';

const price = (tradeAmount: string, currency = 'CNY'): Quote => ({
  ...{ currency, tradeAmount },
  ...{ originalAmount: tradeAmount, discountAmount: '0' },
});
const seen = (over: Partial<Seen> = {}): Seen => ({
  class: anInstance().realClass,
  price: { currency: 'CNY', tradeAmount: '100' },
  change: aChange(),
  confirmed: false,
  ...over,
});

describe('what nobody has to approve was seen', () => {
  it.each<[string, boolean, Seen | undefined, Partial<Change>, Quote | undefined]>([
    ['with exactly this price', true, seen(), {}, price('100')],
    ['with a price within the band', true, seen(), {}, price('104')],
    ['not at another price', false, seen(), {}, price('106')],
    ['not in another currency', false, seen(), {}, price('100', 'USD')],
    ['not where nothing was shown', false, undefined, {}, price('100')],
    ['not where the instance has another class', false, seen({ class: 'tair.rdb.1g' }), {}, price('100')],
    ['not for another class', false, seen(), { targetClass: 'tair.rdb.4g' }, price('100')],
    ['not with another coupon', false, seen(), { coupon: 'best' }, price('100')],
    ['not at another time', false, seen(), { effectiveTime: 'MaintainTime' }, price('100')],
    ['not paid otherwise', false, seen(), { autoPay: false }, price('100')],
    [
      'not with ForceUpgrade, by the form',
      false,
      seen({ change: aChange({ forceUpgrade: true }) }),
      { forceUpgrade: true },
      price('100'),
    ],
    [
      'with ForceUpgrade, in the second step',
      true,
      seen({ change: aChange({ forceUpgrade: true }), confirmed: true }),
      { forceUpgrade: true },
      price('100'),
    ],
    ['not with a ForceUpgrade that came later', false, seen({ confirmed: true }), { forceUpgrade: true }, price('100')],
    ['without a price, where that was shown', true, seen({ price: undefined, confirmed: true }), {}, undefined],
    ['not without a price, where one was shown', false, seen({ confirmed: true }), {}, undefined],
    ['not with a price, where none was shown', false, seen({ price: undefined, confirmed: true }), {}, price('100')],
  ])('%s', (_, known, before, change, quote) => {
    expect(wasSeen(before, { instance: anInstance(), change: aChange(change), quote }, 0.05)).toBe(known);
  });
});
