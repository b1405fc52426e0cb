import { describe, expect, test } from 'vitest';
import { checkMessage, checkView } from '../../../sandbox/slack/block-kit.ts';

const plain = (text: string): object => ({ type: 'plain_text', text });
const mrkdwn = (text: string): object => ({ type: 'mrkdwn', text });
const option = (value: string): object => ({ text: plain(value), value });
const button = (action_id: string): object => ({ type: 'button', action_id, text: plain('b') });
const section = { type: 'section', text: plain('a') };
const rich = (...elements: object[]): object => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});

const table = (...rows: readonly object[][]): object => ({ type: 'table', rows });
const raw = (text: string): object => ({ type: 'raw_text', text });

const BAD_MESSAGES: readonly (readonly [string, readonly unknown[], string])[] = [
  ['a second table', [table([raw('a')]), table([raw('b')])], 'only one table block allowed [json-pointer:/blocks/1]'],
  ['an empty cell', [table([raw('')])], 'must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]'],
  ['a cell of mrkdwn', [table([mrkdwn('a')])], 'unsupported type: mrkdwn'],
  [
    'a table of 101 rows',
    [table(...Array.from({ length: 101 }, () => [raw('a')]))],
    'no more than 100 items allowed [json-pointer:/blocks/0/rows]',
  ],
  [
    'an unknown block',
    [{ type: 'gauge' }],
    'unsupported type: gauge, which this local Slack does not know [json-pointer:/blocks/0/type]',
  ],
  ['a block without type', [{}], 'missing required field: type [json-pointer:/blocks/0]'],
  ['a block that is no object', ['x'], 'must provide an object [json-pointer:/blocks/0]'],
  ['an unknown field', [{ ...section, color: 'red' }], 'invalid additional property: color [json-pointer:/blocks/0]'],
  [
    'an unknown element',
    [{ type: 'actions', elements: [{ type: 'slider' }] }],
    'unsupported type: slider, which this local Slack does not know',
  ],
  [
    'an element of another block',
    [{ type: 'actions', elements: [{ type: 'plain_text_input' }] }],
    'unsupported type: plain_text_input [',
  ],
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
    'an action_id twice in a block',
    [{ type: 'actions', elements: [button('a'), button('a')] }],
    'action_id a already exists [json-pointer:/blocks/0/elements/1/action_id]',
  ],
  ['a user id that is none', [rich({ type: 'user', user_id: 'mei' })], 'does not match the format'],
  ['a menu without options', [{ ...section, accessory: { type: 'static_select' } }], 'missing required field: options'],
  [
    'an option without value',
    [{ ...section, accessory: { type: 'static_select', options: [{ text: plain('a') }] } }],
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
];

describe('what Slack refuses in a message', () => {
  test.each(BAD_MESSAGES)('%s', (_name, blocks, reason) => {
    expect(checkMessage(blocks).join('\n')).toContain(`[ERROR] `);
    expect(checkMessage(blocks).join('\n')).toContain(reason);
  });
});

/** Slack has these, but the app does not send them, so this Slack has no limits to hold them to. */
describe('what Slack takes and this Slack does not know', () => {
  const DOES_NOT_KNOW = 'which this local Slack does not know';

  test.each([
    'alert',
    'call',
    'card',
    'carousel',
    'container',
    'context_actions',
    'data_table',
    'file',
    'image',
    'markdown',
    'plan',
    'task_card',
    'video',
  ])('the block %s', (type) => {
    expect(checkMessage([{ type }])).toEqual([
      `[ERROR] unsupported type: ${type}, ${DOES_NOT_KNOW} [json-pointer:/blocks/0/type]`,
    ]);
    for (const view of [{ type: 'modal', title: plain('T') }, { type: 'home' }]) {
      expect(checkView({ ...view, blocks: [{ type }] }).join()).toContain(DOES_NOT_KNOW);
    }
  });

  test.each([
    'channels_select',
    'datepicker',
    'email_text_input',
    'feedback_buttons',
    'file_input',
    'icon_button',
    'image',
    'multi_static_select',
    'number_input',
    'overflow',
    'rich_text_input',
    'timepicker',
    'url_text_input',
    'users_select',
    'workflow_button',
  ])('the element %s', (type) => {
    for (const block of [
      { type: 'actions', elements: [{ type }] },
      { ...section, accessory: { type } },
      { type: 'input', label: plain('l'), element: { type } },
      { type: 'context', elements: [{ type }] },
    ]) {
      expect(checkMessage([block]).join()).toContain(`unsupported type: ${type}, ${DOES_NOT_KNOW}`);
    }
  });

  test.each(['broadcast', 'channel', 'color', 'date', 'emoji', 'team', 'usergroup'])('%s in rich text', (type) => {
    expect(checkMessage([rich({ type })]).join()).toContain(`unsupported type: ${type}, ${DOES_NOT_KNOW}`);
  });

  test.each(['rich_text_list', 'rich_text_preformatted'])('%s', (type) => {
    expect(checkMessage([{ type: 'rich_text', elements: [{ type }] }]).join()).toContain(DOES_NOT_KNOW);
  });

  test.each(['constructor', '__proto__', 'toString'])('a type that is called %s', (type) => {
    expect(checkMessage([{ type }, { type: 'actions', elements: [{ type }] }])).toHaveLength(2);
  });
});
