/** The fields `start_at` and `until`: a moment, which stands for a length as long as nobody changes it. */
import type { InputBlock } from '@slack/types';
import type { Planned } from '../../core/command/times.ts';
import type { Until } from '../../core/value/change.ts';
import { lengthText } from '../../wording/temporary.ts';
import type { Words } from '../../wording/words.ts';
import { plainText } from '../messages/blocks.ts';

/** When the order is to be placed. `inMs`: so long after the form is sent, of which `at` is what the form shows. */
export interface Start {
  /** ISO 8601. */
  readonly at: string;
  readonly inMs?: number;
}

/** As the form keeps a length of time beside the moment that it shows. */
export interface KeptStart {
  /** Unix seconds. */
  readonly shown: number;
  readonly inMs: number;
}

const MINUTE_MS = 60_000;

/** What was typed, as the form shows it: in whole minutes, like everything that is picked. */
export function startOf(time: Planned | undefined, now: Date): Start | undefined {
  if (time === undefined) return undefined;
  const at = time.kind === 'instant' ? Date.parse(time.at) : now.getTime() + time.ms;
  const shown = new Date(Math.ceil(at / MINUTE_MS) * MINUTE_MS).toISOString();
  return time.kind === 'instant' ? { at: shown } : { at: shown, inMs: time.ms };
}

/** Of both fields, where a length was typed. */
export interface KeptTimes {
  readonly start?: KeptStart;
  readonly until?: KeptStart;
}

/** `temporary`: the field `until`. */
export function keptTimes({
  start,
  temporary,
}: Readonly<Partial<Record<'start' | 'temporary', Start | undefined>>>): KeptTimes {
  const [kept, until] = [start && keptStart(start), temporary && keptStart(temporary)];
  return { ...(kept === undefined ? {} : { start: kept }), ...(until === undefined ? {} : { until }) };
}

function keptStart({ at, inMs }: Start): KeptStart | undefined {
  return inMs === undefined ? undefined : { shown: seconds(at), inMs };
}

export function startPicker(field: 'start_at' | 'until', start: Start | undefined): InputBlock['element'] {
  return {
    type: 'datetimepicker',
    action_id: field,
    ...(start === undefined ? {} : { initial_date_time: seconds(start.at) }),
  };
}

/** `picked`: Unix seconds, as Slack gives them. A moment that was left as it was shown is still a length of time. */
export function readStart(picked: unknown, kept: KeptStart | undefined): Start | undefined {
  if (typeof picked !== 'number' || !Number.isSafeInteger(picked) || picked < 0 || picked > MOST) return undefined;
  const at = new Date(picked * 1_000).toISOString();
  return kept?.shown === picked ? { at, inMs: kept.inMs } : { at };
}

/** Ten digits. */
const MOST = 9_999_999_999;

/** The moment, for a form that is sent now; ISO 8601. */
export function startAtOf(start: Start | undefined, now: Date): string | undefined {
  return start?.inMs === undefined ? start?.at : new Date(now.getTime() + start.inMs).toISOString();
}

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

function seconds(iso: string): number {
  return Math.floor(Date.parse(iso) / 1_000);
}
