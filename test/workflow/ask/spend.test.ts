import { expect, test } from 'vitest';
import { spendingAtOrder, spendingOfMonth } from '../../../src/workflow/ask/spend.ts';
import type { Records } from '../../../src/workflow/ports.ts';
import { aPolicy } from '../../core/policy/policy-builders.ts';
import { aWorld } from '../../world.ts';

/** What the records are asked to add up under a limit, or without one. */
async function asked(read: typeof spendingAtOrder, limited = true) {
  const questions: Parameters<Records['spending']>[] = [];
  const spending: Records['spending'] = (...question) => {
    questions.push(question);
    return Promise.resolve([]);
  };
  const monthlySpend = limited ? [{ currency: 'CNY', max: '1' }] : [];
  const policy = aPolicy([], { limits: { openPerInstance: 1, priceDrift: 0, monthlySpend } });
  await read(aWorld({ policy: () => policy, records: { spending } }), 'rr-16');
  return questions;
}

const NOVEMBER = { from: '2026-11-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' };

test('what was ordered in this month counts, and what is about to be; not what is being judged', async () => {
  const [[filters, except] = expect.fail('nothing is asked')] = await asked(spendingOfMonth);
  expect(filters).toMatchObject([{ states: ['approved', 'ordering', 'unknown'] }, { placed: NOVEMBER }]);
  expect(filters[1]?.states).toEqual(expect.arrayContaining(['completed', 'awaiting_payment', 'failed']));
  expect(filters[1]?.states).not.toContain('cancelled');
  expect(except).toBe('rr-16');
});

test('just before an order, what has only been approved does not count', async () => {
  expect((await asked(spendingAtOrder))[0]?.[0]).toMatchObject([{ states: ['ordering', 'unknown'] }, {}]);
});

test('without a limit nothing is read', async () => {
  expect(await asked(spendingOfMonth, false)).toEqual([]);
});
