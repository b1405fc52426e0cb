// @ts-check
/** Inputs that are typed into: plain text, numbers, e-mail, URL, rich text. */
import { h } from '../dom.js';
import { plainText } from '../text/inline.js';
import { emit, keyOf, naming, valueOf } from './site.js';

/** @typedef {import('./site.js').Site} Site */

/** @type {Readonly<Record<string, { type: string, mode?: string }>>} */
const KINDS = {
  plain_text_input: { type: 'text' },
  number_input: { type: 'text', mode: 'decimal' },
  email_text_input: { type: 'email', mode: 'email' },
  url_text_input: { type: 'url', mode: 'url' },
  rich_text_input: { type: 'text' },
};

/** Slack's state of the element. @param {any} element @param {string} text */
function stateOf(element, text) {
  if (element.type !== 'rich_text_input') return { type: element.type, value: text === '' ? null : text };
  const sections = text
    .split('\n')
    .map((line) => ({ type: 'rich_text_section', elements: [{ type: 'text', text: line }] }));
  return { type: element.type, rich_text_value: text === '' ? null : { type: 'rich_text', elements: sections } };
}

/** @param {any} rich */
const wordsOf = (rich) =>
  (rich?.elements ?? [])
    .map((/** @type {any} */ part) => (part.elements ?? []).map((/** @type {any} */ item) => item.text ?? '').join(''))
    .join('\n');

/** When the app hears of it: at once after a pause, or (Slack's default for dispatching inputs) on Enter. @param {Site} site @param {any} element */
function rhythm(site, element) {
  if (site.dispatch !== true) return 'soon';
  return element.dispatch_action_config?.trigger_actions_on?.includes('on_character_entered') ? 'soon' : 'held';
}

/**
 * @param {Site} site
 * @param {any} element
 * @returns {{ node: any, update: (element: any) => void }} `update` keeps the node, so typing is never interrupted
 */
export function textInput(site, element) {
  let spec = element;
  const known = valueOf(site, element);
  const rich = element.type === 'rich_text_input';
  const start = known === undefined ? element.initial_value : rich ? known.rich_text_value : known.value;
  const long = element.multiline === true || rich;
  const kind = KINDS[element.type] ?? { type: 'text' };
  const input = h(long ? 'textarea' : 'input', {
    ...(long ? { rows: 3 } : { type: kind.type }),
    class: 'control',
    inputmode: kind.mode,
    id: site.controlId,
    autocomplete: 'off',
    'data-key': keyOf(site, element),
    ...naming(site, element),
  });
  input.value = rich ? wordsOf(start) : (start ?? '');
  const counter = h('span', { class: 'counter', 'aria-hidden': 'true' });

  const count = () => {
    const max = Number(spec.max_length ?? 0);
    counter.hidden = max === 0;
    counter.textContent = `${input.value.length} / ${max}`;
    counter.classList.toggle('counter-full', max > 0 && input.value.length >= max * 0.9);
  };
  const update = (/** @type {any} */ next) => {
    spec = next;
    input.placeholder = plainText(next.placeholder);
    if (typeof next.max_length === 'number') input.maxLength = next.max_length;
    else input.removeAttribute('maxlength');
    count();
  };
  input.addEventListener('input', () => {
    count();
    void emit(site, spec, stateOf(spec, input.value), rhythm(site, spec));
  });
  input.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Enter' || event.isComposing || (long && event.shiftKey) || site.dispatch !== true) return;
    if (rhythm(site, spec) !== 'held') return;
    event.preventDefault();
    event.stopPropagation();
    void emit(site, spec, stateOf(spec, input.value), 'now');
  });
  update(element);
  return { node: h('div', { class: 'typed' }, input, counter), update };
}
