/**
 * Building the page out of nodes. No string is ever parsed as HTML: text becomes a text node, and attributes
 * are set by name from the code, never from data.
 *
 * @typedef {Node | string | number | null | undefined | false} Child
 * @typedef {Readonly<Record<string, string | number | boolean | null | undefined | ((event: never) => void)>>} Props
 */

/** @param {Element} node @param {Props} props @param {readonly (Child | readonly Child[])[]} children */
function fill(node, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') node.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (value === true) node.setAttribute(name, '');
    else if (value !== undefined && value !== null && value !== false) node.setAttribute(name, String(value));
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false || child === '') continue;
    node.append(typeof child === 'object' ? child : String(child));
  }
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Props} [props] attributes; `on…` is a listener
 * @param {...(Child | readonly Child[])} children
 */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  fill(node, props, children);
  return node;
}

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Props} [props]
 * @param {...(Child | readonly Child[])} children
 */
export function svg(tag, props = {}, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  fill(node, props, children);
  return node;
}

/** Line icons, 20 × 20. */
const ICONS = {
  close: 'M5 5l10 10M15 5L5 15',
  back: 'M12 4l-6 6 6 6',
  send: 'M3 10l14-6-5 13-2.5-5L3 10z',
  chevron: 'M6 8l4 4 4-4',
  pulse: 'M2 10h4l2-5 4 10 2-5h4',
  lock: 'M5 9h10v8H5zM7 9V6a3 3 0 016 0v3',
  thread: 'M3 4h14v9H9l-4 4v-4H3z',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 12a2 2 0 100-4 2 2 0 000 4z',
  check: 'M4 10l4 4 8-9',
  menu: 'M3 5h14M3 10h14M3 15h14',
  bolt: 'M11 2L4 11h5l-1 7 8-10h-5l1-6z',
  more: 'M5 10h.01M10 10h.01M15 10h.01',
};

/** @param {keyof typeof ICONS} name @param {string} [extra] */
export function icon(name, extra = '') {
  const path = svg('path', { d: ICONS[name] });
  return svg('svg', { class: `icon ${extra}`, viewBox: '0 0 20 20', 'aria-hidden': 'true' }, path);
}

/** A button that shows only an icon. @param {string} label @param {keyof typeof ICONS} name @param {() => void} onclick @param {Props} [more] */
export const iconButton = (label, name, onclick, more = {}) =>
  h('button', { type: 'button', class: 'btn btn-icon', 'aria-label': label, onclick, ...more }, icon(name));

/**
 * Makes `nodes` the children of `parent` without moving those that are already in order, so that whatever
 * has the focus keeps it.
 * @param {Element} parent
 * @param {readonly Node[]} nodes
 */
export function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  for (const [at, node] of nodes.entries()) {
    if (parent.childNodes[at] !== node) parent.insertBefore(node, parent.childNodes[at] ?? null);
  }
}

/** Puts the focus (and the caret) back after a block was drawn anew, by its `data-key`. @param {Element} root @param {() => void} draw */
export function keepFocus(root, draw) {
  const active = document.activeElement;
  const key = root.contains(active) ? active?.getAttribute('data-key') : undefined;
  const caret = isTextField(active) ? active.selectionStart : null;
  draw();
  if (typeof key !== 'string' || document.activeElement === active) return;
  const target = [...root.querySelectorAll('[data-key]')].find((node) => node.getAttribute('data-key') === key);
  focusOn(target);
  if (caret !== null && isTextField(target)) target.setSelectionRange(caret, caret);
}

/** @param {unknown} node @returns {node is HTMLInputElement | HTMLTextAreaElement} */
const isTextField = (node) => node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement;

/** Focuses what is still there, without scrolling. @param {Element | null | undefined} node */
export function focusOn(node) {
  if (node instanceof HTMLElement && node.isConnected) node.focus({ preventScroll: true });
}

let lastId = 0;
/** A document-unique id, to bind labels to their inputs. */
export const freshId = (prefix = 'n') => `${prefix}-${(lastId += 1)}`;

/** Only these may become a link; anything else stays text. @param {unknown} url */
export const safeUrl = (url) => (typeof url === 'string' && /^(https?:\/\/|mailto:|tel:)/i.test(url) ? url : undefined);

/** Nothing an app sends may disappear quietly. @param {string} what @param {unknown} type */
export const unknown = (what, type) =>
  h(
    'span',
    { class: 'unknown', role: 'alert', 'data-testid': 'unknown' },
    `This page cannot show the ${what} “${typeof type === 'string' ? type : 'without a type'}”.`,
  );
