import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { spentUnder } from '../../src/core/policy/spending.ts';
import type { Patch } from '../../src/core/request/step.ts';
import type { Draft, RequestId } from '../../src/core/request/request.ts';
import { CHARGED, TO_BE_ORDERED } from '../../src/core/request/state.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { aDraft, anInstance, DEV, NOON, SRE } from '../builders.ts';
import { aPolicy } from '../core/policy/policy-builders.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
beforeEach(async () => {
  store = await openStore({ ...(await freshDatabase()), clock: { now: () => NOON }, onError: () => undefined });
});
afterEach(() => store.close(2000));

const quote = (tradeAmount: string, more: { currency?: string; priceNow?: string } = {}) => ({
  ...{ currency: 'CNY', originalAmount: '0', discountAmount: '0', tradeAmount },
  ...more,
});
const hourly = anInstance({ chargeType: 'PostPaid' });
let made = 0;
async function approved(over: Partial<Draft>, patch: Patch = {}): Promise<RequestId> {
  const id: RequestId = `rr-${String((made += 1)).padStart(8, '0')}`;
  const before = { ...anInstance(), ...over.before, instanceId: `r-${id}` };
  await store.records.open(aDraft({ id, ...over, before }), id, [], []);
  await store.records.change(id, () => ({ kind: 'update', to: 'approved', patch, events: [], result: 0 }));
  return id;
}

const NOVEMBER = { from: '2026-11-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' };
const FILTERS = [
  { states: TO_BE_ORDERED, limit: 1 },
  { states: CHARGED, placed: NOVEMBER, limit: 1 },
];
const spent = async (currency = 'CNY', except?: RequestId) =>
  spentUnder(
    aPolicy([]),
    { currency, max: '1' },
    {
      spending: await store.records.spending(FILTERS, except),
      directory: new Map(),
    },
  );

describe('what counts towards a limit', () => {
  it('is added up by the database as one by one: refunds make no room, hours count by the month', async () => {
    await approved({ quote: quote('10.10') });
    await approved({ quote: quote('1000') }, { orderQuote: quote('0.2') });
    await approved({ quote: quote('-5') });
    await approved({ quote: quote('7', { currency: 'USD' }) });
    const refund = await approved({ before: hourly, quote: quote('0.1', { priceNow: '0.3' }) });
    const own = await approved({ before: hourly, quote: quote('0.3738', { priceNow: '0.2079' }), requester: SRE });
    await approved({ before: hourly, quote: quote('0.01') });
    expect(await spent()).toBe('138.707');
    expect(await spent('USD')).toBe('7');
    expect(await spent('CNY', own)).toBe('17.6');
    expect(await spent('CNY', refund)).toBe('138.707');
  });

  it('cannot be added up where a price is missing or no number', async () => {
    const unpriced = await approved({ quote: undefined });
    expect(await spent()).toBeUndefined();
    const unreadable = await approved({ quote: quote('a lot') });
    expect(await spent('CNY', unpriced)).toBeUndefined();
    expect(await spent('CNY', unreadable)).toBeUndefined();
  });

  it('is what was placed in the month, by those who asked and for whom', async () => {
    const order = (placedAt: string) => ({ orderId: '1', requestId: undefined, placedAt });
    for (const placedAt of ['2026-10-31T23:59:59.999Z', NOVEMBER.from, '2026-11-30T23:59:59.999Z', NOVEMBER.until]) {
      const id = await approved({ quote: quote('1') }, { order: order(placedAt) });
      for (const to of ['ordering', 'ordered'] as const)
        await store.records.change(id, () => ({ kind: 'update', to, events: [], result: 0 }));
    }
    expect(await store.records.spending(FILTERS)).toEqual([
      {
        requester: DEV,
        account: 'main',
        chargeType: 'PrePaid',
        quote: { currency: 'CNY', tradeAmount: '2' },
      },
    ]);
  });
});
