/** Arguments of commands, read or refused with an example. */
import { InvalidArgumentError } from 'commander';
import type { ClassWord } from '../core/command/command.ts';
import { meaningOf, readRegion } from '../core/command/words.ts';
import { nearestClasses } from '../core/instance/classes.ts';
import { readCoupon } from '../core/value/coupon.ts';

export function targetClass(text: string): Pick<ClassWord, 'targetClass' | 'sizing'> {
  const meaning = meaningOf(text);
  if ('targetClass' in meaning || 'sizing' in meaning) return meaning;
  const [near] = meaning.kind === 'malformed' && meaning.like === 'class' ? nearestClasses(meaning.word, 1) : [];
  const hint = near === undefined ? '' : ` (Did you mean ${near}?)`;
  throw new InvalidArgumentError(
    `Expected a class such as redis.master.mid.default, a size such as 4GB, or a step such as +1.${hint}`,
  );
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
