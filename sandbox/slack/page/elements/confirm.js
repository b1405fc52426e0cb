/** The question before a dangerous act, worded by the app (`confirm` objects) or by the page itself. */
import { focusOn, freshId, h } from '../dom.js';
import { plainText, textObject } from '../text/inline.js';

/**
 * Shows the question over everything; true when the person confirms. Esc and a click beside it mean no.
 * @param {import('../text/inline.js').Scene} scene
 * @param {import('../json.js').JsonObject} question a Block Kit confirm object
 * @returns {Promise<boolean>}
 */
export function ask(scene, question) {
  const titleId = freshId('question');
  const textId = freshId('question');
  const danger = question['style'] === 'danger';
  const before = document.activeElement;
  const beneath = [...document.querySelectorAll('#app, #modals')].filter((node) => !node.hasAttribute('inert'));
  return new Promise((resolve) => {
    /** @param {boolean} answer */
    const end = (answer) => {
      backdrop.remove();
      for (const node of beneath) node.removeAttribute('inert');
      focusOn(before);
      resolve(answer);
    };
    /** @param {string} look @param {string} words @param {boolean} answer */
    const choice = (look, words, answer) =>
      h('button', { type: 'button', class: `btn ${look}`, onclick: () => end(answer) }, words);
    const yes = choice(danger ? 'btn-danger' : 'btn-primary', plainText(question['confirm']) || 'Yes', true);
    const no = choice('', plainText(question['deny']) || 'Cancel', false);
    const dialog = h(
      'div',
      {
        class: 'sheet sheet-small',
        role: 'alertdialog',
        'aria-modal': 'true',
        'aria-labelledby': titleId,
        'aria-describedby': textId,
      },
      h('h2', { id: titleId }, plainText(question['title']) || 'Are you sure?'),
      h('div', { id: textId, class: 'sheet-body' }, textObject(scene, question['text'])),
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
    document.getElementById('questions')?.append(backdrop);
    (danger ? no : yes).focus();
  });
}
