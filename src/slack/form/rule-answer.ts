import type { KnownBlock } from '@slack/types';
import { neededGroups } from '../../wording/groups.ts';
import type { Words } from '../../wording/words.ts';
import { section } from '../messages/blocks.ts';
import { denialText } from '../messages/refusals.ts';
import { prolonging } from './prolonging.ts';
import type { FormState } from './state.ts';

/** Under the class: what the rules answer to this choice. They are asked again when the request is submitted. */
export function ruleAnswer(state: FormState, words: Words, now: Date): KnownBlock[] {
  const { about, draft, price } = state;
  if (about.kind !== 'facts' || draft.targetClass === undefined) return [];
  if (draft.targetClass === about.facts.realClass && prolonging(state, now) === undefined) return [];
  if (price?.kind === 'reading') return [section(words.mrkdwn('form.rule.reading', {}))];
  const verdict = price?.kind === 'read' ? price.value.verdict : undefined;
  if (verdict === undefined) return [];
  if (verdict.kind === 'denied') {
    return [section(words.mrkdwn('form.rule.denied', { why: { markup: denialText(verdict, words) } }))];
  }
  const { rule, need } = verdict;
  if (need.count === 0) return [section(words.mrkdwn('form.rule.free', { rule: rule.name }))];
  const needs = { rule: rule.name, count: need.count, groups: neededGroups(need) };
  return [section(words.mrkdwn('form.rule.needs', needs))];
}
