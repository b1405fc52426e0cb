import type { KnownBlock } from '@slack/types';
import type { Timing } from '../../core/policy/verdict.ts';
import { neededGroups } from '../../wording/groups.ts';
import { moment } from '../../wording/markup.ts';
import { waitsForText } from '../../wording/windows.ts';
import type { Words } from '../../wording/words.ts';
import { section } from '../messages/blocks.ts';
import { denialText, noReturnText } from '../messages/refusals.ts';
import { prolonging } from './prolonging.ts';
import type { FormState } from './state.ts';

/** Under the class: what the rules answer to this choice. They are asked again when the request is submitted. */
export function ruleAnswer(state: FormState, words: Words, now: Date): KnownBlock[] {
  const { about, draft, price } = state;
  if (about.kind !== 'facts' || draft.targetClass === undefined) return [];
  if (draft.targetClass === about.facts.realClass && prolonging(state, now) === undefined) return [];
  if (price?.kind === 'reading') return [section(words.mrkdwn('form.rule.reading', {}))];
  const { verdict, timing, back } = price?.kind === 'read' ? price.value : {};
  if (verdict === undefined) return [];
  if (verdict.kind === 'denied') {
    return [section(words.mrkdwn('form.rule.denied', { why: { markup: denialText(verdict, words) } }))];
  }
  const { rule, need } = verdict;
  const answer =
    need.count === 0
      ? words.mrkdwn('form.rule.free', { rule: rule.name })
      : words.mrkdwn('form.rule.needs', { rule: rule.name, count: need.count, groups: neededGroups(need) });
  const noReturn = back === undefined ? [] : [noReturnText(back, words)];
  return [section([answer, ...heldText(timing, words), ...noReturn].join('\n'))];
}

/** What holds the order besides the start time, which is on the form. */
function heldText(timing: Timing | undefined, words: Words): readonly string[] {
  if (timing?.kind !== 'later' || timing.because === 'start') return [];
  const { notBefore, because } = timing;
  return [words.mrkdwn(`why.${because}`, { at: moment(notBefore), reason: waitsForText(timing, words) })];
}
