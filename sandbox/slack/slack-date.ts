/** `<!date^…>`: a moment, written for the person who reads it. */

export interface Reader {
  readonly tz: string;
  readonly locale: string;
}

const UTC: Reader = { tz: 'UTC', locale: 'en-US' };
const DAY_MS = 86_400_000;

/** `format` has tokens like `{date_short_pretty}`; one that is not known makes Slack show the fallback: undefined here. */
export function writtenDate(
  seconds: number,
  format: string,
  reader: Reader = UTC,
  now = Date.now(),
): string | undefined {
  const at = new Date(seconds * 1000);
  if (Number.isNaN(at.getTime())) return undefined;
  const tokens = [...format.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  if (tokens.some((token) => !Object.hasOwn(TOKENS, token))) return undefined;
  return format.replace(/\{(\w+)\}/g, (_whole, token: string) => TOKENS[token]?.(at, reader, now) ?? '');
}

/** Seconds east of UTC at this moment. */
export function offsetOf(tz: string, at: number): number {
  const parts = formatOf('en-US', { timeZone: tz, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /^GMT([+-])(\d{2}):(\d{2})$/.exec(name) ?? [];
  const seconds = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60;
  return sign === '-' ? -seconds : seconds;
}

type Token = (at: Date, reader: Reader, now: number) => string;
type Shape = Intl.DateTimeFormatOptions;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes a hundred times as long as using it. */
function formatOf(locale: string, shape: Shape): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, shape]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, shape);
  formats.set(key, format);
  return format;
}

function shaped(shape: Shape): Token {
  return (at, { tz, locale }) => formatOf(locale, { ...shape, timeZone: tz }).format(at);
}

/** Today, yesterday or tomorrow by name, any other day in the shape. */
function pretty(shape: Token): Token {
  return (at, reader, now) => {
    const days = dayNumber(at, reader) - dayNumber(new Date(now), reader);
    if (Math.abs(days) > 1) return shape(at, reader, now);
    return new Intl.RelativeTimeFormat(reader.locale, { numeric: 'auto' }).format(days, 'day');
  };
}

function isoDate(at: Date, { tz }: Reader): string {
  return formatOf('en-CA', { timeZone: tz, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

function dayNumber(at: Date, reader: Reader): number {
  return Date.parse(isoDate(at, reader)) / DAY_MS;
}

const long = shaped({ weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' });
const longFull = shaped({ year: 'numeric', month: 'long', day: 'numeric' });
const date = shaped({ month: 'long', day: 'numeric' });
const short = shaped({ year: 'numeric', month: 'short', day: 'numeric' });

const TOKENS: Readonly<Record<string, Token>> = {
  date_num: isoDate,
  date_slash: shaped({ day: '2-digit', month: '2-digit', year: 'numeric' }),
  date_long: long,
  date_long_full: longFull,
  date_long_pretty: pretty(long),
  date,
  date_pretty: pretty(date),
  date_short: short,
  date_short_pretty: pretty(short),
  time: shaped({ hour: 'numeric', minute: '2-digit' }),
  time_secs: shaped({ hour: 'numeric', minute: '2-digit', second: '2-digit' }),
};
