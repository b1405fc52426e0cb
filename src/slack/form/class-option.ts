import type { KnownBlock, PlainTextOption } from '@slack/types';
import { type ClassFacts, describeClass, nearestClasses } from '../../core/instance/classes.ts';
import type { TargetClass } from '../../workflow/ports.ts';
import { sized } from '../../wording/amounts.ts';
import { LIMITS, option, plainText, section } from '../messages/blocks.ts';
import { count } from '../../wording/effects.ts';
import { code, plain } from '../../wording/inert.ts';
import { joined } from '../../wording/markup.ts';
import type { Words } from '../../wording/words.ts';

/** A class to choose, with its memory and its limits; words tell what is more or less than with the current class. */
export function classChoice(target: TargetClass, currentClass: string | undefined, words: Words): PlainTextOption {
  const { name, capacityMb, remark } = target;
  const choice = option(sized(name, capacityMb), name);
  const now = currentClass === undefined ? undefined : describeClass(currentClass);
  const limits = limitsOf(describeClass(name), now, words) || plain(remark, LIMITS.option);
  return limits === '' ? choice : { ...choice, description: plainText(limits, LIMITS.option) };
}

/** Published limits only; of a class that is sold per shard they are those of one. */
function limitsOf(next: ClassFacts | undefined, now: ClassFacts | undefined, words: Words): string {
  if (next?.documented !== true) return '';
  const comparable = now?.documented === true && (now.shards === undefined) === (next.shards === undefined);
  const parts = (['connections', 'bandwidthMBs', 'qps'] as const).flatMap((name) => {
    const value = next[name];
    if (value === undefined) return [];
    const text = words.plain(`impact.option.${name}`, { value: count(value, words) });
    return [`${text}${compared(comparable ? now[name] : undefined, value, words)}`];
  });
  const each = next.shards === undefined && !next.architecture.includes('standard');
  return [...parts, ...(each ? [words.plain('impact.option.perShard', {})] : [])].join(' · ');
}

function compared(was: number | undefined, is: number, words: Words): string {
  if (was === undefined || was === is) return '';
  return ` ${words.plain(is > was ? 'impact.option.more' : 'impact.option.less', {})}`;
}

/** A note about a class that may be a typing error. It is no refusal: new classes appear before we know them. */
export function classNote(targetClass: string | undefined, words: Words): KnownBlock[] {
  if (targetClass === undefined || describeClass(targetClass) !== undefined) return [];
  const near = nearestClasses(targetClass, 2).map((name) => code(name));
  const typed = code(targetClass);
  return [
    section(
      near.length === 0
        ? words.mrkdwn('form.warn.classUnknown', { class: typed })
        : words.mrkdwn('form.warn.classNear', { class: typed, nearest: joined(near, ' / ') }),
    ),
  ];
}
