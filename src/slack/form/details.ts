/** Below the fields: the rest of what is known of the instance and of the change. */
import type { KnownBlock } from '@slack/types';
import type { InstanceFacts } from '../../core/instance/instance.ts';
import { maintenanceWindow } from '../../wording/amounts.ts';
import type { Markup } from '../../wording/inert.ts';
import { moment } from '../../wording/markup.ts';
import { usageText } from '../../wording/usage.ts';
import type { Words } from '../../wording/words.ts';
import { fields, section } from '../messages/blocks.ts';
import { impactBlocks } from './impact.ts';
import type { FormState } from './state.ts';

export function detailBlocks(state: FormState, words: Words, now: Date): KnownBlock[] {
  const { about } = state;
  return [
    ...usageBlocks(state, words),
    ...impactBlocks(state, words, now),
    ...(about.kind === 'facts' ? [section(words.mrkdwn('form.more', {})), factFields(about.facts, words, now)] : []),
  ];
}

/** What the instance used, beside what it has and would have. */
function usageBlocks({ about, usage, draft }: FormState, words: Words): KnownBlock[] {
  if (about.kind !== 'facts' || usage === undefined) return [];
  if (usage.kind === 'read') {
    const { targetClass } = draft;
    return [section(usageText({ usage: usage.value, facts: about.facts, targetClass }, words))];
  }
  const state = words.mrkdwn(usage.kind === 'reading' ? 'usage.reading' : 'usage.late', {});
  return [section(`${words.mrkdwn('usage.title', {})}\n${state}`)];
}

function factFields(facts: InstanceFacts, words: Words, now: Date): KnownBlock {
  const { maintenance } = facts;
  return fields([
    words.mrkdwn('form.facts.place', { region: facts.region, account: facts.account }),
    words.mrkdwn('form.facts.status', { status: facts.status }),
    words.mrkdwn('form.facts.charge', { charge: charge(facts, words) }),
    words.mrkdwn('form.facts.engine', { version: facts.engineVersion }),
    ...(maintenance === undefined
      ? []
      : [words.mrkdwn('form.facts.window', { window: maintenanceWindow(maintenance, now) })]),
  ]);
}

function charge(facts: InstanceFacts, words: Words): Markup {
  if (facts.chargeType === 'PostPaid') return { markup: words.plain('form.facts.postPaid', {}) };
  if (facts.endTime === undefined) return { markup: words.plain('form.facts.prePaidOpen', {}) };
  return { markup: words.mrkdwn('form.facts.prePaid', { until: moment(facts.endTime, '{date_short}') }) };
}
