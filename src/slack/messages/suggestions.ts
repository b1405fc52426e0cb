/** The answer to `suggest`: a line for each instance, with a button that opens the form filled in. */
import type { KnownBlock } from '@slack/types';
import { printCommand } from '../../core/command/print.ts';
import { memoryAfter } from '../../core/instance/classes.ts';
import { USAGE_DAYS } from '../../core/instance/usage.ts';
import type { Advice, Suggestions } from '../../core/report/advice.ts';
import type { Desk } from '../../workflow/ports.ts';
import { amountText, sized } from '../../wording/amounts.ts';
import { listed, nameOf } from '../../wording/figures.ts';
import { code } from '../../wording/inert.ts';
import { moment } from '../../wording/markup.ts';
import { placesText } from '../../wording/places.ts';
import { bytes } from '../../wording/usage.ts';
import type { Words } from '../../wording/words.ts';
import { NEW_REQUEST } from '../ids.ts';
import { context, LIMITS, type Message, plainText, section } from './blocks.ts';
import { type AnswerContext, textMessage } from './command-answer.ts';
import { accessText, refusalText } from './refusals.ts';

export function suggestMessage(
  answer: Awaited<ReturnType<Desk['suggest']>>,
  { words, botName }: AnswerContext,
): Message {
  switch (answer.kind) {
    case 'no_access':
      return textMessage(accessText(answer.reason, words));
    case 'refused':
      return textMessage(refusalText(answer.reason, answer.detail, words, botName));
    case 'suggestions':
      return suggestions(answer, words);
    default:
      return answer satisfies never;
  }
}

function suggestions({ advice, of, unread, more, unreadPlaces }: Suggestions, words: Words): Message {
  const found = words.mrkdwn(advice.length === 0 ? 'suggest.none' : 'suggest.title', { count: of });
  const text = of === 0 ? words.mrkdwn('suggest.noInstance', {}) : found;
  const notes = [
    ...(unread > 0 ? [words.mrkdwn('suggest.unread', { count: unread })] : []),
    ...(unreadPlaces.length > 0 ? [words.mrkdwn('naming.unread', { places: placesText(unreadPlaces) })] : []),
    ...(more > 0 ? [words.mrkdwn('suggest.more', { count: more })] : []),
    ...(advice.length > 0 ? [words.mrkdwn('suggest.note', {})] : []),
  ];
  return {
    text,
    blocks: [
      section(text),
      ...advice.map((one, index) => row(one, index, words)),
      ...(notes.length === 0 ? [] : [context(...notes)]),
    ],
  };
}

function row(advice: Advice, index: number, words: Words): KnownBlock {
  const { instance, suggestion } = advice;
  const shown = section(line(advice, words));
  const targetClass = 'targetClass' in suggestion ? suggestion.targetClass : undefined;
  if (targetClass === undefined) return shown;
  const { instanceId, region } = instance;
  const text = plainText(words.plain('suggest.open', {}), LIMITS.button);
  const value = printCommand({ kind: 'request', instanceId, region, targetClass, flags: {} });
  const button = { type: 'button', action_id: NEW_REQUEST, text, value } as const;
  const aloud = `${text.text} ${instanceId}`;
  return { ...shown, block_id: `suggest ${String(index)}`, accessory: { ...button, accessibility_label: aloud } };
}

function line({ instance, suggestion, cost }: Advice, words: Words): string {
  const named = { name: nameOf(instance), instance: code(instance.instanceId) };
  const from = sized(instance.realClass, instance.capacityMb);
  if (suggestion.kind === 'unknown') return words.mrkdwn('suggest.unknown', { ...named, from });
  if (suggestion.kind === 'returns') {
    const back = sized(suggestion.back, suggestion.backMb);
    return words.mrkdwn('suggest.returns', { ...named, from, back, at: moment(suggestion.at) });
  }
  const { used, limit, days } = suggestion;
  const figures = {
    ...named,
    from,
    percent: Math.round((used / limit) * 100),
    whole: bytes(limit),
    sure: words.plain('suggest.sure', { days, all: USAGE_DAYS }),
  };
  if (suggestion.kind === 'fits') return words.mrkdwn('suggest.fits', figures);
  const { targetClass } = suggestion;
  const to = targetClass === undefined ? '' : sized(targetClass, memoryAfter(instance, targetClass));
  const money = cost && { amount: amountText(cost.difference, cost.currency, words), direction: cost.direction };
  if (suggestion.kind === 'larger') {
    const trend = suggestion.fullInDays;
    return [
      words.mrkdwn('suggest.full', figures),
      ...(trend === undefined ? [] : [words.mrkdwn('suggest.trend', { count: trend })]),
      targetClass === undefined ? words.mrkdwn('suggest.noLarger', {}) : words.mrkdwn('suggest.larger', { to }),
      ...(money?.direction === 'more' ? [words.mrkdwn('suggest.costs', { amount: money.amount })] : []),
    ].join(' ');
  }
  const { unchecked } = suggestion;
  return [
    words.mrkdwn('suggest.smaller', { ...figures, to }),
    money === undefined
      ? words.mrkdwn('suggest.noPrice', {})
      : words.mrkdwn(money.direction === 'less' ? 'suggest.saves' : 'suggest.savesNothing', { amount: money.amount }),
    ...(unchecked.length === 0
      ? []
      : [
          words.mrkdwn('suggest.unchecked', {
            what: listed(
              unchecked.map((one) => words.plain(`suggest.${one}`, {})),
              words,
            ),
          }),
        ]),
  ].join(' ');
}
