/** Arguments of commands, read or refused with an example. */
import { InvalidArgumentError } from 'commander';
import { meaningOf, readRegion } from '../core/command/words.ts';
import { nearestClasses } from '../core/instance/classes.ts';
import { readCoupon } from '../core/value/coupon.ts';
import { CHANNEL_ID, USER_ID } from '../core/value/ids.ts';

export function slackUser(text: string): string {
  if (USER_ID.test(text)) return text;
  throw new InvalidArgumentError('Expected a Slack user id such as U012ABC, not a name.');
}

export function channel(text: string): string {
  if (CHANNEL_ID.test(text)) return text;
  throw new InvalidArgumentError('Expected a Slack channel id such as C012ABC, not a name.');
}

export function instance(text: string): string {
  const meaning = meaningOf(text);
  if (meaning.kind === 'instance') return meaning.instanceId;
  throw new InvalidArgumentError('Expected an instance id such as r-bp1zxszhcgatnx.');
}

export function targetClass(text: string): string {
  const meaning = meaningOf(text);
  if (meaning.kind === 'class') return meaning.targetClass;
  const [near] = meaning.kind === 'malformed' && meaning.like === 'class' ? nearestClasses(meaning.word, 1) : [];
  const hint = near === undefined ? '' : ` (Did you mean ${near}?)`;
  throw new InvalidArgumentError(`Expected a class such as redis.master.mid.default.${hint}`);
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
