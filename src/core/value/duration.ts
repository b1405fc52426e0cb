const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
type Unit = keyof typeof UNITS;

/** `90s`, `30m`, `24h`, `7d`, `2w` as milliseconds; undefined when it is not one of these, or zero, or over 10,000 days. */
export function parseDuration(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,9})([smhdw])$/.exec(text) ?? [];
  if (digits === undefined || unit === undefined) return undefined;
  const ms = Number(digits) * UNITS[unit as Unit];
  return ms > 0 && ms <= 10_000 * UNITS.d ? ms : undefined;
}

/** Milliseconds as the shortest exact form up to days that `parseDuration` reads; parts of a second are rounded up. */
export function printDuration(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1_000)) * 1_000;
  const unit = (['d', 'h', 'm'] as const).find((name) => seconds % UNITS[name] === 0) ?? 's';
  return `${seconds / UNITS[unit]}${unit}`;
}
