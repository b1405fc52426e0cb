// @ts-check
/** The `input` block: label, control, hint and error, bound to each other. */
import { freshId, h, keepFocus } from '../dom.js';
import { drawElement, isTyped } from '../elements/index.js';
import { textInput } from '../elements/text.js';
import { plainText } from '../text/inline.js';

/** @typedef {import('../elements/site.js').Host} Host */

/**
 * @param {Host} host
 * @param {any} first
 */
export function field(host, first) {
  let block = first;
  const controlId = freshId('field');
  const labelId = `${controlId}-label`;
  const hintId = `${controlId}-hint`;
  const errorId = `${controlId}-error`;
  const label = h('label', { id: labelId, for: controlId });
  const mark = h('span', { class: 'optional' }, ' (optional)');
  const hint = h('div', { id: hintId, class: 'hint' });
  const error = h('div', { id: errorId, class: 'field-error', role: 'alert', hidden: true });
  const slot = h('div', { class: 'slot' });
  /** @type {ReturnType<typeof textInput> | undefined} */
  let typed;

  const words = () => {
    label.textContent = plainText(block.label);
    mark.hidden = block.optional !== true;
    hint.textContent = plainText(block.hint);
    hint.hidden = hint.textContent === '';
  };
  const draw = () => {
    const site = {
      host,
      blockId: String(block.block_id ?? ''),
      inInput: true,
      dispatch: block.dispatch_action === true,
      optional: block.optional === true,
      controlId,
      labelId,
      describedBy: `${hintId} ${errorId}`,
    };
    typed = isTyped(block.element) ? textInput(site, block.element) : undefined;
    slot.replaceChildren(typed?.node ?? drawElement(site, block.element));
  };
  words();
  draw();

  return {
    node: h('div', { class: 'field' }, h('div', { class: 'field-label' }, label, mark), slot, error, hint),
    /** Whether this very field can go on for that block: same names, same kind. */
    accepts: (/** @type {any} */ next) =>
      next.element?.type === block.element?.type &&
      next.element?.action_id === block.element?.action_id &&
      next.element?.multiline === block.element?.multiline &&
      next.dispatch_action === block.dispatch_action,
    update(/** @type {any} */ next) {
      const before = block;
      block = next;
      words();
      if (typed !== undefined) typed.update(next.element);
      else if (JSON.stringify(before.element) !== JSON.stringify(next.element) || before.optional !== next.optional)
        keepFocus(slot, draw);
    },
    fail(/** @type {string | undefined} */ message) {
      error.hidden = message === undefined;
      if (error.textContent !== (message ?? '')) error.textContent = message ?? '';
      const control = slot.querySelector('input, textarea');
      if (message === undefined) control?.removeAttribute('aria-invalid');
      else control?.setAttribute('aria-invalid', 'true');
    },
  };
}
