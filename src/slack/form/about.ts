import type { KnownBlock } from '@slack/types';
import { describeClass, nearestClasses } from '../../core/instance/classes.ts';
import { type InstanceFacts, READY_STATUS } from '../../core/instance/instance.ts';
import type { Lock, ResizeRequest } from '../../core/request/request.ts';
import { maintenanceWindow, sized } from '../../wording/amounts.ts';
import { fields, section } from '../messages/blocks.ts';
import { code, type Markup } from '../../wording/inert.ts';
import { joined, lockFacts, moment } from '../../wording/markup.ts';
import type { Words } from '../../wording/words.ts';
import { usageText } from '../../wording/usage.ts';
import type { FormState } from './state.ts';

/** What the form says above its fields. */
export type About =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'loading' }
  /** The instance did not come in time; it is shown all the same when it comes. */
  | { readonly kind: 'late' }
  | {
      readonly kind: 'facts';
      readonly facts: InstanceFacts;
      readonly open: ResizeRequest | undefined;
      readonly lock?: Lock | undefined;
    }
  /** The instance cannot be changed; another can still be chosen. `text` is mrkdwn. */
  | { readonly kind: 'problem'; readonly text: string };

export function aboutBlocks(about: About, words: Words, now: Date): KnownBlock[] {
  switch (about.kind) {
    case 'nothing':
      return [section(words.mrkdwn('form.choose', {}))];
    case 'loading':
      return [section(words.mrkdwn('form.loading', {}))];
    case 'late':
      return [section(words.mrkdwn('form.late', {}))];
    case 'problem':
      return [section(`⚠️ ${about.text}`)];
    case 'facts':
      return [factFields(about.facts, words, now), ...warnings(about, words)];
    default:
      return about satisfies never;
  }
}

/** What the instance used, beside what it has and would have. */
export function usageBlocks({ about, usage, draft }: FormState, words: Words): KnownBlock[] {
  if (about.kind !== 'facts' || usage === undefined) return [];
  if (usage.kind === 'read') {
    const { targetClass } = draft;
    return [section(usageText({ usage: usage.value, facts: about.facts, targetClass }, words))];
  }
  const state = words.mrkdwn(usage.kind === 'reading' ? 'usage.reading' : 'usage.late', {});
  return [section(`${words.mrkdwn('usage.title', {})}\n${state}`)];
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

function factFields(facts: InstanceFacts, words: Words, now: Date): KnownBlock {
  const { maintenance } = facts;
  return fields([
    words.mrkdwn('form.facts.name', { name: facts.name, id: code(facts.instanceId) }),
    words.mrkdwn('form.facts.place', { region: facts.region, account: facts.account }),
    words.mrkdwn('form.facts.class', { class: sized(facts.realClass, facts.capacityMb) }),
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

function warnings({ facts, open, lock }: Extract<About, { kind: 'facts' }>, words: Words): KnownBlock[] {
  const instance = code(facts.instanceId);
  return [
    ...(lock === undefined ? [] : [words.mrkdwn('lock.formLocked', { instance, ...lockFacts(lock) })]),
    ...(facts.status === READY_STATUS ? [] : [words.mrkdwn('form.warn.notReady', { status: facts.status })]),
    ...(facts.hasRenewChangeOrder ? [words.mrkdwn('form.warn.renew', {})] : []),
    ...(open === undefined
      ? []
      : [
          words.mrkdwn('form.warn.open', {
            request: code(open.id),
            state: words.plain(`state.${open.state}`, {}),
          }),
        ]),
  ].map(section);
}
