// @ts-check
/**
 * One combobox for every kind of select: filters while typing, works with keys, one or many choices, options
 * from a list or from the app. Follows the ARIA combobox pattern with a listbox popup.
 *
 * @typedef {{ readonly text: string, readonly description?: string, readonly value: string, readonly raw: any }} Choice
 * @typedef {{ readonly label?: string, readonly choices: readonly Choice[] }} Group
 * @typedef {object} ComboSetup
 * @property {boolean} many
 * @property {number} [max]
 * @property {boolean} clearable
 * @property {string} placeholder
 * @property {Record<string, any>} attributes for the input: id, name, key
 * @property {readonly Choice[]} chosen
 * @property {(text: string) => Promise<readonly Group[] | string>} load groups, or the sentence to show instead
 * @property {(chosen: readonly Choice[]) => Promise<boolean>} change false: the person declined, show the old choice
 * @property {number} [wait] milliseconds of silence before loading again
 */
import { freshId, h, icon } from '../dom.js';
import { place } from './button.js';

/** @param {ComboSetup} setup */
export function combo(setup) {
  let chosen = setup.chosen;
  let active = -1;
  let asked = 0;
  /** @type {Choice[]} */
  let shown = [];
  /** @type {any} */
  let timer;
  /** Settles when the list fits what was typed last. @type {Promise<unknown>} */
  let ready = Promise.resolve();

  const listId = freshId('list');
  const list = h('div', {
    id: listId,
    class: 'popup listbox',
    role: 'listbox',
    popover: 'manual',
    'aria-multiselectable': setup.many ? 'true' : undefined,
  });
  const input = h('input', {
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': listId,
    ...setup.attributes,
  });
  const chips = h('span', { class: 'chips' });
  const clear = h(
    'button',
    { type: 'button', class: 'combo-clear', 'aria-label': 'Clear', onclick: () => void choose([]) },
    icon('close'),
  );
  const box = h('div', { class: 'combo' }, chips, input, clear, icon('chevron', 'combo-arrow'), list);

  const isOpen = () => input.getAttribute('aria-expanded') === 'true';
  const follow = () => place(list, box, 'stretch');

  function draw() {
    chips.replaceChildren(...(setup.many ? chosen.map(chip) : []));
    chips.hidden = !setup.many || chosen.length === 0;
    clear.hidden = setup.many || !setup.clearable || chosen.length === 0;
    input.placeholder = setup.many && chosen.length > 0 ? '' : setup.placeholder;
    if (!setup.many) input.value = chosen[0]?.text ?? '';
  }
  function chip(/** @type {Choice} */ choice) {
    const drop = () => void choose(chosen.filter((other) => other.value !== choice.value));
    return h(
      'span',
      { class: 'chip' },
      choice.text,
      h('button', { type: 'button', 'aria-label': `Remove ${choice.text}`, onclick: drop }, icon('close')),
    );
  }
  async function choose(/** @type {readonly Choice[]} */ next) {
    const before = chosen;
    chosen = next;
    if (setup.many) input.value = '';
    draw();
    if (!(await setup.change(next))) {
      chosen = before;
      draw();
    }
  }
  function pick(/** @type {Choice | undefined} */ choice) {
    if (choice === undefined) return;
    const has = chosen.some((other) => other.value === choice.value);
    if (!setup.many) {
      close();
      input.select();
      if (!has) void choose([choice]);
      return;
    }
    if (!has && chosen.length >= (setup.max ?? Infinity)) return;
    void choose(has ? chosen.filter((other) => other.value !== choice.value) : [...chosen, choice]);
    void load('');
  }
  function close() {
    clearTimeout(timer);
    asked += 1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    if (list.isConnected && list.matches(':popover-open')) list.hidePopover();
    window.removeEventListener('scroll', follow, true);
    window.removeEventListener('resize', follow);
    draw();
  }
  function open() {
    if (isOpen() || input.disabled) return;
    input.setAttribute('aria-expanded', 'true');
    if (list.isConnected) list.showPopover();
    window.addEventListener('scroll', follow, true);
    window.addEventListener('resize', follow);
    if (!setup.many) input.select();
    ready = load('');
  }
  const say = (/** @type {string} */ sentence) => {
    shown = [];
    list.replaceChildren(h('div', { class: 'listbox-note', role: 'status' }, sentence));
    follow();
  };
  async function load(/** @type {string} */ text) {
    const turn = (asked += 1);
    const slow = setTimeout(() => turn === asked && say('Loading…'), 120);
    const found = await setup.load(text);
    clearTimeout(slow);
    if (turn !== asked || !isOpen()) return;
    if (typeof found === 'string') return say(found);
    shown = found.flatMap((group) => group.choices);
    if (shown.length === 0) return say('No matches');
    list.replaceChildren(...found.filter((group) => group.choices.length > 0).map(drawGroup));
    const current = shown.findIndex((choice) => chosen.some((other) => other.value === choice.value));
    mark(Math.max(0, current));
    follow();
  }
  function drawGroup(/** @type {Group} */ group) {
    const options = group.choices.map((choice) =>
      h(
        'div',
        {
          id: freshId('option'),
          class: 'option',
          role: 'option',
          'aria-selected': String(chosen.some((other) => other.value === choice.value)),
          onmousedown: (/** @type {Event} */ event) => event.preventDefault(),
          onmousemove: () => mark(shown.indexOf(choice), false),
          onclick: () => pick(choice),
        },
        h('span', { class: 'option-text' }, choice.text),
        choice.description && h('span', { class: 'option-description' }, choice.description),
      ),
    );
    const name =
      group.label === undefined ? [] : [h('div', { class: 'group-label', 'aria-hidden': 'true' }, group.label)];
    return h('div', { role: 'group', 'aria-label': group.label }, name, options);
  }
  function mark(/** @type {number} */ index, scroll = true) {
    active = index;
    for (const [at, node] of [...list.querySelectorAll('[role=option]')].entries()) {
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
    clearTimeout(timer);
    ready = new Promise((resolve) => {
      timer = setTimeout(() => resolve(load(input.value)), setup.wait ?? 0);
    });
  });
  input.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing) return;
    if (event.key === 'Backspace' && setup.many && input.value === '') return void choose(chosen.slice(0, -1));
    if (!isOpen()) {
      if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
      open();
    } else if (event.key === 'ArrowDown') mark(Math.min(active + 1, shown.length - 1));
    else if (event.key === 'ArrowUp') mark(Math.max(active - 1, 0));
    else if (event.key === 'Enter') void ready.then(() => isOpen() && pick(shown[active]));
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  box.addEventListener('mousedown', (/** @type {MouseEvent} */ event) => {
    if (event.target !== box && event.target !== chips) return;
    event.preventDefault();
    input.focus();
    open();
  });
  draw();
  return box;
}
