// @ts-check
/** alert, card, carousel, container. */
import { freshId, h, icon } from '../dom.js';
import { drawElement, picture } from '../elements/index.js';
import { plainText, textObject } from '../text/inline.js';
import { richText } from '../text/rich-text.js';

/** @typedef {import('../elements/site.js').Host} Host */

const LEVELS = new Map([
  ['info', 'Note'],
  ['warning', 'Warning'],
  ['error', 'Error'],
  ['success', 'Success'],
]);

/** @param {Host} host @param {any} block */
export function alert(host, block) {
  const level = LEVELS.has(block.level) ? block.level : 'default';
  return h(
    'div',
    { class: `alert alert-${level}`, role: level === 'error' ? 'alert' : 'note', 'aria-label': LEVELS.get(level) },
    h(
      'span',
      { class: 'alert-dot', 'aria-hidden': 'true' },
      level === 'success' ? '✓' : level === 'info' || level === 'default' ? 'i' : '!',
    ),
    h('div', { class: 'text' }, textObject(host.scene, block.text)),
  );
}

/** @param {Host} host @param {any} block */
export function card(host, block) {
  const site = { host, blockId: String(block.block_id ?? ''), inInput: false };
  return h(
    'article',
    { class: 'card' },
    block.hero_image && picture(block.hero_image, 'hero'),
    h(
      'div',
      { class: 'card-head' },
      block.icon && picture(block.icon, 'tiny'),
      h(
        'div',
        {},
        block.title && h('div', { class: 'card-title text' }, textObject(host.scene, block.title)),
        block.subtitle && h('div', { class: 'card-subtitle text' }, textObject(host.scene, block.subtitle)),
      ),
    ),
    block.body && h('div', { class: 'card-body text' }, textObject(host.scene, block.body)),
    Array.isArray(block.actions) &&
      h(
        'div',
        { class: 'actions' },
        block.actions.map((/** @type {any} */ action) => drawElement(site, action)),
      ),
  );
}

/** @param {Host} host @param {any} block @param {(host: Host, block: any) => any} nested */
export const carousel = (host, block, nested) =>
  h(
    'div',
    { class: 'carousel', role: 'group', 'aria-label': 'Cards', tabindex: '0' },
    (block.elements ?? []).map((/** @type {any} */ one) => nested(host, one)),
  );

/** What the reader opened or closed by hand, by block; it outlives a redraw. @type {Map<string, boolean>} */
const opened = new Map();

/** @param {Host} host @param {any} block @param {(host: Host, block: any) => any} nested */
export function container(host, block, nested) {
  const bodyId = freshId('container');
  const title = block.rich_text_title ? richText(host.scene, block.rich_text_title) : plainText(block.title);
  const words = [
    block.icon && picture(block.icon, 'tiny'),
    h(
      'span',
      { class: 'container-words' },
      h('span', { class: 'container-title' }, title),
      block.subtitle && h('span', { class: 'container-subtitle text' }, textObject(host.scene, block.subtitle)),
    ),
  ];
  const body = h(
    'div',
    { id: bodyId, class: 'container-body' },
    (block.child_blocks ?? []).map((/** @type {any} */ child) => nested(host, child)),
  );
  const frame = (/** @type {any} */ head) =>
    h(
      'div',
      { class: `container container-${['narrow', 'wide', 'full'].includes(block.width) ? block.width : 'standard'}` },
      head,
      body,
    );
  if (block.is_collapsible !== true) {
    return frame(h('div', { class: `container-head ${block.has_header_divider ? 'container-line' : ''}` }, words));
  }
  const memory = `${host.surface}/${block.block_id}/${plainText(block.title)}`;
  const toggle = h(
    'button',
    { type: 'button', class: 'container-head', 'aria-controls': bodyId, 'data-key': memory },
    icon('chevron'),
    words,
  );
  const show = (/** @type {boolean} */ open) => {
    toggle.setAttribute('aria-expanded', String(open));
    body.hidden = !open;
  };
  toggle.addEventListener('click', () => {
    const open = toggle.getAttribute('aria-expanded') !== 'true';
    opened.set(memory, open);
    show(open);
  });
  show(opened.get(memory) ?? block.default_collapsed !== true);
  return frame(toggle);
}
