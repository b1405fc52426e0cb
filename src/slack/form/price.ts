import { cloudFailure } from '../../core/request/failure.ts';
import type { InstanceFacts } from '../../core/instance/instance.ts';
import type { Quote } from '../../core/value/change.ts';
import { readPrice } from '../../core/value/money.ts';
import { monthly, price, refundNote, withoutDiscount } from '../../wording/amounts.ts';
import { failureWords } from '../../wording/failures.ts';
import { code, inert } from '../../wording/inert.ts';
import { moment } from '../../wording/markup.ts';
import type { Words } from '../../wording/words.ts';
import type { FormState } from './state.ts';

/** What the chosen class costs. A price that cannot be read is named as such and stops no request: the rules decide. */
export function priceLines({ about, draft, price: fact }: FormState, words: Words, now: Date): readonly string[] {
  if (about.kind !== 'facts' || fact === undefined || draft.targetClass === about.facts.realClass) return [];
  if (fact.kind !== 'read') return [words.mrkdwn(`form.price.${fact.kind}`, {})];
  const quoted = fact.value;
  if (quoted.kind === 'none') return [unreadable(quoted.code, words)];
  const month = monthly(quoted.quote, about.facts, words, now);
  const amount = amountOf(quoted.quote, about.facts, words, month === undefined);
  if (amount === undefined) return [words.mrkdwn('form.price.unreadable', {})];
  const coupon = (quoted.quote.coupons ?? []).find(({ selected }) => selected);
  const counted = coupon === undefined ? undefined : coupon.name === '' ? coupon.couponNo : coupon.name;
  const price = { markup: amount };
  const refund = refundNote(quoted.quote, about.facts, draft.targetClass ?? '', words);
  return [
    month === undefined
      ? words.mrkdwn('form.price.is', { price })
      : words.mrkdwn('form.price.isMonthly', { price, monthly: month }),
    ...(refund === undefined ? [] : [inert(refund)]),
    ...(counted === undefined ? [] : [words.mrkdwn('form.price.coupon', { coupon: counted })]),
  ];
}

/** `month`: an hourly price also by the month. */
function amountOf(quote: Quote, facts: InstanceFacts, words: Words, month: boolean): string | undefined {
  const { chargeType, endTime } = facts;
  const cost = price(quote, chargeType, words, month);
  if (cost === undefined) return undefined;
  const off = withoutDiscount(quote, chargeType, words);
  const whole = off === undefined ? inert(cost) : words.mrkdwn('form.price.sum', { off, cost });
  const read = readPrice(quote, chargeType);
  if (read.kind !== 'subscription' || read.effect === 'nothing' || endTime === undefined) return whole;
  const until = moment(endTime, '{date_short}');
  return words.mrkdwn('form.price.term', { cost: { markup: whole }, until });
}

function unreadable(failure: string, words: Words): string {
  const { title } = failureWords(cloudFailure({ code: failure, requestId: undefined }), words);
  return words.mrkdwn('form.price.none', { title: { markup: title }, code: code(failure) });
}
