// @ts-check
/** From a block's `type` to its drawing. A type that is not here is shown as an error, never left out. */
import { arrange, h, keepFocus } from '../dom.js';
import { drawElement, picture } from '../elements/index.js';
import { markdown } from '../text/markdown.js';
import { plainText, textObject } from '../text/inline.js';
import { richText, unknown } from '../text/rich-text.js';
import { alert, card, carousel, container } from './cards.js';
import { chart } from './chart.js';
import { field } from './field.js';
import { dataTable, table } from './tables.js';
import { plan, taskCard } from './tasks.js';

/** @typedef {import('../elements/site.js').Host} Host */

/** @param {Host} host @param {any} block */
const siteOf = (host, block) => ({ host, blockId: String(block.block_id ?? ''), inInput: false });

/** @param {Host} host @param {any} block */
function section(host, block) {
  const text = block.text ? h('div', { class: 'text' }, textObject(host.scene, block.text)) : undefined;
  const fields = Array.isArray(block.fields)
    ? h(
        'div',
        { class: 'fields' },
        block.fields.map((/** @type {any} */ item) => h('div', { class: 'text' }, textObject(host.scene, item))),
      )
    : undefined;
  const accessory = block.accessory
    ? h('div', { class: 'accessory' }, drawElement(siteOf(host, block), block.accessory))
    : undefined;
  return h('div', { class: 'section' }, h('div', { class: 'section-main' }, text, fields), accessory);
}

/** @param {Host} host @param {any} block */
function context(host, block) {
  const parts = (block.elements ?? []).map((/** @type {any} */ element) => {
    if (element?.type === 'image') return picture(element, 'tiny');
    if (element?.type === 'mrkdwn' || element?.type === 'plain_text')
      return h('span', { class: 'text' }, textObject(host.scene, element));
    return unknown('context element', element?.type);
  });
  return h('div', { class: 'context' }, parts);
}

/** @param {Host} host @param {any} block */
const actions = (host, block) =>
  h(
    'div',
    { class: 'actions' },
    (block.elements ?? []).map((/** @type {any} */ element) => drawElement(siteOf(host, block), element)),
  );

/** @param {Host} _ @param {any} block */
const image = (_, block) =>
  h('figure', { class: 'figure' }, block.title && h('figcaption', {}, plainText(block.title)), picture(block, 'wide'));

/** @type {Readonly<Record<string, (host: Host, block: any, nested: (host: Host, block: any) => any) => any>>} */
const DRAW = {
  section,
  context,
  actions,
  image,
  context_actions: (host, block) => h('div', { class: 'context-actions' }, actions(host, block)),
  header: (_, block) => h('h3', { class: 'header-block' }, plainText(block.text)),
  divider: () => h('hr', { class: 'divider' }),
  input: (host, block) => field(host, block).node,
  rich_text: (host, block) => h('div', { class: 'rich text' }, richText(host.scene, block)),
  markdown: (_, block) => h('div', { class: 'markdown text' }, markdown(String(block.text ?? ''))),
  table,
  data_table: dataTable,
  data_visualization: chart,
  alert,
  card,
  carousel,
  container,
  plan,
  task_card: taskCard,
};

/** @param {Host} host @param {any} block @returns {any} */
export function drawBlock(host, block) {
  const type = block?.type;
  const draw = typeof type === 'string' && Object.hasOwn(DRAW, type) ? DRAW[type] : undefined;
  const node = draw === undefined ? unknown('block', type) : draw(host, block, drawBlock);
  return h(
    'div',
    { class: `block block-${draw === undefined ? 'unknown' : type}`, 'data-block-id': block?.block_id },
    node,
  );
}

/**
 * A list of blocks that can be given again: what did not change stays as it is, and inputs keep their node
 * (and with it the caret) as long as their block_id and action_id stay.
 * @param {Host} host
 */
export function blockList(host) {
  const node = h('div', { class: 'blocks' });
  /** @type {Map<string, { json: string, node: any, field?: ReturnType<typeof field> }>} */
  let entries = new Map();

  /** @param {any} block @param {string} id @param {string | undefined} error */
  function entryOf(block, id, error) {
    const json = JSON.stringify(block);
    const old = entries.get(id);
    if (block?.type === 'input') {
      const kept = old?.field?.accepts(block) ? old.field : undefined;
      if (kept !== undefined && old?.json !== json) kept.update(block);
      const shown = kept ?? field(host, block);
      shown.fail(error);
      return {
        json,
        field: shown,
        node:
          kept === undefined
            ? h('div', { class: 'block block-input', 'data-block-id': block.block_id }, shown.node)
            : old?.node,
      };
    }
    return old?.json === json ? old : { json, node: drawBlock(host, block) };
  }

  /** @param {readonly any[]} blocks @param {Readonly<Record<string, string>>} [errors] */
  function update(blocks, errors = {}) {
    keepFocus(node, () => {
      /** @type {typeof entries} */
      const next = new Map();
      for (const [at, block] of blocks.entries()) {
        const id = String(block?.block_id ?? `#${at}`);
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
