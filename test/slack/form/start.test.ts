import { describe, expect, it } from 'vitest';
import type { Planned } from '../../../src/core/command/times.ts';
import { keptTimes, readStart, startAtOf, startOf, startPicker } from '../../../src/slack/form/start.ts';
import { minutesAfter, NOON } from '../../builders.ts';

const LATER = { kind: 'instant', at: '2026-11-30T01:00:30.500Z' } as const;
const IN_3_H: Planned = { kind: 'duration', ms: 10_800_000 };
const seconds = (iso: string): number => Date.parse(iso) / 1_000;

/** What comes of a time that was typed, when the form is sent ten minutes after it was opened. */
function sent(time: Planned | undefined, picked: (shown: number | undefined) => unknown = (shown) => shown) {
  const start = startOf(time, NOON);
  const picker = startPicker('start_at', start) as { readonly initial_date_time?: number };
  const read = readStart(picked(picker.initial_date_time), keptTimes({ start }).start);
  return startAtOf(read, minutesAfter(10));
}

describe('the start of a form', () => {
  it.each<readonly [what: string, time: Planned | undefined, picked: unknown, expected: string | undefined]>([
    ['nothing', undefined, undefined, undefined],
    ['nothing, as Slack tells it', undefined, null, undefined],
    ['a moment, in whole minutes', LATER, 'as shown', '2026-11-30T01:01:00.000Z'],
    ['another moment', LATER, seconds('2026-11-29T10:00:00Z'), '2026-11-29T10:00:00.000Z'],
    ['a length of time counts from the request', IN_3_H, 'as shown', '2026-11-23T15:10:00.000Z'],
    ['a length of time, another moment', IN_3_H, seconds('2026-11-23T15:01:00Z'), '2026-11-23T15:01:00.000Z'],
    ['a time that was taken out', IN_3_H, null, undefined],
    ['a picked one', undefined, seconds('2026-11-23T15:01:00Z'), '2026-11-23T15:01:00.000Z'],
    ['text', undefined, '1795791600', undefined],
    ['no whole number', undefined, 1795791600.5, undefined],
    ['milliseconds', undefined, 1795791600000, undefined],
    ['no number', undefined, Number.NaN, undefined],
    ['less than nothing', undefined, -1, undefined],
  ])('%s', (_, time, picked, expected) => {
    expect(sent(time, (shown) => (picked === 'as shown' ? shown : picked))).toBe(expected);
  });

  it('is shown by ten digits', () => {
    expect(startPicker('start_at', startOf(LATER, NOON))).toEqual({
      type: 'datetimepicker',
      action_id: 'start_at',
      initial_date_time: 1796000460,
    });
  });
});
