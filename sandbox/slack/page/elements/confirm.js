// @ts-check
/** The question before a dangerous act, worded by the app (`confirm` objects) or by the page itself. */
import { freshId, h } from '../dom.js';
import { plainText, textObject } from '../text/inline.js';

const layer = () => /** @type {HTMLElement} */ (document.getElementById('questions'));

/**
 * Shows the question over everything; true when the person agrees. Esc and a click beside it mean no.
 * @param {import('../text/inline.js').Scene} scene
 * @param {any} question a Block Kit confirm object
 * @returns {Promise<boolean>}
 */
export function ask(scene, question) {
  const titleId = freshId('question');
  const textId = freshId('question');
  const before = /** @type {any} */ (document.activeElement);
  const beneath = [...document.querySelectorAll('#app, #modals')].filter((node) => !node.hasAttribute('inert'));
  return new Promise((resolve) => {
    const end = (/** @type {boolean} */ answer) => {
      backdrop.remove();
      for (const node of beneath) node.removeAttribute('inert');
      if (before?.isConnected) before.focus({ preventScroll: true });
      resolve(answer);
    };
    const yes = h(
      'button',
      {
        type: 'button',
        class: `btn ${question.style === 'danger' ? 'btn-danger' : 'btn-primary'}`,
        onclick: () => end(true),
      },
      plainText(question.confirm) || 'Yes',
    );
    const no = h(
      'button',
      { type: 'button', class: 'btn', onclick: () => end(false) },
      plainText(question.deny) || 'Cancel',
    );
    const dialog = h(
      'div',
      {
        class: 'sheet sheet-small',
        role: 'alertdialog',
        'aria-modal': 'true',
        'aria-labelledby': titleId,
        'aria-describedby': textId,
      },
      h('h2', { id: titleId }, plainText(question.title) || 'Are you sure?'),
      h('div', { id: textId, class: 'sheet-body' }, textObject(scene, question.text)),
      h('div', { class: 'sheet-foot' }, no, yes),
    );
    const backdrop = h(
      'div',
      {
        class: 'backdrop backdrop-top',
        onmousedown: (/** @type {MouseEvent} */ event) => event.target === backdrop && end(false),
        onkeydown: (/** @type {KeyboardEvent} */ event) => {
          event.stopPropagation();
          if (event.key === 'Escape') end(false);
        },
      },
      dialog,
    );
    for (const node of beneath) node.setAttribute('inert', '');
    layer().append(backdrop);
    (question.style === 'danger' ? no : yes).focus();
  });
}
