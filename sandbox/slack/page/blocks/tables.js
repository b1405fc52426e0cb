// @ts-check
/** `table`, and `data_table` with its pages and sorting. */
import { h } from '../dom.js';
import { picture } from '../elements/index.js';
import { textObject } from '../text/inline.js';
import { richText, unknown } from '../text/rich-text.js';

/** @typedef {import('../elements/site.js').Host} Host */

/** @param {Host} host @param {any} cell @returns {any} */
function cellContent(host, cell) {
  switch (cell?.type) {
    case 'raw_text':
      return String(cell.text ?? '');
    case 'raw_number':
      return String(cell.text ?? cell.value ?? '');
    case 'rich_text':
      return richText(host.scene, cell);
    case 'mrkdwn':
    case 'plain_text':
      return textObject(host.scene, cell);
    case 'image':
      return picture(cell, 'tiny');
    default:
      return unknown('table cell', cell?.type);
  }
}

/** @param {any} settings @param {number} column */
function alignment(settings, column) {
  const align = settings?.[column]?.align;
  return `align-${['center', 'right'].includes(align) ? align : 'left'}${settings?.[column]?.is_wrapped === false ? ' nowrap' : ''}`;
}

/** @param {Host} host @param {any} block */
export function table(host, block) {
  const [head = [], ...body] = Array.isArray(block.rows) ? block.rows : [];
  const cells = (/** @type {any[]} */ row, /** @type {string} */ tag) =>
    row.map((cell, column) =>
      h(
        tag,
        { class: alignment(block.column_settings, column), scope: tag === 'th' ? 'col' : undefined },
        cellContent(host, cell),
      ),
    );
  return h(
    'div',
    { class: 'scroll-x', tabindex: '0', role: 'region', 'aria-label': 'Table' },
    h(
      'table',
      {},
      h('thead', {}, h('tr', {}, cells(head, 'th'))),
      h(
        'tbody',
        {},
        body.map((/** @type {any[]} */ row) => h('tr', {}, cells(row, 'td'))),
      ),
    ),
  );
}

/** What a cell is sorted by. @param {any} cell */
function sortKey(cell) {
  if (cell?.type === 'raw_number') return Number(cell.value);
  if (cell?.type === 'rich_text') return JSON.stringify(cell.elements);
  const text = String(cell?.text ?? '');
  return text !== '' && !Number.isNaN(Number(text)) ? Number(text) : text.toLowerCase();
}

/** @param {any} a @param {any} b */
const compare = (a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b)));

/** @param {Host} host @param {any} block */
export function dataTable(host, block) {
  const [head = [], ...rows] = Array.isArray(block.rows) ? block.rows : [];
  const size = Math.min(Math.max(Number(block.page_size ?? 5), 1), 100);
  const named = Number(block.row_header_column_index ?? 0);
  const pages = Math.max(1, Math.ceil(rows.length / size));
  let page = 0;
  let sorted = { column: -1, down: false };
  const body = h('tbody');
  const where = h('span', { 'aria-live': 'polite' });
  const step = (/** @type {number} */ by) => {
    page = Math.min(Math.max(page + by, 0), pages - 1);
    draw();
  };
  const back = h('button', { type: 'button', class: 'btn btn-small', onclick: () => step(-1) }, 'Previous');
  const next = h('button', { type: 'button', class: 'btn btn-small', onclick: () => step(1) }, 'Next');
  const heads = head.map((/** @type {any} */ cell, /** @type {number} */ column) => {
    const sort = () => {
      sorted = { column, down: sorted.column === column && !sorted.down };
      draw();
    };
    return h(
      'th',
      { scope: 'col', 'aria-sort': 'none', class: rows[0]?.[column]?.type === 'raw_number' ? 'align-right' : '' },
      h('button', { type: 'button', class: 'sort', onclick: sort }, cellContent(host, cell)),
    );
  });
  function draw() {
    const order = [...rows];
    if (sorted.column >= 0) {
      order.sort(
        (/** @type {any} */ a, /** @type {any} */ b) =>
          compare(sortKey(a[sorted.column]), sortKey(b[sorted.column])) * (sorted.down ? -1 : 1),
      );
    }
    for (const [column, th] of heads.entries()) {
      th.setAttribute('aria-sort', column !== sorted.column ? 'none' : sorted.down ? 'descending' : 'ascending');
    }
    const shown = order.slice(page * size, page * size + size);
    body.replaceChildren(
      ...shown.map((row) =>
        h(
          'tr',
          {},
          row.map((/** @type {any} */ cell, /** @type {number} */ column) =>
            h(
              column === named ? 'th' : 'td',
              { scope: column === named ? 'row' : undefined, class: cell?.type === 'raw_number' ? 'align-right' : '' },
              cellContent(host, cell),
            ),
          ),
        ),
      ),
    );
    where.textContent = `${page * size + 1}–${Math.min(rows.length, (page + 1) * size)} of ${rows.length}`;
    back.disabled = page === 0;
    next.disabled = page === pages - 1;
  }
  draw();
  const pager = pages > 1 ? h('div', { class: 'pager' }, where, back, next) : undefined;
  const caption = h('caption', {}, String(block.caption ?? ''));
  return h(
    'div',
    { class: 'data-table' },
    h('div', { class: 'scroll-x' }, h('table', {}, caption, h('thead', {}, h('tr', {}, heads)), body)),
    pager,
  );
}
