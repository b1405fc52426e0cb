import { describe, expect, test } from 'vitest';
import { checkMessage, checkView } from '../../../sandbox/slack/block-kit.ts';
import { accessory, line, message, modal, option, options, plain, point } from './sized.ts';

const inActions = (element: object): readonly string[] => message({ type: 'actions', elements: [element] });
const home = (...blocks: object[]): readonly string[] => checkView({ type: 'home', blocks });

const WRONG: readonly (readonly [string, readonly string[], string])[] = [
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
  [
    'a datetimepicker in a home tab',
    home({ type: 'actions', elements: [{ type: 'datetimepicker' }] }),
    'datetimepicker is not allowed in a home',
  ],
  [
    'a chart of no kind',
    message({ type: 'data_visualization', title: 't', chart: { type: 'radar', series: [], axis_config: {} } }),
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
