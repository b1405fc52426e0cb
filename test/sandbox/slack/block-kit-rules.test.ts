import { describe, expect, test } from 'vitest';
import { checkMessage, checkOptions, checkView } from '../../../sandbox/slack/block-kit.ts';

const plain = (text: string): object => ({ type: 'plain_text', text });
const mrkdwn = (text: string): object => ({ type: 'mrkdwn', text });
const option = (value: string): object => ({ text: plain(value), value });
const modal = (...blocks: object[]): object => ({ type: 'modal', title: plain('T'), submit: plain('Go'), blocks });
const home = (...blocks: object[]): object => ({ type: 'home', blocks });
const input = (element: object): object => ({ type: 'input', label: plain('L'), element });
const button = (action_id: string): object => ({ type: 'button', action_id, text: plain('b') });
const section = { type: 'section', text: plain('a') };
const rich = (...elements: object[]): object => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});

const BAD_MESSAGES: readonly (readonly [string, readonly unknown[], string])[] = [
  ['an unknown block', [{ type: 'gauge' }], 'unsupported type: gauge [json-pointer:/blocks/0/type]'],
  ['a block without type', [{}], 'missing required field: type [json-pointer:/blocks/0]'],
  ['a block that is no object', ['x'], 'must provide an object [json-pointer:/blocks/0]'],
  ['an unknown field', [{ ...section, color: 'red' }], 'invalid additional property: color [json-pointer:/blocks/0]'],
  ['an unknown element', [{ type: 'actions', elements: [{ type: 'slider' }] }], 'unsupported type: slider'],
  ['an element of another block', [{ type: 'actions', elements: [{ type: 'plain_text_input' }] }], 'unsupported type'],
  [
    'an element field that is unknown',
    [{ type: 'actions', elements: [{ ...button('a'), disabled: true }] }],
    'invalid additional property: disabled',
  ],
  [
    'empty text',
    [{ type: 'section', text: mrkdwn('') }],
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ],
  ['an empty field', [{ type: 'section', fields: [plain('')] }], 'must be more than 0 characters'],
  [
    'an empty button value',
    [{ type: 'actions', elements: [{ ...button('a'), value: '' }] }],
    'must be more than 0 characters',
  ],
  ['a section of nothing', [{ type: 'section' }], 'must provide at least one of text, fields'],
  ['text that is a string', [{ type: 'section', text: 'a' }], 'must provide an object [json-pointer:/blocks/0/text]'],
  [
    'mrkdwn in a header',
    [{ type: 'header', text: mrkdwn('a') }],
    'unsupported type: "mrkdwn" [json-pointer:/blocks/0/text/type]',
  ],
  [
    'mrkdwn on a button',
    [{ type: 'actions', elements: [{ type: 'button', text: mrkdwn('a') }] }],
    'unsupported type: "mrkdwn"',
  ],
  [
    'emoji in mrkdwn',
    [{ type: 'section', text: { ...mrkdwn('a'), emoji: true } }],
    'invalid additional property: emoji',
  ],
  [
    'verbatim in plain_text',
    [{ type: 'section', text: { ...plain('a'), verbatim: true } }],
    'invalid additional property: verbatim',
  ],
  ['a flag that is text', [{ type: 'section', text: { ...plain('a'), emoji: 'true' } }], 'must provide a boolean'],
  [
    'a style of its own',
    [{ type: 'actions', elements: [{ ...button('a'), style: 'warning' }] }],
    'must be a valid enum value',
  ],
  ['no elements', [{ type: 'actions', elements: [] }], 'no less than 1 items allowed'],
  [
    'a confirm that lacks a text',
    [
      {
        type: 'actions',
        elements: [{ ...button('a'), confirm: { title: plain('a'), text: plain('b'), confirm: plain('c') } }],
      },
    ],
    'missing required field: deny',
  ],
  [
    'a block_id twice',
    [
      { ...section, block_id: 'a' },
      { ...section, block_id: 'a' },
    ],
    'block_id a already exists [json-pointer:/blocks/1/block_id]',
  ],
  [
    'a block_id again in a container',
    [
      { ...section, block_id: 'a' },
      { type: 'container', title: plain('t'), child_blocks: [{ ...section, block_id: 'a' }] },
    ],
    'block_id a already exists',
  ],
  [
    'an action_id twice in a block',
    [{ type: 'actions', elements: [button('a'), button('a')] }],
    'action_id a already exists [json-pointer:/blocks/0/elements/1/action_id]',
  ],
  ['an alert in a message', [{ type: 'alert', text: plain('a') }], 'alert is not allowed in a message'],
  ['a file', [{ type: 'file', external_id: 'a', source: 'remote' }], 'file is not allowed'],
  [
    'a container in a container',
    [{ type: 'container', title: plain('t'), child_blocks: [{ type: 'container' }] }],
    'unsupported type: container',
  ],
  [
    'a container without title',
    [{ type: 'container', child_blocks: [section] }],
    'must provide at least one of title, rich_text_title',
  ],
  [
    'a container that cannot collapse, collapsed',
    [{ type: 'container', title: plain('t'), child_blocks: [section], default_collapsed: true }],
    'default_collapsed requires is_collapsible',
  ],
  ['an empty card', [{ type: 'card' }], 'must provide at least one of hero_image, title, actions, body'],
  [
    'a plan beside a task_card',
    [
      { type: 'plan', title: 'p' },
      { type: 'task_card', task_id: 'a', title: 't', status: 'pending' },
    ],
    'plan and task_card exclude each other',
  ],
  [
    'a task that is "completed"',
    [{ type: 'task_card', task_id: 'a', title: 't', status: 'completed' }],
    'must be a valid enum value',
  ],
  [
    'a data_table without caption',
    [{ type: 'data_table', rows: [[{ type: 'raw_text', text: 'a' }], [{ type: 'raw_text', text: 'b' }]] }],
    'missing required field: caption',
  ],
  [
    'a data_table of a header alone',
    [{ type: 'data_table', caption: 'c', rows: [[{ type: 'raw_text', text: 'a' }]] }],
    'no less than 2 items allowed',
  ],
  ['an image without alt_text', [{ type: 'image', image_url: 'https://a/b' }], 'missing required field: alt_text'],
  ['an image from nowhere', [{ type: 'image', alt_text: 'a' }], 'must provide exactly one of image_url, slack_file'],
  [
    'an image from a script',
    [{ type: 'image', alt_text: 'a', image_url: 'javascript:alert(1)' }],
    'does not match the format',
  ],
  ['a user id that is none', [rich({ type: 'user', user_id: 'mei' })], 'does not match the format'],
  [
    'a menu with options and groups',
    [
      {
        ...section,
        accessory: {
          type: 'static_select',
          options: [option('a')],
          option_groups: [{ label: plain('g'), options: [option('b')] }],
        },
      },
    ],
    'must provide exactly one of options, option_groups',
  ],
  [
    'a menu without options',
    [{ ...section, accessory: { type: 'static_select' } }],
    'must provide exactly one of options, option_groups',
  ],
  [
    'an option without value',
    [{ ...section, accessory: { type: 'overflow', options: [{ text: plain('a') }] } }],
    'missing required field: value',
  ],
  [
    'mrkdwn in a select option',
    [{ ...section, accessory: { type: 'static_select', options: [{ text: mrkdwn('a'), value: 'a' }] } }],
    'unsupported type: "mrkdwn"',
  ],
  [
    'an initial_option from elsewhere',
    [{ ...section, accessory: { type: 'static_select', options: [option('a')], initial_option: option('b') } }],
    'initial_option must be one of the options',
  ],
  [
    'an initial_option that differs in its text',
    [
      {
        ...section,
        accessory: { type: 'radio_buttons', options: [option('a')], initial_option: { text: plain('A'), value: 'a' } },
      },
    ],
    'initial_option must be one of the options',
  ],
  [
    'initial_options from elsewhere',
    [{ ...section, accessory: { type: 'checkboxes', options: [option('a')], initial_options: [option('b')] } }],
    'initial_options must be among the options',
  ],
  [
    'no initial_options at all',
    [{ ...section, accessory: { type: 'checkboxes', options: [option('a')], initial_options: [] } }],
    'no less than 1 items allowed',
  ],
  [
    'two options of one value',
    [{ ...section, accessory: { type: 'static_select', options: [option('a'), option('a')] } }],
    'option values must be unique',
  ],
  [
    'a date that is none',
    [{ ...section, accessory: { type: 'datepicker', initial_date: '2026-13-01' } }],
    'does not match the format',
  ],
];

describe('what Slack refuses in a message', () => {
  test.each(BAD_MESSAGES)('%s', (_name, blocks, reason) => {
    expect(checkMessage(blocks).join('\n')).toContain(`[ERROR] `);
    expect(checkMessage(blocks).join('\n')).toContain(reason);
  });
});

const BAD_VIEWS: readonly (readonly [string, unknown, string])[] = [
  ['no view', 'x', 'must provide an object [json-pointer:/view]'],
  ['a view without type', { blocks: [] }, 'missing required field: type [json-pointer:/view]'],
  ['a view of another type', { type: 'dialog', blocks: [] }, 'unsupported type: dialog'],
  ['a modal without title', { type: 'modal', blocks: [] }, 'missing required field: title [json-pointer:/view]'],
  ['a title in mrkdwn', { type: 'modal', title: mrkdwn('T'), blocks: [] }, 'unsupported type: "mrkdwn"'],
  ['a modal without blocks', { type: 'modal', title: plain('T') }, 'missing required field: blocks'],
  [
    'an input without submit',
    { type: 'modal', title: plain('T'), blocks: [input({ type: 'plain_text_input' })] },
    'submit is required',
  ],
  ['a view with the fields of an answer', { ...modal(), id: 'V1', hash: '1.a' }, 'invalid additional property: hash'],
  ['a home tab with a title', { ...home(), title: plain('T') }, 'invalid additional property: title'],
  [
    'a table in a modal',
    modal({ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }),
    'table is not allowed in a modal',
  ],
  ['markdown in a modal', modal({ type: 'markdown', text: 'a' }), 'markdown is not allowed in a modal'],
  ['a plan in a home tab', home({ type: 'plan', title: 'p' }), 'plan is not allowed in a home'],
  ['a chart in a home tab', home({ type: 'data_visualization' }), 'data_visualization is not allowed in a home'],
  [
    'context_actions in a modal',
    modal({ type: 'context_actions', elements: [] }),
    'context_actions is not allowed in a modal',
  ],
  ['a card in a modal', modal({ type: 'card', title: mrkdwn('t') }), 'card is not allowed in a modal'],
  ['a container in a modal', modal({ type: 'container' }), 'container is not allowed in a modal'],
  ['an alert in a home tab', home({ type: 'alert', text: plain('a') }), 'alert is not allowed in a home'],
  ['a file_input in a home tab', home(input({ type: 'file_input' })), 'file_input is not allowed in a home'],
  ['a button in an input', modal(input(button('a'))), 'unsupported type: button'],
  [
    'two elements with the focus',
    modal(
      input({ type: 'plain_text_input', focus_on_load: true }),
      input({ type: 'plain_text_input', focus_on_load: true }),
    ),
    'only one element can have focus_on_load',
  ],
  [
    'a number that is a number',
    modal(input({ type: 'number_input', is_decimal_allowed: false, min_value: 1 })),
    'must provide a string',
  ],
  [
    'a number string that is none',
    modal(input({ type: 'number_input', is_decimal_allowed: false, initial_value: 'two' })),
    'must be a number string',
  ],
  [
    'a decimal where none is allowed',
    modal(input({ type: 'number_input', is_decimal_allowed: false, initial_value: '1.5' })),
    'must be a number string',
  ],
  [
    'a number_input that does not say whether',
    modal(input({ type: 'number_input' })),
    'missing required field: is_decimal_allowed',
  ],
  [
    'min above max',
    modal(input({ type: 'number_input', is_decimal_allowed: true, min_value: '2', max_value: '1' })),
    'min_value must not be greater than max_value',
  ],
  [
    'an initial number out of bounds',
    modal(input({ type: 'number_input', is_decimal_allowed: true, initial_value: '3', max_value: '1' })),
    'must not be greater than max_value',
  ],
  [
    'min_length above max_length',
    modal(input({ type: 'plain_text_input', min_length: 5, max_length: 4 })),
    'min_length must not be greater than max_length',
  ],
  [
    'an empty initial text',
    modal(input({ type: 'plain_text_input', initial_value: '' })),
    'must be more than 0 characters',
  ],
];

describe('what Slack refuses in a view', () => {
  test.each(BAD_VIEWS)('%s', (_name, view, reason) => {
    expect(checkView(view).join('\n')).toContain(reason);
  });
});

describe('what Slack takes', () => {
  test('buttons of different blocks may share an action_id', () => {
    expect(
      checkMessage([
        { type: 'actions', elements: [button('a')] },
        { type: 'actions', elements: [button('a')] },
      ]),
    ).toEqual([]);
  });

  test('an alert in a modal, a card in a home tab, an input in a message', () => {
    expect(checkView(modal({ type: 'alert', level: 'warning', text: mrkdwn('a') }))).toEqual([]);
    expect(checkView(home({ type: 'card', title: mrkdwn('t') }))).toEqual([]);
    expect(checkMessage([input({ type: 'plain_text_input' })])).toEqual([]);
  });

  test('an initial_option in which Slack added emoji', () => {
    const initial_option = { text: { type: 'plain_text', text: 'a', emoji: true }, value: 'a' };
    expect(
      checkMessage([{ ...section, accessory: { type: 'static_select', options: [option('a')], initial_option } }]),
    ).toEqual([]);
  });

  test('rich text of every kind', () => {
    const leaves = [
      { type: 'text', text: 'a', style: { bold: true } },
      { type: 'link', url: 'https://a/b', text: 'a' },
      { type: 'user', user_id: 'U1' },
      { type: 'usergroup', usergroup_id: 'S1' },
      { type: 'channel', channel_id: 'C1' },
      { type: 'broadcast', range: 'here' },
      { type: 'date', timestamp: 1, format: '{date}' },
      { type: 'emoji', name: 'wave' },
    ];
    const list = {
      type: 'rich_text_list',
      style: 'ordered',
      elements: [{ type: 'rich_text_section', elements: leaves }],
    };
    const quote = { type: 'rich_text_quote', elements: leaves };
    const code = { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'a' }] };
    expect(checkMessage([rich(...leaves), { type: 'rich_text', elements: [list, quote, code] }])).toEqual([]);
  });

  test('a line chart, a table with rich cells, a plan', () => {
    const chart = {
      type: 'line',
      series: [{ name: 's', data: [{ label: 'Mon', value: 1.5 }] }],
      axis_config: { categories: ['Mon'] },
    };
    expect(checkMessage([{ type: 'data_visualization', title: 't', chart }])).toEqual([]);
    expect(
      checkMessage([
        { type: 'table', rows: [[rich({ type: 'text', text: 'a' }), { type: 'raw_number', value: 1, text: '1' }]] },
      ]),
    ).toEqual([]);
    const task = {
      type: 'task_card',
      task_id: 'a',
      title: 't',
      status: 'in_progress',
      details: rich({ type: 'text', text: 'a' }),
    };
    expect(checkMessage([{ type: 'plan', title: 'p', tasks: [task] }])).toEqual([]);
  });

  test('an answer to a menu with nothing found, but not with nothing said', () => {
    expect(checkOptions({ options: [] })).toEqual([]);
    expect(checkOptions({})).not.toEqual([]);
    expect(checkOptions({ options: [], option_groups: [] })).not.toEqual([]);
    expect(checkOptions([])).toEqual(['[ERROR] must provide an object [json-pointer:]']);
  });
});
