/** The field `until`: a moment in Slack's picker, which stands for a length as long as nobody changes it. */
import type { InputBlock } from '@slack/types';
import type { Until } from '../../core/value/change.ts';
import { lengthText } from '../../wording/temporary.ts';
import type { Words } from '../../wording/words.ts';
import { plainText } from '../messages/blocks.ts';

/** What the picker was drawn with, in Unix seconds, and what that stands for. */
export interface PickedUntil {
  readonly until: Until;
  readonly shown: number;
}

/** As it is drawn first. A length is shown by the moment at which it would end if the change were completed now. */
export function pickedUntil(until: Until, now: Date): PickedUntil {
  const at = until.kind === 'instant' ? Date.parse(until.at) : now.getTime() + until.ms;
  return { until, shown: Math.ceil(at / 60_000) * 60 };
}

/** What stands in the picker now; `drawn`: what it was drawn with. */
export function readUntil(selected: unknown, drawn: PickedUntil | undefined): PickedUntil | undefined {
  if (typeof selected !== 'number' || !Number.isSafeInteger(selected) || selected <= 0) return undefined;
  if (selected === drawn?.shown) return drawn;
  return { until: { kind: 'instant', at: new Date(selected * 1000).toISOString() }, shown: selected };
}

export function untilPicker(picked: PickedUntil | undefined): InputBlock['element'] {
  return {
    type: 'datetimepicker',
    action_id: 'until',
    ...(picked === undefined ? {} : { initial_date_time: picked.shown }),
  };
}

/** That the time counts from the completion, where a length was asked for. */
export function lengthHint(picked: PickedUntil | undefined, words: Words): Partial<InputBlock> {
  if (picked?.until.kind !== 'duration') return {};
  const length = lengthText(picked.until.ms, words);
  return { hint: plainText(words.plain('form.until.hintLength', { length }), 2000) };
}

/** From private_metadata, as far as it is believed. */
export function readDrawn(value: unknown): PickedUntil | undefined {
  const { until, shown } = (typeof value === 'object' && value !== null ? value : {}) as Partial<PickedUntil>;
  return typeof shown === 'number' && typeof until === 'object' ? { until, shown } : undefined;
}
