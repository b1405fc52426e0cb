import { describe, expect, it } from 'vitest';
import { MESSAGE_SIZE, messageSize } from '../../../sandbox/slack/block-kit.ts';
import { dailyOf, type DailyFacts } from '../../../src/core/explain/daily.ts';
import { digestMessage } from '../../../src/slack/messages/daily.ts';
import { LOCALES, wordsFor } from '../../../src/wording/words.ts';
import { anInstance, aRequest, DEV, NOON } from '../../builders.ts';
import { aPolicy } from '../../core/policy/policy-builders.ts';
import { isFinal } from '../../../src/core/request/state.ts';
import { CORPUS, STATES } from '../corpus.ts';

const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));

function draw(facts: Partial<DailyFacts>, locale: (typeof LOCALES)[number] = 'en') {
  const daily = dailyOf(
    aPolicy([]),
    { open: [], charged: [], returning: [], locks: [], freeze: undefined, ...facts },
    NOON,
  );
  const reading = { words: wordsFor(locale), workspaceUrl: 'https://t.slack.com/' };
  return digestMessage('2026-11-23', daily, reading).blocks;
}

const OPEN = STATES.filter((state) => !isFinal(state));

const texts = (blocks: ReturnType<typeof draw>) =>
  blocks.flatMap((block) => (block.type === 'section' ? (block.text?.text ?? '') : []));

describe('the digest', () => {
  it('has a part for each thing there is, with its count, and none for what is not', () => {
    const card = { channelId: 'C0OPS', ts: '1.2', shows: 1 };
    const order = { orderId: '1', requestId: undefined, placedAt: NOON.toISOString() };
    const done = aRequest({ state: 'completed', order, card });
    const freeze = { by: DEV, at: NOON.toISOString(), reason: 'sale' };
    const plannedReturn = { at: '2026-11-24T01:00:00Z', announced: undefined, waitsFor: undefined, outcome: undefined };
    const returning = [{ ...done, plannedReturn }];
    const shown = texts(draw({ open: [aRequest({ card })], charged: [done], returning, freeze }));
    expect(shown).toEqual([
      expect.stringMatching(/^\*Locks and freezes\* \(1\)\n❄️ \*All orders are frozen\* by <@U0DEV1>.*sale$/),
      expect.stringMatching(
        /^🟡 \*Waiting for approval, expires within 24 hours\* \(1\)\n<https:.*orders-cache: .* → /,
      ),
      expect.stringMatching(/^\*Planned returns\* \(1\)\n⏳ \*orders-cache\* .*mid.* → .*small.*<!date\^1795482000\^/),
      expect.stringMatching(/^\*Ordered in the last 24 hours\* \(1\)\n.*CN¥42\.10.*completed$/),
      expect.stringMatching(/^\*Subscriptions ordered:\* CN¥42\.10/),
    ]);
  });

  it.each([
    [
      'en',
      '*Suggestions of the week:* 5 instances could be smaller (a, b, c, +2), which saves about CN¥100.00 a month' +
        ' · 1 instance used more than 80% of its memory (full). Details: `/redis-resize suggest`',
    ],
    [
      'zh-CN',
      '*本周建议：* 5 个实例可以降配（a，b，c，+2），每月约省 ¥100.00 · 1 个实例内存峰值超过 80%（full）。详情：`/redis-resize suggest`',
    ],
  ] as const)('has one line of suggestions (%s)', (locale, line) => {
    const known = { used: 1, limit: 10, days: 7 };
    const cost = { now: '60', then: '40', difference: '20', direction: 'less', currency: 'CNY' } as const;
    const smaller = { kind: 'smaller', targetClass: 'redis.master.micro.default', unchecked: [], ...known } as const;
    const larger = { kind: 'larger', targetClass: undefined, fullInDays: undefined, ...known } as const;
    const advice = [
      ...['a', 'b', 'c', 'd', 'e'].map((name) => ({ instance: anInstance({ name }), suggestion: smaller, cost })),
      { instance: anInstance({ name: 'full' }), suggestion: larger, cost: undefined },
      { instance: anInstance({ name: 'dear' }), suggestion: smaller, cost: { ...cost, direction: 'more' as const } },
    ];
    expect(texts(draw({ advice }, locale))).toEqual([line]);
  });

  it.each(LOCALES)('stays within what Slack takes, with the number of what is left out (%s)', (locale) => {
    for (const text of [...CORPUS, 'orders-cache-of-the-eastern-warehouse', 'x'.repeat(3000)]) {
      const request = (index: number) =>
        aRequest({
          ...{ id: `rr-${String(index).padStart(8, '0')}`, reason: text },
          state: OPEN[index % OPEN.length]!,
          before: anInstance({ name: text, realClass: 'redis.logic.sharding.16g.16db.0rodb.32proxy.default' }),
          ...(index % 3 === 0 ? { expiresAt: '2026-12-01T12:00:00.000Z' } : {}),
        });
      const lock = () => ({ instance: anInstance({ name: text }), by: DEV, at: NOON.toISOString(), reason: text });
      const order = { orderId: '1', requestId: undefined, placedAt: NOON.toISOString() };
      const charged = many(50, (index) => ({ ...request(index), state: 'completed' as const, order }));
      const blocks = draw({ open: many(200, request), locks: many(50, lock), charged, returning: charged }, locale);
      expect(blocks.length).toBeLessThanOrEqual(50);
      expect(messageSize(blocks)).toBeLessThan(MESSAGE_SIZE);
      for (const part of texts(blocks)) {
        expect(part.length).toBeLessThanOrEqual(3000);
        const alive = part.match(/<[^<>]+>/g) ?? [];
        expect(alive.filter((entity) => !/^<(?:@U0DEV1>|!date\^)/.test(entity))).toEqual([]);
      }
      expect(texts(blocks).filter((part) => /\+\d+ more|另有 \d+ 项/.test(part)).length).toBeGreaterThanOrEqual(4);
    }
  });
});
