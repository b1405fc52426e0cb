/** The report of a month against the bills of the sandbox: subscription and pay-as-you-go, dearer, cheaper, unpaid and canceled. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cloud as Sandbox, type OrderRecord, startCloud } from '../../sandbox/alicloud/cloud.ts';
import { formatAmount } from '../../sandbox/alicloud/money.ts';
import { orderSpec } from '../../src/core/lifecycle/order-spec.ts';
import type { ResizeRequest } from '../../src/core/request/request.ts';
import type { State } from '../../src/core/request/state.ts';
import { createLedgers } from '../../src/workflow/ask/ledger.ts';
import { aChange, aRequest } from '../builders.ts';
import { aCloud, anAccount } from './wire.ts';

const REGION = 'cn-hangzhou';
const NOW = Date.parse('2026-11-23T12:00:00Z');

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startCloud({ now: () => NOW, changeDurationMs: 600_000 });
});
afterAll(() => sandbox.close());

const cloudOf = () => {
  const keys = { accessKeyId: sandbox.accessKeyId, accessKeySecret: sandbox.accessKeySecret };
  const endpoints = { [REGION]: sandbox.url, billing: sandbox.billingUrls.china };
  return aCloud([anAccount('', { endpoints })], { keys: () => keys, now: () => new Date(NOW) }).cloud;
};

/** An order that was placed as the bot places it. */
async function ordered(id: string, to: string, autoPay: boolean, chargeType: 'PrePaid' | 'PostPaid', state: State) {
  const instanceId = `r-bp1${id}`;
  const endTime = '2027-02-21T12:00:00Z';
  const own = { instanceId, regionId: REGION, chargeType, endTime, engineVersion: '5.0', usedMemoryBytes: 1_000_000 };
  sandbox.addInstance({ ...own, instanceClass: 'redis.master.mid.default', tags: { team: id } });
  const cloud = cloudOf();
  const ref = { account: 'main', region: REGION, instanceId };
  const before = (await cloud.instance(ref)) ?? expect.fail('no instance');
  const change = aChange({ targetClass: to, autoPay });
  const orderQuote = await cloud.quote(before, change);
  const { orderId } = await cloud.placeOrder(ref, orderSpec({ before, change, quote: orderQuote, clientToken: id }));
  const order = { orderId, requestId: undefined, placedAt: new Date(NOW).toISOString() };
  return aRequest({ id: `rr-${id}`, state, before, change, orderQuote, order });
}

const billOf = ({ order }: ResizeRequest): OrderRecord =>
  sandbox.orders.find(({ orderId }) => orderId === order?.orderId) ?? expect.fail('no bill');
const sum = (bills: readonly OrderRecord[]) => formatAmount(bills.reduce((total, { trade }) => total + trade, 0));

it('what was paid is the sum of the paid bills, and what was quoted that of all that count', async () => {
  const larger = await ordered('larger', 'redis.master.large.default', true, 'PrePaid', 'completed');
  const smaller = await ordered('smaller', 'redis.master.small.default', true, 'PrePaid', 'changing');
  const unpaid = await ordered('unpaid', 'redis.master.stand.default', false, 'PrePaid', 'awaiting_payment');
  const canceled = await ordered('canceled', 'redis.master.stand.default', false, 'PrePaid', 'awaiting_payment');
  const hourly = await ordered('hourly', 'redis.master.stand.default', true, 'PostPaid', 'completed');
  sandbox.cancel(canceled.order?.orderId ?? '');
  const all = [larger, smaller, unpaid, canceled, hourly];

  const { ledgers, unread } = await createLedgers(cloudOf(), { find: () => Promise.resolve(all) })('2026-11', 10_000);
  const [ledger, ...more] = ledgers;
  expect([more, unread]).toEqual([[], 0]);
  expect(Object.fromEntries(ledger?.orders.map(({ requestId, payment }) => [requestId, payment]) ?? [])).toEqual({
    'rr-larger': 'paid',
    'rr-smaller': 'paid',
    'rr-unpaid': 'unpaid',
    'rr-canceled': 'cancelled',
    'rr-hourly': 'paid',
  });
  expect(billOf(smaller).trade).toBeLessThan(0);
  expect(ledger?.totals.paid).toBe(sum([billOf(larger), billOf(smaller)]));
  // Pay-as-you-go: (0.714 - 0.378) an hour × 730.
  const subscriptions = Number(sum([billOf(larger), billOf(smaller), billOf(unpaid)]));
  expect(Number(ledger?.totals.quoted)).toBeCloseTo(subscriptions + 245.28, 2);
  expect(ledger?.byTag['team=canceled']).toBeUndefined();
  expect(ledger?.byTag['team=hourly']).toEqual({ quoted: '245.28', paid: '0.00' });
});

it('without the right to read bills the report is there, with unknown payments', async () => {
  const order = await ordered('closed', 'redis.master.large.default', true, 'PrePaid', 'completed');
  sandbox.failNext({ action: 'GetOrderDetail', code: 'NoPermission', times: 5 });
  const month = createLedgers(cloudOf(), { find: () => Promise.resolve([order]) });
  const { ledgers, unread } = await month('2026-11', 10_000);
  expect(unread).toBe(1);
  expect(ledgers[0]?.totals).toEqual({ quoted: formatAmount(billOf(order).trade), paid: '0.00' });
});
