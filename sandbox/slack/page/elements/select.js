// @ts-check
/** The selects: static, external, users, conversations, channels; each for one choice or many. */
import { plainText } from '../text/inline.js';
import { combo } from './combo.js';
import { emit, keyOf, naming, valueOf } from './site.js';

/** @typedef {import('./site.js').Site} Site */
/** @typedef {import('./combo.js').Choice} Choice */
/** @typedef {import('./combo.js').Group} Group */

/** @param {any} option @returns {Choice} */
const fromOption = (option) => ({
  text: plainText(option.text),
  ...(option.description ? { description: plainText(option.description) } : {}),
  value: String(option.value),
  raw: option,
});

/** @param {any} element @returns {readonly Group[]} */
function groupsOf(element) {
  if (!Array.isArray(element.option_groups)) return [{ choices: (element.options ?? []).map(fromOption) }];
  return element.option_groups.map((/** @type {any} */ group) => ({
    label: plainText(group.label),
    choices: (group.options ?? []).map(fromOption),
  }));
}

/** @param {readonly Group[]} groups @param {string} text @returns {readonly Group[]} */
function filtered(groups, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (/** @type {Choice} */ choice) => {
    const hay = `${choice.text} ${choice.description ?? ''}`.toLowerCase();
    return words.every((word) => hay.includes(word));
  };
  return groups.map((group) => ({ ...group, choices: group.choices.filter(fits) }));
}

/** @param {Site} site @param {string} subject @returns {readonly Choice[]} */
function directory(site, subject) {
  const { users, channels } = site.host.scene;
  if (subject === 'users') {
    return users
      .filter((user) => !user.flags.includes('deleted'))
      .map((user) => ({
        text: user.realName || user.name,
        description: `@${user.name}`,
        value: user.id,
        raw: user.id,
      }));
  }
  return channels.map((channel) => ({ text: `#${channel.name}`, value: channel.id, raw: channel.id }));
}

/** The names of the state and of the initial value, which differ by subject. @param {string} subject @param {boolean} many */
function fieldsOf(subject, many) {
  const noun = { users: 'user', conversations: 'conversation', channels: 'channel' }[subject] ?? 'option';
  const s = many ? 's' : '';
  return { state: `selected_${noun}${s}`, initial: `initial_${noun}${s}` };
}

/** @param {Site} site @param {any} element */
export function select(site, element) {
  const type = String(element.type);
  const many = type.startsWith('multi_');
  const subject = type.replace(/^multi_/, '').replace(/_select$/, '');
  const fields = fieldsOf(subject, many);
  const listed = subject === 'users' || subject === 'conversations' || subject === 'channels';
  const known = valueOf(site, element);
  const raw = known === undefined ? element[fields.initial] : known[fields.state];
  const chosen = (many ? (raw ?? []) : raw === undefined || raw === null ? [] : [raw]).map((/** @type {any} */ item) =>
    listed
      ? (directory(site, subject).find((choice) => choice.value === item) ?? {
          text: String(item),
          value: String(item),
          raw: item,
        })
      : fromOption(item),
  );
  const least = Number(element.min_query_length ?? 3);

  /** @param {string} text @returns {Promise<readonly Group[] | string>} */
  async function load(text) {
    if (listed) return filtered([{ choices: directory(site, subject) }], text);
    if (subject !== 'external') return filtered(groupsOf(element), text);
    if (text.length < least) return `Type at least ${least} ${least === 1 ? 'character' : 'characters'}`;
    const answer = await site.host.options(site.blockId, String(element.action_id), text);
    if (!answer.ok) return answer.notice ?? 'The app did not send any options.';
    const options = /** @type {any[]} */ (answer.options ?? []);
    return options.some((item) => Array.isArray(item?.options))
      ? groupsOf({ option_groups: options })
      : groupsOf({ options });
  }

  return combo({
    many,
    ...(typeof element.max_selected_items === 'number' ? { max: element.max_selected_items } : {}),
    clearable: site.inInput && site.optional === true,
    placeholder: plainText(element.placeholder) || (many ? 'Choose some' : 'Choose an option'),
    attributes: { id: site.controlId, 'data-key': keyOf(site, element), ...naming(site, element) },
    chosen,
    load,
    wait: subject === 'external' ? 200 : 0,
    change: (next) => {
      const value = next.map((choice) => choice.raw);
      return emit(site, element, { type, [fields.state]: many ? value : (value[0] ?? null) });
    },
  });
}
