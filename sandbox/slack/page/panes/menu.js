/** A button that opens a list of things to do, for the mouse and for the keyboard. */
import { freshId, h, iconButton } from '../dom.js';

/** @typedef {{ readonly label: string, readonly run: () => void }} Item */

/**
 * @param {string} label
 * @param {Parameters<typeof iconButton>[1]} icon
 * @param {() => readonly Item[]} items asked for each time the menu opens
 */
export function menuButton(label, icon, items) {
  const id = freshId('menu');
  const list = h('div', { id, class: 'menu', role: 'menu', 'aria-label': label, hidden: true });
  const button = iconButton(label, icon, () => (list.hidden ? open() : close()), {
    'aria-haspopup': 'menu',
    'aria-expanded': 'false',
    'aria-controls': id,
    title: label,
  });
  const node = h('div', { class: 'menu-holder' }, button, list);

  function open() {
    list.replaceChildren(
      ...items().map(({ label: text, run }) =>
        h(
          'button',
          {
            type: 'button',
            class: 'menu-item',
            role: 'menuitem',
            tabindex: '-1',
            onclick: () => {
              close();
              run();
            },
          },
          text,
        ),
      ),
    );
    list.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    focusAt(0);
  }
  function close() {
    const inside = list.contains(document.activeElement);
    list.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    if (inside) button.focus();
  }
  /** @param {number} at */
  function focusAt(at) {
    const all = [...list.querySelectorAll('button')];
    all[(at + all.length) % all.length]?.focus();
  }
  node.addEventListener('keydown', (event) => {
    if (list.hidden) return;
    const at = [...list.querySelectorAll('button')].findIndex((item) => item === document.activeElement);
    if (event.key === 'Escape') close();
    else if (event.key === 'ArrowDown') focusAt(at + 1);
    else if (event.key === 'ArrowUp') focusAt(at - 1);
    else if (event.key === 'Home') focusAt(0);
    else if (event.key === 'End') focusAt(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  node.addEventListener('focusout', (event) => {
    if (!(event.relatedTarget instanceof Node) || !node.contains(event.relatedTarget)) close();
  });
  return node;
}

/**
 * The shortcuts of the app, as a menu needs them.
 * @param {import('../app.js').Page} page
 * @param {{ readonly channel: string, readonly ts: string }} [message] those of a message
 * @returns {readonly Item[]}
 */
export function shortcutItems(page, message) {
  const type = message === undefined ? 'global' : 'message';
  const on = message === undefined ? {} : { message: { channel: message.channel, ts: message.ts } };
  return page
    .scene()
    .shortcuts.filter((shortcut) => shortcut.type === type)
    .map(({ name, callbackId }) => ({
      label: name,
      run: () => void page.act({ kind: 'shortcut', callbackId, ...on }),
    }));
}
