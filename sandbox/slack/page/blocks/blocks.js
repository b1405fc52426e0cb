/** From a block's `type` to its drawing. A type that is not here is shown as an error, never left out. */
import { arrange, h, keepFocus, unknown } from '../dom.js';
import { drawElement } from '../elements/element.js';
import { listOf, objectOf, objectsOf, textOf } from '../json.js';
import { plainText, richText, textObject } from '../text/inline.js';
import { chart } from './chart.js';
import { field } from './field.js';

/**
 * @typedef {import('../elements/site.js').Host} Host
 * @typedef {import('../json.js').JsonObject} JsonObject
 */

/** @param {Host} host @param {JsonObject} block */
const siteOf = (host, block) => ({ host, blockId: textOf(block['block_id']) });

/** @param {Host} host @param {JsonObject} block */
function section(host, block) {
  const { text, fields, accessory } = block;
  return h(
    'div',
    { class: 'section' },
    h(
      'div',
      { class: 'section-main' },
      text !== undefined && h('div', { class: 'text' }, textObject(host.scene, text)),
      fields !== undefined &&
        h(
          'div',
          { class: 'fields' },
          objectsOf(fields).map((item) => h('div', { class: 'text' }, textObject(host.scene, item))),
        ),
    ),
    accessory !== undefined && h('div', { class: 'accessory' }, drawElement(siteOf(host, block), objectOf(accessory))),
  );
}

/** @param {Host} host @param {JsonObject} block */
function context(host, block) {
  const parts = objectsOf(block['elements']).map((element) =>
    element['type'] === 'mrkdwn' || element['type'] === 'plain_text'
      ? h('span', { class: 'text' }, textObject(host.scene, element))
      : unknown('context element', element['type']),
  );
  return h('div', { class: 'context' }, parts);
}

/** @param {Host} host @param {JsonObject} block */
function actions(host, block) {
  const elements = objectsOf(block['elements']).map((element) => drawElement(siteOf(host, block), element));
  return h('div', { class: 'actions' }, elements);
}

/** @param {Host} host @param {JsonObject} block */
function table(host, block) {
  const cell = (/** @type {JsonObject} */ each) =>
    each['type'] === 'raw_text' ? plainText(each) : richText(host.scene, each);
  const row = (/** @type {unknown} */ cells, /** @type {number} */ at) =>
    h(
      'tr',
      {},
      objectsOf(cells).map((each) => h(at === 0 ? 'th' : 'td', {}, cell(each))),
    );
  return h('div', { class: 'table-block' }, h('table', {}, listOf(block['rows']).map(row)));
}

/** @type {ReadonlyMap<string, (host: Host, block: JsonObject) => HTMLElement>} */
const DRAW = new Map([
  ['section', section],
  ['context', context],
  ['actions', actions],
  ['header', (_, block) => h('h3', { class: 'header-block' }, plainText(block['text']))],
  ['divider', () => h('hr', { class: 'divider' })],
  ['rich_text', (host, block) => h('div', { class: 'rich text' }, richText(host.scene, block))],
  ['table', table],
  ['data_visualization', (_, block) => chart(block)],
]);

/**
 * A list of blocks that can be given again: what did not change stays as it is, and inputs keep their node
 * (and with it the caret) as long as their block_id and action_id stay.
 * @param {Host} host
 */
export function blockList(host) {
  const node = h('div', { class: 'blocks' });
  /** @type {Map<string, { json: string, node: HTMLElement, field?: ReturnType<typeof field> }>} */
  let entries = new Map();

  /** @param {JsonObject} block @param {string} name @param {Node} content */
  const frame = (block, name, content) =>
    h('div', { class: `block block-${name}`, 'data-block-id': textOf(block['block_id']) || undefined }, content);

  /** @param {JsonObject} block @param {string} id @param {string | undefined} error */
  function entryOf(block, id, error) {
    const json = JSON.stringify(block);
    const old = entries.get(id);
    const type = textOf(block['type']);
    if (type === 'input') {
      const kept = old?.field?.accepts(block) === true ? old : undefined;
      if (kept !== undefined && kept.json !== json) kept.field?.update(block);
      const shown = kept?.field ?? field(host, block);
      shown.fail(error);
      return { json, field: shown, node: kept?.node ?? frame(block, 'input', shown.node) };
    }
    if (old?.json === json) return old;
    const drawn = DRAW.get(type)?.(host, block);
    return {
      json,
      node: frame(block, drawn === undefined ? 'unknown' : type, drawn ?? unknown('block', block['type'])),
    };
  }

  /** @param {readonly unknown[]} blocks @param {Readonly<Record<string, string>>} [errors] */
  function update(blocks, errors = {}) {
    keepFocus(node, () => {
      /** @type {typeof entries} */
      const next = new Map();
      for (const [at, block] of blocks.map(objectOf).entries()) {
        const id = textOf(block['block_id']) || `#${at}`;
        next.set(next.has(id) ? `${id}#${at}` : id, entryOf(block, id, errors[id]));
      }
      entries = next;
      arrange(
        node,
        [...next.values()].map((entry) => entry.node),
      );
    });
  }
  return { node, update };
}
