/** Arguments of commands, read or refused with an example. */
import { InvalidArgumentError } from 'commander';
import type { ClassWord } from '../core/command/command.ts';
import { readTime, type TimeWord } from '../core/command/time.ts';
import { meaningOf, readRegion, readRequestId } from '../core/command/words.ts';
import { readBareSize } from '../core/instance/sizing.ts';
import { nearestClasses } from '../core/instance/classes.ts';
import { EVENT_KINDS } from '../core/request/event-kinds.ts';
import { readCoupon } from '../core/value/coupon.ts';
import { parseDuration } from '../core/value/duration.ts';
import { CHANNEL_ID, TEAM_ID, USER_ID } from '../core/value/ids.ts';
import { type Month, readMonth } from '../core/value/month.ts';
import { nearest } from '../core/value/nearest.ts';

export function channel(text: string): string {
  if (CHANNEL_ID.test(text)) return text;
  throw new InvalidArgumentError('Expected a Slack channel id such as C012ABC, not a name.');
}

/** As in Slack; whether there is a preset of that name is found out where the configuration is known. */
export function targetClass(text: string): ClassWord {
  const meaning = meaningOf(text);
  if ('targetClass' in meaning || 'sizing' in meaning) return meaning;
  if (meaning.kind === 'word') {
    const sizing = readBareSize(meaning.word);
    return sizing === undefined ? { preset: meaning.word } : { sizing };
  }
  const [near] = meaning.kind === 'malformed' && meaning.like === 'class' ? nearestClasses(meaning.word, 1) : [];
  const hint = near === undefined ? '' : ` (Did you mean ${near}?)`;
  throw new InvalidArgumentError(`${wantedClass([])}${hint}`);
}

/** What may stand for a class. `presets`: names of those of the configuration. */
export function wantedClass(presets: readonly string[]): string {
  const forms = ['a class (redis.master.mid.default, tair.rdb.4g)', 'a size (4GB)', 'a step (+1)'];
  if (presets.length > 0) forms.push(`a preset (${presets.join(', ')})`);
  return `Expected ${forms.slice(0, -1).join(', ')} or ${forms.at(-1) ?? ''}.`;
}

export function region(text: string): string {
  const read = readRegion(text);
  if (read !== undefined) return read;
  throw new InvalidArgumentError('Expected a region id such as cn-hangzhou.');
}

export function coupon(text: string): string {
  const read = readCoupon(text);
  if (read !== undefined) return read;
  throw new InvalidArgumentError('Expected none, best, or a coupon number (letters and digits).');
}

export function time(text: string): TimeWord {
  const read = readTime(text);
  if (read !== undefined) return read;
  throw new InvalidArgumentError(
    'Expected a duration such as 3d or 2w, or a time such as 2026-11-30T09:00Z, monday or "mon 09:00".',
  );
}

export function requestId(text: string): string {
  const id = readRequestId(text);
  if (id !== undefined) return id;
  throw new InvalidArgumentError('Expected a request id such as rr-7k3f9qx2.');
}

export function month(text: string): Month {
  const read = readMonth(text.trim());
  if (read !== undefined) return read;
  throw new InvalidArgumentError('Expected a month such as 2026-11.');
}

/** A person who acted, by user id, with or without the workspace; or `bot`. */
export function actor(text: string): string {
  const [user = '', team] = text.split('/').toReversed();
  if (text === 'bot' || (USER_ID.test(user) && (team === undefined || TEAM_ID.test(team)))) return text;
  throw new InvalidArgumentError('Expected a Slack user id such as U012ABC or T012AB/U012ABC, or bot.');
}

export function eventKind(text: string): string {
  if (EVENT_KINDS.some((kind) => kind === text)) return text;
  const near = nearest(text, EVENT_KINDS);
  const hint = near === undefined ? `One of: ${EVENT_KINDS.join(', ')}.` : `Did you mean ${near}?`;
  throw new InvalidArgumentError(`No event is of this kind. ${hint}`);
}

/** An option that may be given several times. */
export function repeated<T>(read: (text: string) => T): (text: string, before?: readonly T[]) => readonly T[] {
  return (text, before = []) => [...before, read(text)];
}

/** `HASH` or `SEQ:HASH`, as checkpoints are written. */
export function keptHash(text: string): { readonly seq: number | undefined; readonly hash: string } {
  const [, seq, hash] = /^(?:(\d{1,10}):)?([0-9a-f]{64})$/.exec(text.trim().toLowerCase()) ?? [];
  if (hash !== undefined) return { seq: seq === undefined ? undefined : Number(seq), hash };
  throw new InvalidArgumentError('Expected a hash of 64 hexadecimal digits, as HASH or SEQ:HASH.');
}

const DATE = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/;

/** A date, a time, or how long ago. Without a zone it is UTC, so that it means the same on every machine. */
export function moment(text: string): Date {
  const ago = parseDuration(text);
  if (ago !== undefined) return new Date(Date.now() - ago);
  const [, date, time = '00:00', zone = 'Z'] = DATE.exec(text.trim()) ?? [];
  const read = new Date(`${date ?? ''}T${time}${zone}`);
  // Of a day that does not exist, such as February 30, Date would make another.
  const day = new Date(`${date ?? ''}T00:00Z`);
  const exists = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date ?? '-');
  if (exists && !Number.isNaN(read.getTime())) return read;
  throw new InvalidArgumentError('Expected a time such as 2026-11-01 or 2026-11-01T09:00Z, or how long ago: 7d, 12h.');
}
