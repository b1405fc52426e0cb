/** Words for temporary changes: how long, back to what, and at what price. */
import { lastMoment, pendingReturn } from '../core/lifecycle/planned-return.ts';
import type { ReturnEnd } from '../core/request/planned-return.ts';
import type { ResizeRequest } from '../core/request/request.ts';
import type { Quote, Until } from '../core/value/change.ts';
import { limitOfReturn } from '../core/value/drift.ts';
import type { InstanceFacts } from '../core/instance/instance.ts';
import { amountText } from './amounts.ts';
import { classes } from './figures.ts';
import { code } from './inert.ts';
import { mention, moment } from './markup.ts';
import type { Words } from './words.ts';

const UNITS = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
  ['seconds', 1_000],
] as const;

/** `3 days`: exact, in the largest unit that is. */
export function lengthText(ms: number, words: Words): string {
  const [unit, size] = UNITS.find(([, each]) => ms % each === 0) ?? (['seconds', 1_000] as const);
  return words.plain(`temporary.${unit}`, { count: Math.ceil(ms / size) });
}

interface Asked {
  readonly before: InstanceFacts;
  readonly until: Until;
  readonly quote: Quote | undefined;
}

/** What is asked for and agreed to: until when, back to which class, and what that may cost. */
export function temporaryText({ before, until, quote }: Asked, words: Words): string {
  const { from: back } = classes(before, before.realClass);
  const when =
    until.kind === 'instant'
      ? words.mrkdwn('temporary.until', { at: moment(until.at), back })
      : words.mrkdwn('temporary.after', { length: lengthText(until.ms, words), back });
  return `${when} ${returnPrice(quote, before, words)}`;
}

/** As far as the quote of the way there tells it. */
function returnPrice(quote: Quote | undefined, { chargeType }: InstanceFacts, words: Words): string {
  const limit = limitOfReturn(quote, chargeType);
  if (limit === undefined) return words.mrkdwn('temporary.priceOpen', {});
  const amount = amountText(limit.tradeAmount, limit.currency, words);
  if (chargeType === 'PostPaid') return words.mrkdwn('temporary.priceHour', { amount });
  return limit.tradeAmount === '0'
    ? words.mrkdwn('temporary.priceNothing', {})
    : words.mrkdwn('temporary.priceMost', { amount });
}

type Prolonging = Pick<ResizeRequest, 'before' | 'change' | 'prolongs'>;

/** When a change that gets another end was to be taken back, and will be. */
export function ends({ change, prolongs }: Omit<Prolonging, 'before'>) {
  return { at: moment(lastMoment(change.until) ?? ''), was: moment(prolongs?.insteadOf ?? '') };
}

/** How long the instance keeps its class, instead of how long it was to keep it. */
export function prolongText(asked: Prolonging, words: Words): string {
  const { from: back, to } = classes(asked.before, asked.change.targetClass);
  return words.mrkdwn('temporary.prolongs', { ...ends(asked), back, to });
}

/** The line of the card; undefined: the change is for good. */
export function returnLine(request: ResizeRequest, words: Words): string | undefined {
  const { before, change, prolongs, quote, returnOf, plannedReturn, state } = request;
  if (prolongs !== undefined) return prolongText(request, words);
  if (returnOf !== undefined) return words.mrkdwn('temporary.returnOf', { request: code(returnOf) });
  const { until } = change;
  if (until === undefined) return undefined;
  const { from: back } = classes(before, change.targetClass);
  const plan = pendingReturn(request);
  if (plan !== undefined) {
    return plan.waitsFor === undefined
      ? words.mrkdwn('temporary.planned', { back, at: moment(plan.at) })
      : words.mrkdwn('temporary.waits', { back, request: code(plan.waitsFor) });
  }
  const outcome = plannedReturn?.outcome;
  if (outcome === undefined) {
    const asked = temporaryText({ before, until, quote }, words);
    return state === 'pending' ? `${asked} ${words.mrkdwn('temporary.both', {})}` : asked;
  }
  if ('made' in outcome) return words.mrkdwn('temporary.made', { request: code(outcome.made) });
  return words.mrkdwn('temporary.ended', { back, why: { markup: whyEnded(outcome.ended, words) } });
}

function whyEnded(ended: ReturnEnd, words: Words): string {
  switch (ended.because) {
    case 'cancelled':
      return words.mrkdwn('temporary.why.cancelled', { by: mention(ended.by) });
    case 'other_class':
      return words.mrkdwn('temporary.why.other_class', { is: code(ended.isClass) });
    case 'replaced':
      return words.mrkdwn('temporary.why.replaced', { request: code(ended.by) });
    case 'gone':
      return words.mrkdwn('temporary.why.gone', {});
    default:
      return ended satisfies never;
  }
}

/** One of the options of a change, as plain text; a moment in UTC. */
export function untilText(until: Until, words: Words): string {
  return until.kind === 'instant'
    ? words.plain('temporary.optionUntil', { at: `${until.at.slice(0, 16).replace('T', ' ')} UTC` })
    : words.plain('temporary.optionFor', { length: lengthText(until.ms, words) });
}
