import { describe, expect, test } from 'vitest';
import { checkMessage, checkOptions, checkView } from '../../../sandbox/slack/block-kit.ts';
import {
  type Row,
  x,
  many,
  plain,
  mrkdwn,
  option,
  options,
  confirm,
  message,
  button,
  accessory,
  modal,
  input,
  section,
  point,
  line,
  chart,
} from './sized.ts';

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
    (n) => accessory({ type: 'external_select', placeholder: plain(x(n)) }),
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
    '/view/blocks/0/element/dispatch_action_config/trigger_actions_on',
  ],
  ['chart title', (n) => message({ ...chart(), title: x(n) }), 50, '/blocks/0/title'],
  ['charts', (n) => checkMessage(many(n, () => chart())), 2, '/blocks/2'],
  ['chart series', (n) => line(many(n, (i) => ({ name: `s${i}`, data: [point(0)] }))), 6, '/blocks/0/chart/series'],
  [
    'chart categories',
    (n) =>
      line(
        [{ name: 's', data: many(n, point) }],
        many(n, (i) => `l${i}`),
      ),
    20,
    '/blocks/0/chart/axis_config/categories',
  ],
  ['chart labels', (n) => line([{ name: x(n), data: [point(0)] }]), 20, '/blocks/0/chart/series/0/name'],
  ['modal title', (n) => modal({ title: plain(x(n)) }), 24, '/view/title/text'],
  ['modal submit', (n) => modal({ submit: plain(x(n)) }), 24, '/view/submit/text'],
  ['modal close', (n) => modal({ close: plain(x(n)) }), 24, '/view/close/text'],
  ['callback_id', (n) => modal({ callback_id: x(n) }), 255, '/view/callback_id'],
  ['private_metadata', (n) => modal({ private_metadata: x(n) }), 3000, '/view/private_metadata'],
  ['answered options', (n) => checkOptions({ options: options(n) }), 100, '/options'],
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
