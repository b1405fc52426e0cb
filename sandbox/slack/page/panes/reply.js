// @ts-check
/** The line under a thread: talk among people. Slash commands do not exist here, as in Slack. */
import { h, icon } from '../dom.js';

const NO_COMMANDS = 'Slash commands do not work in threads, here as in Slack.';

/** @param {import('../app.js').Page} page */
export function createReply(page) {
  const input = h('textarea', {
    rows: 1,
    class: 'composer-input',
    'aria-label': 'Reply in thread',
    placeholder: 'Reply…',
    'data-testid': 'reply',
  });
  const send = h(
    'button',
    { type: 'button', class: 'composer-send', 'aria-label': 'Send reply', onclick: () => void submit() },
    icon('send'),
  );
  const note = h('div', { class: 'composer-status', 'aria-live': 'polite' });
  const node = h('div', { class: 'composer' }, h('div', { class: 'composer-box' }, input, send), note);

  function look() {
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight, 120)}px`;
    send.classList.toggle('ready', input.value.trim() !== '');
    note.textContent = input.value.startsWith('/') ? NO_COMMANDS : '';
  }
  async function submit() {
    const { place, thread } = page.state;
    const text = input.value.trim();
    if (text === '' || text.startsWith('/') || place.kind !== 'channel' || thread === undefined) return;
    input.value = '';
    look();
    await page.act({ kind: 'say', channel: place.id, threadTs: thread, text });
  }
  input.addEventListener('input', look);
  input.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submit();
  });
  return { node };
}
