/** The `input` block: label, element, hint, and the error of the last submission. */
import { freshId, h, keepFocus } from '../dom.js';
import { drawElement } from '../elements/element.js';
import { textInput } from '../elements/text.js';
import { objectOf, textOf } from '../json.js';
import { plainText } from '../text/inline.js';

/** @typedef {import('../json.js').JsonObject} JsonObject */

/** @param {import('../elements/site.js').Host} host @param {JsonObject} first */
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

  function words() {
    label.textContent = plainText(block['label']);
    mark.hidden = block['optional'] !== true;
    hint.textContent = plainText(block['hint']);
    hint.hidden = hint.textContent === '';
  }
  function draw() {
    const dispatch = block['dispatch_action'] === true;
    const optional = block['optional'] === true;
    const input = { dispatch, optional, controlId, labelId, describedBy: `${hintId} ${errorId}` };
    const site = { host, blockId: textOf(block['block_id']), input };
    const element = objectOf(block['element']);
    typed = element['type'] === 'plain_text_input' ? textInput(site, element) : undefined;
    slot.replaceChildren(typed?.node ?? drawElement(site, element));
  }
  words();
  draw();

  return {
    node: h('div', { class: 'field' }, h('div', { class: 'field-label' }, label, mark), slot, error, hint),
    /** Whether this very field can go on for that block: same names, same kind. @param {JsonObject} next */
    accepts(next) {
      const [was, is] = [objectOf(block['element']), objectOf(next['element'])];
      return (
        ['type', 'action_id', 'multiline'].every((key) => was[key] === is[key]) &&
        block['dispatch_action'] === next['dispatch_action']
      );
    },
    /** @param {JsonObject} next */
    update(next) {
      const before = block;
      block = next;
      words();
      if (typed !== undefined) typed.update(objectOf(next['element']));
      else if (
        JSON.stringify(before['element']) !== JSON.stringify(next['element']) ||
        before['optional'] !== next['optional']
      )
        keepFocus(slot, draw);
    },
    /** @param {string | undefined} message */
    fail(message) {
      error.hidden = message === undefined;
      if (error.textContent !== (message ?? '')) error.textContent = message ?? '';
      const control = slot.querySelector('input, textarea');
      if (message === undefined) control?.removeAttribute('aria-invalid');
      else control?.setAttribute('aria-invalid', 'true');
    },
  };
}
