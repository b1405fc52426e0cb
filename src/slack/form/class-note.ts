import type { KnownBlock } from '@slack/types';
import { describeClass, nearestClasses } from '../../core/instance/classes.ts';
import { code } from '../../wording/inert.ts';
import { joined } from '../../wording/markup.ts';
import type { Words } from '../../wording/words.ts';
import { section } from '../messages/blocks.ts';

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
