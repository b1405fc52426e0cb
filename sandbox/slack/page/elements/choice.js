// @ts-check
/** Checkboxes and radio buttons, as native inputs. */
import { freshId, h } from '../dom.js';
import { textObject } from '../text/inline.js';
import { emit, keyOf, naming, valueOf } from './site.js';

/** @typedef {import('./site.js').Site} Site */

/** @param {Site} site @param {any} element */
export function choice(site, element) {
  const many = element.type === 'checkboxes';
  const known = valueOf(site, element);
  const initial = many ? (element.initial_options ?? []) : [element.initial_option].filter(Boolean);
  const before =
    known === undefined ? initial : many ? (known.selected_options ?? []) : [known.selected_option].filter(Boolean);
  const group = freshId('choice');
  const options = element.options ?? [];
  /** @type {any[]} */
  const inputs = [];
  let chosen = new Set(before.map((/** @type {any} */ option) => String(option.value)));

  const show = () => {
    for (const [at, input] of inputs.entries()) input.checked = chosen.has(String(options[at].value));
  };
  async function changed() {
    const last = chosen;
    const picked = options.filter((/** @type {any} */ _, /** @type {number} */ at) => inputs[at].checked);
    chosen = new Set(picked.map((/** @type {any} */ option) => String(option.value)));
    const value = many
      ? { type: 'checkboxes', selected_options: picked }
      : { type: 'radio_buttons', selected_option: picked[0] ?? null };
    if (await emit(site, element, value)) return;
    chosen = last;
    show();
  }
  for (const [at, option] of options.entries()) {
    inputs.push(
      h('input', {
        type: many ? 'checkbox' : 'radio',
        name: group,
        id: `${group}-${at}`,
        'data-key': keyOf(site, element, `/${at}`),
        'aria-describedby': option.description ? `${group}-${at}-more` : undefined,
        onchange: () => void changed(),
      }),
    );
  }
  const rows = options.map((/** @type {any} */ option, /** @type {number} */ at) =>
    h(
      'div',
      { class: 'choice' },
      inputs[at],
      h('label', { for: `${group}-${at}` }, textObject(site.host.scene, option.text)),
      option.description &&
        h('div', { class: 'choice-more', id: `${group}-${at}-more` }, textObject(site.host.scene, option.description)),
    ),
  );
  show();
  return h(
    'div',
    { class: 'choices', role: many ? 'group' : 'radiogroup', id: site.controlId, ...naming(site, element) },
    rows,
  );
}
