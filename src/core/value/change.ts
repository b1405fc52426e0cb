/** What is asked of an instance: the parameters of ModifyInstanceSpec that a person chooses. */

/** When the change is made: right away, or in the maintenance window of the instance. */
export type EffectiveTime = 'Immediately' | 'MaintainTime';

/** `none` = use no coupon, `best` = let the cloud choose, anything else is a coupon number as typed. */
export type Coupon = string;

/** How a change is made. Names are those of the parameters of ModifyInstanceSpec. */
export interface ChangeFlags {
  readonly autoPay: boolean;
  readonly coupon: Coupon;
  readonly effectiveTime: EffectiveTime;
  readonly forceUpgrade: boolean;
}

/** A part of a change that rules can restrict or force. */
export type Flag = keyof ChangeFlags;

/** Every flag, in the order in which people read them. */
export const FLAGS = ['autoPay', 'coupon', 'effectiveTime', 'forceUpgrade'] as const satisfies readonly Flag[];

/** When a temporary change ends: so long after it was seen to be completed, or at a moment (ISO 8601, UTC). */
export type Until =
  { readonly kind: 'duration'; readonly ms: number } | { readonly kind: 'instant'; readonly at: string };

/** A change of class and how it is made. */
export interface Change extends ChangeFlags {
  /** Name of the instance class that it shall have. */
  readonly targetClass: string;
  /** Promotion code, passed on as typed; undefined: none. */
  readonly businessInfo: string | undefined;
  /** When the instance gets back the class it has now; undefined: the change is for good. */
  readonly until?: Until | undefined;
}

/** What DescribePrice is asked with, besides the instance: neither AutoPay nor EffectiveTime changes a price. */
type Priced = Pick<Change, 'coupon' | 'forceUpgrade' | 'businessInfo'> & { readonly targetClass: string | undefined };

/** What the price of a change depends on, for comparing; an empty promotion code is none. */
export function priceBasis({ targetClass, coupon, forceUpgrade, businessInfo }: Priced): string {
  return JSON.stringify([targetClass, coupon, forceUpgrade, businessInfo ?? '']);
}

/** Whether two changes of one instance have the same price. */
export function samePrice(a: Priced, b: Priced): boolean {
  return priceBasis(a) === priceBasis(b);
}

/** `CouponNo` that means "no coupon" (the documented default). */
export const NO_COUPON = 'youhuiquan_promotion_option_id_for_blank';

/** A price as DescribePrice gives it: decimal strings in the account's currency, never floats. */
export interface Quote {
  readonly currency: string;
  readonly originalAmount: string;
  readonly discountAmount: string;
  /** To pay; negative for a refund. For PostPaid the price of one hour. */
  readonly tradeAmount: string;
  /**
   * What the present class costs: for PostPaid an hour, for PrePaid the renewal of one month. Undefined where the cloud
   * did not say. Limits on pay-as-you-go compare with it (`limitedAmount`).
   */
  readonly priceNow?: string | undefined;
  /** Coupons that this change may use; left out where there are none. */
  readonly coupons?: readonly CouponOffer[];
}

/** A coupon as DescribePrice offers it. Name and description are the cloud's words, and may be empty. */
export interface CouponOffer {
  readonly couponNo: string;
  readonly name: string;
  readonly description: string;
  /** Whether the quote counts it in. */
  readonly selected: boolean;
}
