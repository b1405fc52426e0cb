/** Tables and charts. All of them stand only in messages (for data_table that is not confirmed). */
import { listOf, type JsonObject } from '../json.ts';
import { choice, flag, list, object, rich, string, whole, type Report, type Rule, type Shape } from './rule.ts';

const cell: Rule = rich('rich_text', 'raw_text', 'raw_number');

export const CELLS: Readonly<Record<string, Shape>> = {
  raw_text: { required: { text: string(3000) } },
  raw_number: {
    required: { value: { kind: 'number', min: -Infinity, max: Infinity, whole: false }, text: string(3000) },
  },
};

/** Six of anything everywhere: later pages say twelve, and six is certainly accepted. */
const SERIES = 6;
const CATEGORIES = 20;
const label = string(20);
const value: Rule = { kind: 'number', min: -Infinity, max: Infinity, whole: false };
const point = object({ required: { label, value } });
const series = object({ required: { name: label, data: list(point, CATEGORIES) } });
const axes = object({
  required: { categories: list(label, CATEGORIES) },
  optional: { x_label: string(50), y_label: string(50) },
});

/** The fields of a chart are read from client libraries, not from Slack's page. */
const chart: Rule = object({
  required: { type: choice('line', 'bar', 'area', 'pie') },
  optional: { segments: list(point, SERIES), series: list(series, SERIES), axis_config: axes },
  also(given, report) {
    const needed = given['type'] === 'pie' ? ['segments'] : ['series', 'axis_config'];
    const excess = given['type'] === 'pie' ? ['series', 'axis_config'] : ['segments'];
    for (const key of needed) if (given[key] === undefined) report(`missing required field: ${key}`);
    for (const key of excess) if (given[key] !== undefined) report(`invalid additional property: ${key}`);
  },
});

export const DATA_BLOCKS: Readonly<Record<string, Shape>> = {
  table: {
    required: { rows: list(list(cell, 20), 100) },
    optional: {
      column_settings: list(object({ optional: { align: choice('left', 'center', 'right'), is_wrapped: flag } }), 20),
    },
    surfaces: ['message'],
  },
  data_table: {
    required: { rows: list(list(cell, 20), 101, 2), caption: string(3000) },
    optional: { page_size: whole(1, 100), row_header_column_index: whole(0, 19) },
    surfaces: ['message'],
    also: rowsOfOneWidth,
  },
  data_visualization: { required: { title: string(50), chart }, surfaces: ['message'] },
};

/** Its first row is the header, so every row needs as many cells. */
function rowsOfOneWidth(given: JsonObject, report: Report): void {
  const [header, ...rows] = listOf(given['rows']).map((row) => listOf(row).length);
  rows.forEach((width, index) => {
    if (width !== header) report(`must have ${header ?? 0} cells`, `/rows/${index + 1}`);
  });
  const column = given['row_header_column_index'];
  if (typeof column === 'number' && column >= (header ?? 0)) report('no such column', '/row_header_column_index');
}
