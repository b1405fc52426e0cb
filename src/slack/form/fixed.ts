import type { InputBlock } from '@slack/types';
import { type Flag, FLAGS } from '../../core/value/change.ts';
import type { Forced } from '../../core/policy/forced.ts';
import { flagText } from '../../wording/figures.ts';
import type { Words } from '../../wording/words.ts';
import { section } from '../messages/blocks.ts';

const FIELD_OF: Readonly<Record<Flag, string>> = {
  autoPay: 'auto_pay',
  coupon: 'coupon_no',
  effectiveTime: 'effective_time',
  forceUpgrade: 'force_upgrade',
};

/** In place of an input that a rule has set: what it is, and which rule. */
export function fixed({ block_id: field = '', label }: InputBlock, forced: Forced | undefined, words: Words) {
  const flag = FLAGS.find((one) => FIELD_OF[one] === field);
  const value = flag === undefined || forced === undefined ? undefined : flagText(flag, forced.flags, words);
  if (forced === undefined || value === undefined) return undefined;
  return section(words.mrkdwn('form.fixed', { label: label.text, value, rule: forced.rule.name }));
}
