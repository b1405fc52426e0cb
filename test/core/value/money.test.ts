import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthlyCost, type Price, readPrice } from '../../../src/core/value/money.ts';

const quote = (tradeAmount: string, originalAmount = tradeAmount, discountAmount = '0', currency = 'CNY') => ({
  currency,
  originalAmount,
  discountAmount,
  tradeAmount,
});

describe('a quote of a subscription', () => {
  const table: [string, ReturnType<typeof quote>, object][] = [
    [
      'with a discount',
      quote('42.13', '49.57', '7.44'),
      { effect: 'pay', amount: '42.13', off: { original: '49.57', discount: '7.44' } },
    ],
    ['without one', quote('42.13'), { effect: 'pay', amount: '42.13', off: undefined }],
    ['a discount of zero', quote('42.13', '42.13', '0.00'), { off: undefined }],
    ['amounts that do not add up', quote('40', '49.57', '7.44'), { amount: '40', off: undefined }],
    ['other decimals of the same amounts', quote('42.1', '50.00', '7.9'), { off: { original: '50.00' } }],
    ['a refund', quote('-12.50', '-14.70', '-2.20'), { effect: 'refund', amount: '12.50', off: undefined }],
    ['nothing', quote('0.00'), { effect: 'nothing', amount: '0.00' }],
    ['nothing, with a minus', quote('-0.0'), { effect: 'nothing' }],
    [
      'nothing after the coupon',
      quote('0', '10', '10'),
      { effect: 'nothing', off: { original: '10', discount: '10' } },
    ],
    ['yen', quote('850', '1000', '150', 'JPY'), { currency: 'JPY', amount: '850' }],
    ['dollars', quote('5.90', '5.90', '0', 'USD'), { currency: 'USD', amount: '5.90' }],
    ['a huge amount', quote('900719925474099312345.67'), { amount: '900719925474099312345.67' }],
    ['a discount that cannot be read', quote('42.13', '49.57', '15 %'), { amount: '42.13', off: undefined }],
  ];
  it.each(table)('%s', (_, given, wanted) => {
    expect(readPrice(given, 'PrePaid')).toMatchObject({ kind: 'subscription', ...wanted });
  });
});

describe('a quote of an hour', () => {
  const table: [string, ReturnType<typeof quote>, object][] = [
    ['is told for a month too', quote('0.18'), { amount: '0.18', perMonth: '131.40' }],
    ['of fractions of a cent', quote('0.0135', '0.0135', '0', 'USD'), { perMonth: '9.86' }],
    ['in yen', quote('3.4', '3.4', '0', 'JPY'), { perMonth: '2482' }],
    ['for nothing', quote('0.00'), { amount: '0.00', perMonth: '0.00' }],
    ['with a discount', quote('0.9', '1.0', '0.1'), { off: { original: '1.0', discount: '0.1' } }],
    ['beyond what a float can hold', quote('9007199254740993.01'), { perMonth: '6575255455960924897.30' }],
  ];
  it.each(table)('%s', (_, given, wanted) => {
    expect(readPrice(given, 'PostPaid')).toMatchObject({ kind: 'hourly', ...wanted });
  });
});

describe('a quote that cannot be read', () => {
  it.each([
    ['', 'CNY'],
    ['abc', 'CNY'],
    ['1e3', 'CNY'],
    ['NaN', 'CNY'],
    ['Infinity', 'CNY'],
    ['1,000.00', 'CNY'],
    ['12.', 'CNY'],
    ['--1', 'CNY'],
    ['9'.repeat(31), 'CNY'],
    ['12', ''],
    ['12', 'cny'],
    ['12', '<!channel>'],
  ])('is said to be so: %j %j', (amount, currency) => {
    for (const charge of ['PrePaid', 'PostPaid']) {
      expect(readPrice(quote(amount, amount, '0', currency), charge)).toEqual({ kind: 'unreadable' });
    }
  });

  it('an hour does not cost less than nothing', () => {
    expect(readPrice(quote('-1'), 'PostPaid')).toEqual({ kind: 'unreadable' });
  });

  it('never throws, and never makes up an amount', () => {
    const amount = fc.oneof(fc.string(), fc.double().map(String), fc.bigInt().map(String));
    fc.assert(
      fc.property(amount, amount, amount, fc.constantFrom('PrePaid', 'PostPaid', ''), (a, b, c, charge) => {
        const price: Price = readPrice(quote(a, b, c), charge);
        if (price.kind !== 'unreadable') expect(a.replace(/^-/, '')).toBe(price.amount);
      }),
    );
  });
});

describe('the running cost a month', () => {
  const at = new Date('2026-11-01T00:00:00Z');
  const paidUntil = (days: number) => new Date(at.getTime() + days * 86_400_000).toISOString();
  const hourly = { chargeType: 'PostPaid', endTime: undefined };
  const table: [string, ReturnType<typeof quote> & { priceNow?: string }, object, object | undefined][] = [
    [
      'pay-as-you-go counts 730 hours of the unrounded hour',
      { ...quote('0.3738'), priceNow: '0.2079' },
      hourly,
      { now: '151.77', then: '272.87', difference: '121.11', direction: 'more' },
    ],
    [
      'a subscription adds what the change costs a month to its renewal',
      { ...quote('73'), priceNow: '100' },
      { chargeType: 'PrePaid', endTime: paidUntil(730 / 24) },
      { now: '100.00', then: '173.00', difference: '73.00', direction: 'more' },
    ],
    [
      'a refund makes it less',
      { ...quote('-73'), priceNow: '100' },
      { chargeType: 'PrePaid', endTime: paidUntil(730 / 24) },
      { then: '27.00', difference: '73.00', direction: 'less' },
    ],
    ['the same', { ...quote('1'), priceNow: '1' }, hourly, { difference: '0.00', direction: 'same' }],
    ['no price of now', quote('1'), hourly, undefined],
    ['an end that is not known', { ...quote('1'), priceNow: '1' }, { chargeType: 'PrePaid' }, undefined],
    [
      'an end that is past',
      { ...quote('1'), priceNow: '1' },
      { chargeType: 'PrePaid', endTime: paidUntil(-1) },
      undefined,
    ],
    ['no number', { ...quote('1'), priceNow: 'free' }, hourly, undefined],
  ];
  it.each(table)('%s', (_, asked, instance, expected) => {
    const found = monthlyCost(asked, instance as typeof hourly, at);
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(expected);
  });
});
