/** Checkboxes and radio buttons, as native inputs. */
import { freshId, h } from '../dom.js';
import { objectsOf, textOf } from '../json.js';
import { textObject } from '../text/inline.js';
import { emit, keyOf, naming, valueOf } from './site.js';

/** @typedef {import('../json.js').JsonObject} JsonObject */

/** @param {import('./site.js').Site} site @param {JsonObject} element */
export function choice(site, element) {
  const many = element['type'] === 'checkboxes';
  const known = valueOf(site, element);
  const before = many
    ? objectsOf(known === undefined ? element['initial_options'] : known['selected_options'])
    : objectsOf([known === undefined ? element['initial_option'] : known['selected_option']]);
  const group = freshId('choice');
  let chosen = new Set(before.map((option) => textOf(option['value'])));

  const options = objectsOf(element['options']).map((option, at) => ({
    option,
    value: textOf(option['value']),
    input: h('input', {
      type: many ? 'checkbox' : 'radio',
      name: group,
      id: `${group}-${at}`,
      'data-key': keyOf(site, element, `/${at}`),
      'aria-describedby': option['description'] === undefined ? undefined : `${group}-${at}-more`,
      onchange: () => void changed(),
    }),
  }));
  function show() {
    for (const { value, input } of options) input.checked = chosen.has(value);
  }
  async function changed() {
    const last = chosen;
    const picked = options.filter(({ input }) => input.checked);
    chosen = new Set(picked.map(({ value }) => value));
    const state = many
      ? { type: 'checkboxes', selected_options: picked.map(({ option }) => option) }
      : { type: 'radio_buttons', selected_option: picked[0]?.option ?? null };
    if (await emit(site, element, state)) return;
    chosen = last;
    show();
  }
  const { scene } = site.host;
  const rows = options.map(({ option, input }) =>
    h(
      'div',
      { class: 'choice' },
      input,
      h('label', { for: input.id }, textObject(scene, option['text'])),
      option['description'] !== undefined &&
        h('div', { class: 'choice-more', id: `${input.id}-more` }, textObject(scene, option['description'])),
    ),
  );
  show();
  const role = many ? 'group' : 'radiogroup';
  return h('div', { class: 'choices', role, id: site.input?.controlId, ...naming(site, element) }, rows);
}
