import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Quote } from '../../../src/core/value/change.ts';
import type { OrderFacts } from '../../../src/core/lifecycle/cloud-answers.ts';
import { digestOf, ruleVersion } from '../../../src/core/policy/digest.ts';
import { attemptEnded, claimAttempt, ordered } from '../../../src/core/lifecycle/order-decisions.ts';
import { orderSpec } from '../../../src/core/lifecycle/order-spec.ts';
import { WEEKDAYS } from '../../../src/core/policy/windows.ts';
import type { Policy } from '../../../src/core/policy/policy-model.ts';
import type { ResizeRequest } from '../../../src/core/request/request.ts';
import { clientFault } from '../../../src/alicloud/errors.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { findLost } from '../../../src/workflow/steps/find-lost.ts';
import { order } from '../../../src/workflow/steps/order.ts';
import { reconcile } from '../../../src/workflow/steps/reconcile.ts';
import { TIMINGS } from '../../../src/workflow/timings.ts';
import type { Cloud } from '../../../src/workflow/ports.ts';
import type { World } from '../../../src/workflow/world.ts';
import { aDraft, aNeed, anInstance, DEV, minutesAfter, NOON } from '../../builders.ts';
import { aPolicy, aRule, user } from '../../core/policy/policy-builders.ts';
import { freshDatabase } from '../../database.ts';
import { aWorld } from '../../world.ts';

const ID = 'rr-7k3f9qx2';
const BIGGER = 'redis.master.mid.default';
const PRICE: Quote = { currency: 'CNY', originalAmount: '42.10', discountAmount: '0', tradeAmount: '42.10' };

let store: Store;
let now: Date;
let policy: Policy;
let calls: number;

beforeEach(async () => {
  now = NOON;
  calls = 0;
  policy = aPolicy([aRule({ instances: {} })], { groups: { dev: [user(DEV.userId)] } });
  const problem = (error: unknown) => expect(error).toBeUndefined();
  store = await openStore({ ...(await freshDatabase()), clock: { now: () => now }, onError: problem });
});
afterEach(() => store.close(1000));

/** One replica, with a cloud where nothing is in the way but what the test puts there. */
function replica(cloud: Partial<Cloud> = {}): World {
  const everything: Partial<Cloud> = {
    instance: () => Promise.resolve(anInstance()),
    quote: () => Promise.resolve(PRICE),
    networkFacts: () => Promise.resolve({ directConnection: undefined, bandwidth: undefined }),
    usage: () => Promise.resolve(undefined),
    ordersOf: () => Promise.resolve([]),
    tasks: () => Promise.resolve([]),
    placeOrder: () => {
      calls += 1;
      return Promise.resolve({ orderId: '207226234310042', requestId: 'R1' });
    },
    ...cloud,
  };
  return aWorld({ cloud: everything, records: store.records, policy: () => policy, clock: { now: () => now } });
}

/** Approved by a rule that asks nobody. */
async function approved(over: Parameters<typeof aDraft>[0] = {}): Promise<ResizeRequest> {
  const need = aNeed({ count: 0, from: [] });
  const rule = { name: 'rule', line: 10, version: ruleVersion(policy, { name: 'rule', line: 10 }), forced: undefined };
  await store.records.open(aDraft({ state: 'approved', need, rule, quote: PRICE, ...over }), 'V1', [], []);
  return state();
}

/** Another replica begins its call. */
async function claimedElsewhere(): Promise<void> {
  const request = await state();
  const seen = { attempts: request.attempts.length, digest: digestOf(request), spec: orderSpec(request) };
  await store.records.change(ID, (at) => claimAttempt(at, { ...seen, now, leaseMs: TIMINGS.lease }));
}

const state = async (): Promise<ResizeRequest> => (await store.records.get(ID))!;

describe('two replicas with one job', () => {
  it('the slower one does not fail what the other is ordering', async () => {
    await approved();
    const slow = replica({
      instance: async () => {
        await claimedElsewhere();
        return anInstance({ realClass: BIGGER });
      },
    });
    await order(slow, ID);
    expect((await state()).state).toBe('ordering');
  });

  it('the slower one does not fail what the other sends again', async () => {
    await approved();
    await claimedElsewhere();
    await store.records.change(ID, (at) => attemptEnded(at, 1, 'not_arrived', 'Throttling', now.toISOString()));
    const slow = replica({
      instance: async () => {
        await claimedElsewhere();
        return undefined;
      },
    });
    await order(slow, ID);
    const { state: is, attempts } = await state();
    expect([is, attempts.length]).toEqual(['ordering', 2]);
  });
});

describe('what is read again before the order', () => {
  it('may fall under another rule, and then waits for the windows of that one', async () => {
    const tagged = (env: string) => ({ instances: { tags: { env } } });
    const windows = [{ days: ['tue'], from: '10:00', to: '11:00', zone: 'UTC' }] as const;
    policy = aPolicy([aRule(tagged('dev')), aRule({ name: 'nights', ...tagged('prod'), windows })], {
      groups: policy.groups,
    });
    await approved({ before: anInstance({ tags: { env: 'dev' } }) });
    await order(replica({ instance: () => Promise.resolve(anInstance({ tags: { env: 'prod' } })) }), ID);
    expect(calls).toBe(0);
    expect(await state()).toMatchObject({ state: 'approved', notBefore: '2026-11-24T10:00:00.000Z' });
  });

  it('has the price of the way of payment that the instance has by then', async () => {
    await approved();
    const quote: Cloud['quote'] = ({ chargeType }) =>
      Promise.resolve(chargeType === 'PostPaid' ? { ...PRICE, tradeAmount: '0.08' } : PRICE);
    await order(replica({ quote, instance: () => Promise.resolve(anInstance({ chargeType: 'PostPaid' })) }), ID);
    expect(calls).toBe(0);
    expect(await state()).toMatchObject({ state: 'failed', failure: { code: 'PriceMoved' } });
  });
});

describe('a start that was asked for', () => {
  const later = (minutes: number): string => minutesAfter(minutes).toISOString();
  const look = async (minutes: number): Promise<ResizeRequest> => {
    now = minutesAfter(minutes);
    await order(replica(), ID);
    return state();
  };
  const heldEvents = async () =>
    (await store.records.events(ID)).flatMap((event) => (event.kind === 'held' ? [event.data] : []));

  it('holds what is approved like a window, is said once, survives a restart, and then is over', async () => {
    await approved({ startAt: later(60) });
    expect(await look(1)).toMatchObject({ state: 'approved', notBefore: later(60) });
    await look(30);
    // Whoever starts anew finds the job of what is approved, and the same time.
    await reconcile(replica());
    expect(await look(59)).toMatchObject({ state: 'approved', notBefore: later(60) });
    expect(await heldEvents()).toEqual([{ because: 'start', notBefore: later(60) }]);
    expect(calls).toBe(0);
    expect((await look(60)).state).toBe('ordered');
    expect(calls).toBe(1);
  });

  it('and a window: the later of both holds it', async () => {
    const windows = [{ days: WEEKDAYS, from: '13:00', to: '14:00', zone: 'UTC' }];
    policy = aPolicy([aRule({ instances: {}, windows })], { groups: policy.groups });
    await approved({ startAt: later(90) });
    expect(await look(0)).toMatchObject({ notBefore: later(90) });
    // Behind its hour the window of the next day is the later one.
    expect(await look(150)).toMatchObject({ state: 'approved', notBefore: later(60 + 24 * 60) });
    expect((await heldEvents()).map(({ because }) => because)).toEqual(['start', 'window']);
    expect((await look(61 + 24 * 60)).state).toBe('ordered');
  });

  it('that passed before the approval holds nothing', async () => {
    await approved({ startAt: later(10) });
    expect((await look(11)).state).toBe('ordered');
    expect(await heldEvents()).toEqual([]);
  });
});

describe('an order that is looked for', () => {
  const paid = (orderId: string): OrderFacts => ({
    orderId,
    payment: 'paid',
    createdAt: NOON.toISOString(),
    instanceIds: [anInstance().instanceId],
    classes: [BIGGER],
    wasClasses: [],
    operator: undefined,
  });

  /** Another request for the same instance, a moment ago. */
  async function doneBefore(orderId: string): Promise<void> {
    await store.records.open(aDraft({ id: 'rr-00000001' }), 'V0', [], []);
    const was = { orderId, requestId: undefined, placedAt: NOON.toISOString() };
    for (const to of ['approved', 'ordering', 'ordered', 'completed'] as const) {
      const patch = to === 'ordered' ? { order: was } : {};
      await store.records.change('rr-00000001', () => ({ kind: 'update', to, patch, events: [], result: 0 }));
    }
  }

  async function unclear(): Promise<void> {
    await claimedElsewhere();
    await store.records.change(ID, (at) => attemptEnded(at, 1, 'unclear', 'RequestTimeout', now.toISOString()));
  }

  it('is not the one that another request made', async () => {
    await doneBefore('111');
    await approved();
    await unclear();
    const world = replica({ ordersOf: () => Promise.resolve([paid('111')]) });
    await findLost(world, [ID]);
    expect((await state()).state).toBe('ordering');
    await findLost(replica({ ordersOf: () => Promise.resolve([paid('222'), paid('111')]) }), [ID]);
    expect(await state()).toMatchObject({ state: 'ordered', order: { orderId: '222' } });
  });

  it('is not called impossible when its work is seen between two looks', async () => {
    await approved();
    await unclear();
    now = new Date(NOON.getTime() + 120_000);
    const seen = [anInstance(), anInstance({ realClass: BIGGER })];
    await order(replica({ instance: () => Promise.resolve(seen.shift()) }), ID);
    expect((await state()).state).toBe('ordering');
    await findLost(replica({ ordersOf: () => Promise.resolve([paid('333')]) }), [ID]);
    expect(await state()).toMatchObject({ state: 'ordered', order: { orderId: '333' } });
  });

  it('is looked for long enough after its call may have ended, not after it began', async () => {
    await approved();
    await claimedElsewhere();
    const look = async (seconds: number): Promise<number> => {
      now = new Date(NOON.getTime() + seconds * 1000);
      await findLost(replica(), [ID]);
      await order(replica(), ID);
      return calls;
    };
    expect(await look(59)).toBe(0);
    expect(await look(61)).toBe(0);
    expect(await look(70)).toBe(0);
    expect(await look(110)).toBe(0);
    expect(await look(130)).toBe(1);
  });
});

describe('an order whose answer was lost', () => {
  const at = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);
  const found = (over: Partial<OrderFacts> = {}): OrderFacts => ({
    orderId: '555',
    payment: 'paid',
    createdAt: NOON.toISOString(),
    instanceIds: [anInstance().instanceId],
    classes: [BIGGER],
    wasClasses: [],
    operator: undefined,
    ...over,
  });
  const orders = (...rows: OrderFacts[]) => ({ ordersOf: () => Promise.resolve(rows) });
  const failing = (code: string) => ({ ordersOf: () => Promise.reject(clientFault(code)) });

  async function lost(outcome: 'unclear' | 'refused' = 'unclear', code = 'ECONNRESET'): Promise<void> {
    await approved();
    await claimedElsewhere();
    await store.records.change(ID, (r) => attemptEnded(r, 1, outcome, code, now.toISOString()));
  }

  it.each(['InternalError', 'NotJson', 'ECONNRESET', 'UnknownError', 'ServiceTimeout', 'Whatever.New'])(
    'is not adopted by its effect while the orders cannot be read for a moment: %s',
    async (code) => {
      await lost();
      const there = { instance: () => Promise.resolve(anInstance({ realClass: BIGGER })) };
      await findLost(replica({ ...there, ...failing(code) }), [ID]);
      expect((await state()).state).toBe('ordering');
      await findLost(replica({ ...there, ...orders(found()) }), [ID]);
      expect(await state()).toMatchObject({ state: 'ordered', order: { orderId: '555' } });
    },
  );

  it('is adopted by its effect where the right to read orders is missing', async () => {
    await lost();
    const there = { instance: () => Promise.resolve(anInstance({ realClass: BIGGER })) };
    await findLost(replica({ ...there, ...failing('Forbidden.RAM') }), [ID]);
    expect(await state()).toMatchObject({ state: 'ordered', order: { placedAt: NOON.toISOString() } });
    expect((await state()).order?.orderId).toBeUndefined();
  });

  it('is not the one of a colleague for another class: that is told, and ours is sent', async () => {
    await lost();
    const elsewhere = orders(found({ classes: ['redis.master.large.default'], operator: '42' }));
    await findLost(replica(elsewhere), [ID]);
    expect(await state()).toMatchObject({ state: 'ordering', externalChange: { orderId: '555' } });
    now = at(2);
    await order(replica(elsewhere), ID);
    expect(calls).toBe(1);
  });

  it('may be one that states no class: unknown, with its number', async () => {
    await lost();
    await findLost(replica(orders(found({ classes: [] }))), [ID]);
    expect(await state()).toMatchObject({ state: 'unknown', failure: { code: 'OrderUnsure', otherOrderId: '555' } });
    expect(calls).toBe(0);
  });

  it.each<[string, Partial<Cloud>]>([
    ['the price', { quote: () => Promise.resolve({ ...PRICE, tradeAmount: '99' }) }],
    ['the class', { instance: () => Promise.resolve(anInstance({ realClass: 'redis.master.large.default' })) }],
    ['the instance', { instance: () => Promise.resolve(undefined) }],
  ])('does not fail for 15 minutes when %s moved meanwhile, and is found', async (_, cloud) => {
    await lost();
    for (const minutes of [1.5, 5, 14]) {
      now = at(minutes);
      await findLost(replica(cloud), [ID]);
      await order(replica(cloud), ID);
      expect((await state()).state).toBe('ordering');
    }
    await findLost(replica(orders(found())), [ID]);
    expect(await state()).toMatchObject({ state: 'ordered', order: { orderId: '555' } });
    expect(calls).toBe(0);
  });

  it('fails after them, and is told when it turns up hours later', async () => {
    await lost();
    const dearer = { quote: () => Promise.resolve({ ...PRICE, tradeAmount: '99' }) };
    now = at(16);
    await order(replica(dearer), ID);
    expect(await state()).toMatchObject({ state: 'failed', failure: { code: 'OrderNotFound' } });
    now = at(180);
    await findLost(replica(orders(found())), [ID]);
    // It counts in the month in which it was made, and not in that of the look.
    expect(await state()).toMatchObject({ state: 'failed', order: { orderId: '555', placedAt: NOON.toISOString() } });
    await findLost(replica(orders(found())), [ID]);
    const told = (await store.records.events(ID)).filter(({ kind }) => kind === 'ordered');
    expect(told).toMatchObject([{ data: { how: 'late', orderId: '555' } }]);
  });

  it('of an unlisted refusal is looked for, and then fails with the code of the cloud', async () => {
    await lost('refused', 'SomethingNew.NeverSeen');
    await findLost(replica(), [ID]);
    expect((await state()).state).toBe('ordering');
    now = at(1.5);
    await findLost(replica(), [ID]);
    expect(await state()).toMatchObject({
      state: 'failed',
      failure: { kind: 'cloud', code: 'SomethingNew.NeverSeen' },
    });
    expect(calls).toBe(0);
  });

  it('is not sent by those who look: new orders have a queue of their own', async () => {
    await lost();
    now = at(2);
    await findLost(replica(), [ID]);
    expect(calls).toBe(0);
    await order(replica(), ID);
    expect(calls).toBe(1);
  });
});

describe('a call', () => {
  it('whose order was found before its answer came is told once', async () => {
    await approved();
    const placed = { orderId: '207226234310042', requestId: 'R1' };
    const slow = replica({
      placeOrder: async () => {
        const found = { orderId: placed.orderId, requestId: undefined, placedAt: now.toISOString() };
        await store.records.change(ID, (at) => ordered(at, found, 'found'));
        return placed;
      },
    });
    await order(slow, ID);
    const events = await store.records.events(ID);
    expect(events.filter(({ kind }) => kind === 'ordered')).toHaveLength(1);
  });

  it('is not made when so much of its lease is over that another replica may take its place', async () => {
    await approved();
    const { cloud } = replica();
    let asked = 0;
    const slow = replica({
      placeOrder: (ref, spec, inTime) => {
        asked += 1;
        now = new Date(now.getTime() + 45_000);
        if (inTime?.() === false) return Promise.reject(clientFault('LocalQueueFull'));
        return cloud.placeOrder(ref, spec, inTime);
      },
    });
    await order(slow, ID);
    expect([asked, calls]).toEqual([1, 0]);
    expect((await state()).attempts).toMatchObject([{ outcome: 'not_arrived', code: 'LocalQueueFull' }]);
  });
});
