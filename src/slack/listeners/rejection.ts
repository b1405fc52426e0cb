import type { ModalView } from '@slack/types';
import type { RequestId } from '../../core/request/request.ts';
import { typedText } from '../../core/value/typed.ts';
import { plainText, section } from '../messages/blocks.ts';
import { MAX } from '../form/form.ts';
import type { Words } from '../../wording/words.ts';
import type { PressModal } from './press-modal.ts';

export const REJECTION = 'reject';

/** Asks for the reason. */
export const rejection: PressModal = {
  button: 'reject',
  block: 'reason',
  may: ({ desk }, click) => desk.mayReject(click),
  view: rejectionView,
  read(values, words) {
    const state = values['reason']?.['reason'] as { readonly value?: unknown } | undefined;
    const typed = typeof state?.value === 'string' ? typedText(state.value) : '';
    return typed === '' || typed.length > MAX.reason
      ? { errors: { reason: words.plain('form.error.reason', {}) } }
      : { typed };
  },
};

export function rejectionView(requestId: RequestId, words: Words): ModalView {
  return {
    type: 'modal',
    callback_id: REJECTION,
    title: plainText(words.plain('form.reject.title', { id: requestId }), 24),
    submit: plainText(words.plain('form.reject.submit', {}), 24),
    close: plainText(words.plain('form.close', {}), 24),
    blocks: [
      section(words.mrkdwn('form.reject.intro', { id: requestId })),
      {
        type: 'input',
        block_id: 'reason',
        label: plainText(words.plain('form.reason.label', {}), 2000),
        element: { type: 'plain_text_input', action_id: 'reason', multiline: true, max_length: MAX.reason },
      },
    ],
  };
}
