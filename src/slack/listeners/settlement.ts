import type { ModalView } from '@slack/types';
import type { RequestId } from '../../core/request/request.ts';
import { option, plainText, section } from '../messages/blocks.ts';
import type { Words } from '../../wording/words.ts';
import type { PressModal } from './press-modal.ts';

export const SETTLEMENT = 'settle';

/** Asks what the person saw in the console: the order, or that there is none. Exactly one of both. */
export const settlement: PressModal = {
  button: 'settle',
  block: 'order_id',
  may: ({ desk }, click) => desk.maySettle(click),
  view: settlementView,
  read(values, words) {
    const box = values['no_order']?.['no_order'] as { readonly selected_options?: unknown } | undefined;
    const field = values['order_id']?.['order_id'] as { readonly value?: unknown } | undefined;
    const none = Array.isArray(box?.selected_options) && box.selected_options.length > 0;
    const typed = typeof field?.value === 'string' ? field.value.trim() : '';
    const error = (key: 'either' | 'order_id') => ({
      errors: { order_id: words.plain(`form.settle.error.${key}`, {}) },
    });
    if (none === (typed !== '')) return error('either');
    return none || /^\d{4,32}$/.test(typed) ? { typed } : error('order_id');
  },
};

export function settlementView(requestId: RequestId, words: Words): ModalView {
  const only = option(words.plain('form.settle.no_order.option', {}), 'true');
  return {
    type: 'modal',
    callback_id: SETTLEMENT,
    title: plainText(words.plain('form.settle.title', { id: requestId }), 24),
    submit: plainText(words.plain('form.settle.submit', {}), 24),
    close: plainText(words.plain('form.close', {}), 24),
    blocks: [
      section(words.mrkdwn('form.settle.intro', { id: requestId })),
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
        element: { type: 'checkboxes', action_id: 'no_order', options: [only] },
      },
    ],
  };
}
