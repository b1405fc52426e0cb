import { expect, it } from 'vitest';
import { CloudFault } from '../../../src/core/faults.ts';
import type { ResizeRequest } from '../../../src/core/request/request.ts';
import { createLedgers } from '../../../src/workflow/ask/ledger.ts';
import type { Cloud, RequestSearch } from '../../../src/workflow/ports.ts';
import { anInstance, aRequest, NOON } from '../../builders.ts';

const a = (id: number, over: Partial<ResizeRequest> = {}): ResizeRequest =>
  aRequest({
    id: `rr-${String(id)}`,
    state: 'completed',
    order: { orderId: String(id), requestId: undefined, placedAt: NOON.toISOString() },
    ...over,
  });
const facts = { createdAt: '', instanceIds: [], classes: [], wasClasses: [], operator: undefined };
const price = { amount: '42.10', currency: 'CNY' };
const fault = (code: string) => new CloudFault({ code, arrived: 'no', retry: 'never' });

function reading(requests: readonly ResizeRequest[], answer: (orderId: string) => ReturnType<Cloud['order']>) {
  const asked: string[] = [];
  const filters: RequestSearch[] = [];
  let [now, most] = [0, 0];
  const order: Cloud['order'] = async (_, orderId) => {
    asked.push(orderId);
    most = Math.max(most, ++now);
    await Promise.resolve();
    now -= 1;
    return answer(orderId);
  };
  const find = (filter: RequestSearch) => Promise.resolve((filters.push(filter), requests));
  return { asked, filters, most: () => most, month: createLedgers({ order }, { find }) };
}

const paid = (orderId: string) => Promise.resolve({ ...facts, orderId, payment: 'paid' as const, price });

it('reads the bills of the orders of the month that are shown, a few at a time, and a paid one once', async () => {
  const requests = Array.from({ length: 12 }, (_, index) => a(index));
  const { asked, filters, most, month } = reading(requests, paid);
  const shown = await month('2026-11', 1000, ({ id }) => id !== 'rr-3');
  expect(shown).toMatchObject({ unread: 0, more: false, ledgers: [{ totals: { quoted: '463.10', paid: '463.10' } }] });
  expect(filters).toMatchObject([{ placed: { from: '2026-11-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' } }]);
  expect(asked).not.toContain('3');
  expect(most()).toBeLessThanOrEqual(5);
  await month('2026-11', 1000);
  expect(asked).toHaveLength(12);
});

it('never fails because of a bill: what cannot be read is unknown, and one refused account is not asked again', async () => {
  const other = a(9, { before: anInstance({ account: 'other' }) });
  const { asked, month } = reading([a(1), a(2), ...Array.from({ length: 8 }, (_, i) => a(20 + i)), other], (orderId) =>
    orderId === '9' ? paid(orderId) : Promise.reject(fault('NoPermission')),
  );
  const { ledgers, unread } = await month('2026-11', 1000);
  expect(unread).toBe(10);
  expect(ledgers[0]?.totals).toEqual({ quoted: '463.10', paid: '42.10' });
  expect(asked.length).toBeLessThanOrEqual(6);
});

it('does not wait longer than it may', async () => {
  const { month } = reading([a(1)], () => new Promise(() => undefined));
  expect(await month('2026-11', 5)).toMatchObject({ unread: 1, ledgers: [{ totals: { paid: '0.00' } }] });
});

it('without an order there is nothing to look up', async () => {
  const { asked, month } = reading(
    [a(1, { order: { orderId: undefined, requestId: undefined, placedAt: NOON.toISOString() } })],
    paid,
  );
  expect(await month('2026-11', 1000)).toMatchObject({ unread: 1 });
  expect(asked).toEqual([]);
});
