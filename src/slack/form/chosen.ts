/** What is chosen in the lists of the form, as their options. */
import type { PlainTextOption } from '@slack/types';
import { memoryAfter } from '../../core/instance/classes.ts';
import { readCoupon } from '../../core/value/coupon.ts';
import { sized } from '../../wording/amounts.ts';
import { plain } from '../../wording/inert.ts';
import type { Words } from '../../wording/words.ts';
import { option } from '../messages/blocks.ts';
import { couponChoice } from './coupon.ts';
import type { FormState } from './state.ts';

const MAX_VALUE = 75;

export function instanceOption({ draft, about }: FormState): PlainTextOption | undefined {
  const { instanceId } = draft;
  if (instanceId === undefined || !fitsOption(instanceId)) return undefined;
  const name = about.kind === 'facts' ? about.facts.name : '';
  return option(name === '' ? instanceId : `${plain(name, 30)} · ${instanceId}`, instanceId);
}

export function classOption({ draft, about }: FormState): PlainTextOption | undefined {
  const { targetClass } = draft;
  if (targetClass === undefined || !fitsOption(targetClass)) return undefined;
  const memory = about.kind === 'facts' ? memoryAfter(about.facts, targetClass) : undefined;
  return option(sized(targetClass, memory), targetClass);
}

export function couponOption({ draft, price }: FormState, words: Words): PlainTextOption | undefined {
  const coupon = readCoupon(draft.coupon);
  const quoted = price?.kind === 'read' ? price.value : undefined;
  const offered = quoted?.kind === 'quoted' ? quoted.quote.coupons : undefined;
  return coupon === undefined ? undefined : couponChoice(coupon, offered ?? [], words);
}

/** Whether Slack takes this as the value of an option. */
export function fitsOption(value: string): boolean {
  return value !== '' && value.length <= MAX_VALUE;
}
