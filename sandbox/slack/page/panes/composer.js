/** The line at the bottom, and the one under a thread. Slash commands and mentions go to the app; the rest is for people. */
import { freshId, h, iconButton } from '../dom.js';
import { menuButton, shortcutItems } from './menu.js';
import { APP_NAME } from './people.js';
import { FLAGS_HINT, suggest } from './suggestions.js';

const HINT = 'Press Enter to send. Type / for the commands of the app, @ to mention it.';
const ONLY_COMMANDS = 'Posted. The app sees slash commands and mentions; try /redis-resize help';
const MENTIONED = 'Posted. The app sees it, because it is mentioned.';
const NO_COMMANDS = 'Slash commands do not work in threads, here as in Slack.';

/** A text field that grows with its text. @param {import('../dom.js').Props} attributes @param {string} label of the button @param {() => void} submit */
function textLine(attributes, label, submit) {
  const input = h('textarea', { rows: 1, class: 'composer-input', ...attributes });
  const send = iconButton(label, 'send', submit, { class: 'composer-send' });
  return {
    input,
    box: h('div', { class: 'composer-box' }, input, send),
    grow: () => {
      input.style.height = 'auto';
      input.style.height = `${Math.min(input.scrollHeight, 160)}px`;
      send.classList.toggle('ready', input.value.trim() !== '');
    },
  };
}

/** @param {import('../app.js').Page} page */
export function createComposer(page) {
  const listId = freshId('suggestions');
  const statusId = freshId('composer');
  const list = h('div', { id: listId, class: 'suggestions', role: 'listbox', 'aria-label': 'Commands', hidden: true });
  const { input, box, grow } = textLine(
    {
      id: 'composer',
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-autocomplete': 'list',
      'aria-controls': listId,
      'aria-describedby': statusId,
      'data-testid': 'composer',
    },
    'Send',
    () => void submit(),
  );
  const status = h('div', { id: statusId, class: 'composer-status', 'aria-live': 'polite' });
  box.prepend(menuButton('Shortcuts', 'bolt', () => shortcutItems(page)));
  const node = h('div', { class: 'composer' }, list, box, status);
  /** @type {string[]} */
  const said = [];
  let recall = 0;
  let active = -1;
  let pending = false;
  /** @type {readonly { insert: string, option: HTMLElement }[]} */
  let offered = [];

  /** @param {string} text */
  function write(text) {
    input.value = text;
    grow();
    input.focus();
    input.setSelectionRange(text.length, text.length);
    offer();
  }
  function offer() {
    active = -1;
    input.removeAttribute('aria-activedescendant');
    offered = suggest(input.value, page.state.snapshot?.users ?? []).map(({ insert, usage, says }, at) => ({
      insert,
      option: h(
        'div',
        {
          id: `${listId}-${at}`,
          class: 'suggestion',
          role: 'option',
          'aria-selected': 'false',
          onmousedown: (/** @type {Event} */ event) => event.preventDefault(),
          onclick: () => write(insert),
        },
        h('span', { class: 'suggestion-usage' }, usage),
        h('span', { class: 'suggestion-says' }, says),
      ),
    }));
    list.hidden = offered.length === 0;
    list.replaceChildren(...offered.map(({ option }) => option));
    const busy = /^\/redis-resize\s+\S+\s+\S/.test(input.value);
    if (input.value !== '') status.textContent = busy ? FLAGS_HINT : HINT;
  }
  /** @param {number} at */
  function mark(at) {
    active = at;
    for (const [index, { option }] of offered.entries()) {
      option.setAttribute('aria-selected', String(index === at));
      if (index === at) input.setAttribute('aria-activedescendant', option.id);
    }
  }
  async function submit() {
    const text = input.value.replace(/\s+$/, '');
    const { place } = page.state;
    if (text === '' || pending || place.kind !== 'channel') return;
    const [, command, rest = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(text) ?? [];
    said.push(text);
    recall = said.length;
    write('');
    list.hidden = true;
    status.textContent = 'Sending…';
    pending = true;
    const channel = place.id;
    const result = await page.act(
      command === undefined ? { kind: 'say', channel, text } : { kind: 'command', channel, command, text: rest },
    );
    pending = false;
    if (!result.ok) status.textContent = command === undefined ? 'The message was not posted.' : 'The command failed.';
    else if (command === undefined) status.textContent = text.includes(`@${APP_NAME}`) ? MENTIONED : ONLY_COMMANDS;
    else {
      const { ackMs } = result;
      status.textContent = ackMs === undefined ? 'Sent.' : `The app acknowledged after ${Math.round(ackMs)} ms.`;
    }
  }

  input.addEventListener('input', () => {
    grow();
    offer();
  });
  input.addEventListener('focus', () => input.value !== '' && offer());
  input.addEventListener('blur', () => {
    list.hidden = true;
  });
  input.addEventListener('keydown', (event) => {
    const count = list.hidden ? 0 : offered.length;
    const empty = input.value === '' || said.includes(input.value);
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      const chosen = count > 0 ? offered[active] : undefined;
      if (chosen !== undefined) write(chosen.insert);
      else void submit();
    } else if (event.key === 'Tab' && count > 0 && !event.shiftKey) write(offered[Math.max(active, 0)]?.insert ?? '');
    else if (event.key === 'ArrowDown' && count > 0) mark((active + 1) % count);
    else if (event.key === 'ArrowUp' && count > 0 && active >= 0) mark((active - 1 + count) % count);
    else if (event.key === 'ArrowUp' && empty && recall > 0) write(said[(recall -= 1)] ?? '');
    else if (event.key === 'ArrowUp' && count > 0) mark(count - 1);
    else if (event.key === 'Escape' && count > 0) list.hidden = true;
    else return;
    event.preventDefault();
  });

  return {
    node,
    write,
    update() {
      const { snapshot, place } = page.state;
      node.hidden = place.kind !== 'channel';
      if (snapshot === undefined || place.kind !== 'channel') return;
      const channel = snapshot.channels.find((one) => one.id === place.id);
      const label = `Message ${place.id.startsWith('D') ? '' : '#'}${channel?.name ?? place.id}`;
      input.placeholder = label;
      input.setAttribute('aria-label', label);
      if (status.textContent === '') status.textContent = HINT;
    },
  };
}

/** @param {import('../app.js').Page} page */
export function createReply(page) {
  const { input, box, grow } = textLine(
    { 'aria-label': 'Reply in thread', placeholder: 'Reply…', 'data-testid': 'reply' },
    'Send reply',
    () => void submit(),
  );
  const note = h('div', { class: 'composer-status', 'aria-live': 'polite' });

  function look() {
    grow();
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
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submit();
  });
  return { node: h('div', { class: 'composer' }, box, note) };
}
