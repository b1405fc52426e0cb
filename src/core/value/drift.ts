/** What changed between the facts that people approved, or were asked to approve, and those of now. */
import Big from 'big.js';
import type { ChargeType } from '../instance/instance.ts';
import type { Quote } from './change.ts';

/** What differs; a part that is missing is as it was. */
export interface Drift {
  /** Names of instance classes. */
  readonly class?: { readonly was: string; readonly is: string };
  /** Undefined inside: no price was known then, or is known now. */
  readonly price?: { readonly was: Quote | undefined; readonly is: Quote | undefined };
  /** Names; the same twice when the rule was edited. `is` undefined: the rules of now do not allow the change. */
  readonly rule?: { readonly was: string; readonly is?: string | undefined };
}

type Price = Pick<Quote, 'currency' | 'tradeAmount'>;

/** What a change may cost at most: to pay for it, or for pay-as-you-go an hour. */
export type PriceLimit = Price;

/**
 * Whether a price moved further than `drift` (a fraction: 0.05 is 5%) from the one that was approved, up or down: a
 * price that fell has a reason too. Another currency always counts; from or to zero, any difference does.
 */
export function priceDrifted(approved: Price, now: Price, drift: number): boolean {
  if (approved.currency !== now.currency) return true;
  const [was, is] = [new Big(approved.tradeAmount), new Big(now.tradeAmount)];
  return is.minus(was).abs().gt(was.abs().times(drift));
}

/** Whether a price is above its limit by more than `drift`; another currency always is. */
export function overLimit(limit: PriceLimit, now: Price, drift: number): boolean {
  return limit.currency !== now.currency || new Big(now.tradeAmount).gt(new Big(limit.tradeAmount).times(1 + drift));
}

/**
 * What the way back of a temporary change may cost, from the quote of the way there: by the hour what the instance cost
 * before, for a subscription what was refunded. Undefined: the quote does not tell.
 */
export function limitOfReturn(there: Quote | undefined, chargeType: ChargeType): PriceLimit | undefined {
  if (there === undefined) return undefined;
  const { currency, tradeAmount, priceNow } = there;
  if (chargeType === 'PostPaid') return priceNow === undefined ? undefined : { currency, tradeAmount: priceNow };
  const refunded = new Big(tradeAmount).times(-1);
  return { currency, tradeAmount: refunded.gt(0) ? refunded.toString() : '0' };
}
