// @ts-check
/** Buttons of every kind: button, workflow_button, icon_button, feedback_buttons, overflow. */
import { freshId, h, icon, safeUrl } from '../dom.js';
import { plainText } from '../text/inline.js';
import { emit, keyOf, naming } from './site.js';

/** @typedef {import('./site.js').Site} Site */

/** Runs `work` once while the button shows that it is busy. @param {any} node @param {() => Promise<unknown>} work */
export async function whileBusy(node, work) {
  if (node.getAttribute('aria-busy') === 'true') return;
  node.setAttribute('aria-busy', 'true');
  try {
    await work();
  } finally {
    node.removeAttribute('aria-busy');
  }
}

const STYLES = new Map([
  ['primary', 'btn-primary'],
  ['danger', 'btn-danger'],
]);

/** @param {Site} site @param {any} element */
export function button(site, element) {
  const look = `btn ${STYLES.get(element.style) ?? ''}`;
  const common = { class: look, 'data-key': keyOf(site, element), 'aria-label': element.accessibility_label };
  const value = {
    type: 'button',
    text: element.text,
    ...(element.value === undefined ? {} : { value: element.value }),
  };
  const href = safeUrl(element.url);
  if (href !== undefined) {
    // Slack opens the page and tells the app; the app has nothing to answer but the acknowledgement.
    const go = () => void emit(site, element, value);
    return h(
      'a',
      { ...common, href, target: '_blank', rel: 'noopener noreferrer', onclick: go },
      plainText(element.text),
    );
  }
  const node = h('button', { ...common, type: 'button' }, plainText(element.text));
  node.addEventListener('click', () => void whileBusy(node, () => emit(site, element, value)));
  return node;
}

/** @param {Site} site @param {any} element */
export function iconButton(site, element) {
  const pictures = /** @type {any} */ ({ trash: 'close', delete: 'close', more: 'more', view: 'eye' });
  const label = element.accessibility_label ?? plainText(element.text);
  const node = h(
    'button',
    { type: 'button', class: 'btn btn-quiet', 'aria-label': label, title: label, 'data-key': keyOf(site, element) },
    icon(pictures[element.icon] ?? 'more'),
    plainText(element.text),
  );
  const value = { type: 'icon_button', value: element.value ?? '' };
  node.addEventListener('click', () => void whileBusy(node, () => emit(site, element, value)));
  return node;
}

/** @param {Site} site @param {any} element */
export function feedbackButtons(site, element) {
  const one = (/** @type {any} */ choice, /** @type {'like' | 'dislike'} */ picture) => {
    const label = choice?.accessibility_label ?? plainText(choice?.text);
    const node = h(
      'button',
      { type: 'button', class: 'btn btn-quiet', 'aria-label': label, title: label },
      icon(picture),
    );
    const value = { type: 'feedback_buttons', text: choice?.text, value: choice?.value };
    node.addEventListener('click', () => void whileBusy(node, () => emit(site, element, value)));
    return node;
  };
  return h(
    'span',
    { class: 'feedback' },
    one(element.positive_button, 'like'),
    one(element.negative_button, 'dislike'),
  );
}

/** @param {Site} site @param {any} element */
export function overflow(site, element) {
  const menuId = freshId('menu');
  const menu = h('div', { id: menuId, class: 'popup menu', role: 'menu', popover: 'manual' });
  const opener = h(
    'button',
    {
      type: 'button',
      class: 'btn btn-icon',
      ...naming(site, { ...element, accessibility_label: element.accessibility_label ?? 'More actions' }),
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'data-key': keyOf(site, element),
    },
    icon('more'),
  );
  const away = (/** @type {Event} */ event) => {
    const target = /** @type {Node} */ (event.target);
    if (!menu.contains(target) && !opener.contains(target)) show(false);
  };
  const show = (/** @type {boolean} */ open) => {
    opener.setAttribute('aria-expanded', String(open));
    if (!menu.isConnected || menu.matches(':popover-open') === open) return;
    if (open) {
      menu.showPopover();
      place(menu, opener, 'end');
      menu.firstElementChild?.focus();
      document.addEventListener('mousedown', away, true);
    } else {
      menu.hidePopover();
      document.removeEventListener('mousedown', away, true);
    }
  };
  for (const option of element.options ?? []) {
    const choose = () => {
      show(false);
      opener.focus();
      const href = safeUrl(option.url);
      if (href !== undefined) window.open(href, '_blank', 'noopener');
      void whileBusy(opener, () => emit(site, element, { type: 'overflow', selected_option: option }));
    };
    menu.append(
      h('button', { type: 'button', role: 'menuitem', class: 'menu-item', onclick: choose }, plainText(option.text)),
    );
  }
  opener.addEventListener('click', () => show(opener.getAttribute('aria-expanded') !== 'true'));
  menu.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    const items = [...menu.children];
    const at = items.indexOf(document.activeElement);
    if (event.key === 'ArrowDown') items[(at + 1) % items.length]?.focus();
    else if (event.key === 'ArrowUp') items[(at - 1 + items.length) % items.length]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') {
      show(false);
      opener.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return h('span', { class: 'overflow' }, opener, menu);
}

/**
 * Puts a popup under (or over) what opened it, inside the window.
 * @param {any} popup
 * @param {Element} anchor
 * @param {'start' | 'end' | 'stretch'} align
 */
export function place(popup, anchor, align) {
  const box = anchor.getBoundingClientRect();
  const below = window.innerHeight - box.bottom - 12;
  const above = box.top - 12;
  if (align === 'stretch') popup.style.width = `${box.width}px`;
  const up = below < Math.min(popup.scrollHeight, 200) && above > below;
  popup.style.maxHeight = `${Math.min(320, Math.max(80, up ? above : below))}px`;
  const width = popup.offsetWidth;
  const left = align === 'end' ? box.right - width : box.left;
  popup.style.left = `${Math.max(8, Math.min(left, window.innerWidth - width - 8))}px`;
  popup.style.top = up ? `${box.top - popup.offsetHeight - 4}px` : `${box.bottom + 4}px`;
}
