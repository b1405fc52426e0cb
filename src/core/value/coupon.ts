import type { Coupon } from './change.ts';

/** Characters of the longest coupon number. */
export const MAX_COUPON = 64;
/** `BusinessInfo` is passed on as it is; longer ones are not known to be taken. */
export const MAX_BUSINESS_INFO = 100;

/** What a coupon may look like, as a pattern of JSON Schema; `none` and `best` are of the same shape. */
export const COUPON_PATTERN = `^[A-Za-z0-9_-]{1,${MAX_COUPON}}$`;
const COUPON = new RegExp(COUPON_PATTERN);

/** `none` and `best` are words of ours, in any case; a coupon number is kept as it is. Undefined: it can be neither. */
export function readCoupon(text: string): Coupon | undefined {
  const word = text.toLowerCase();
  if (word === 'none' || word === 'best') return word;
  return COUPON.test(text) ? text : undefined;
}
