import type { ModalView } from '@slack/types';
import type { RequestId, ResizeRequest } from '../../core/request/request.ts';
import { typedText } from '../../core/value/typed.ts';
import { approvalText } from '../card/buttons.ts';
import { MAX } from '../form/form.ts';
import { plainText, section } from '../messages/blocks.ts';
import { inert } from '../../wording/inert.ts';
import type { Words } from '../../wording/words.ts';
import type { PressModal } from './press-modal.ts';

export const APPROVAL = 'approve';

/** Approves with a comment: what the confirmation of the plain button says, and a field. */
export const approval: PressModal = {
  button: 'approve_comment',
  block: 'comment',
  may: ({ desk }, click) => desk.mayApprove(click),
  view: approvalView,
  read(values, words) {
    const state = values['comment']?.['comment'] as { readonly value?: unknown } | undefined;
    const typed = typeof state?.value === 'string' ? typedText(state.value) : '';
    return typed.length > MAX.reason ? { errors: { comment: words.plain('form.approve.error', {}) } } : { typed };
  },
};

export function approvalView(requestId: RequestId, words: Words, request?: ResizeRequest): ModalView {
  return {
    type: 'modal',
    callback_id: APPROVAL,
    title: plainText(words.plain('form.approve.title', { id: requestId }), 24),
    submit: plainText(words.plain('form.approve.submit', {}), 24),
    close: plainText(words.plain('form.close', {}), 24),
    blocks: [
      section(words.mrkdwn('form.approve.intro', { id: requestId })),
      ...(request === undefined ? [] : [section(inert(approvalText(request, words)))]),
      {
        type: 'input',
        block_id: 'comment',
        optional: true,
        label: plainText(words.plain('form.approve.comment', {}), 2000),
        element: { type: 'plain_text_input', action_id: 'comment', multiline: true, max_length: MAX.reason },
      },
    ],
  };
}
