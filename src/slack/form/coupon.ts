import type { PlainTextOption } from '@slack/types';
import type { Coupon, CouponOffer } from '../../core/value/change.ts';
import { readCoupon } from '../../core/value/coupon.ts';
import { LIMITS, option, plainText } from '../messages/blocks.ts';
import { plain } from '../../wording/inert.ts';
import type { Words } from '../../wording/words.ts';

/** One choice of the coupon field; the words for none and best are ours, what a coupon is called is the cloud's. */
export function couponChoice(coupon: Coupon, offers: readonly CouponOffer[], words: Words): PlainTextOption {
  if (coupon === 'none' || coupon === 'best') return option(words.plain(`form.coupon_no.${coupon}`, {}), coupon);
  const offer = offers.find(({ couponNo }) => couponNo === coupon);
  const name = plain(offer?.name ?? '', Math.max(8, LIMITS.option - coupon.length - 3));
  const description = plain(offer?.description ?? '', LIMITS.option);
  const choice = option(name === '' || name === coupon ? coupon : `${name} · ${coupon}`, coupon);
  return description === '' ? choice : { ...choice, description: plainText(description, LIMITS.option) };
}

/** Everything that can be chosen, as far as it contains what was typed; a number that is not offered is taken as typed. */
export function couponChoices(offers: readonly CouponOffer[], typed: string, words: Words): PlainTextOption[] {
  const wanted = typed.trim();
  const offered = ['none', 'best', ...offers.map(({ couponNo }) => couponNo)];
  const found = offered
    .map((coupon) => couponChoice(coupon, offers, words))
    .filter(({ value, text }) => `${value ?? ''} ${text.text}`.toLowerCase().includes(wanted.toLowerCase()));
  const asTyped = wanted === '' ? undefined : readCoupon(wanted);
  return asTyped === undefined || offered.includes(asTyped) ? found : [couponChoice(asTyped, offers, words), ...found];
}
