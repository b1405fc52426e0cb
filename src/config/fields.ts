import { isIP } from 'node:net';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { readTime } from '../core/command/time.ts';
import { isZone } from '../core/policy/windows.ts';
import { COUPON_PATTERN, readCoupon } from '../core/value/coupon.ts';
import { parseDuration } from '../core/value/duration.ts';
import { CHANNEL_ID, INSTANCE_ID, REGION_ID, SUBJECT_ID, TEAM_ID, USER_ID } from '../core/value/ids.ts';
import { isPattern } from '../core/policy/globs.ts';
import { patternProblem } from '../core/policy/reason.ts';
import { looksLikeClass } from '../core/instance/classes.ts';
import { readStep } from '../core/instance/sizing.ts';
import { nearest } from '../core/value/nearest.ts';
import { parseSize } from '../core/value/size.ts';
import { didYouMean } from './problem.ts';

/** Stands for everyone the bot serves. */
export const EVERYBODY = '*';

// The same sentence whether the value has the wrong shape or is no text at all; "is required" comes from elsewhere.
const worded = (error: string): z.ZodString =>
  z.string({ error: ({ input }) => (input === undefined ? undefined : error) });
const shaped = (title: string, pattern: RegExp, error: string): z.ZodString =>
  worded(error).regex(pattern, { error }).meta({ title });
const checked = (title: string, holds: (value: string) => boolean, error: string): z.ZodString =>
  worded(error).refine(holds, { error }).meta({ title });

export const channelId = shaped('channel id', CHANNEL_ID, 'must be a Slack channel id such as C012ABC, not a name');
export const teamId = shaped('workspace id', TEAM_ID, 'must be a Slack workspace id such as T012ABC');
export const subjectId = shaped(
  'Slack id',
  SUBJECT_ID,
  'must be a Slack id such as U012ABC (user), S012ABC (user group) or C012ABC (channel), not a name or handle',
);
export const userId = shaped('user id', USER_ID, 'must be a Slack user id such as U012ABC, not a name or handle');
/** A group of this file, or a Slack id; which of them is checked where the groups are known. */
export const subjectRef = z.string().min(1).meta({ title: 'group or Slack id' });
export const groupName = shaped(
  'name',
  /^[a-z][a-z0-9_-]{0,49}$/,
  'must be lower-case letters, digits, - and _, starting with a letter',
);
export const accountName = shaped('name', /^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$/, 'must be letters, digits, - and _');
export const ruleName = shaped('name', /^\S(?:[^\r\n]{0,98}\S)?$/, 'must be one line of at most 100 characters');
export const region = shaped('region id', REGION_ID, 'must be a region id such as cn-hangzhou');
export const instanceId = shaped('instance id', INSTANCE_ID, 'must be an instance id (r-…); put patterns in names');
export const glob = shaped(
  'pattern',
  /^[^!\s][^\r\n]{0,199}$/,
  'must be a pattern of at most 200 characters that does not start with !',
).refine(isPattern, { error: 'may use *, ? and {a,b}, but not [ ] ( ) | or \\' });
export const time = shaped('HH:MM', /^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "09:30"');
export const endTime = shaped('HH:MM', /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as "17:00"');
export const CURRENCY = /^[A-Z]{3}$/;
export const currency = shaped('currency', CURRENCY, 'must be a currency such as CNY or USD');
export const coupon = checked(
  '`none`, `best` or a coupon number',
  (value) => readCoupon(value) !== undefined,
  'must be none, best or a coupon number (letters, digits, - and _, at most 64)',
).meta({ pattern: COUPON_PATTERN });
export const roleArn = shaped(
  'role ARN',
  /^acs:ram::\d+:role\/[\w.@-]+$/,
  'must be a role such as acs:ram::1234567890123456:role/name',
);
export const percent = shaped('percentage', /^(?:100|\d{1,2}(?:\.\d{1,3})?)%$/, 'must be a percentage such as 5%');

export const duration = checked(
  'duration',
  (value) => parseDuration(value) !== undefined,
  'must be a duration such as 90s, 30m, 24h or 7d',
).meta({ pattern: '^[0-9]{1,9}[smhdw]$' });

/** As it is typed in a command; a date would be over one day. */
export const timeWord = checked(
  'duration or time',
  (value) => {
    const word = readTime(value);
    return word !== undefined && word.kind !== 'instant' && !('date' in word);
  },
  'must be a duration such as 3d, or a time such as 18:00 or mon 09:00',
);

export const size = checked(
  'size',
  (value) => parseSize(value) !== undefined,
  'must be a size such as 512MB or 16GB',
).meta({ pattern: '^[0-9.]+ ?([Mm][Bb]|[Gg][Bb]|[Tt][Bb])$' });

export const className = checked('class', looksLikeClass, 'must be an instance class such as redis.master.mid.default');

/** YAML reads `+1` as a number. */
export function stepOf(value: string | number): number | undefined {
  return readStep(typeof value === 'number' && value > 0 ? `+${value}` : String(value));
}
export const step = z
  .union([z.number(), z.string()])
  .refine((value) => stepOf(value) !== undefined, { error: 'must be a step such as +1, -1, up or down' })
  .meta({ title: 'step' });

/** Read as text: YAML 1.2 has no dates. */
export const date = checked(
  'date',
  (value) => /^\d{4}-\d\d-\d\d$/.test(value) && DateTime.fromISO(value).isValid,
  'must be a date such as 2026-10-01',
).meta({ format: 'date' });

/** Zones of the IANA database that say what they look like: abbreviations mean other places elsewhere. */
function isPlace(value: string): boolean {
  return (
    isZone(value) &&
    (/^(?:Etc\/)?(?:UTC|GMT)$/.test(value) || (value.includes('/') && !/^(?:Etc|SystemV)\//.test(value)))
  );
}

const CHINA = 'did you mean "Asia/Shanghai"?';

const MEANT: readonly (readonly [shape: RegExp, hint: string])[] = [
  [/^CST$/i, 'CST is US Central time and China time; write America/Chicago or Asia/Shanghai'],
  [/beijing|peking|china|^PRC$|^(?:UTC|GMT)?\+0?8(?::?00)?$/i, CHINA],
  [/^Etc\/GMT[+-]/i, 'in these names + is west and - is east; write a place such as Asia/Shanghai'],
  [/^[A-Z]{2,5}(?:\d[A-Z]{3})?$/i, 'abbreviations are ambiguous; write a place such as Asia/Shanghai'],
];

export const zone = worded('must be a time zone such as Asia/Shanghai')
  .superRefine((value, context) => {
    if (isPlace(value)) return;
    const known = MEANT.find(([shape]) => shape.test(value))?.[1];
    const params =
      known === undefined ? didYouMean(nearest(value, Intl.supportedValuesOf('timeZone'))) : { hint: known };
    context.addIssue({ code: 'custom', message: 'must be a time zone such as Asia/Shanghai', params });
  })
  .meta({ title: 'IANA time zone' });

// Without an offset the same line would mean another moment on another machine.
const OFFSET = /T.*(?:Z|[+-]\d\d:\d\d)$/;
export const moment = checked(
  'date and time with offset',
  // Luxon also reads week dates and days of the year; the rest of the program reads with Date.
  (value) => OFFSET.test(value) && DateTime.fromISO(value).isValid && !Number.isNaN(Date.parse(value)),
  'must be a date and time with an offset, such as 2026-11-10T00:00:00+08:00',
).meta({ format: 'date-time' });

/** Money is compared as decimals, so `200`, `0.5` and `"19.99"` are all right and 1e9 is not. */
const MONEY = /^\d{1,12}(?:\.\d{1,6})?$/;
export const money = z
  .union([z.number(), z.string()])
  .refine((value) => MONEY.test(String(value)), { error: 'must be an amount such as 200 or "19.99"' })
  .meta({ title: 'amount' });

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether a host name of a URL means this machine. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}

/** By its shape alone. A name whose last part is a number is no name, but an address that went wrong. */
export function isHost(text: string): boolean {
  return isIP(text) > 0 || /^(?:[a-z0-9_-]+\.)*(?!\d+$)[a-z0-9_-]+$/i.test(text);
}

export const pattern = worded('must be a regular expression, as text').superRefine((value, context) => {
  const message = patternProblem(value);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

/** Where people are led to with what they typed: never to another protocol than https. */
export const linkTemplate = checked(
  'URL with {0}',
  (value) =>
    value.includes('{0}') &&
    URL.canParse(value.replaceAll('{0}', '0')) &&
    // What was typed may not choose the host.
    /^https:\/\/[^/?#{}]+\/.*\{0\}/.test(value),
  'must be https://… with {0} after the host, such as https://tickets.example/{0}',
);

export const endpoint = checked('URL', isEndpoint, 'must be https://… without a path, or http:// to this machine');

function isEndpoint(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  const origin =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return origin && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)));
}
