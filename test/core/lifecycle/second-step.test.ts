import { describe, expect, it } from 'vitest';
import { driftSince, type Seen, wasSeen } from '../../../src/core/lifecycle/second-step.ts';
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

describe('what is not as it was shown', () => {
  const now = price('130');
  const was = price('100');
  it.each<[string, Seen | undefined, Quote | undefined, ReturnType<typeof driftSince>]>([
    ['is the price, old and new', seen(), now, { price: { was, is: now } }],
    ['is the price also within the band', seen(), price('101'), { price: { was, is: price('101') } }],
    ['is a price that cannot be read any more', seen(), undefined, { price: { was, is: undefined } }],
    [
      'is a price that could not be read before',
      seen({ price: undefined }),
      now,
      { price: { was: undefined, is: now } },
    ],
    [
      'is the class',
      seen({ class: 'tair.rdb.1g' }),
      was,
      { class: { was: 'tair.rdb.1g', is: anInstance().realClass } },
    ],
    ['is nothing', seen(), was, undefined],
    ['is nothing where nothing was shown', undefined, now, undefined],
  ])('%s', (_, before, quote, drift) => {
    expect(driftSince(before, { instance: anInstance(), quote })).toEqual(drift);
  });
});
