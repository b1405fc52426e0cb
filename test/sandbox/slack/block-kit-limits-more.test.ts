import { describe, expect, test } from 'vitest';
import { checkMessage, checkOptions, checkView } from '../../../sandbox/slack/block-kit.ts';
import {
  type Row,
  x,
  many,
  plain,
  mrkdwn,
  options,
  message,
  modal,
  section,
  point,
  line,
  pie,
  cell,
  card,
  container,
} from './sized.ts';

const LONGEST: readonly Row[] = [
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
        [{ name: 's', data: many(n, point) }],
        many(n, (i) => `l${i}`),
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
