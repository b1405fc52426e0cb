import { describe, expect, test } from 'vitest';
import { checkMessage, checkOptions, checkView } from '../../../sandbox/slack/block-kit.ts';

type Build = (size: number) => readonly string[];
/** What is limited, how to make one of a size, the largest size, and where the refusal points. */
type Row = readonly [string, Build, number, string];

const x = (size: number): string => 'x'.repeat(size);
const many = <T>(size: number, make: (index: number) => T): T[] =>
  Array.from({ length: size }, (_none, index) => make(index));
const plain = (text: string): object => ({ type: 'plain_text', text });
const mrkdwn = (text: string): object => ({ type: 'mrkdwn', text });
const option = (value: string, more: object = {}): object => ({
  text: plain(`o${value}`.slice(0, 75)),
  value,
  ...more,
});
const options = (size: number): object[] => many(size, (index) => option(String(index)));
const confirm = (more: object): object => ({
  title: plain('Sure?'),
  text: plain('It costs'),
  confirm: plain('Yes'),
  deny: plain('No'),
  ...more,
});

const message = (...blocks: object[]): readonly string[] => checkMessage(blocks);
const button = (more: object): readonly string[] =>
  message({ type: 'actions', elements: [{ type: 'button', text: plain('Go'), ...more }] });
const accessory = (element: object): readonly string[] =>
  message({ type: 'section', text: plain('a'), accessory: element });
const modal = (more: object): readonly string[] => checkView({ type: 'modal', title: plain('T'), blocks: [], ...more });
const input = (element: object, more: object = {}): readonly string[] =>
  modal({ submit: plain('Go'), blocks: [{ type: 'input', label: plain('L'), element, ...more }] });
const section = (index: number): object => ({ type: 'section', block_id: `b${index}`, text: plain('a') });
const point = (index: number): object => ({ label: `l${index}`, value: index });
const line = (series: object[], categories: string[] = ['a']): readonly string[] =>
  message({ type: 'data_visualization', title: 't', chart: { type: 'line', series, axis_config: { categories } } });
const pie = (size: number): object => ({
  type: 'data_visualization',
  title: 't',
  chart: { type: 'pie', segments: many(size, point) },
});
const cell = { type: 'raw_text', text: 'c' };
const card = (more: object): readonly string[] => message({ type: 'card', title: mrkdwn('t'), ...more });
const container = (more: object): readonly string[] =>
  message({ type: 'container', title: plain('t'), child_blocks: [section(1)], ...more });

const LONGEST: readonly Row[] = [
  ['blocks in a message', (n) => checkMessage(many(n, section)), 50, '/blocks'],
  ['blocks in a modal', (n) => modal({ blocks: many(n, section) }), 100, '/view/blocks'],
  ['blocks in a home tab', (n) => checkView({ type: 'home', blocks: many(n, section) }), 100, '/view/blocks'],
  ['section text', (n) => message({ type: 'section', text: mrkdwn(x(n)) }), 3000, '/blocks/0/text/text'],
  ['section fields', (n) => message({ type: 'section', fields: many(n, () => plain('f')) }), 10, '/blocks/0/fields'],
  ['a section field', (n) => message({ type: 'section', fields: [plain(x(n))] }), 2000, '/blocks/0/fields/0/text'],
  ['header', (n) => message({ type: 'header', text: plain(x(n)) }), 150, '/blocks/0/text/text'],
  [
    'context elements',
    (n) => message({ type: 'context', elements: many(n, () => mrkdwn('c')) }),
    10,
    '/blocks/0/elements',
  ],
  ['context text', (n) => message({ type: 'context', elements: [mrkdwn(x(n))] }), 3000, '/blocks/0/elements/0/text'],
  [
    'actions elements',
    (n) =>
      message({
        type: 'actions',
        elements: many(n, (i) => ({ type: 'button', action_id: `a${i}`, text: plain('b') })),
      }),
    25,
    '/blocks/0/elements',
  ],
  ['block_id', (n) => message({ type: 'divider', block_id: x(n) }), 255, '/blocks/0/block_id'],
  ['action_id', (n) => button({ action_id: x(n) }), 255, '/blocks/0/elements/0/action_id'],
  ['button text', (n) => button({ text: plain(x(n)) }), 75, '/blocks/0/elements/0/text/text'],
  ['button value', (n) => button({ value: x(n) }), 2000, '/blocks/0/elements/0/value'],
  ['button url', (n) => button({ url: `https://a/${x(n - 10)}` }), 3000, '/blocks/0/elements/0/url'],
  ['button label', (n) => button({ accessibility_label: x(n) }), 75, '/blocks/0/elements/0/accessibility_label'],
  [
    'confirm title',
    (n) => button({ confirm: confirm({ title: plain(x(n)) }) }),
    100,
    '/blocks/0/elements/0/confirm/title/text',
  ],
  [
    'confirm text',
    (n) => button({ confirm: confirm({ text: mrkdwn(x(n)) }) }),
    300,
    '/blocks/0/elements/0/confirm/text/text',
  ],
  [
    'confirm yes',
    (n) => button({ confirm: confirm({ confirm: plain(x(n)) }) }),
    30,
    '/blocks/0/elements/0/confirm/confirm/text',
  ],
  [
    'confirm no',
    (n) => button({ confirm: confirm({ deny: plain(x(n)) }) }),
    30,
    '/blocks/0/elements/0/confirm/deny/text',
  ],
  [
    'option text',
    (n) => accessory({ type: 'static_select', options: [{ text: plain(x(n)), value: 'v' }] }),
    75,
    '/blocks/0/accessory/options/0/text/text',
  ],
  [
    'option value',
    (n) => accessory({ type: 'static_select', options: [option(x(n))] }),
    75,
    '/blocks/0/accessory/options/0/value',
  ],
  [
    'option description',
    (n) => accessory({ type: 'radio_buttons', options: [option('v', { description: plain(x(n)) })] }),
    75,
    '/blocks/0/accessory/options/0/description/text',
  ],
  [
    'select options',
    (n) => accessory({ type: 'static_select', options: options(n) }),
    100,
    '/blocks/0/accessory/options',
  ],
  [
    'option groups',
    (n) =>
      accessory({
        type: 'static_select',
        option_groups: many(n, (i) => ({ label: plain('g'), options: [option(String(i))] })),
      }),
    100,
    '/blocks/0/accessory/option_groups',
  ],
  [
    'options of a group',
    (n) => accessory({ type: 'static_select', option_groups: [{ label: plain('g'), options: options(n) }] }),
    100,
    '/blocks/0/accessory/option_groups/0/options',
  ],
  [
    'group label',
    (n) => accessory({ type: 'static_select', option_groups: [{ label: plain(x(n)), options: options(1) }] }),
    75,
    '/blocks/0/accessory/option_groups/0/label/text',
  ],
  ['overflow options', (n) => accessory({ type: 'overflow', options: options(n) }), 5, '/blocks/0/accessory/options'],
  [
    'radio options',
    (n) => accessory({ type: 'radio_buttons', options: options(n) }),
    10,
    '/blocks/0/accessory/options',
  ],
  [
    'checkbox options',
    (n) => accessory({ type: 'checkboxes', options: options(n) }),
    10,
    '/blocks/0/accessory/options',
  ],
  [
    'placeholder',
    (n) => accessory({ type: 'users_select', placeholder: plain(x(n)) }),
    150,
    '/blocks/0/accessory/placeholder/text',
  ],
  [
    'input label',
    (n) => input({ type: 'plain_text_input' }, { label: plain(x(n)) }),
    2000,
    '/view/blocks/0/label/text',
  ],
  ['input hint', (n) => input({ type: 'plain_text_input' }, { hint: plain(x(n)) }), 2000, '/view/blocks/0/hint/text'],
  ['min_length', (n) => input({ type: 'plain_text_input', min_length: n }), 3000, '/view/blocks/0/element/min_length'],
  ['max_length', (n) => input({ type: 'plain_text_input', max_length: n }), 3000, '/view/blocks/0/element/max_length'],
  [
    'initial text',
    (n) => input({ type: 'plain_text_input', initial_value: x(n) }),
    3000,
    '/view/blocks/0/element/initial_value',
  ],
  [
    'initial text under its own max_length',
    (n) => input({ type: 'plain_text_input', max_length: 10, initial_value: x(n) }),
    10,
    '/view/blocks/0/element/initial_value',
  ],
  ['files', (n) => input({ type: 'file_input', max_files: n }), 10, '/view/blocks/0/element/max_files'],
  ['rich text lines', (n) => input({ type: 'rich_text_input', max_lines: n }), 100, '/view/blocks/0/element/max_lines'],
  [
    'image alt_text',
    (n) => message({ type: 'image', image_url: 'https://a/b', alt_text: x(n) }),
    2000,
    '/blocks/0/alt_text',
  ],
  [
    'image url',
    (n) => message({ type: 'image', image_url: `https://a/${x(n - 10)}`, alt_text: 'a' }),
    3000,
    '/blocks/0/image_url',
  ],
  [
    'image title',
    (n) => message({ type: 'image', image_url: 'https://a/b', alt_text: 'a', title: plain(x(n)) }),
    2000,
    '/blocks/0/title/text',
  ],
  ['markdown', (n) => message({ type: 'markdown', text: x(n) }), 12_000, '/blocks/0/text'],
  [
    'markdown altogether',
    (n) => message({ type: 'markdown', text: x(6000) }, { type: 'markdown', text: x(n - 6000) }),
    12_000,
    '/blocks',
  ],
  ['table rows', (n) => message({ type: 'table', rows: many(n, () => [cell]) }), 100, '/blocks/0/rows'],
  ['table columns', (n) => message({ type: 'table', rows: [many(n, () => cell)] }), 20, '/blocks/0/rows/0'],
  ['tables', (n) => checkMessage(many(n, () => ({ type: 'table', rows: [[cell]] }))), 1, '/blocks/1'],
  [
    'data_table rows',
    (n) => message({ type: 'data_table', caption: 'c', rows: many(n, () => [cell]) }),
    101,
    '/blocks/0/rows',
  ],
  [
    'data_table columns',
    (n) => message({ type: 'data_table', caption: 'c', rows: [many(n, () => cell), many(n, () => cell)] }),
    20,
    '/blocks/0/rows/0',
  ],
  [
    'data_table page',
    (n) => message({ type: 'data_table', caption: 'c', rows: [[cell], [cell]], page_size: n }),
    100,
    '/blocks/0/page_size',
  ],
  ['card title', (n) => card({ title: mrkdwn(x(n)) }), 150, '/blocks/0/title/text'],
  ['card subtitle', (n) => card({ subtitle: mrkdwn(x(n)) }), 150, '/blocks/0/subtitle/text'],
  ['card body', (n) => card({ body: mrkdwn(x(n)) }), 200, '/blocks/0/body/text'],
  [
    'card buttons',
    (n) => card({ actions: many(n, (i) => ({ type: 'button', action_id: `a${i}`, text: plain('b') })) }),
    2,
    '/blocks/0/actions',
  ],
  [
    'carousel cards',
    (n) => message({ type: 'carousel', elements: many(n, () => ({ type: 'card', title: mrkdwn('t') })) }),
    10,
    '/blocks/0/elements',
  ],
  ['container title', (n) => container({ title: plain(x(n)) }), 150, '/blocks/0/title/text'],
  ['container subtitle', (n) => container({ subtitle: plain(x(n)) }), 150, '/blocks/0/subtitle/text'],
  ['container children', (n) => container({ child_blocks: many(n, section) }), 10, '/blocks/0/child_blocks'],
  ['chart title', (n) => message({ ...pie(2), title: x(n) }), 50, '/blocks/0/title'],
  ['charts', (n) => checkMessage(many(n, () => pie(2))), 2, '/blocks/2'],
  ['pie segments', (n) => message(pie(n)), 6, '/blocks/0/chart/segments'],
  ['chart series', (n) => line(many(n, (i) => ({ name: `s${i}`, data: [point(0)] }))), 6, '/blocks/0/chart/series'],
  [
    'chart categories',
    (n) =>
      line(
        [{ name: 's', data: [point(0)] }],
        many(n, (i) => `c${i}`),
      ),
    20,
    '/blocks/0/chart/axis_config/categories',
  ],
  ['chart labels', (n) => line([{ name: x(n), data: [point(0)] }]), 20, '/blocks/0/chart/series/0/name'],
  [
    'context_actions elements',
    (n) =>
      message({
        type: 'context_actions',
        elements: many(n, (i) => ({ type: 'icon_button', action_id: `a${i}`, icon: 'trash', text: plain('d') })),
      }),
    5,
    '/blocks/0/elements',
  ],
  ['modal title', (n) => modal({ title: plain(x(n)) }), 24, '/view/title/text'],
  ['modal submit', (n) => modal({ submit: plain(x(n)) }), 24, '/view/submit/text'],
  ['modal close', (n) => modal({ close: plain(x(n)) }), 24, '/view/close/text'],
  ['callback_id', (n) => modal({ callback_id: x(n) }), 255, '/view/callback_id'],
  ['external_id', (n) => modal({ external_id: x(n) }), 255, '/view/external_id'],
  ['private_metadata', (n) => modal({ private_metadata: x(n) }), 3000, '/view/private_metadata'],
  ['answered options', (n) => checkOptions({ options: options(n) }), 100, '/options'],
  [
    'answered groups',
    (n) => checkOptions({ option_groups: many(n, () => ({ label: plain('g'), options: options(1) })) }),
    100,
    '/option_groups',
  ],
];

describe('the largest that Block Kit takes', () => {
  test.each(LONGEST)('%s', (_name, build, limit, pointer) => {
    expect(build(limit)).toEqual([]);
    const over = build(limit + 1);
    expect(over).not.toEqual([]);
    expect(over.map((each) => each.endsWith(`[json-pointer:${pointer}]`))).toContain(true);
  });

  test('a view of 250 KB', () => {
    const base = {
      type: 'modal',
      title: plain('T'),
      blocks: many(86, (i) => ({ ...section(i), text: plain(x(2900)) })),
    };
    const room = 250 * 1024 - JSON.stringify(base).length - JSON.stringify({ private_metadata: '' }).length + 1;
    expect(checkView({ ...base, private_metadata: x(room) })).toEqual([]);
    expect(checkView({ ...base, private_metadata: x(room + 1) })).toEqual([
      '[ERROR] must be smaller than 256000 bytes [json-pointer:/view]',
    ]);
  });
});
