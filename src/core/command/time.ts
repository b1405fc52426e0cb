import { DateTime } from 'luxon';
import type { Weekday } from '../policy/policy-model.ts';
import { showings, WEEKDAYS } from '../policy/windows.ts';
import { parseDuration, printDuration } from '../value/duration.ts';
import { plain } from './text.ts';

/** A time by its shape alone. When a local one is depends on the person's time zone and on now. */
export type TimeWord =
  | { readonly kind: 'duration'; readonly ms: number }
  /** ISO 8601, UTC. */
  | { readonly kind: 'instant'; readonly at: string }
  /** By the person's clock, `HH:mm`; without a day the next one. `date` is `YYYY-MM-DD`. */
  | { readonly kind: 'local'; readonly time: string; readonly date?: string; readonly weekday?: Weekday };

/** What a time stands for: a length that counts from something, or a moment (ISO 8601, UTC). */
export type MeantTime =
  | { readonly kind: 'duration'; readonly ms: number }
  | { readonly kind: 'instant'; readonly at: string }
  | { readonly kind: 'refused'; readonly because: TimeReason };

/** `no_zone`: the person's time zone is not known, so that only a duration or a time with its zone can be understood. */
export type TimeReason = 'past' | 'too_far' | 'no_zone';

/** Furthest ahead that anything is planned. */
export const MOST_AHEAD_MS = 366 * 86_400_000;

const ZONED = /^\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)$/;
const LOCAL = /^(?:(\d{4}-\d\d-\d\d)[t ]|(\p{L}+) )?((?:[01]?\d|2[0-3]):[0-5]\d)$/u;
const SPELLED = /^(\d{1,9}) ?(\p{L}+)$/u;
/** Units as people write them, each with its letter in a duration. */
const UNITS = [
  ['w', /^(?:w|weeks?|周|星期)$/],
  ['d', /^(?:d|days?|天|日)$/],
  ['h', /^(?:h|hrs?|hours?|小时)$/],
  ['m', /^(?:m|mins?|minutes?|分钟)$/],
  ['s', /^(?:s|secs?|seconds?|秒)$/],
] as const;
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/**
 * `6h`, `2 weeks`, `2026-11-30T09:00Z`, `2026-11-30 09:00`, `mon 09:00`, `monday` (its first moment), `09:00`; undefined:
 * it is no time.
 */
export function readTime(typed: string): TimeWord | undefined {
  const text = plain(typed).replaceAll(/\s+/g, ' ');
  const ms = parseDuration(text) ?? spelledDuration(text);
  if (ms !== undefined) return { kind: 'duration', ms };
  if (ZONED.test(text)) {
    const at = DateTime.fromISO(text.replace(' ', 'T').toUpperCase(), { zone: 'utc' });
    return at.isValid ? { kind: 'instant', at: at.toJSDate().toISOString() } : undefined;
  }
  const [, date, day, time] = LOCAL.exec(text) ?? [];
  const weekday = weekdayNamed(day ?? text);
  const clock = time ?? (weekday === undefined ? undefined : '00:00');
  if (clock === undefined || (day !== undefined && weekday === undefined)) return undefined;
  if (date !== undefined && !DateTime.fromISO(date, { zone: 'utc' }).isValid) return undefined;
  return {
    ...{ kind: 'local', time: clock.padStart(5, '0') },
    ...(date === undefined ? {} : { date }),
    ...(weekday === undefined ? {} : { weekday }),
  };
}

function spelledDuration(text: string): number | undefined {
  const [, number = '', typed = ''] = SPELLED.exec(text) ?? [];
  const [letter] = UNITS.find(([, unit]) => unit.test(typed)) ?? [];
  return letter === undefined ? undefined : parseDuration(number + letter);
}

/** `mon`, `thurs`, `monday`, `周一`. */
function weekdayNamed(word: string): Weekday | undefined {
  const chinese = /^(?:周|星期|礼拜)([一二三四五六日天])$/.exec(word)?.[1];
  if (chinese !== undefined) return WEEKDAYS['一二三四五六日'.indexOf(chinese === '天' ? '日' : chinese)];
  return word.length < 3 ? undefined : WEEKDAYS[DAYS.findIndex((day) => day.startsWith(word))];
}

/** As `readTime` reads it back. */
export function printTime(word: TimeWord): string {
  switch (word.kind) {
    case 'duration':
      return printDuration(word.ms);
    case 'instant':
      return word.at.replace(/(?::00)?\.000Z$/, 'Z');
    case 'local':
      return [word.date ?? word.weekday, word.time].filter((part) => part !== undefined).join(' ');
    default:
      return word satisfies never;
  }
}

/**
 * `zone`: the person's, of the IANA database. A time that the clocks skip is the first minute after the gap; of one that
 * they show twice, it is the first that is still to come.
 */
export function timeMeant(word: TimeWord, now: Date, zone: string | undefined): MeantTime {
  if (word.kind === 'duration') return word.ms > MOST_AHEAD_MS ? refused('too_far') : word;
  if (word.kind === 'local' && zone === undefined) return refused('no_zone');
  const at =
    word.kind === 'instant' ? new Date(word.at) : momentsOf(word, now, zone ?? '').find((moment) => moment > now);
  if (at === undefined || at <= now) return refused('past');
  return at.getTime() - now.getTime() > MOST_AHEAD_MS ? refused('too_far') : { kind: 'instant', at: at.toISOString() };
}

/** Every moment that it may be, from the earliest on. */
function momentsOf(
  { time, date, weekday }: Extract<TimeWord, { kind: 'local' }>,
  now: Date,
  zone: string,
): readonly Date[] {
  const today = DateTime.fromJSDate(now, { zone }).startOf('day');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const days =
    date !== undefined
      ? [DateTime.fromISO(date, { zone })]
      : Array.from({ length: 9 }, (_, days) => today.plus({ days })).filter(
          (day) => weekday === undefined || WEEKDAYS[day.weekday - 1] === weekday,
        );
  return days.flatMap((day) => showings(day, hour * 60 + minute));
}

function refused(because: TimeReason): MeantTime {
  return { kind: 'refused', because };
}
