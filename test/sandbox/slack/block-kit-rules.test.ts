import { describe, expect, test } from 'vitest';
import { checkMessage } from '../../../sandbox/slack/block-kit.ts';

const plain = (text: string): object => ({ type: 'plain_text', text });
const mrkdwn = (text: string): object => ({ type: 'mrkdwn', text });
const option = (value: string): object => ({ text: plain(value), value });
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
