/** The plain_text_input. */
import { h } from '../dom.js';
import { listOf, objectOf, textOf } from '../json.js';
import { plainText } from '../text/inline.js';
import { emit, keyOf, naming, valueOf } from './site.js';

/**
 * @typedef {import('./site.js').Site} Site
 * @typedef {import('../json.js').JsonObject} JsonObject
 */

/** When the app hears of it: after a pause, or (Slack's default for dispatching inputs) on Enter. @param {Site} site @param {JsonObject} element */
function rhythm(site, element) {
  if (site.input?.dispatch !== true) return 'soon';
  const on = listOf(objectOf(element['dispatch_action_config'])['trigger_actions_on']);
  return on.includes('on_character_entered') ? 'soon' : 'held';
}

/** `update` keeps the node, so typing is never interrupted. @param {Site} site @param {JsonObject} element */
export function textInput(site, element) {
  let spec = element;
  const known = valueOf(site, element);
  const long = element['multiline'] === true;
  const attributes = {
    class: 'control',
    id: site.input?.controlId,
    autocomplete: 'off',
    'data-key': keyOf(site, element),
    ...naming(site, element),
  };
  const input = long ? h('textarea', { rows: 3, ...attributes }) : h('input', { type: 'text', ...attributes });
  input.value = textOf(known === undefined ? element['initial_value'] : known['value']);
  const counter = h('span', { class: 'counter', 'aria-hidden': 'true' });

  function count() {
    const max = Number(spec['max_length'] ?? 0);
    counter.hidden = max === 0;
    counter.textContent = `${input.value.length} / ${max}`;
    counter.classList.toggle('counter-full', max > 0 && input.value.length >= max * 0.9);
  }
  /** @param {JsonObject} next */
  function update(next) {
    spec = next;
    input.placeholder = plainText(next['placeholder']);
    if (typeof next['max_length'] === 'number') input.maxLength = next['max_length'];
    else input.removeAttribute('maxlength');
    count();
  }
  /** @param {'now' | 'soon' | 'held'} when */
  const tell = (when) =>
    emit(site, spec, { type: 'plain_text_input', value: input.value === '' ? null : input.value }, when);
  input.addEventListener('input', () => {
    count();
    void tell(rhythm(site, spec));
  });
  input.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || event.key !== 'Enter' || event.isComposing) return;
    if ((long && event.shiftKey) || rhythm(site, spec) !== 'held') return;
    event.preventDefault();
    event.stopPropagation();
    void tell('now');
  });
  update(element);
  return { node: h('div', { class: 'typed' }, input, counter), update };
}
