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
  ['a chart in a home tab', home({ type: 'data_visualization' }), 'data_visualization is not allowed in a home'],
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

  test('an input in a message, in a modal and in a home tab', () => {
    expect(checkView(modal(input({ type: 'datetimepicker' })))).toEqual([]);
    expect(checkView(home(input({ type: 'conversations_select', filter: { include: ['public'] } })))).toEqual([]);
    expect(checkMessage([input({ type: 'plain_text_input' })])).toEqual([]);
  });

  test('an initial_option in which Slack added emoji', () => {
    const initial_option = { text: { type: 'plain_text', text: 'a', emoji: true }, value: 'a' };
    expect(
      checkMessage([{ ...section, accessory: { type: 'static_select', options: [option('a')], initial_option } }]),
    ).toEqual([]);
  });

  test('rich text: what people wrote, with links and mentions', () => {
    const leaves = [
      { type: 'text', text: 'a', style: { bold: true } },
      { type: 'link', url: 'https://a/b', text: 'a' },
      { type: 'user', user_id: 'U1' },
    ];
    const quote = { type: 'rich_text_quote', elements: leaves };
    expect(checkMessage([rich(...leaves), { type: 'rich_text', elements: [quote] }])).toEqual([]);
  });

  test('a line chart', () => {
    const chart = {
      type: 'line',
      series: [{ name: 's', data: [{ label: 'Mon', value: 1.5 }] }],
      axis_config: { categories: ['Mon'] },
    };
    expect(checkMessage([{ type: 'data_visualization', title: 't', chart }])).toEqual([]);
  });

  test('an answer to a menu with nothing found, but not with nothing said', () => {
    expect(checkOptions({ options: [] })).toEqual([]);
    expect(checkOptions({})).not.toEqual([]);
    expect(checkOptions({ options: [], option_groups: [] })).toEqual([
      '[ERROR] no less than 1 items allowed [json-pointer:/option_groups]',
    ]);
    expect(checkOptions([])).toEqual(['[ERROR] must provide an object [json-pointer:]']);
  });
});
