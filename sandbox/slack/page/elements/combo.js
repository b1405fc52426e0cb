/**
 * One combobox for every kind of select: filters while typing, works with keys, options from a list or from the
 * app. Follows the ARIA combobox pattern with a listbox popup.
 *
 * @typedef {{ readonly text: string, readonly description: string, readonly value: string, readonly raw: import('../json.js').Json }} Choice
 * @typedef {object} ComboSetup
 * @property {boolean} clearable
 * @property {string} placeholder
 * @property {import('../dom.js').Props} attributes for the input: id, name, key
 * @property {Choice | undefined} chosen
 * @property {(text: string) => Promise<readonly Choice[] | string>} load the choices, or the sentence to show instead
 * @property {(chosen: Choice | undefined) => Promise<boolean>} change false: the person declined, show the old choice
 * @property {number} wait milliseconds of silence before loading again
 */
import { freshId, h, icon, iconButton } from '../dom.js';

/** @param {ComboSetup} setup */
export function combo(setup) {
  let chosen = setup.chosen;
  let active = -1;
  let asked = 0;
  /** @type {readonly { choice: Choice, node: HTMLElement }[]} */
  let shown = [];
  let timer = 0;
  /** Settles when the list fits what was typed last. @type {Promise<unknown>} */
  let ready = Promise.resolve();

  const listId = freshId('list');
  const list = h('div', { id: listId, class: 'popup listbox', role: 'listbox', popover: 'manual' });
  const input = h('input', {
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': listId,
    placeholder: setup.placeholder,
    ...setup.attributes,
  });
  const clear = iconButton('Clear', 'close', () => void choose(undefined), { class: 'combo-clear' });
  const box = h('div', { class: 'combo' }, input, clear, icon('chevron', 'combo-arrow'), list);

  const isOpen = () => input.getAttribute('aria-expanded') === 'true';
  const follow = () => place(list, box);

  function draw() {
    clear.hidden = !setup.clearable || chosen === undefined;
    input.value = chosen?.text ?? '';
  }
  /** @param {Choice | undefined} next */
  async function choose(next) {
    const before = chosen;
    chosen = next;
    draw();
    if (await setup.change(next)) return;
    chosen = before;
    draw();
  }
  /** @param {Choice | undefined} choice */
  function pick(choice) {
    if (choice === undefined) return;
    close();
    input.select();
    if (choice.value !== chosen?.value) void choose(choice);
  }
  function close() {
    window.clearTimeout(timer);
    asked += 1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    if (list.isConnected && list.matches(':popover-open')) list.hidePopover();
    window.removeEventListener('scroll', follow, true);
    window.removeEventListener('resize', follow);
    draw();
  }
  function open() {
    if (isOpen()) return;
    input.setAttribute('aria-expanded', 'true');
    if (list.isConnected) list.showPopover();
    window.addEventListener('scroll', follow, true);
    window.addEventListener('resize', follow);
    input.select();
    ready = load('');
  }
  /** @param {string} sentence */
  function say(sentence) {
    shown = [];
    list.replaceChildren(h('div', { class: 'listbox-note', role: 'status' }, sentence));
    follow();
  }
  /** @param {string} text */
  async function load(text) {
    const turn = (asked += 1);
    const slow = window.setTimeout(() => turn === asked && say('Loading…'), 120);
    const found = await setup.load(text);
    window.clearTimeout(slow);
    if (turn !== asked || !isOpen()) return;
    if (typeof found === 'string' || found.length === 0) {
      say(typeof found === 'string' ? found : 'No matches');
      return;
    }
    shown = found.map((choice) => ({ choice, node: drawChoice(choice) }));
    list.replaceChildren(...shown.map(({ node }) => node));
    const current = shown.findIndex(({ choice }) => choice.value === chosen?.value);
    mark(Math.max(0, current));
    follow();
  }
  /** @param {Choice} choice */
  const drawChoice = (choice) =>
    h(
      'div',
      {
        id: freshId('option'),
        class: 'option',
        role: 'option',
        'aria-selected': String(choice.value === chosen?.value),
        onmousedown: (/** @type {Event} */ event) => event.preventDefault(),
        onmousemove: () =>
          mark(
            shown.findIndex((one) => one.choice === choice),
            false,
          ),
        onclick: () => pick(choice),
      },
      h('span', { class: 'option-text' }, choice.text),
      choice.description !== '' && h('span', { class: 'option-description' }, choice.description),
    );
  /** @param {number} index @param {boolean} [scroll] */
  function mark(index, scroll = true) {
    active = index;
    for (const [at, { node }] of shown.entries()) {
      node.classList.toggle('active', at === active);
      if (at !== active) continue;
      input.setAttribute('aria-activedescendant', node.id);
      if (scroll) node.scrollIntoView({ block: 'nearest' });
    }
  }

  input.addEventListener('click', open);
  input.addEventListener('blur', close);
  input.addEventListener('input', () => {
    open();
    window.clearTimeout(timer);
    ready = new Promise((resolve) => {
      timer = window.setTimeout(() => resolve(load(input.value)), setup.wait);
    });
  });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (!isOpen()) {
      if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
      open();
    } else if (event.key === 'ArrowDown') mark(Math.min(active + 1, shown.length - 1));
    else if (event.key === 'ArrowUp') mark(Math.max(active - 1, 0));
    else if (event.key === 'Enter') void ready.then(() => isOpen() && pick(shown[active]?.choice));
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  box.addEventListener('mousedown', (event) => {
    if (event.target !== box) return;
    event.preventDefault();
    input.focus();
    open();
  });
  draw();
  return box;
}

/** Puts a popup under (or over) what opened it, as wide and inside the window. @param {HTMLElement} popup @param {Element} anchor */
function place(popup, anchor) {
  const box = anchor.getBoundingClientRect();
  const below = window.innerHeight - box.bottom - 12;
  const above = box.top - 12;
  popup.style.width = `${box.width}px`;
  const up = below < Math.min(popup.scrollHeight, 200) && above > below;
  popup.style.maxHeight = `${Math.min(320, Math.max(80, up ? above : below))}px`;
  popup.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - popup.offsetWidth - 8))}px`;
  popup.style.top = up ? `${box.top - popup.offsetHeight - 4}px` : `${box.bottom + 4}px`;
}
