import { describe, expect, it } from 'vitest';
import type { ResizeRequest } from '../../src/core/request/request.ts';
import type { State } from '../../src/core/request/state.ts';
import { requestCost } from '../../src/wording/amounts.ts';
import { type Locale, wordsFor } from '../../src/wording/words.ts';
import { anInstance, aRequest, NOON } from '../builders.ts';

const quote = (tradeAmount: string) => ({
  ...{ currency: 'CNY', originalAmount: tradeAmount, discountAmount: '0', tradeAmount },
});
const order = { orderId: '207', requestId: 'R1', placedAt: NOON.toISOString() };

const costs = (state: State, over: Partial<ResizeRequest>, locale: Locale = 'en') =>
  requestCost(aRequest({ state, ...over }), wordsFor(locale));

describe('what a request costs', () => {
  it.each<[state: State, order: boolean, en: string, zh: string]>([
    ['pending', false, 'CN¥42.10 to pay now', '现在需支付 ¥42.10'],
    ['ordering', false, 'CN¥42.10 to pay now', '现在需支付 ¥42.10'],
    ['awaiting_payment', true, 'Ordered for CN¥42.10', '下单金额 ¥42.10'],
    ['completed', true, 'Ordered for CN¥42.10', '下单金额 ¥42.10'],
    ['cancelled', true, 'Ordered for CN¥42.10', '下单金额 ¥42.10'],
    ['rejected', false, 'CN¥42.10 quoted, not ordered', '报价 ¥42.10，未下单'],
    ['failed', false, 'CN¥42.10 quoted, not ordered', '报价 ¥42.10，未下单'],
  ])('%s, with an order: %s', (state, ordered, en, zh) => {
    const over = { quote: quote('42.10'), order: ordered ? order : undefined };
    expect(costs(state, over)).toBe(en);
    expect(costs(state, over, 'zh-CN')).toBe(zh);
  });

  it.each([
    ['0', 'Ordered with nothing to pay'],
    ['-12', 'Ordered with CN¥12.00 to be refunded'],
  ])('of an order for %s: %s', (amount, said) => {
    expect(costs('completed', { quote: quote(amount), order })).toBe(said);
  });

  it('is the price just before the order, once there is one', () => {
    const read = { quote: quote('42.10'), orderQuote: quote('43') };
    expect(costs('approved', read)).toBe('CN¥42.10 to pay now');
    expect(costs('completed', { ...read, order })).toBe('Ordered for CN¥43.00');
  });

  it('by the hour it has no tense', () => {
    const before = anInstance({ chargeType: 'PostPaid' });
    expect(costs('completed', { before, quote: quote('0.37'), order })).toMatch(/^CN¥0\.37 an hour/);
  });
});
