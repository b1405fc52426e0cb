/** The blocks that the app sends, their limits, and the surfaces they may stand on. */
import { listOf, objectOf, type JsonObject } from '../json.ts';
import { IN_ACTIONS, IN_INPUT, IN_SECTION } from './elements.ts';
import {
  choice,
  element,
  flag,
  list,
  matching,
  object,
  plain,
  rich,
  string,
  text,
  whole,
  type Report,
  type Rule,
  type Shape,
} from './rule.ts';

/** Six series: later pages say twelve, and six is certainly accepted. */
const SERIES = 6;
const CATEGORIES = 20;
const label = string(20);
const value: Rule = { kind: 'number', min: -Infinity, max: Infinity, whole: false };
const series = object({
  required: { name: label, data: list(object({ required: { label, value } }), CATEGORIES) },
});
const axes = object({
  required: { categories: list(label, CATEGORIES) },
  optional: { x_label: string(50), y_label: string(50) },
});
/** Slack's page "Data visualization block"; that labels and categories are the same is from client libraries. */
const lineChart = object({
  required: { type: choice('line'), series: list(series, SERIES), axis_config: axes },
  also: seriesOfOneAxis,
});

export const BLOCKS: Readonly<Record<string, Shape>> = {
  actions: { required: { elements: list(element(...IN_ACTIONS), 25) } },
  context: { required: { elements: list(element('plain_text', 'mrkdwn'), 10) } },
  data_visualization: { required: { title: string(50), chart: lineChart }, surfaces: ['message'] },
  divider: {},
  header: { required: { text: plain(150) } },
  input: {
    required: { label: plain(2000), element: element(...IN_INPUT) },
    optional: { hint: plain(2000), optional: flag, dispatch_action: flag },
  },
  rich_text: { required: { elements: list(rich('rich_text_section', 'rich_text_quote'), 1000) } },
  // Limits are those of the types; who sends a table to another surface than a message is refused.
  table: {
    required: { rows: list(list(rich('raw_text', 'rich_text'), 20), 100) },
    optional: {
      column_settings: list(object({ optional: { align: choice('left', 'center', 'right'), is_wrapped: flag } }), 20),
    },
    surfaces: ['message'],
  },
  section: {
    optional: { text: text(3000), fields: list(text(2000), 10), accessory: element(...IN_SECTION), expand: flag },
    someOf: ['text', 'fields'],
  },
};

/** No limits are published for lists of rich text; a message's size bounds them. */
const leaves = list(rich('text', 'link', 'user'), 1000);
const styled = {
  style: object({ optional: { bold: flag, italic: flag, strike: flag, underline: flag, code: flag } }),
} as const;

/** The only markup in which text cannot become anything else. */
export const RICH: Readonly<Record<string, Shape>> = {
  /** Cells of a table. */
  raw_text: { required: { text: string(3000) } },
  rich_text: { required: { elements: list(rich('rich_text_section', 'rich_text_quote'), 1000) } },
  rich_text_section: { required: { elements: leaves } },
  rich_text_quote: { required: { elements: leaves }, optional: { border: whole(0, 1) } },
  text: { required: { text: string(12_000) }, optional: styled },
  link: {
    required: { url: matching(/^https?:\/\/\S+$/i) },
    optional: { ...styled, text: string(3000), unsafe: flag },
  },
  user: { required: { user_id: matching(/^[UW][A-Z0-9]+$/) }, optional: styled },
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
