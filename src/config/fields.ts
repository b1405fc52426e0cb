import { DateTime } from 'luxon';
import { z } from 'zod';
import { COUPON_PATTERN, readCoupon } from '../core/value/coupon.ts';
import { parseDuration } from '../core/value/duration.ts';
import { isPattern } from '../core/policy/globs.ts';
import { nearest } from '../core/value/nearest.ts';
import { parseSize } from '../core/value/size.ts';
import { isZone } from '../core/policy/windows.ts';
import { didYouMean } from './problem.ts';

/** What ids of Slack users, user groups and channels look like; group names are lower case, so they never mix. */
export const USER_ID = /^[UW][A-Z0-9]{3,20}$/;
export const USERGROUP_ID = /^S[A-Z0-9]{3,20}$/;
export const CHANNEL_ID = /^[CG][A-Z0-9]{3,20}$/;
/** Stands for everybody whom the bot serves. */
export const EVERYBODY = '*';
const GROUP_NAME = /^[a-z][a-z0-9_-]{0,49}$/;
const REGION = /^[a-z]{2}(?:-[a-z0-9]+)+$/;

const text = z.string().min(1);
// The same sentence whether the value has the wrong shape or is no text at all; "is required" is said elsewhere.
const worded = (error: string): z.ZodString =>
  z.string({ error: ({ input }) => (input === undefined ? undefined : error) });
const shaped = (pattern: RegExp, error: string): z.ZodString => worded(error).regex(pattern, { error });
const checked = (holds: (value: string) => boolean, error: string): z.ZodString =>
  worded(error).refine(holds, { error });

export const channelId = shaped(CHANNEL_ID, 'must be a Slack channel id (C… or G…), not a name');
export const teamId = shaped(/^[TE][A-Z0-9]{3,20}$/, 'must be a Slack workspace id (T…)');
export const subjectId = shaped(
  /^[UWSCG][A-Z0-9]{3,20}$/,
  'must be the id of a Slack user (U… or W…), user group (S…) or channel (C… or G…), not a name',
);
export const userId = shaped(USER_ID, 'must be the id of a Slack user (U… or W…), not a name');
/** A group of this file, or a Slack id; which of them is checked where the groups are known. */
export const subjectRef = text;
export const groupName = shaped(GROUP_NAME, 'a group name is lower-case letters, digits, - and _');
export const accountName = shaped(/^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$/, 'must be letters, digits, - and _');
export const ruleName = shaped(/^\S(?:[^\r\n]{0,98}\S)?$/, 'must be one line of at most 100 characters');
export const region = shaped(REGION, 'must be a region id such as cn-hangzhou');
export const instanceId = shaped(/^r-[a-z0-9]{3,60}$/, 'must be an instance id (r-…); patterns go in names');
export const glob = shaped(
  /^[^!\s][^\r\n]{0,199}$/,
  'must be a pattern of at most 200 characters that does not begin with !',
).refine(isPattern, { error: 'may have *, ? and {a,b}, and no [ ] ( ) | or \\' });
export const time = shaped(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "09:30"');
export const endTime = shaped(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as "17:00"');
export const CURRENCY = /^[A-Z]{3}$/;
export const currency = shaped(CURRENCY, 'must be a currency such as CNY or USD');
export const coupon = checked(
  (value) => readCoupon(value) !== undefined,
  'must be none, best or a coupon number (letters, digits, - and _, at most 64)',
).meta({ pattern: COUPON_PATTERN });
export const roleArn = shaped(
  /^acs:ram::\d+:role\/[\w.@-]+$/,
  'must be a role such as acs:ram::1234567890123456:role/name',
);
export const percent = shaped(/^(?:100|\d{1,2}(?:\.\d{1,3})?)%$/, 'must be a percentage such as 5%');

export const duration = checked(
  (value) => parseDuration(value) !== undefined,
  'must be a duration such as 90s, 30m, 24h or 7d',
).meta({ pattern: '^[0-9]{1,9}[smhd]$' });

export const size = checked((value) => parseSize(value) !== undefined, 'must be a size such as 512MB or 16GB').meta({
  pattern: '^[0-9.]+ ?([Mm][Bb]|[Gg][Bb]|[Tt][Bb])$',
});

/** Read as text: YAML 1.2 has no dates. */
export const date = checked(
  (value) => /^\d{4}-\d\d-\d\d$/.test(value) && DateTime.fromISO(value).isValid,
  'must be a date such as 2026-10-01',
).meta({ format: 'date' });

export const zone = worded('must be a time zone such as Asia/Shanghai').superRefine((value, context) => {
  if (isZone(value)) return;
  const params = didYouMean(nearest(value, Intl.supportedValuesOf('timeZone')));
  context.addIssue({ code: 'custom', message: 'must be a time zone such as Asia/Shanghai', params });
});

// Without an offset the same line would mean another moment on another machine.
const OFFSET = /T.*(?:Z|[+-]\d\d:\d\d)$/;
export const moment = checked(
  // Luxon also reads week dates and days of the year; the rest of the program reads with Date.
  (value) => OFFSET.test(value) && DateTime.fromISO(value).isValid && !Number.isNaN(Date.parse(value)),
  'must be a date and time with an offset, such as 2026-11-10T00:00:00+08:00',
).meta({ format: 'date-time' });

/** Money is compared as decimals, so `200`, `0.5` and `"19.99"` are all right and 1e9 is not. */
const MONEY = /^\d{1,12}(?:\.\d{1,6})?$/;
export const money = z.union([z.number(), z.string()]).refine((value) => MONEY.test(String(value)), {
  error: 'must be an amount such as 200 or "19.99"',
});

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether a host name of a URL means this machine. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}

export const endpoint = checked(isEndpoint, 'must be https://… without a path, or http:// to this machine');

function isEndpoint(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  const origin =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return origin && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)));
}
