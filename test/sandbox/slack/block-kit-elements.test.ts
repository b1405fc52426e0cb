import { describe, expect, test } from 'vitest';
import { checkMessage, checkView } from '../../../sandbox/slack/block-kit.ts';
import {
  accessory,
  cell,
  input,
  line,
  many,
  message,
  modal,
  mrkdwn,
  option,
  options,
  pie,
  plain,
  point,
  x,
  type Row,
} from './sized.ts';

const inActions = (element: object): readonly string[] => message({ type: 'actions', elements: [element] });
const inContext = (element: object): readonly string[] => message({ type: 'context_actions', elements: [element] });
const feedback = (more: object): readonly string[] => {
  const half = { text: plain('a'), value: 'v' };
  return inContext({ type: 'feedback_buttons', positive_button: { ...half, ...more }, negative_button: half });
};
const icon = (more: object): readonly string[] =>
  inContext({ type: 'icon_button', icon: 'trash', text: plain('d'), ...more });
const workflow = (more: object): readonly string[] =>
  inActions({ type: 'workflow_button', text: plain('w'), workflow: { trigger: { url: 'https://a/b' } }, ...more });
const table = (more: object): readonly string[] => message({ type: 'table', rows: [[cell]], ...more });
const initial = (n: number): object[] => options(n);

const LONGEST: readonly Row[] = [
  ['feedback text', (n) => feedback({ text: plain(x(n)) }), 75, 'positive_button/text/text'],
  ['feedback value', (n) => feedback({ value: x(n) }), 2000, 'positive_button/value'],
  ['feedback label', (n) => feedback({ accessibility_label: x(n) }), 75, 'positive_button/accessibility_label'],
  ['icon_button text', (n) => icon({ text: plain(x(n)) }), 75, 'elements/0/text/text'],
  ['icon_button value', (n) => icon({ value: x(n) }), 2000, 'elements/0/value'],
  ['icon_button label', (n) => icon({ accessibility_label: x(n) }), 75, 'elements/0/accessibility_label'],
  ['workflow_button text', (n) => workflow({ text: plain(x(n)) }), 75, 'elements/0/text/text'],
  ['workflow_button label', (n) => workflow({ accessibility_label: x(n) }), 75, 'elements/0/accessibility_label'],
  ['column_settings', (n) => table({ column_settings: many(n, () => ({ align: 'right' })) }), 20, '/column_settings'],
  ['alert text', (n) => modal({ blocks: [{ type: 'alert', text: mrkdwn(x(n)) }] }), 3000, '/text/text'],
  ['rich text min_lines', (n) => input({ type: 'rich_text_input', min_lines: n }), 100, '/min_lines'],
  ['email', (n) => input({ type: 'email_text_input', initial_value: x(n) }), 3000, '/initial_value'],
  ['URL', (n) => input({ type: 'url_text_input', initial_value: x(n) }), 3000, '/initial_value'],
  ['multi-select options', (n) => accessory({ type: 'multi_static_select', options: options(n) }), 100, '/options'],
  [
    'options chosen at first in an external multi-select',
    (n) => accessory({ type: 'multi_external_select', initial_options: initial(n) }),
    100,
    '/initial_options',
  ],
  [
    'ways to report',
    (n) =>
      input({
        type: 'plain_text_input',
        dispatch_action_config: {
          trigger_actions_on: many(n, (i) => ['on_enter_pressed', 'on_character_entered'][i % 2]),
        },
      }),
    2,
    '/trigger_actions_on',
  ],
];

describe('the largest that elements take', () => {
  test.each(LONGEST)('%s', (_name, build, limit, pointer) => {
    expect(build(limit)).toEqual([]);
    const over = build(limit + 1);
    expect(over.map((each) => each.endsWith(`${pointer}]`))).toContain(true);
  });
});

const home = (...blocks: object[]): readonly string[] => checkView({ type: 'home', blocks });
const row = (...cells: object[]): object[] => cells;

const WRONG: readonly (readonly [string, readonly string[], string])[] = [
  [
    'initial_options of a multi-select from elsewhere',
    accessory({ type: 'multi_static_select', options: options(1), initial_options: [option('9')] }),
    'must be among the options',
  ],
  [
    'a multi-select of none',
    accessory({ type: 'multi_users_select', max_selected_items: 0 }),
    'must be greater than or equal to 1',
  ],
  [
    'a channel id that is none',
    accessory({ type: 'channels_select', initial_channel: 'payments' }),
    'does not match the format',
  ],
  [
    'a filter of nothing',
    accessory({ type: 'conversations_select', filter: {} }),
    'must provide at least one of include',
  ],
  [
    'a filter for what is not',
    accessory({ type: 'conversations_select', filter: { include: ['secret'] } }),
    'must be a valid enum value',
  ],
  ['a time that is none', accessory({ type: 'timepicker', initial_time: '24:00' }), 'does not match the format'],
  [
    'a moment in milliseconds',
    inActions({ type: 'datetimepicker', initial_date_time: 1_700_000_000_000 }),
    'must be less than or equal to 9999999999',
  ],
  [
    'a query of less than nothing',
    accessory({ type: 'external_select', min_query_length: -1 }),
    'must be greater than or equal to 0',
  ],
  ['half a query', accessory({ type: 'external_select', min_query_length: 0.5 }), 'must provide an integer'],
  ['a query length in text', accessory({ type: 'external_select', min_query_length: '0' }), 'must provide a number'],
  ['an icon that is not known', icon({ icon: 'bin' }), 'must be a valid enum value'],
  [
    'a slack_file of two sources',
    message({ type: 'image', alt_text: 'a', slack_file: { id: 'F1', url: 'https://a/b' } }),
    'must provide exactly one of id, url',
  ],
  [
    'a datetimepicker in a home tab',
    home({ type: 'actions', elements: [{ type: 'datetimepicker' }] }),
    'datetimepicker is not allowed in a home',
  ],
  [
    'a workflow_button in a modal',
    modal({ blocks: [{ type: 'actions', elements: [{ type: 'workflow_button' }] }] }),
    'workflow_button is not allowed in a modal',
  ],
  ['a data_table in a modal', modal({ blocks: [{ type: 'data_table' }] }), 'data_table is not allowed in a modal'],
  ['a task_card in a modal', modal({ blocks: [{ type: 'task_card' }] }), 'task_card is not allowed in a modal'],
  ['a video anywhere', message({ type: 'video' }), 'video is not allowed in a message'],
  [
    'data_table rows of two widths',
    message({ type: 'data_table', caption: 'c', rows: [row(cell, cell), row(cell)] }),
    'must have 2 cells [json-pointer:/blocks/0/rows/1]',
  ],
  [
    'a data_table column that is not there',
    message({ type: 'data_table', caption: 'c', rows: [row(cell), row(cell)], row_header_column_index: 1 }),
    'no such column',
  ],
  [
    'a number cell without its text',
    table({ rows: [[{ type: 'raw_number', value: 1 }]] }),
    'missing required field: text',
  ],
  [
    'a number cell of text',
    table({ rows: [[{ type: 'raw_number', value: '1', text: '1' }]] }),
    'must provide a number',
  ],
  [
    'a chart of no kind',
    message({ type: 'data_visualization', title: 't', chart: { type: 'radar' } }),
    'must be a valid enum value',
  ],
  [
    'a line chart without axes',
    message({
      type: 'data_visualization',
      title: 't',
      chart: { type: 'line', series: [{ name: 's', data: [{ label: 'a', value: 1 }] }] },
    }),
    'missing required field: axis_config',
  ],
  [
    'a pie with series',
    message({
      type: 'data_visualization',
      title: 't',
      chart: {
        type: 'pie',
        segments: [{ label: 'a', value: 1 }],
        series: [{ name: 's', data: [{ label: 'a', value: 1 }] }],
      },
    }),
    'invalid additional property: series',
  ],
  [
    'a pie with nothing in a slice',
    message({ ...pie(1), chart: { type: 'pie', segments: [point(0)] } }),
    'must be greater than 0',
  ],
  ['two series of one name', line([1, 2].map(() => ({ name: 's', data: [point(0)] }))), 'series names must be unique'],
  ['a category twice', line([{ name: 's', data: [point(0)] }], ['l0', 'l0']), 'categories must be unique'],
  ['a category without a point', line([{ name: 's', data: [point(0)] }], ['l0', 'l1']), 'one data point per category'],
  ['a point without a category', line([{ name: 's', data: [point(0), point(1)] }]), 'one data point per category'],
  ['a list that is none', checkMessage([{ type: 'actions', elements: {} }]), 'must provide an array'],
];

describe('what elements do not take', () => {
  test.each(WRONG)('%s', (_name, messages, reason) => {
    expect(messages.join('\n')).toContain(reason);
  });
});
