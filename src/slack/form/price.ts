import type { KnownBlock } from '@slack/types';
import { cloudFailure } from '../../core/request/failure.ts';
import type { InstanceFacts } from '../../core/instance/instance.ts';
import type { Quote } from '../../core/value/change.ts';
import { readPrice } from '../../core/value/money.ts';
import { price, withoutDiscount } from '../../wording/amounts.ts';
import { section } from '../messages/blocks.ts';
import { failureWords } from '../../wording/failures.ts';
import { code, inert } from '../../wording/inert.ts';
import { moment } from '../../wording/markup.ts';
import type { Words } from '../../wording/words.ts';
import type { FormState } from './state.ts';

/** What the chosen class costs. A price that cannot be read is said to be so and stops nobody: the rules decide. */
export function priceBlocks({ about, draft, price: fact }: FormState, words: Words): KnownBlock[] {
  if (about.kind !== 'facts' || fact === undefined || draft.targetClass === about.facts.realClass) return [];
  if (fact.kind !== 'read') return [section(words.mrkdwn(`form.price.${fact.kind}`, {}))];
  const quoted = fact.value;
  if (quoted.kind === 'none') return [section(unreadable(quoted.code, words))];
  const amount = amountOf(quoted.quote, about.facts, words);
  if (amount === undefined) return [section(words.mrkdwn('form.price.unreadable', {}))];
  const coupon = (quoted.quote.coupons ?? []).find(({ selected }) => selected);
  const counted = coupon === undefined ? undefined : coupon.name === '' ? coupon.couponNo : coupon.name;
  const lines = [
    words.mrkdwn('form.price.is', { price: { markup: amount } }),
    ...(counted === undefined ? [] : [words.mrkdwn('form.price.coupon', { coupon: counted })]),
  ];
  return [section(lines.join('\n'))];
}

function amountOf(quote: Quote, { chargeType, endTime }: InstanceFacts, words: Words): string | undefined {
  const cost = price(quote, chargeType, words);
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
