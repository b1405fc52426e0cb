/** What Slack itself would say ("redis-resize did not respond"), as short notes that screen readers announce. */
import { h, iconButton } from '../dom.js';

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

  /** The same sentence is not shown twice at a time. @param {string} sentence */
  function say(sentence) {
    if (shown.has(sentence)) return;
    shown.add(sentence);
    const leave = () => {
      shown.delete(sentence);
      note.remove();
    };
    const dismiss = iconButton('Dismiss', 'close', leave, { class: 'btn-bare' });
    const note = h('div', { class: 'notice', 'data-testid': 'notice' }, h('span', {}, sentence), dismiss);
    node.append(note);
    setTimeout(leave, STAY);
  }
  return { node, say };
}
