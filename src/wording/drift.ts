import type { Quote } from '../core/value/change.ts';
import type { Moved } from '../core/value/drift.ts';
import type { ResizeRequest } from '../core/request/request.ts';
import { price } from './amounts.ts';
import type { Words } from './words.ts';

/** What moved, one mrkdwn line each: what it was and what it is. */
export function movedLines(moved: Moved, { before }: Pick<ResizeRequest, 'before'>, words: Words): readonly string[] {
  const { class: type, price: cost, rule } = moved;
  const priced = (quote: Quote | undefined): string =>
    price(quote, before.chargeType, words) ?? words.plain('moved.noPrice', {});
  const lines = [
    ...(type === undefined ? [] : [words.mrkdwn('moved.class', type)]),
    ...(cost === undefined ? [] : [words.mrkdwn('moved.price', { was: priced(cost.was), is: priced(cost.is) })]),
    ...(rule === undefined ? [] : [ruleLine(rule, words)]),
  ];
  return lines.length === 0 ? [words.mrkdwn('moved.votes', {})] : lines;
}

export function ruleLine(rule: { readonly was: string; readonly is: string }, words: Words): string {
  return rule.was === rule.is
    ? words.mrkdwn('moved.ruleEdited', { rule: rule.is })
    : words.mrkdwn('moved.rule', { was: rule.was, is: rule.is });
}

/** As a list under a first line. */
export function movedText(title: string, lines: readonly string[]): string {
  return [title, ...lines.map((line) => `• ${line}`)].join('\n');
}
