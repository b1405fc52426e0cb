import { DateTime, IANAZone } from 'luxon';
import type { QuietHours, Weekday, Window } from './policy-model.ts';

/** Monday first, as in ISO 8601. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly Weekday[];

const DAY_MINUTES = 24 * 60;

// Clocks that go back by 30 or 60 minutes show a time twice, and a short window may open at both. Which of the two a
// library gives for such a time is its own affair, so both sides of it are looked at.
const REPEATS = [-60, -30, 0, 30, 60];

/** Whether this is a zone of the IANA database (`Asia/Shanghai`, `UTC`). */
export function isZone(name: string): boolean {
  // Luxon keeps the zones it has made; checking a name costs a formatter each time.
  return IANAZone.create(name).isValid;
}

/** `HH:mm` as minutes of the day, `24:00` as 1440; undefined when it is no time of the day. */
function minutesOf(time: string): number | undefined {
  const [, hours, minutes] = /^(\d\d):([0-5]\d)$/.exec(time) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  return total <= DAY_MINUTES ? total : undefined;
}

/**
 * Whether the wall clock of the window's zone shows a time inside it. Read off the wall clock and not off a length of
 * time, so that a day of 23 or 25 hours needs no special case. A window that wraps midnight belongs to the day on
 * which it begins. One that ends when it begins is never open; none is on a holiday, nor the morning after one that it
 * would have begun on.
 */
export function isOpen(window: Window, now: Date): boolean {
  const local = DateTime.fromJSDate(now, { zone: window.zone });
  const minute = local.hour * 60 + local.minute;
  const [from, to] = bounds(window);
  const onDay = (weekday: number): boolean => window.days.some((day) => WEEKDAYS.indexOf(day) + 1 === weekday);
  if (isHoliday(window, local)) return false;
  const today = onDay(local.weekday);
  if (from < to) return today && from <= minute && minute < to;
  if (from === to) return false;
  const yesterday = onDay(local.weekday === 1 ? 7 : local.weekday - 1);
  return (today && minute >= from) || (yesterday && minute < to && !isHoliday(window, local.minus({ days: 1 })));
}

function isHoliday({ holidays = [] }: Window, day: DateTime): boolean {
  return holidays.length > 0 && holidays.includes(day.toFormat('yyyy-MM-dd'));
}

/** The same moment, or where it is within quiet hours, their end. */
export function afterQuiet(quiet: QuietHours | undefined, at: Date): Date {
  if (quiet === undefined) return at;
  const { from, to, zone } = quiet;
  if (!isOpen({ days: WEEKDAYS, from, to, zone }, at)) return at;
  return nextOpening({ days: WEEKDAYS, from: to, to: from, zone }, at) ?? at;
}

/** When the window opens next, after `now`; undefined when it does not within a year. */
export function nextOpening(window: Window, now: Date): Date | undefined {
  const [from] = bounds(window);
  const today = DateTime.fromJSDate(now, { zone: window.zone }).startOf('day');
  // Each holiday can take away one week's opening.
  const horizon = 8 + 7 * Math.min(window.holidays?.length ?? 0, 52);
  for (let days = 0; days <= horizon; days += 1) {
    const opening = showings(today.plus({ days }), from).find((at) => at > now && isOpen(window, at));
    if (opening !== undefined) return opening;
  }
  return undefined;
}

/** How days are written: their names, what stands between two of them, and what stands for those in between. */
export interface DayNames {
  readonly day: (day: Weekday) => string;
  readonly comma: string;
  readonly to: string;
}

const ENGLISH: DayNames = { day: (day) => `${day.charAt(0).toUpperCase()}${day.slice(1)}`, comma: ', ', to: '–' };

/** `Mon–Thu, Sat 10:00 – 17:00 Asia/Shanghai`; in English for logs and the audit log. */
export function printWindow({ days, from, to, zone }: Window, names: DayNames = ENGLISH): string {
  const runs = WEEKDAYS.map((day) => (days.includes(day) ? names.day(day) : ''))
    .join(' ')
    .split(/ {2,}/)
    .map((run) => run.trim().split(' '))
    .filter(([first]) => first !== '');
  const printed = runs.map((run) =>
    run.length > 2 ? `${run[0] ?? ''}${names.to}${run.at(-1) ?? ''}` : run.join(names.comma),
  );
  return `${printed.join(names.comma)} ${from} – ${to} ${zone}`;
}

/**
 * The moments at which the clocks of a day's zone show a minute of that day, the earliest first: one, or two where they
 * go back. A time that they skip is answered with the first minute after the gap.
 */
export function showings(day: DateTime, minute: number): readonly Date[] {
  let first = day.set({ hour: Math.floor(minute / 60), minute: minute % 60 });
  if (first.hour * 60 + first.minute !== minute % DAY_MINUTES) {
    while (first.minus({ minutes: 1 }).offset === first.offset) first = first.minus({ minutes: 1 });
    return [first.toJSDate()];
  }
  const all = REPEATS.map((minutes) => first.plus({ minutes }));
  return all.filter((at) => at.hour === first.hour && at.minute === first.minute).map((at) => at.toJSDate());
}

function bounds(window: Window): readonly [number, number] {
  return [minutesOf(window.from) ?? 0, minutesOf(window.to) ?? 0];
}
