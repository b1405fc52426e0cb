/** Maintenance windows: two `HH:mmZ` of UTC; the end may be on the next day. */

const DAY_MS = 86_400_000;

export function parseWindowTime(text: string): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)Z$/.exec(text);
  return match === null ? undefined : (Number(match[1]) * 60 + Number(match[2])) * 60_000;
}

/** Minutes between the two, going forward over midnight where the end is not later than the start. */
export function windowLengthMs(start: string, end: string): number {
  const [from, to] = [parseWindowTime(start), parseWindowTime(end)];
  if (from === undefined || to === undefined) throw new Error(`Not a maintenance window: ${start}-${end}`);
  return (to - from + DAY_MS) % DAY_MS || DAY_MS;
}

/** `now` itself when it lies in the window (the start belongs to it, the end does not), else the next start. */
export function nextWindowMoment(now: number, start: string, end: string): number {
  const from = parseWindowTime(start) ?? 0;
  const length = windowLengthMs(start, end);
  const midnight = Math.floor(now / DAY_MS) * DAY_MS;
  const lastStart = midnight + from <= now ? midnight + from : midnight + from - DAY_MS;
  return now < lastStart + length ? now : lastStart + DAY_MS;
}
