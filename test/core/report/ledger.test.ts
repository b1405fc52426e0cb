import { describe, expect, it } from 'vitest';
import { type Bill, ledgersOf } from '../../../src/core/report/ledger.ts';
import type { ResizeRequest } from '../../../src/core/request/request.ts';
import { anInstance, aRequest, aVote, NOON, SRE } from '../../builders.ts';

const QUOTE = { currency: 'CNY', originalAmount: '50', discountAmount: '8', tradeAmount: '42.1' };
const order = { orderId: '207226234310042', requestId: undefined, placedAt: NOON.toISOString() };

const ordered = (id: string, over: Partial<ResizeRequest> = {}): ResizeRequest =>
  aRequest({ id: `rr-${id}`, state: 'completed', order, orderQuote: QUOTE, group: 'backend', ...over });
const paid = (amount: string, currency = 'CNY'): Bill => ({ payment: 'paid', price: { amount, currency } });
const bills = (all: Readonly<Record<string, Bill>> = {}): ReadonlyMap<ResizeRequest['id'], Bill> =>
  new Map(Object.entries(all).map(([id, bill]) => [`rr-${id}`, bill] as const));
const [hourly] = [anInstance({ chargeType: 'PostPaid', tags: {} })];

describe('the ledger of a month', () => {
  it('has everything of an order, as it was charged', () => {
    const request = ordered('1', { orderQuote: { ...QUOTE, priceNow: '151.774' } });
    const approved = { ...request, votes: [aVote(request, SRE), { ...aVote(request, SRE), digest: 'of before' }] };
    const [ledger] = ledgersOf('2026-11', [approved], bills({ '1': paid('42.10') }));
    expect(ledger).toEqual({
      month: '2026-11',
      currency: 'CNY',
      orders: [
        {
          requestId: 'rr-1',
          orderId: '207226234310042',
          at: NOON.toISOString(),
          account: 'main',
          region: 'cn-hangzhou',
          instance: 'r-bp1zxszhcgatnx',
          name: 'orders-cache',
          from: 'redis.master.small.default',
          to: 'redis.master.mid.default',
          requester: 'U0DEV1',
          approvers: ['U0SRE1'],
          rule: 'prod needs one of SRE',
          tags: { env: 'prod' },
          quoted: '42.10',
          paid: '42.10',
          payment: 'paid',
          monthlyBefore: '151.77',
          monthlyAfter: expect.stringMatching(/^161\.\d\d$/) as string,
        },
      ],
      totals: { quoted: '42.10', paid: '42.10' },
      byGroup: { backend: { quoted: '42.10', paid: '42.10' } },
      byAccount: { main: { quoted: '42.10', paid: '42.10' } },
      byTag: { 'env=prod': { quoted: '42.10', paid: '42.10' } },
    });
  });

  const cases: readonly (readonly [string, ResizeRequest, Bill | undefined, object, object])[] = [
    [
      'one that nobody could look up counts with its price',
      ordered('1'),
      undefined,
      { quoted: '42.10', paid: null, payment: 'unknown', monthlyBefore: null },
      { quoted: '42.10', paid: '0.00' },
    ],
    [
      'an unpaid one is not paid',
      ordered('1', { state: 'awaiting_payment' }),
      undefined,
      { payment: 'unpaid', paid: null },
      { quoted: '42.10', paid: '0.00' },
    ],
    [
      'a canceled one is listed and in no sum',
      ordered('1', { state: 'cancelled' }),
      { payment: 'cancelled', price: undefined },
      { payment: 'cancelled', quoted: '42.10', paid: null },
      { quoted: '0.00', paid: '0.00' },
    ],
    [
      'so is one that the bot still takes for unpaid',
      ordered('1', { state: 'awaiting_payment' }),
      { payment: 'cancelled', price: undefined },
      { payment: 'cancelled' },
      { quoted: '0.00', paid: '0.00' },
    ],
    ['one that failed was charged', ordered('1', { state: 'failed' }), paid('42.1'), {}, { quoted: '42.10' }],
    [
      'pay-as-you-go counts what a month gets dearer, and is not paid with its order',
      ordered('1', { before: hourly, orderQuote: { ...QUOTE, tradeAmount: '0.378', priceNow: '0.21' } }),
      paid('0.378'),
      { quoted: '122.64', paid: null, payment: 'paid', monthlyBefore: '153.30', monthlyAfter: '275.94' },
      { quoted: '122.64', paid: '0.00' },
    ],
    [
      'a refund is subtracted',
      ordered('1', { orderQuote: { ...QUOTE, tradeAmount: '-7.5' } }),
      paid('-7.50'),
      { quoted: '-7.50', paid: '-7.50' },
      { quoted: '-7.50', paid: '-7.50' },
    ],
    [
      'a bill in another currency is not added',
      ordered('1'),
      paid('42.10', 'USD'),
      { paid: null, payment: 'paid' },
      { paid: '0.00' },
    ],
    [
      'one without a price has none',
      ordered('1', { orderQuote: undefined, quote: undefined }),
      paid('42.10'),
      { quoted: null, paid: null },
      { quoted: '0.00', paid: '0.00' },
    ],
  ];
  it.each(cases)('%s', (_, request, bill, shown, totals) => {
    const [ledger] = ledgersOf('2026-11', [request], bill === undefined ? bills() : bills({ '1': bill }));
    expect(ledger?.orders).toEqual([expect.objectContaining(shown)]);
    expect(ledger?.totals).toMatchObject(totals);
  });

  it('adds up by group, account and tag, without binary fractions, oldest first', () => {
    const tagged = (tags: Record<string, string> | undefined) => ({ before: anInstance({ tags }) });
    const at = (minute: number) => ({ order: { ...order, placedAt: `2026-11-05T00:0${String(minute)}:00.000Z` } });
    const price = (tradeAmount: string) => ({ orderQuote: { ...QUOTE, tradeAmount } });
    const [ledger] = ledgersOf(
      '2026-11',
      [
        ordered('3', { ...at(3), ...price('0.1'), ...tagged({ env: 'dev', team: 'shop' }) }),
        ordered('2', { ...at(2), ...price('0.2'), ...tagged(undefined), group: undefined }),
        ordered('1', { ...at(1), ...price('0.3'), ...tagged({ team: 'shop' }) }),
      ],
      bills({ '3': paid('0.1') }),
    );
    expect(ledger?.orders.map(({ requestId }) => requestId)).toEqual(['rr-1', 'rr-2', 'rr-3']);
    expect(ledger).toMatchObject({
      totals: { quoted: '0.60', paid: '0.10' },
      byGroup: { '(none)': { quoted: '0.20' }, backend: { quoted: '0.40', paid: '0.10' } },
      byAccount: { main: { quoted: '0.60' } },
      byTag: { '(none)': { quoted: '0.20' }, 'env=dev': { quoted: '0.10' }, 'team=shop': { quoted: '0.40' } },
    });
  });

  it('is one for each currency; a month without orders has an empty one', () => {
    const dollars = ordered('2', { orderQuote: { ...QUOTE, currency: 'USD' } });
    const unpriced = ordered('3', { orderQuote: undefined, quote: undefined });
    const [yuan, usd, ...more] = ledgersOf('2026-11', [dollars, ordered('1'), unpriced], bills());
    expect(more).toEqual([]);
    expect(yuan).toMatchObject({ currency: 'CNY', totals: { quoted: '42.10' } });
    expect(yuan?.orders).toHaveLength(2);
    expect(usd).toMatchObject({ currency: 'USD', totals: { quoted: '42.10' } });
    expect(ledgersOf('2026-10', [], bills())).toMatchObject([
      { month: '2026-10', currency: null, orders: [], totals: { quoted: '0.00', paid: '0.00' }, byGroup: {} },
    ]);
  });
});
