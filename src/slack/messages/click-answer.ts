import type { ModalView } from '@slack/types';
import type { ButtonId } from '../../core/request/state.ts';
import type { ClickOutcome, Press } from '../../workflow/ports.ts';
import { cost } from '../../wording/amounts.ts';
import { notice, type Message } from './blocks.ts';
import { code } from '../../wording/inert.ts';
import { moment } from '../../wording/markup.ts';
import { driftLines, driftText } from '../../wording/drift.ts';
import { textMessage } from './command-answer.ts';
import { clickText, accessText } from './refusals.ts';
import type { Words } from '../../wording/words.ts';

const DONE = {
  approve_comment: 'form.approve.done',
  withdraw: 'reply.withdrawn',
  reject: 'form.reject.done',
  recheck: 'reply.rechecking',
  settle: 'reply.settled',
} as const;

/** The private answer to a press of a button. Undefined: the card and its thread are answer enough. */
export function clickAnswer(
  { button, requestId }: Pick<Press, 'button' | 'requestId'>,
  outcome: ClickOutcome,
  words: Words,
): Message | undefined {
  const id = code(requestId);
  switch (outcome.kind) {
    case 'done': {
      const state = words.plain(`state.${outcome.request.state}`, {});
      return button === 'approve' ? undefined : textMessage(words.mrkdwn(DONE[button], { id, state }));
    }
    case 'checked': {
      const { request, at, quote } = outcome;
      const read = cost(quote, request.before, words, new Date(at));
      return textMessage(words.mrkdwn('reply.checked', { id, at: moment(at), price: read }));
    }
    case 'renewed': {
      const title = words.mrkdwn('reply.renewed', { id });
      return textMessage(driftText(title, driftLines(outcome.drift, outcome.request, words)));
    }
    case 'voted':
      return textMessage(words.mrkdwn('reply.voted', { count: outcome.missing }));
    case 'refused':
      return textMessage(clickText(outcome, requestId, words));
    case 'no_access':
      return textMessage(accessText(outcome.reason, words));
    default:
      return outcome satisfies never;
  }
}

type ModalButton = 'approve_comment' | 'reject' | 'settle';

/** Whether the button opens a modal, in which it is answered. */
export function isModal(button: ButtonId): button is ModalButton {
  return button === 'approve_comment' || button === 'reject' || button === 'settle';
}

/** The same answer, in the modal in which the reason or the order was typed. */
export function pressNotice(button: ModalButton, blocks: Message['blocks'], words: Words): ModalView {
  return notice(words.plain(`card.${button}`, {}), words.plain('form.done', {}), blocks);
}
