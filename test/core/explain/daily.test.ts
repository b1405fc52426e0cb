import { describe, expect, it } from 'vitest';
import { dailyOf, type DailyFacts, dueDigest, isQuiet } from '../../../src/core/explain/daily.ts';
import type { RequestId, ResizeRequest } from '../../../src/core/request/request.ts';
import { anInstance, aRequest, DEV, minutesAfter, NOON } from '../../builders.ts';
import { aPolicy } from '../policy/policy-builders.ts';

const AT_HALF_PAST_NINE = { channel: 'C0OPS', at: '09:30', zone: 'Asia/Shanghai' };
const NOTHING: DailyFacts = { open: [], charged: [], returning: [], locks: [], freeze: undefined };
const quote = (tradeAmount: string, currency = 'CNY') => ({ currency, ...amounts(tradeAmount) });
const amounts = (amount: string) => ({ originalAmount: amount, discountAmount: '0', tradeAmount: amount });

describe('when the digest is due', () => {
  it.each<readonly [now: string, day: string | undefined]>([
    ['2026-11-27T01:29:59Z', undefined],
    ['2026-11-27T01:30:00Z', '2026-11-27'],
    // The bot was down: caught up on the same day, and not on the next.
    ['2026-11-27T15:59:00Z', '2026-11-27'],
    ['2026-11-27T16:00:00Z', undefined],
  ])('%s: %s', (now, day) => {
    expect(dueDigest(AT_HALF_PAST_NINE, new Date(now))).toBe(day);
  });

  it('is never without `slack.digest`', () => {
    expect(dueDigest(undefined, NOON)).toBeUndefined();
  });
});

describe('what the digest tells', () => {
  const later = minutesAfter(60).toISOString();
  const lock = { by: DEV, at: NOON.toISOString(), reason: 'sale', holds: true };
  it.each<readonly [group: string, over: Partial<ResizeRequest>]>([
    ['expiring', { expiresAt: minutesAfter(24 * 60).toISOString() }],
    ['pending', { expiresAt: minutesAfter(24 * 60 + 1).toISOString() }],
    ['held', { state: 'approved', notBefore: later }],
    ['held', { state: 'approved', lock }],
    ['running', { state: 'approved', notBefore: NOON.toISOString() }],
    ['running', { state: 'changing' }],
    ['unpaid', { state: 'awaiting_payment' }],
    ['stalled', { state: 'stalled' }],
    ['unknown', { state: 'unknown' }],
  ])('%s: %o', (group, over) => {
    const { groups } = dailyOf(aPolicy([]), { ...NOTHING, open: [aRequest(over)] }, NOON);
    expect(groups.flatMap(([name, { length }]) => (length > 0 ? [name] : []))).toEqual([group]);
  });

  it('adds up what was ordered in a day: subscriptions by currency, without what was canceled', () => {
    const ordered = (n: number, placedAt: Date, over: Partial<ResizeRequest>) =>
      aRequest({
        ...{ id: `rr-0000000${String(n)}` as RequestId, state: 'completed', quote: quote('1') },
        ...{ order: { orderId: String(n), requestId: undefined, placedAt: placedAt.toISOString() } },
        ...over,
      });
    const before = minutesAfter(-60);
    const charged = [
      ordered(1, before, { orderQuote: quote('10.10') }),
      ordered(2, before, { orderQuote: quote('0.2') }),
      ordered(3, before, { orderQuote: quote('-5') }),
      ordered(4, before, { orderQuote: quote('7', 'USD') }),
      ordered(5, before, { state: 'cancelled', orderQuote: quote('100') }),
      ordered(6, before, { before: anInstance({ chargeType: 'PostPaid' }), orderQuote: quote('0.37') }),
      ordered(7, minutesAfter(-25 * 60), { orderQuote: quote('1000') }),
    ];
    const daily = dailyOf(aPolicy([]), { ...NOTHING, charged }, NOON);
    expect(daily.ordered).toHaveLength(6);
    expect(daily.paid).toEqual([
      { currency: 'CNY', amount: '5.30' },
      { currency: 'USD', amount: '7.00' },
    ]);
  });

  it('is nothing on a quiet day; a freeze of any kind is something', () => {
    const quiet = (facts: Partial<DailyFacts>, policy = aPolicy([])) =>
      isQuiet(dailyOf(policy, { ...NOTHING, ...facts }, NOON));
    expect(quiet({})).toBe(true);
    expect(quiet({ open: [aRequest()] })).toBe(false);
    expect(quiet({ returning: [aRequest({ state: 'completed' })] })).toBe(false);
    expect(quiet({ freeze: { by: DEV, at: NOON.toISOString(), reason: 'sale' } })).toBe(false);
    const freeze = { from: '2026-11-23T00:00:00Z', to: '2026-11-24T00:00:00Z', reason: 'sale', except: [] };
    expect(quiet({}, aPolicy([], { freezes: [freeze] }))).toBe(false);
  });
});
