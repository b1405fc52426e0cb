/** The selects: static, external, conversations. */
import { listOf, objectOf, objectsOf, textOf } from '../json.js';
import { plainText } from '../text/inline.js';
import { combo } from './combo.js';
import { emit, keyOf, naming, valueOf } from './site.js';

/**
 * @typedef {import('./site.js').Site} Site
 * @typedef {import('./combo.js').Choice} Choice
 * @typedef {import('../json.js').JsonObject} JsonObject
 */

/** @param {JsonObject} option @returns {Choice} */
const fromOption = (option) => ({
  text: plainText(option['text']),
  description: plainText(option['description']),
  value: textOf(option['value']),
  raw: option,
});

/** @param {readonly Choice[]} choices @param {string} text */
function filtered(choices, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter((choice) => {
    const hay = `${choice.text} ${choice.description}`.toLowerCase();
    return words.every((word) => hay.includes(word));
  });
}

/** @param {Site} site @param {JsonObject} element */
export function select(site, element) {
  const type = textOf(element['type']);
  const channels = site.host.scene.channels.map(({ id, name }) => ({
    text: `#${name}`,
    description: '',
    value: id,
    raw: id,
  }));
  const noun = type === 'conversations_select' ? 'conversation' : 'option';
  const known = valueOf(site, element);
  const raw = known === undefined ? element[`initial_${noun}`] : known[`selected_${noun}`];
  const chosen =
    raw === undefined || raw === null
      ? undefined
      : noun === 'option'
        ? fromOption(objectOf(raw))
        : (channels.find(({ value }) => value === raw) ?? {
            text: textOf(raw),
            description: '',
            value: textOf(raw),
            raw,
          });
  const least = Number(element['min_query_length'] ?? 3);

  /** @param {string} text */
  async function load(text) {
    if (noun === 'conversation') return filtered(channels, text);
    if (type === 'static_select') return filtered(objectsOf(element['options']).map(fromOption), text);
    if (text.length < least) return `Type at least ${least} ${least === 1 ? 'character' : 'characters'}`;
    const answer = await site.host.options(site.blockId, textOf(element['action_id']), text);
    if (!answer.ok) return answer.notice ?? 'The app did not send any options.';
    return objectsOf(listOf(answer.options)).map(fromOption);
  }

  return combo({
    clearable: site.input?.optional === true,
    placeholder: plainText(element['placeholder']) || 'Choose an option',
    attributes: { id: site.input?.controlId, 'data-key': keyOf(site, element), ...naming(site, element) },
    chosen,
    load,
    wait: type === 'external_select' ? 200 : 0,
    change: (next) => emit(site, element, { type, [`selected_${noun}`]: next?.raw ?? null }),
  });
}
