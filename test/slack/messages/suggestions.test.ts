import { describe, expect, it } from 'vitest';
import { checkMessage } from '../../../sandbox/slack/block-kit.ts';
import { readable } from '../../../sandbox/slack/mrkdwn.ts';
import type { Advice, Suggestions } from '../../../src/core/report/advice.ts';
import type { Suggestion } from '../../../src/core/instance/suggestion.ts';
import type { ResizeRequest } from '../../../src/core/request/request.ts';
import { reportMessage } from '../../../src/slack/messages/report.ts';
import { suggestMessage } from '../../../src/slack/messages/suggestions.ts';
import { ledgersOf } from '../../../src/core/report/ledger.ts';
import { wordsFor } from '../../../src/wording/words.ts';
import { anInstance, aRequest, GB, NOON } from '../../builders.ts';
import { aSetting } from '../corpus.ts';

const reading = { ...aSetting(), workspaceUrl: undefined, botName: 'redis-resize' };
const stand = anInstance({ realClass: 'redis.master.stand.default', capacityMb: 4096 });
const cost = { currency: 'CNY', now: '521.22', then: '153.30', difference: '367.92', direction: 'less' } as const;
const peak = { used: 0.5 * GB, limit: 4 * GB, days: 5 };
const smaller: Suggestion = { kind: 'smaller', targetClass: 'redis.master.small.default', unchecked: ['qps'], ...peak };

function shown(advice: readonly Advice[], over: Partial<Suggestions> = {}) {
  const base = { kind: 'suggestions', of: 7, unread: 0, more: 0, unreadPlaces: [] } as const;
  const message = suggestMessage({ ...base, advice, ...over }, reading);
  expect(checkMessage(message.blocks)).toEqual([]);
  return { blocks: message.blocks, text: readable(message, []) };
}

describe('suggestions', () => {
  it('show what is saved and how sure that is, with a button that opens the form filled in', () => {
    const { blocks, text } = shown([{ instance: stand, suggestion: smaller, cost }]);
    expect(text).toContain(
      '💰 orders-cache r-bp1zxszhcgatnx: redis.master.stand.default (4 GB) → redis.master.small.default (1 GB) covers all peaks (memory 13% of 4 GB now; metrics of 5 of 7 days). Saves about CN¥367.92 a month. Not checked: requests per second.',
    );
    expect(blocks[1]).toMatchObject({
      accessory: {
        action_id: 'new_request',
        value: 'r-bp1zxszhcgatnx redis.master.small.default --region cn-hangzhou',
      },
    });
  });

  it.each<readonly [string, Suggestion, Advice['cost'], string]>([
    [
      'full, with a trend',
      { kind: 'larger', targetClass: 'redis.master.large.default', fullInDays: 9, ...peak, used: 3.9 * GB },
      { ...cost, direction: 'more' },
      'memory peak at 98% of 4 GB (redis.master.stand.default (4 GB); metrics of 5 of 7 days). Full in about 9 days if it keeps growing like this. redis.master.large.default (8 GB) has room. About CN¥367.92 more a month.',
    ],
    [
      'full, and nothing larger',
      { kind: 'larger', targetClass: undefined, fullInDays: undefined, ...peak, used: 3.9 * GB },
      undefined,
      '5 of 7 days). No larger class of its kind is offered.',
    ],
    ['not cheaper', smaller, { ...cost, direction: 'same', difference: '0.00' }, 'It would not be cheaper'],
    ['without a price', smaller, undefined, "Its price couldn't be read."],
    ['fitting', { kind: 'fits', ...peak }, undefined, '✅ orders-cache r-bp1zxszhcgatnx: redis.master.stand.default'],
    [
      'for a time',
      { kind: 'returns', back: 'redis.master.small.default', backMb: 1024, at: '2026-11-24T01:00:00.000Z' },
      undefined,
      'redis.master.stand.default (4 GB) goes back to redis.master.small.default (1 GB) ',
    ],
    ['unknown', { kind: 'unknown' }, undefined, 'too few metrics of the last 7 days'],
  ])('%s', (_, suggestion, price, text) => {
    expect(shown([{ instance: stand, suggestion, cost: price }]).text).toContain(text);
  });

  it('say what is missing', () => {
    const { text } = shown([], { unread: 3, more: 2, unreadPlaces: [{ account: 'main', region: 'cn-shanghai' }] });
    expect(text).toMatch(/^No suggestions for 7 instances/);
    expect(text).toContain("3 instances couldn't be read in time and are not included.");
    expect(text).toContain('cn-shanghai (main)');
    expect(text).toContain('2 more instances may have a smaller class');
    expect(shown([], { of: 0 }).text).toBe('No suggestions: there is no instance that you may resize.');
  });
});

describe('the chart of a report', () => {
  const quote = { currency: 'CNY', originalAmount: '1', discountAmount: '0', tradeAmount: '10.01' };
  const on = (day: number, over: Partial<ResizeRequest> = {}) => {
    const placedAt = `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`;
    const order = { orderId: String(day), requestId: undefined, placedAt };
    return aRequest({ id: `rr-${String(day)}`, state: 'completed', order, quote, ...over });
  };
  const drawn = (requests: readonly ResizeRequest[]) => {
    const ledgers = ledgersOf(
      '2026-11',
      requests,
      new Map([['rr-3', { payment: 'paid', price: { amount: '9.5', currency: 'CNY' } }]]),
    );
    const message = reportMessage(
      { kind: 'report', month: '2026-11', ledgers, unread: 0, more: false },
      wordsFor('en'),
    );
    expect(checkMessage(message.blocks)).toEqual([]);
    return message.blocks.find((block) => block.type === 'data_visualization')?.chart;
  };

  it('adds up what was quoted and paid, beside the table; what was canceled is not in it', () => {
    const chart = drawn([on(3), on(7), on(7), on(9, { state: 'cancelled' })]);
    expect(chart?.axis_config).toMatchObject({ categories: ['Nov 3', 'Nov 7'], y_label: 'CNY' });
    expect(chart?.series.map(({ name, data }) => [name, ...data.map(({ value }) => value)])).toEqual([
      ['Quoted', 10.01, 30.03],
      ['Paid', 9.5, 9.5],
    ]);
  });

  it('has the last twenty days with orders, with the sum of those before', () => {
    const chart = drawn(Array.from({ length: 25 }, (_, index) => on(index + 1)));
    expect(chart?.axis_config.categories).toHaveLength(20);
    expect(chart?.series[0]?.data.at(0)?.value).toBe(60.06);
  });

  it.each([
    ['a single day', [on(3), on(3)]],
    ['two currencies', [on(3), on(7, { quote: { ...quote, currency: 'USD' } })]],
    ['no price', [on(3, { quote: undefined }), on(7, { quote: undefined })]],
  ])('is not there for %s: the table says it all', (_, requests) => {
    expect(drawn(requests)).toBeUndefined();
  });
});

it('a report sums what has no group or tag under a name in the reader’s language', () => {
  const order = { orderId: '1', requestId: undefined, placedAt: NOON.toISOString() };
  const quote = { currency: 'CNY', originalAmount: '1', discountAmount: '0', tradeAmount: '1' };
  const requests = [aRequest({ state: 'completed', order, quote, before: anInstance({ tags: {} }) })];
  const ledgers = ledgersOf('2026-11', requests, new Map());
  const report = { kind: 'report', month: '2026-11', ledgers, unread: 0, more: false } as const;
  expect(readable(reportMessage(report, wordsFor('zh-CN')), []).match(/（无）/g)).toHaveLength(2);
  expect(readable(reportMessage(report, wordsFor('en')), []).match(/\(none\)/g)).toHaveLength(2);
});

it('a report of many orders in two currencies is one message that Slack takes', () => {
  const order = { orderId: '1', requestId: undefined, placedAt: NOON.toISOString() };
  const quote = (currency: string) => ({ currency, originalAmount: '1', discountAmount: '0', tradeAmount: '1' });
  const requests = Array.from({ length: 120 }, (_, index) =>
    aRequest({
      id: `rr-${String(index)}`,
      state: 'completed',
      order,
      quote: quote(index % 2 === 0 ? 'CNY' : 'USD'),
      before: anInstance({ tags: { team: `<!channel> ${String(index)}`, [`key${String(index)}`]: '' } }),
    }),
  );
  const ledgers = ledgersOf('2026-11', requests, new Map());
  const message = reportMessage({ kind: 'report', month: '2026-11', ledgers, unread: 120, more: true }, wordsFor('en'));
  expect(checkMessage(message.blocks)).toEqual([]);
  const text = readable(message, []);
  expect(text).toContain('60 orders · quoted CN¥60.00');
  expect(text).toContain('60 orders · quoted $60.00');
  expect(text).toContain('The table shows the newest 50 orders; the sums include all.');
  expect(text).toContain("120 payments couldn't be read");
  expect(JSON.stringify(message.blocks)).not.toContain('<!channel>');
});
