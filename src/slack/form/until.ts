/** The field `until`: a moment in the same picker as the start, which stands for a length as long as nobody changes it. */
import type { InputBlock } from '@slack/types';
import type { Planned } from '../../core/command/times.ts';
import type { Until } from '../../core/value/change.ts';
import { lengthText } from '../../wording/temporary.ts';
import type { Words } from '../../wording/words.ts';
import { plainText } from '../messages/blocks.ts';
import { type Start, startOf } from './start.ts';

/** The end as the form shows it: a length counts from the completion, which cannot come before the start. */
export function endOf(until: Planned | undefined, start: Start | undefined, now: Date): Start | undefined {
  const begin = start === undefined ? now.getTime() : Math.max(now.getTime(), Date.parse(start.at));
  return startOf(until, new Date(begin));
}

/** A length counts from the completion of the change. */
export function untilOf({ at, inMs }: Start): Until {
  return inMs === undefined ? { kind: 'instant', at } : { kind: 'duration', ms: inMs };
}

/** That the time counts from the completion, where a length was asked for. */
export function lengthHint(picked: Start | undefined, words: Words): Partial<InputBlock> {
  if (picked?.inMs === undefined) return {};
  return { hint: plainText(words.plain('form.until.hintLength', { length: lengthText(picked.inMs, words) }), 2000) };
}
