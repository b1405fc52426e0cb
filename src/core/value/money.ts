import Big from 'big.js';
import type { ChargeType } from '../instance/instance.ts';
import type { Quote } from './change.ts';

/** Hours that a month is counted as, where the price of an hour is told for a month: an estimate, not a bill. */
const MONTH_HOURS = 730;

/** What the cloud bills in, by site. */
export const BILLED_IN = { china: ['CNY'], international: ['USD', 'JPY'] } as const;

/**
 * What a change costs in a month of 730 hours, in the quote's currency. Pay-as-you-go is quoted by the hour. A
 * subscription is quoted for the rest of its term, which is spread evenly over it; undefined when the end of the term
 * is not known or past. Negative for a refund.
 */
export function monthlyPrice(
  quote: Pick<Quote, 'tradeAmount'>,
  instance: { readonly chargeType: string; readonly endTime?: string | undefined },
  now: Date,
): Big | undefined {
  if (!AMOUNT.test(quote.tradeAmount)) return undefined;
  const amount = new Big(quote.tradeAmount);
  if (instance.chargeType === 'PostPaid') return amount.times(MONTH_HOURS);
  const hours = (Date.parse(instance.endTime ?? '') - now.getTime()) / 3_600_000;
  return hours > 0 ? amount.times(MONTH_HOURS).div(hours) : undefined;
}

/**
 * What limits compare (`maxPrice`, `approval.over`, `monthlySpend`), in the quote's currency. A subscription: what is to
 * pay for the change. Pay-as-you-go: by how much a month of 730 hours gets dearer, or the whole new month where the
 * price of now is not known. Undefined: the quote has no amount that can be read.
 */
export function limitedAmount(
  { tradeAmount, priceNow }: Pick<Quote, 'tradeAmount' | 'priceNow'>,
  chargeType: ChargeType,
): Big | undefined {
  if (!AMOUNT.test(tradeAmount)) return undefined;
  const amount = new Big(tradeAmount);
  if (chargeType !== 'PostPaid') return amount;
  const now = priceNow !== undefined && AMOUNT.test(priceNow) ? priceNow : '0';
  return amount.minus(now).times(MONTH_HOURS);
}

/** What the instance costs a month before and after a change, rounded to the smallest coin. Estimates, not bills. */
export interface MonthlyCost {
  readonly currency: string;
  readonly now: string;
  readonly then: string;
  /** `then` minus `now`, without a sign. */
  readonly difference: string;
  readonly direction: 'more' | 'less' | 'same';
}

/**
 * The running cost in a month of 730 hours. A subscription renews at `priceNow` today; after the change it is that plus
 * what the change costs a month (`monthlyPrice`). Undefined where the quote does not tell both.
 */
export function monthlyCost(
  quote: Pick<Quote, 'currency' | 'tradeAmount' | 'priceNow'>,
  instance: { readonly chargeType: string; readonly endTime?: string | undefined },
  now: Date,
): MonthlyCost | undefined {
  const { priceNow, currency } = quote;
  if (priceNow === undefined || !AMOUNT.test(priceNow) || !/^[A-Z]{3}$/.test(currency)) return undefined;
  const change = monthlyPrice(quote, instance, now);
  if (change === undefined) return undefined;
  const hourly = instance.chargeType === 'PostPaid';
  const before = hourly ? new Big(priceNow).times(MONTH_HOURS) : new Big(priceNow);
  const after = hourly ? change : before.plus(change);
  const difference = after.minus(before);
  return {
    currency,
    now: inCoins(before, currency),
    then: inCoins(after, currency),
    difference: inCoins(difference.abs(), currency),
    direction: difference.eq(0) ? 'same' : difference.gt(0) ? 'more' : 'less',
  };
}

/** A price as the audit log keeps it: `42.10 CNY`, `0.3738 CNY/h`. */
export function amountOf(quote: Quote | undefined, chargeType: ChargeType): string | undefined {
  if (quote === undefined) return undefined;
  return `${quote.tradeAmount} ${quote.currency}${chargeType === 'PostPaid' ? '/h' : ''}`;
}

/** The price as `amountOf`, and what a month costs before and after: `151.77 -> 272.87 CNY`. For the audit log. */
export function priceFacts(
  quote: Quote | undefined,
  instance: { readonly chargeType: ChargeType; readonly endTime?: string | undefined },
  now: Date,
): { readonly price: string | undefined; readonly monthly: string | undefined } {
  const month = quote && monthlyCost(quote, instance, now);
  const monthly = month && `${month.now} -> ${month.then} ${month.currency}`;
  return { price: amountOf(quote, instance.chargeType), monthly };
}

/** What a quote says. Amounts are decimal strings, never floats, and as the cloud gave them but for a minus sign. */
export type Price = PriceOfChange | PriceOfHour | { readonly kind: 'unreadable' };

/** The rest of a subscription's term, at once. */
export interface PriceOfChange {
  readonly kind: 'subscription';
  readonly currency: string;
  readonly effect: 'pay' | 'refund' | 'nothing';
  /** To pay or to be refunded, without a sign. */
  readonly amount: string;
  readonly off: Discount | undefined;
}

/** Pay-as-you-go: from the change on, every hour. */
export interface PriceOfHour {
  readonly kind: 'hourly';
  readonly currency: string;
  readonly amount: string;
  /** Rounded to the smallest coin; an estimate. */
  readonly perMonth: string;
  readonly off: Discount | undefined;
}

/** How the list price came down to what is to pay. Only where there is a discount and the three amounts add up. */
export interface Discount {
  readonly original: string;
  readonly discount: string;
}

const AMOUNT = /^-?\d{1,30}(?:\.\d{1,30})?$/;

/** Reads a quote for an instance of this charge type (`PrePaid`, `PostPaid`). */
export function readPrice(quote: Quote, chargeType: string): Price {
  const { currency, originalAmount, discountAmount, tradeAmount } = quote;
  if (!AMOUNT.test(tradeAmount) || !/^[A-Z]{3}$/.test(currency)) return { kind: 'unreadable' };
  const toPay = new Big(tradeAmount);
  const amount = tradeAmount.replace(/^-/, '');
  const off = toPay.lt(0) ? undefined : discountOf(originalAmount, discountAmount, toPay);
  if (chargeType === 'PostPaid') {
    if (toPay.lt(0)) return { kind: 'unreadable' };
    return { kind: 'hourly', currency, amount, perMonth: monthOf(toPay, currency), off };
  }
  const effect = toPay.eq(0) ? 'nothing' : toPay.lt(0) ? 'refund' : 'pay';
  return { kind: 'subscription', currency, effect, amount, off };
}

function discountOf(original: string, discount: string, toPay: Big): Discount | undefined {
  if (!AMOUNT.test(original) || !AMOUNT.test(discount)) return undefined;
  const off = new Big(discount);
  return off.gt(0) && new Big(original).minus(off).eq(toPay) ? { original, discount } : undefined;
}

function monthOf(hour: Big, currency: string): string {
  return inCoins(hour.times(MONTH_HOURS), currency);
}

/** A decimal string, rounded to the smallest coin. */
export function inCoins(amount: Big, currency: string): string {
  return amount.toFixed(currency === 'JPY' ? 0 : 2);
}

/** The sum of decimal strings; undefined where one of them is none. */
export function sumOf(amounts: readonly string[]): string | undefined {
  if (!amounts.every((amount) => AMOUNT.test(amount))) return undefined;
  return amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)).toFixed();
}
