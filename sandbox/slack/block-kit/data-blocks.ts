/** Tables and charts. All of them stand only in messages (for data_table that is not confirmed). */
import { listOf, objectOf, type JsonObject } from '../json.ts';
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
/** A slice of nothing is refused, says the page. */
const segment = object({
  required: { label, value },
  also(given, report) {
    if (Number(given['value']) <= 0) report('must be greater than 0', '/value');
  },
});
const series = object({ required: { name: label, data: list(point, CATEGORIES) } });
const axes = object({
  required: { categories: list(label, CATEGORIES) },
  optional: { x_label: string(50), y_label: string(50) },
});

/** Slack's page "Data visualization block"; that labels and categories are the same is from client libraries. */
const chart: Rule = object({
  required: { type: choice('line', 'bar', 'area', 'pie') },
  optional: { segments: list(segment, SERIES), series: list(series, SERIES), axis_config: axes },
  also(given, report) {
    const needed = given['type'] === 'pie' ? ['segments'] : ['series', 'axis_config'];
    const excess = given['type'] === 'pie' ? ['series', 'axis_config'] : ['segments'];
    for (const key of needed) if (given[key] === undefined) report(`missing required field: ${key}`);
    for (const key of excess) if (given[key] !== undefined) report(`invalid additional property: ${key}`);
    if (given['type'] !== 'pie') seriesOfOneAxis(given, report);
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

/** Each series has a name of its own and exactly one point for each category. */
function seriesOfOneAxis(given: JsonObject, report: Report): void {
  const all = listOf(given['series']).map(objectOf);
  const names = all.map((one) => one['name']);
  const categories = listOf(objectOf(given['axis_config'])['categories']);
  if (new Set(categories).size < categories.length) report('categories must be unique', '/axis_config/categories');
  all.forEach((one, index) => {
    if (names.indexOf(one['name']) !== index) report('series names must be unique', `/series/${index}/name`);
    const labels = listOf(one['data']).map((each) => objectOf(each)['label']);
    const isWhole = labels.length === categories.length && categories.every((category) => labels.includes(category));
    if (!isWhole) report('must have one data point per category', `/series/${index}/data`);
  });
}

/** Its first row is the header, so every row needs as many cells. */
function rowsOfOneWidth(given: JsonObject, report: Report): void {
  const [header, ...rows] = listOf(given['rows']).map((row) => listOf(row).length);
  rows.forEach((width, index) => {
    if (width !== header) report(`must have ${header ?? 0} cells`, `/rows/${index + 1}`);
  });
  const column = given['row_header_column_index'];
  if (typeof column === 'number' && column >= (header ?? 0)) report('no such column', '/row_header_column_index');
}
