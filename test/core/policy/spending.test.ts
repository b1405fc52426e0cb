import { describe, expect, test } from 'vitest';
import type { SpendLimit } from '../../../src/core/policy/policy-model.ts';
import { decide } from '../../../src/core/policy/policy.ts';
import { aDirectory, aPerson, aPolicy, aQuestion, aQuote, aRule, aSpending, type Ask } from './policy-builders.ts';

const HUNDRED: SpendLimit = { currency: 'CNY', max: '100' };

function ask(limits: readonly SpendLimit[], question: Ask): string {
  const policy = aPolicy([aRule({ who: ['*'] })], {
    limits: { openPerInstance: 1, monthlySpend: limits, priceDrift: 0 },
  });
  const verdict = decide(policy, aQuestion(question));
  return verdict.kind === 'allowed' ? 'allowed' : verdict.reason;
}

const SRE = { requester: aPerson('USRE1') };
const UNREAD = aDirectory({ SSRE: 'unknown' });

/** The change costs 42.10 CNY, asked for by UDEV in the account main. */
const cases: readonly (readonly [sentence: string, limits: readonly SpendLimit[], question: Ask, expected: string])[] =
  [
    ['enough to the cent', [HUNDRED], { spending: [aSpending('50'), aSpending('7.90')] }, 'allowed'],
    ['short by a cent', [HUNDRED], { spending: [aSpending('57.91')] }, 'over_monthly_spend'],
    ['too dear by itself', [{ ...HUNDRED, max: '42' }], {}, 'over_monthly_spend'],
    ['not known', [HUNDRED], { spending: undefined }, 'spend_unknown'],
    ['not known without a price', [HUNDRED], { quote: undefined }, 'price_unknown'],
    ['not known where a price is no number', [HUNDRED], { spending: [aSpending('much')] }, 'spend_unknown'],
    [
      'not known where an order had no price',
      [HUNDRED],
      { spending: [aSpending('1', { quote: undefined })] },
      'spend_unknown',
    ],
    ['not limited in this currency', [HUNDRED], { quote: aQuote('500', 'USD'), spending: undefined }, 'allowed'],
    ['orders in other currencies are left out', [HUNDRED], { spending: [other('USD')] }, 'allowed'],
    ['not limited', [], { quote: undefined, spending: undefined }, 'allowed'],
    ['a refund is not stopped', [HUNDRED], { quote: aQuote('-1'), spending: [aSpending('500')] }, 'allowed'],
    ['refunds make no room', [HUNDRED], { spending: [aSpending('90'), aSpending('-90')] }, 'over_monthly_spend'],
    [
      'pay-as-you-go counts what a month gets dearer',
      [HUNDRED],
      { instance: { chargeType: 'PostPaid' }, quote: { ...aQuote('0.30'), priceNow: '0.15' } },
      'over_monthly_spend',
    ],
    [
      'pay-as-you-go that gets little dearer is not stopped',
      [HUNDRED],
      { instance: { chargeType: 'PostPaid' }, quote: { ...aQuote('0.30'), priceNow: '0.20' } },
      'allowed',
    ],
    [
      'orders of pay-as-you-go count by the month too',
      [HUNDRED],
      { spending: [aSpending('0.1', { chargeType: 'PostPaid' })] },
      'over_monthly_spend',
    ],
    ['of a group: its members’ orders count', [group('dev')], { spending: [aSpending('90')] }, 'over_monthly_spend'],
    ['of a group: others’ orders do not', [group('dev')], { spending: [aSpending('90', SRE)] }, 'allowed'],
    ['of a group: others are not limited', [group('dev')], { by: 'USRE1', spending: [aSpending('90')] }, 'allowed'],
    [
      'of a group: others’ orders without a price do not matter',
      [group('dev')],
      { spending: [priceless()] },
      'allowed',
    ],
    [
      'of a group that cannot be read, and would break',
      [group('sre')],
      { spending: [aSpending('90')], directory: UNREAD },
      'spend_unknown',
    ],
    [
      'of a group that cannot be read, and would not',
      [group('sre')],
      { spending: [aSpending('9')], directory: UNREAD },
      'allowed',
    ],
    ['of an account: its orders count', [account('main')], { spending: [aSpending('90')] }, 'over_monthly_spend'],
    [
      'of an account: others’ do not',
      [account('main')],
      { spending: [aSpending('90', { account: 'intl' })] },
      'allowed',
    ],
    ['of another account', [account('intl')], { spending: [aSpending('90', { account: 'intl' })] }, 'allowed'],
    [
      'several: the strictest counts',
      [{ ...HUNDRED, max: '999' }, group('dev')],
      { spending: [aSpending('90')] },
      'over_monthly_spend',
    ],
    [
      'several: one that is broken is named before one that is not known',
      [group('sre'), group('dev')],
      { spending: [aSpending('90')], directory: UNREAD },
      'over_monthly_spend',
    ],
  ];

describe('the money of a month', () => {
  test.each(cases)('%s', (_, limits, question, expected) => {
    expect(ask(limits, question)).toBe(expected);
  });
});

function group(name: string): SpendLimit {
  return { ...HUNDRED, groups: [name] };
}

function account(name: string): SpendLimit {
  return { ...HUNDRED, accounts: [name] };
}

function other(currency: string) {
  return aSpending('0', { quote: { currency, tradeAmount: '900' } });
}

function priceless() {
  return aSpending('0', { ...SRE, quote: undefined });
}
