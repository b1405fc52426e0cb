import { h, safeUrl } from '../dom.js';
import { textOf } from '../json.js';
import { plainText } from '../text/inline.js';
import { emit, keyOf } from './site.js';

/** @typedef {import('../json.js').JsonObject} JsonObject */

const STYLES = new Map([
  ['primary', 'btn-primary'],
  ['danger', 'btn-danger'],
]);

/** @param {import('./site.js').Site} site @param {JsonObject} element @returns {HTMLElement} */
export function button(site, element) {
  const words = plainText(element['text']);
  const common = {
    class: `btn ${STYLES.get(textOf(element['style'])) ?? ''}`,
    'data-key': keyOf(site, element),
    'aria-label': textOf(element['accessibility_label']) || undefined,
  };
  const value = { type: 'button', text: element['text'], value: element['value'] };
  const href = safeUrl(element['url']);
  if (href !== undefined) {
    // Slack opens the page and tells the app; the app has nothing to answer but the acknowledgement.
    const go = () => void emit(site, element, value);
    return h('a', { ...common, href, target: '_blank', rel: 'noopener noreferrer', onclick: go }, words);
  }
  const node = h('button', { ...common, type: 'button' }, words);
  /** Once at a time. */
  async function press() {
    if (node.getAttribute('aria-busy') === 'true') return;
    node.setAttribute('aria-busy', 'true');
    try {
      await emit(site, element, value);
    } finally {
      node.removeAttribute('aria-busy');
    }
  }
  node.addEventListener('click', () => void press());
  return node;
}
