// @ts-check
/** The line at the bottom. Only slash commands go to the app; anything else is talk among people. */
import { freshId, h, icon } from '../dom.js';
import { FLAGS_HINT, suggest } from './suggestions.js';

const ONLY_COMMANDS = 'Posted for people to read. The app hears slash commands only: try /redis-resize help';

/** @param {import('../app.js').Page} page */
export function createComposer(page) {
  const listId = freshId('suggestions');
  const statusId = freshId('composer');
  const list = h('div', { id: listId, class: 'suggestions', role: 'listbox', 'aria-label': 'Commands', hidden: true });
  const input = h('textarea', {
    rows: 1,
    class: 'composer-input',
    id: 'composer',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-autocomplete': 'list',
    'aria-controls': listId,
    'aria-describedby': statusId,
    'data-testid': 'composer',
  });
  const send = h(
    'button',
    { type: 'button', class: 'composer-send', 'aria-label': 'Send', onclick: () => void submit() },
    icon('send'),
  );
  const status = h('div', {
    id: statusId,
    class: 'composer-status',
    'aria-live': 'polite',
    'data-testid': 'composer-status',
  });
  const node = h('div', { class: 'composer' }, list, h('div', { class: 'composer-box' }, input, send), status);
  /** @type {string[]} */
  const said = [];
  let recall = 0;
  let active = -1;
  let pending = false;
  const HINT = 'Enter sends. Type / for the commands of the app.';

  function grow() {
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight, 160)}px`;
    send.classList.toggle('ready', input.value.trim() !== '');
  }
  function write(/** @type {string} */ text) {
    input.value = text;
    grow();
    input.focus();
    input.setSelectionRange(text.length, text.length);
    offer();
  }
  function offer() {
    const found = suggest(input.value);
    active = -1;
    list.hidden = found.length === 0;
    input.removeAttribute('aria-activedescendant');
    list.replaceChildren(
      ...found.map((one, at) =>
        h(
          'div',
          {
            id: `${listId}-${at}`,
            class: 'suggestion',
            role: 'option',
            'aria-selected': 'false',
            onmousedown: (/** @type {Event} */ event) => event.preventDefault(),
            onclick: () => write(one.insert),
          },
          h('span', { class: 'suggestion-usage' }, one.usage),
          h('span', { class: 'suggestion-says' }, one.says),
        ),
      ),
    );
    const busy = /^\/redis-resize\s+\S+\s+\S/.test(input.value);
    if (input.value !== '') status.textContent = busy ? FLAGS_HINT : HINT;
  }
  function mark(/** @type {number} */ at) {
    active = at;
    for (const [index, option] of [...list.children].entries()) {
      option.setAttribute('aria-selected', String(index === at));
      if (index === at) input.setAttribute('aria-activedescendant', option.id);
    }
  }
  async function submit() {
    const text = input.value.replace(/\s+$/, '');
    const { place } = page.state;
    if (text === '' || pending || place.kind !== 'channel') return;
    const match = /^(\/\S+)\s*([\s\S]*)$/.exec(text);
    said.push(text);
    recall = said.length;
    write('');
    list.hidden = true;
    status.textContent = 'Sending…';
    pending = true;
    const what =
      match === null ? { kind: 'say', text } : { kind: 'command', command: match[1] ?? '', text: match[2] ?? '' };
    const result = await page.act({ channel: place.id, ...what });
    pending = false;
    if (!result.ok)
      status.textContent = match === null ? 'That could not be posted.' : 'The command did not get through.';
    else if (match === null) status.textContent = ONLY_COMMANDS;
    else
      status.textContent =
        result.ackMs === undefined ? 'Sent.' : `The app acknowledged after ${Math.round(result.ackMs)} ms.`;
  }

  input.addEventListener('input', () => {
    grow();
    offer();
  });
  input.addEventListener('focus', () => input.value !== '' && offer());
  input.addEventListener('blur', () => {
    list.hidden = true;
  });
  input.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    const count = list.hidden ? 0 : list.children.length;
    const empty = input.value === '' || said.includes(input.value);
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      if (count > 0 && active >= 0) list.children[active].click();
      else void submit();
    } else if (event.key === 'Tab' && count > 0 && !event.shiftKey) list.children[Math.max(active, 0)].click();
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
