/** The first lines of the form: what changes, what it costs, and what matters most; then what is in the way. */
import type { KnownBlock } from '@slack/types';
import { impact } from '../../core/instance/impact.ts';
import { pendingReturn, windowAfterEnd } from '../../core/lifecycle/planned-return.ts';
import type { ResizeRequest } from '../../core/request/request.ts';
import { memoryAfter } from '../../core/instance/classes.ts';
import { type InstanceFacts, READY_STATUS } from '../../core/instance/instance.ts';
import { sized } from '../../wording/amounts.ts';
import { effectLines } from '../../wording/effects.ts';
import { classes, nameOf } from '../../wording/figures.ts';
import { freezeText } from '../../wording/freezes.ts';
import { code } from '../../wording/inert.ts';
import { prolongText, temporaryText } from '../../wording/temporary.ts';
import { lockFacts, moment } from '../../wording/markup.ts';
import { markupRenderer } from '../../wording/renderer.ts';
import type { Words } from '../../wording/words.ts';
import { section } from '../messages/blocks.ts';
import { instanceOf } from './impact.ts';
import { priceLines } from './price.ts';
import { prolonging } from './prolonging.ts';
import { startAtOf, untilOf } from './start.ts';
import type { About, FormState } from './state.ts';

/** The most important effects; all of them are below the fields. */
const EFFECTS = 2;

export function summaryBlocks(state: FormState, words: Words, now: Date): KnownBlock[] {
  const { about } = state;
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
      return [section(summaryLines(state, about, words, now).join('\n')), ...warnings(about, words)];
    default:
      return about satisfies never;
  }
}

type Facts = Extract<About, { kind: 'facts' }>;

function summaryLines(state: FormState, { facts, returning }: Facts, words: Words, now: Date): readonly string[] {
  const { targetClass } = state.draft;
  const from = sized(facts.realClass, facts.capacityMb);
  const instance = words.mrkdwn('form.summary.instance', { name: nameOf(facts), id: code(facts.instanceId) });
  const back = returnLines(returning, words);
  if (targetClass === undefined) return [instance, words.mrkdwn('form.summary.classOnly', { from }), ...back];
  const another = prolonging(state, now);
  if (another !== undefined) {
    return [
      instance,
      prolongText(another, words),
      words.mrkdwn('form.price.is', { price: words.plain('money.now.nothing', {}) }),
    ];
  }
  const to = sized(targetClass, memoryAfter(facts, targetClass));
  const change = { ...state.draft, ...state.forced?.flags, targetClass };
  const { lines } = effectLines(impact(instanceOf(state, facts), change, now), words, EFFECTS);
  return [
    instance,
    words.mrkdwn('form.summary.class', { from, to }),
    ...back,
    ...priceLines(state, words, now),
    ...untilLines(state, facts, words, now),
    ...(targetClass === facts.realClass ? [] : lines),
  ];
}

function untilLines(
  { draft, price, forced }: FormState,
  before: InstanceFacts,
  words: Words,
  now: Date,
): readonly string[] {
  if (draft.temporary === undefined) return [];
  const until = untilOf(draft.temporary);
  const quoted = price?.kind === 'read' && price.value.kind === 'quoted' ? price.value.quote : undefined;
  const at = windowAfterEnd({ ...draft, ...forced?.flags, until }, before, now, startAtOf(draft.start, now));
  const instance = code(before.instanceId);
  return [
    temporaryText({ before, until, quote: quoted }, words),
    ...(at === undefined ? [] : [`⚠️ ${words.mrkdwn('request.until_before_window', { instance, at: moment(at) })}`]),
  ];
}

/** That the class of now is for a time, and how that can be changed. */
function returnLines(there: ResizeRequest | undefined, words: Words): readonly string[] {
  const plan = there && pendingReturn(there);
  if (there === undefined || plan === undefined) return [];
  const { from: back, to } = classes(there.before, there.change.targetClass);
  return [words.mrkdwn('temporary.prolongHint', { back, to, at: moment(plan.at) })];
}

function warnings({ facts, open, lock, freeze }: Facts, words: Words): KnownBlock[] {
  const instance = code(facts.instanceId);
  return [
    ...(lock === undefined ? [] : [words.mrkdwn('lock.formLocked', { instance, ...lockFacts(lock) })]),
    ...(freeze === undefined ? [] : [freezeText('form', freeze, markupRenderer(words))]),
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
