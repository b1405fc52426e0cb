import type { KnownBlock } from '@slack/types';
import type { InstanceFacts } from '../../core/instance/instance.ts';
import { impact } from '../../core/instance/impact.ts';
import { notOffered } from '../../core/instance/offered.ts';
import { sized } from '../../wording/amounts.ts';
import { context, section } from '../messages/blocks.ts';
import { effectLines } from '../../wording/effects.ts';
import { code } from '../../wording/inert.ts';
import { joined } from '../../wording/markup.ts';
import type { Words } from '../../wording/words.ts';
import { prolonging } from './prolonging.ts';
import type { FormState } from './state.ts';

const LINES = 10;
const ALTERNATIVES = 3;

/** A list this long may have been cut; what is not in it may be sold all the same. */
const WHOLE = 100;

/** What the chosen class does to the chosen instance; in general where either is not known yet. */
export function impactBlocks(state: FormState, words: Words, now: Date): KnownBlock[] {
  const { about, draft, forced } = state;
  const { targetClass } = draft;
  if (about.kind !== 'facts' || targetClass === undefined) return [context(words.mrkdwn('form.facts.impact', {}))];
  if (prolonging(state, now) !== undefined) return [];
  const effects = impact(instanceOf(state, about.facts), { ...draft, ...forced?.flags, targetClass }, now);
  const { lines, more } = effectLines(effects, words, LINES);
  const rest = more === 0 ? [] : [words.mrkdwn('impact.more', { count: more })];
  return [section([words.mrkdwn('impact.title', {}), ...lines, ...rest].join('\n'))];
}

/** The instance with what could be read of its network. */
export function instanceOf({ networkFacts }: FormState, facts: InstanceFacts): InstanceFacts {
  const read = networkFacts?.kind === 'read' ? networkFacts.value : undefined;
  return read === undefined ? facts : { ...facts, networkFacts: read };
}

/** A class that the cloud does not offer for this instance, with those nearest to it that it does. */
export function notSoldNote({ about, draft, targets: offered }: FormState, words: Words): KnownBlock[] {
  const { targetClass } = draft;
  if (about.kind !== 'facts' || targetClass === undefined || offered === undefined) return [];
  if (offered.kind === 'reading') return [context(words.mrkdwn('impact.offerReading', {}))];
  const targets = offered.kind === 'read' ? offered.value : [];
  if (targets.length === 0) return [context(words.mrkdwn('impact.offerMissing', {}))];
  const { facts } = about;
  const missing = targets.length < WHOLE ? notOffered(facts, targetClass, targets, ALTERNATIVES) : undefined;
  if (missing === undefined) return [];
  const near = missing.nearest.map((name) => code(sized(name, targets.find((one) => one.name === name)?.capacityMb)));
  const typed = code(targetClass);
  return [
    section(
      near.length === 0
        ? words.mrkdwn('impact.notSold', { class: typed })
        : words.mrkdwn('impact.notSoldNear', { class: typed, nearest: joined(near, ', ') }),
    ),
  ];
}
