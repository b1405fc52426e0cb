/** The buttons of a card that ask for something in a modal. The name of each modal is that of its decision. */
import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { RequestId } from '../../core/request/request.ts';
import { approvalText } from '../card/buttons.ts';
import { MAX } from '../form/form.ts';
import { isTicked, inputIn, typedIn } from '../form/read.ts';
import { notice, option, plainText, section } from '../messages/blocks.ts';
import { inert } from '../../wording/inert.ts';
import type { Words } from '../../wording/words.ts';
import type { PressModal } from './press-modal.ts';

/** Their `callback_id`s. */
export const ASKING = ['approve', 'reject', 'settle'] as const;

/** Approves with a comment: what the confirmation of the plain button says, and a field. */
export const approval: PressModal = {
  button: 'approve_comment',
  block: 'comment',
  view: (id, words, request) =>
    asking('approve', id, words, [
      ...(request === undefined ? [] : [section(inert(approvalText(request, words)))]),
      { ...longText('comment', words.plain('form.approve.comment', {})), optional: true },
    ]),
  read(values, words) {
    const typed = typedIn(values, 'comment');
    return typed.length > MAX.reason ? { errors: { comment: words.plain('form.approve.error', {}) } } : { typed };
  },
};

/** Asks for the reason. */
export const rejection: PressModal = {
  button: 'reject',
  block: 'reason',
  view: (id, words) => asking('reject', id, words, [longText('reason', words.plain('form.reason.label', {}))]),
  read(values, words) {
    const typed = typedIn(values, 'reason');
    return typed === '' || typed.length > MAX.reason
      ? { errors: { reason: words.plain('form.error.reason', {}) } }
      : { typed };
  },
};

/** Asks what the person saw in the console: the order, or that there is none. Exactly one of both. */
export const settlement: PressModal = {
  button: 'settle',
  block: 'order_id',
  view: (id, words) =>
    asking('settle', id, words, [
      {
        type: 'input',
        block_id: 'order_id',
        optional: true,
        label: plainText(words.plain('form.settle.order_id.label', {}), 2000),
        hint: plainText(words.plain('form.settle.order_id.hint', {}), 2000),
        element: { type: 'plain_text_input', action_id: 'order_id', max_length: 40 },
      },
      {
        type: 'input',
        block_id: 'no_order',
        optional: true,
        label: plainText(words.plain('form.settle.no_order.label', {}), 2000),
        element: {
          type: 'checkboxes',
          action_id: 'no_order',
          options: [option(words.plain('form.settle.no_order.option', {}), 'true')],
        },
      },
    ]),
  read(values, words) {
    const none = isTicked(values, 'no_order');
    const value = inputIn(values, 'order_id')?.value;
    const typed = typeof value === 'string' ? value.trim() : '';
    const error = (key: 'either' | 'order_id') => ({
      errors: { order_id: words.plain(`form.settle.error.${key}`, {}) },
    });
    if (none === (typed !== '')) return error('either');
    return none || /^\d{4,32}$/.test(typed) ? { typed } : error('order_id');
  },
};

function asking(ask: (typeof ASKING)[number], id: RequestId, words: Words, blocks: KnownBlock[]): ModalView {
  const intro = section(words.mrkdwn(`form.${ask}.intro`, { id }));
  return {
    ...notice(words.plain(`form.${ask}.title`, { id }), words.plain('form.close', {}), [intro, ...blocks]),
    callback_id: ask,
    submit: plainText(words.plain(`form.${ask}.submit`, {}), 24),
  };
}

function longText(field: string, label: string): InputBlock {
  const element = { type: 'plain_text_input', action_id: field, multiline: true, max_length: MAX.reason } as const;
  return { type: 'input', block_id: field, label: plainText(label, 2000), element };
}
