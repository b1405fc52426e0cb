/** A calendar month in UTC: `2026-11`. */
export type Month = `${number}-${number}`;

/** From its first moment to that of the next one, which is not in it. ISO 8601. */
export interface Span {
  readonly from: string;
  readonly until: string;
}

export function monthAt(now: Date): Month {
  return now.toISOString().slice(0, 7) as Month;
}

/** A month as people type it; undefined: it is none. */
export function readMonth(text: string): Month | undefined {
  return /^20\d\d-(?:0[1-9]|1[0-2])$/.test(text) ? (text as Month) : undefined;
}

export function spanOf(month: Month): Span {
  const from = new Date(`${month}-01T00:00:00.000Z`);
  const until = new Date(from);
  until.setUTCMonth(from.getUTCMonth() + 1);
  return { from: from.toISOString(), until: until.toISOString() };
}
