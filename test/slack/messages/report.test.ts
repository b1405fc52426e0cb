import { expect, it } from 'vitest';
import { checkMessage, MESSAGE_SIZE, messageSize } from '../../../sandbox/slack/block-kit.ts';
import { ledgersOf } from '../../../src/core/report/ledger.ts';
import { reportMessage } from '../../../src/slack/messages/report.ts';
import { LOCALES, wordsFor } from '../../../src/wording/words.ts';
import { aChange, anInstance, aRequest, aVote, NOON, SRE, SRE2 } from '../../builders.ts';

/** So many orders, with the longest names and classes there are. */
function orders(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const request = aRequest({
      ...{ id: `rr-${String(index).padStart(8, '0')}`, state: 'completed', group: `group-${String(index)}` },
      order: { orderId: String(index), requestId: undefined, placedAt: NOON.toISOString() },
      before: anInstance({
        name: `orders-cache-of-the-eastern-warehouse-${String(index)}`,
        tags: { team: `team-${String(index)}` },
        realClass: 'redis.amber.logic.sharding.16g.16db.0rodb.32proxy.multithread',
      }),
      change: aChange({ targetClass: 'redis.amber.logic.sharding.24g.32db.0rodb.64proxy.multithread' }),
    });
    return { ...request, votes: [aVote(request, SRE), aVote(request, SRE2)] };
  });
}

it.each(LOCALES)('a month of many orders fits into one message, and says how many are left out (%s)', (locale) => {
  const { blocks } = reportMessage(
    { kind: 'report', month: '2026-11', ledgers: ledgersOf('2026-11', orders(80), new Map()), unread: 2, more: true },
    wordsFor(locale),
  );
  expect(checkMessage(blocks)).toEqual([]);
  expect(messageSize(blocks)).toBeLessThan(MESSAGE_SIZE);
  const shown = blocks.find((block) => block.type === 'table')!.rows.length - 1;
  expect(shown).toBeGreaterThan(20);
  expect(JSON.stringify(blocks.at(-1))).toContain(`${String(shown)} `);
});
