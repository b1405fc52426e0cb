/**
 * Slack's date tokens, in the time zone and language of the person who reads.
 *
 * @typedef {{ readonly tz: string, readonly locale: string }} Reader
 */

/** @param {Reader} reader @param {Date} date @param {Intl.DateTimeFormatOptions} options */
function format(reader, date, options) {
  try {
    return new Intl.DateTimeFormat(reader.locale, { timeZone: reader.tz, ...options }).format(date);
  } catch {
    return new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', ...options }).format(date);
  }
}

/** 2026-11-23, in the reader's zone. @param {Reader} reader @param {Date} date */
export const isoDay = (reader, date) => format({ tz: reader.tz, locale: 'sv-SE' }, date, { dateStyle: 'short' });

/** 13:05, in the reader's zone and habit. @param {Reader} reader @param {Date} date */
export const clock = (reader, date) => format(reader, date, { hour: 'numeric', minute: '2-digit' });

/** @param {Reader} reader @param {Date} date */
export const fullTime = (reader, date) => format(reader, date, { dateStyle: 'full', timeStyle: 'long' });

/** @param {Reader} reader @param {Date} date @param {Date} now */
function relativeDay(reader, date, now) {
  const days = (Date.parse(isoDay(reader, date)) - Date.parse(isoDay(reader, now))) / 86_400_000;
  if (Math.abs(days) > 1) return undefined;
  try {
    return new Intl.RelativeTimeFormat(reader.locale, { numeric: 'auto' }).format(days, 'day');
  } catch {
    return ['yesterday', 'today', 'tomorrow'][days + 1];
  }
}

/** What stands between messages of different days. @param {Reader} reader @param {Date} date @param {Date} now */
export function dayName(reader, date, now) {
  const near = relativeDay(reader, date, now);
  if (near !== undefined) return near.charAt(0).toUpperCase() + near.slice(1);
  return format(reader, date, { weekday: 'long', month: 'long', day: 'numeric' });
}

/** @type {ReadonlyMap<string, Intl.DateTimeFormatOptions>} */
const TOKENS = new Map([
  ['date', { year: 'numeric', month: 'long', day: 'numeric' }],
  ['date_long', { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' }],
  ['date_long_full', { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' }],
  ['date_full', { year: 'numeric', month: 'long', day: 'numeric' }],
  ['date_short', { year: 'numeric', month: 'short', day: 'numeric' }],
  ['date_slash', { year: 'numeric', month: '2-digit', day: '2-digit' }],
  ['time', { hour: 'numeric', minute: '2-digit' }],
  ['time_secs', { hour: 'numeric', minute: '2-digit', second: '2-digit' }],
]);

/**
 * @param {number} seconds Unix time
 * @param {string} template such as "{date_short_pretty} at {time}"
 * @param {Reader} reader
 * @param {Date} now
 * @returns {string | undefined} undefined when the template or the time makes no sense: show the fallback
 */
export function formatDate(seconds, template, reader, now) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return undefined;
  const tokens = [...template.matchAll(/\{([a-z_]+)\}/g)].map((match) => match[1] ?? '');
  if (!tokens.every((token) => token === 'date_num' || shapeOf(token) !== undefined)) return undefined;
  return template.replace(/\{([a-z_]+)\}/g, (_, /** @type {string} */ token) => {
    if (token === 'date_num') return isoDay(reader, date);
    const near = token.endsWith('_pretty') ? relativeDay(reader, date, now) : undefined;
    return near ?? format(reader, date, shapeOf(token) ?? {});
  });
}

/** @param {string} token */
const shapeOf = (token) => TOKENS.get(token.replace(/_pretty$/, ''));
