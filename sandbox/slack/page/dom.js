// @ts-check
/**
 * Building the page out of nodes. No string is ever parsed as HTML: text becomes a text node, and attributes
 * are set by name from the code, never from data.
 */

/** @typedef {Node | string | number | null | undefined | false} Child */
/** @typedef {Record<string, any>} Props */

const PROPERTIES = new Set(['value', 'checked', 'disabled', 'selected', 'hidden', 'inert', 'open', 'textContent']);

/**
 * @param {Element} node
 * @param {Props} props
 */
function assign(node, props) {
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'class') node.setAttribute('class', value);
    else if (name === 'style') Object.assign(/** @type {any} */ (node).style, value);
    else if (PROPERTIES.has(name)) /** @type {any} */ (node)[name] = value;
    else node.setAttribute(name, value === true ? '' : String(value));
  }
}

/**
 * @param {Element} node
 * @param {readonly (Child | readonly Child[])[]} children
 */
function append(node, children) {
  for (const child of children.flat(3)) {
    if (child === null || child === undefined || child === false || child === '') continue;
    node.append(typeof child === 'object' ? child : String(child));
  }
}

/**
 * @param {string} tag
 * @param {Props} [props]
 * @param {...(Child | readonly Child[])} children
 * @returns {any}
 */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  assign(node, props);
  append(node, children);
  return node;
}

/**
 * @param {string} tag
 * @param {Props} [props]
 * @param {...(Child | readonly Child[])} children
 * @returns {any}
 */
export function svg(tag, props = {}, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  assign(node, props);
  append(node, children);
  return node;
}

/** Line icons, 20 × 20. */
const ICONS = {
  close: 'M5 5l10 10M15 5L5 15',
  back: 'M12 4l-6 6 6 6',
  send: 'M3 10l14-6-5 13-2.5-5L3 10z',
  chevron: 'M6 8l4 4 4-4',
  pulse: 'M2 10h4l2-5 4 10 2-5h4',
  home: 'M3 9l7-6 7 6v8h-5v-5H8v5H3z',
  lock: 'M5 9h10v8H5zM7 9V6a3 3 0 016 0v3',
  thread: 'M3 4h14v9H9l-4 4v-4H3z',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 12a2 2 0 100-4 2 2 0 000 4z',
  more: 'M5 10h.01M10 10h.01M15 10h.01',
  check: 'M4 10l4 4 8-9',
  menu: 'M3 5h14M3 10h14M3 15h14',
  image: 'M3 4h14v12H3zM3 13l4-4 4 4 2-2 4 4M13 8h.01',
  like: 'M6 9l3-6c1 0 2 1 2 2v3h5l-1 8H6zM3 9h3v7H3z',
  dislike: 'M6 11l3 6c1 0 2-1 2-2v-3h5l-1-8H6zM3 11h3V4H3z',
};

/**
 * @param {keyof typeof ICONS} name
 * @param {string} [extra]
 */
export function icon(name, extra = '') {
  return svg(
    'svg',
    { class: `icon ${extra}`, viewBox: '0 0 20 20', 'aria-hidden': 'true' },
    svg('path', { d: ICONS[name] }),
  );
}

/**
 * Makes `nodes` the children of `parent` without moving those that are already in order, so that whatever
 * has the focus keeps it.
 * @param {Element} parent
 * @param {readonly Node[]} nodes
 */
export function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  let at = 0;
  for (const node of nodes) {
    if (parent.childNodes[at] !== node) parent.insertBefore(node, parent.childNodes[at] ?? null);
    at += 1;
  }
}

/** Puts the focus (and the caret) back after a block was drawn anew, by its `data-key`. */
export function keepFocus(/** @type {Element} */ root, /** @type {() => void} */ draw) {
  const active = /** @type {any} */ (document.activeElement);
  const key = active && root.contains(active) ? active.getAttribute('data-key') : null;
  const caret = key !== null && typeof active.selectionStart === 'number' ? active.selectionStart : null;
  draw();
  if (key === null || document.activeElement === active) return;
  for (const node of root.querySelectorAll('[data-key]')) {
    if (node.getAttribute('data-key') !== key) continue;
    const target = /** @type {any} */ (node);
    target.focus({ preventScroll: true });
    if (caret !== null && target.setSelectionRange) target.setSelectionRange(caret, caret);
    return;
  }
}

let lastId = 0;
/** A document-unique id, to bind labels to their inputs. */
export const freshId = (prefix = 'n') => `${prefix}-${(lastId += 1)}`;

/** Only these may become a link; anything else stays text. */
export function safeUrl(/** @type {unknown} */ url) {
  return typeof url === 'string' && /^(https?:\/\/|mailto:|tel:)/i.test(url) ? url : undefined;
}
