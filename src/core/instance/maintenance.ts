import { UTC_TIME } from '../value/ids.ts';

const DAY_MS = 86_400_000;

/** Some days before a Date cannot be written down any more. */
const LAST_MS = 8.63e15;

/**
 * The window (`HH:mmZ`, UTC, may wrap midnight) that is open now or opens next, ISO 8601; undefined when it is not one.
 * Two equal times are a whole day.
 */
export function nextWindow(
  window: { readonly start: string; readonly end: string },
  now: Date,
): { readonly start: string; readonly end: string } | undefined {
  const [opens, closes] = [minuteOfDay(window.start), minuteOfDay(window.end)];
  if (opens === undefined || closes === undefined || !(Math.abs(now.getTime()) < LAST_MS)) return undefined;
  const lasts = closes > opens ? closes - opens : closes - opens + 24 * 60;
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const starts = [-1, 0, 1].map((day) => midnight + day * DAY_MS + opens * 60_000);
  const start = starts.find((at) => at + lasts * 60_000 > now.getTime()) ?? midnight + DAY_MS;
  return { start: new Date(start).toISOString(), end: new Date(start + lasts * 60_000).toISOString() };
}

function minuteOfDay(time: string): number | undefined {
  const match = UTC_TIME.exec(time);
  return match === null ? undefined : Number(match[1]) * 60 + Number(match[2]);
}
