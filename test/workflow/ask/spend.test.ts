import { expect, test } from 'vitest';
import type { ResizeRequest } from '../../../src/core/request/request.ts';
import type { State } from '../../../src/core/request/state.ts';
import type { Span } from '../../../src/core/value/month.ts';
import type { Records } from '../../../src/workflow/ports.ts';
import { spendingOfMonth } from '../../../src/workflow/ask/spend.ts';
import type { World } from '../../../src/workflow/world.ts';
import { aRequest, NOON } from '../../builders.ts';
import { aPolicy } from '../../core/policy/policy-builders.ts';
import { aWorld } from '../../world.ts';

const THIS_MONTH = '2026-11-01T00:00:00.000Z';
const LAST_MONTH = '2026-10-31T23:59:59.999Z';

function a(id: string, state: State, placedAt?: string): ResizeRequest {
  const order = placedAt === undefined ? undefined : { orderId: id, requestId: undefined, placedAt };
  const quote = { currency: 'CNY', originalAmount: id, discountAmount: '0', tradeAmount: id };
  return aRequest({ id: `rr-${id}`, state, order, quote, createdAt: LAST_MONTH, updatedAt: NOON.toISOString() });
}

const REQUESTS = [
  a('1', 'completed', THIS_MONTH),
  a('2', 'completed', LAST_MONTH),
  a('4', 'failed', THIS_MONTH),
  a('8', 'failed'),
  a('16', 'approved'),
  a('32', 'unknown'),
  a('64', 'cancelled', THIS_MONTH),
  a('128', 'pending'),
  a('256', 'awaiting_payment', THIS_MONTH),
];

function world(limited: boolean): World {
  const inTime = ({ order }: ResizeRequest, placed: Span | undefined): boolean =>
    placed === undefined || (order !== undefined && order.placedAt >= placed.from && order.placedAt < placed.until);
  const find: Records['find'] = ({ states = [], placed }) =>
    Promise.resolve(REQUESTS.filter((one) => states.includes(one.state) && inTime(one, placed)));
  const limits = { openPerInstance: 1, priceDrift: 0, monthlySpend: limited ? [{ currency: 'CNY', max: '1' }] : [] };
  const policy = aPolicy([], { limits: { ...limits, openPerInstance: 1 } });
  return aWorld({ policy: () => policy, records: { find } });
}

const amounts = async (limited: boolean, except?: ResizeRequest['id']): Promise<readonly (string | undefined)[]> =>
  ((await spendingOfMonth(world(limited), except)) ?? []).map(({ quote }) => quote?.tradeAmount).sort();

test('what was ordered in this month counts, and what is about to be, whenever it was asked for', async () => {
  expect(await amounts(true)).toEqual(['1', '16', '256', '32', '4']);
});

test('what is being judged does not count against itself', async () => {
  expect(await amounts(true, 'rr-16')).toEqual(['1', '256', '32', '4']);
});

test('without a limit nothing is read', async () => {
  expect(await amounts(false)).toEqual([]);
});
