import type { ModalView } from '@slack/types';
import type { ClickOutcome, Press } from '../../workflow/ports.ts';
import { price } from '../../wording/amounts.ts';
import { notice, type Message } from './blocks.ts';
import { code } from '../../wording/inert.ts';
import { moment } from '../../wording/markup.ts';
import { driftLines, driftText } from '../../wording/drift.ts';
import { textMessage } from './command-answer.ts';
import { clickText, accessText } from './refusals.ts';
import type { Words } from '../../wording/words.ts';

/** What the person who pressed a button is told in private. Undefined: the card and its thread are answer enough. */
export function clickAnswer(button: Press['button'], outcome: ClickOutcome, words: Words): Message | undefined {
  switch (outcome.kind) {
    case 'done':
      return button === 'approve' ? undefined : textMessage(doneText(outcome, button, words));
    case 'checked':
      return textMessage(checkedText(outcome, words));
    case 'renewed': {
      const title = words.mrkdwn('reply.renewed', { id: code(outcome.request.id) });
      return textMessage(driftText(title, driftLines(outcome.drift, outcome.request, words)));
    }
    case 'voted':
      return textMessage(words.mrkdwn('reply.voted', { count: outcome.missing }));
    case 'refused':
      return textMessage(clickText(outcome, words));
    case 'no_access':
      return textMessage(accessText(outcome.reason, words));
    default:
      return outcome satisfies never;
  }
}

/** The same, in the modal in which the reason was typed. */
export function rejectionNotice(blocks: Message['blocks'], words: Words): ModalView {
  return notice(words.plain('card.reject', {}), words.plain('form.done', {}), blocks);
}

function checkedText({ request, at, quote }: Extract<ClickOutcome, { kind: 'checked' }>, words: Words): string {
  return words.mrkdwn('reply.checked', {
    id: code(request.id),
    at: moment(at),
    price: price(quote, request.before.chargeType, words) ?? words.plain('card.noPrice', {}),
  });
}

function doneText(
  { request }: Extract<ClickOutcome, { kind: 'done' }>,
  button: Exclude<Press['button'], 'approve'>,
  words: Words,
): string {
  const id = code(request.id);
  if (button === 'withdraw') return words.mrkdwn('reply.withdrawn', { id });
  if (button === 'reject') return words.mrkdwn('form.reject.done', { id });
  return words.mrkdwn('reply.rechecking', { id, state: words.plain(`state.${request.state}`, {}) });
}
