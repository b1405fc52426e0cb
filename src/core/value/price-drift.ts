import Big from 'big.js';
import type { Quote } from './change.ts';

/**
 * Whether a price moved further than `drift` (0.05 is 5 %) from the one that was approved, up or down: a price that
 * fell has a reason too. Another currency is always a move; from or to zero, any difference is.
 */
export function priceDrifted(approved: Quote, now: Quote, drift: number): boolean {
  if (approved.currency !== now.currency) return true;
  const [was, is] = [new Big(approved.tradeAmount), new Big(now.tradeAmount)];
  return is.minus(was).abs().gt(was.abs().times(drift));
}
