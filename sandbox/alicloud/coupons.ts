import type { Amount } from './money.ts';
import { refuse } from './refusal.ts';
import type { Coupon, State } from './state.ts';

/** Documented default of CouponNo: use no coupon. */
export const NO_COUPON = 'youhuiquan_promotion_option_id_for_blank';

/** Documented: "default" uses the preferred coupon; taken here as the one that saves most. */
export const BEST_COUPON = 'default';

export function usableCoupons(state: State, trade: Amount): Coupon[] {
  return state.settings.coupons
    .filter((coupon) => fits(state, coupon, trade))
    .sort((a, b) => savingOf(b, trade) - savingOf(a, trade));
}

/** A coupon never pays out. */
export const savingOf = (coupon: Coupon, trade: Amount): Amount => Math.min(coupon.off, Math.max(trade, 0));

/**
 * Error codes for a wrong coupon are not published for R-kvstore; these two are published for other products of the
 * same trade system.
 */
export function chooseCoupon(state: State, couponNo: string | undefined, trade: Amount): Coupon | undefined {
  if (couponNo === undefined || couponNo === NO_COUPON) return undefined;
  if (couponNo === BEST_COUPON) return usableCoupons(state, trade)[0];
  const coupon = state.settings.coupons.find((one) => one.couponNo === couponNo);
  if (coupon === undefined) throw refuse('PAY.COUPON_NOT_EXIST');
  if (!fits(state, coupon, trade)) throw refuse('PAY.COUPON_NOT_MEET_CONSUMPTION_RULE');
  return coupon;
}

function fits(state: State, coupon: Coupon, trade: Amount): boolean {
  const promised = state.orders.some((order) => order.couponNo === coupon.couponNo && order.status === 'Unpaid');
  return (
    coupon.usedBy === undefined && !promised && coupon.expiresAt > state.now() && trade > 0 && trade >= coupon.minimum
  );
}
