// @ts-check
/** What Slack itself would say ("redis-resize did not respond"), as short notes that screen readers announce. */
import { h, icon } from '../dom.js';

const STAY = 9000;

export function createNotices() {
  const node = h('div', {
    id: 'notices',
    class: 'notices',
    role: 'status',
    'aria-live': 'polite',
    'data-testid': 'notices',
  });
  /** @type {Set<string>} */
  const shown = new Set();

  /** The same sentence is not shown twice at a time. */
  function say(/** @type {string} */ sentence, /** @type {'plain' | 'trouble'} */ tone = 'trouble') {
    if (shown.has(sentence)) return;
    shown.add(sentence);
    const leave = () => {
      shown.delete(sentence);
      note.remove();
    };
    const note = h(
      'div',
      { class: `notice notice-${tone}`, 'data-testid': 'notice' },
      h('span', {}, sentence),
      h('button', { type: 'button', class: 'btn-bare', 'aria-label': 'Dismiss', onclick: leave }, icon('close')),
    );
    node.append(note);
    setTimeout(leave, STAY);
  }
  return { node, say };
}
