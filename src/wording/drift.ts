import type { Quote } from '../core/value/change.ts';
import type { Drift } from '../core/value/drift.ts';
import type { ResizeRequest } from '../core/request/request.ts';
import { price } from './amounts.ts';
import type { Words } from './words.ts';

/** What changed, one mrkdwn line each: the old value and the new one. */
export function driftLines(drift: Drift, { before }: Pick<ResizeRequest, 'before'>, words: Words): readonly string[] {
  const { class: type, price: cost, rule } = drift;
  const priced = (quote: Quote | undefined): string =>
    price(quote, before.chargeType, words) ?? words.plain('drift.noPrice', {});
  const lines = [
    ...(type === undefined ? [] : [words.mrkdwn('drift.class', type)]),
    ...(cost === undefined ? [] : [words.mrkdwn('drift.price', { was: priced(cost.was), is: priced(cost.is) })]),
    ...(rule === undefined ? [] : [ruleLine(rule, words)]),
  ];
  return lines.length === 0 ? [words.mrkdwn('drift.votes', {})] : lines;
}

export function ruleLine({ was, is }: NonNullable<Drift['rule']>, words: Words): string {
  if (is === undefined) return words.mrkdwn('drift.noRule', { was });
  return was === is ? words.mrkdwn('drift.ruleEdited', { rule: is }) : words.mrkdwn('drift.rule', { was, is });
}

/** A list below a first line. */
export function driftText(title: string, lines: readonly string[]): string {
  return [title, ...lines.map((line) => `• ${line}`)].join('\n');
}
