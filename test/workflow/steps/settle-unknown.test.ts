import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientFault } from '../../../src/alicloud/errors.ts';
import { CloudFault } from '../../../src/core/faults.ts';
import type { OrderFacts } from '../../../src/core/lifecycle/cloud-answers.ts';
import { internalFailure } from '../../../src/core/request/failure.ts';
import type { Person, ResizeRequest } from '../../../src/core/request/request.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import type { Cloud } from '../../../src/workflow/ports.ts';
import { carryOut } from '../../../src/workflow/steps/clicks.ts';
import type { World } from '../../../src/workflow/world.ts';
import { aDraft, anAttempt, anInstance, aNeed, DEV, minutesAfter, NOON, SRE } from '../../builders.ts';
import { aPolicy, aQuorum, aRule, user } from '../../core/policy/policy-builders.ts';
import { freshDatabase } from '../../database.ts';
import { aWorld } from '../../world.ts';

const ID = 'rr-7k3f9qx2';
const STRANGER: Person = { ...SRE, userId: 'U0NOBODY' };
const ORDER_ID = '207226234310042';
const ORDER: OrderFacts = {
  orderId: ORDER_ID,
  payment: 'paid',
  createdAt: NOON.toISOString(),
  instanceIds: [anInstance().instanceId],
  classes: ['redis.master.mid.default'],
  wasClasses: [anInstance().realClass],
  operator: '42',
};

let store: Store;
beforeEach(async () => {
  const clock = { now: () => minutesAfter(5) };
  store = await openStore({ ...(await freshDatabase()), clock, onError: () => undefined });
});
afterEach(() => store.close(1000));

async function unclear(count: number): Promise<void> {
  const need = aNeed({ count, from: ['sre'], parts: [{ from: ['sre'], count }] });
  await store.records.open(aDraft({ need }), 'V1', [], []);
  const attempts = [anAttempt({ outcome: 'unclear', startedAt: NOON.toISOString() })];
  for (const to of ['approved', 'ordering', 'unknown'] as const) {
    const patch = to === 'unknown' ? { attempts, failure: internalFailure('OrderNotFound') } : {};
    await store.records.change(ID, () => ({ kind: 'update', to, patch, events: [], result: undefined }));
  }
}

function replica(cloud: Partial<Cloud>): World {
  const policy = aPolicy([aRule({ instances: {}, approval: aQuorum({ parts: [{ from: ['sre'], count: 1 }] }) })], {
    groups: { dev: [user(DEV.userId)], sre: [user(SRE.userId)] },
  });
  const everything: Partial<Cloud> = {
    instance: () => Promise.resolve(anInstance()),
    ordersOf: () => Promise.resolve([]),
    order: () => Promise.resolve(ORDER),
    ...cloud,
  };
  const clock = { now: () => minutesAfter(5) };
  return aWorld({ cloud: everything, records: store.records, policy: () => policy, clock });
}

const request = async (): Promise<ResizeRequest> => (await store.records.get(ID))!;
const settled = async () => (await store.records.events(ID)).filter(({ kind }) => kind === 'settled');

function states(orderId: string, person: Person = SRE, cloud: Partial<Cloud> = {}) {
  const click = { requestId: ID, person, button: 'settle', viewId: 'V9', channelId: 'C1' } as const;
  return carryOut(replica(cloud), { ...click, id: 'p1', reason: orderId, cardDigest: undefined });
}

describe('an approver states', () => {
  beforeEach(() => unclear(1));

  it('the order: it is followed, and who said so is in the audit log', async () => {
    expect(await states(ORDER_ID)).toMatchObject({ kind: 'done' });
    expect(await request()).toMatchObject({ state: 'ordered', order: { orderId: ORDER_ID } });
    expect((await request()).failure).toBeUndefined();
    expect(await settled()).toMatchObject([{ actor: SRE, data: { statement: 'order', orderId: ORDER_ID } }]);
  });

  it('that there is none: the request fails, and the instance is free', async () => {
    expect(await states('')).toMatchObject({ kind: 'done' });
    expect((await request()).state).toBe('failed');
    expect(await settled()).toMatchObject([{ actor: SRE, data: { statement: 'no_order' } }]);
  });

  it.each<[string, string, Partial<Cloud>]>([
    ['order_not_found', 'that does not exist', { order: () => Promise.resolve(undefined) }],
    [
      'order_not_ours',
      'for another class',
      { order: () => Promise.resolve({ ...ORDER, classes: ['redis.master.large.default'] }) },
    ],
    [
      'order_not_ours',
      'for another instance',
      { order: () => Promise.resolve({ ...ORDER, instanceIds: ['r-bp1other'] }) },
    ],
    [
      'order_not_ours',
      'made before our first call',
      { order: () => Promise.resolve({ ...ORDER, createdAt: minutesAfter(-30).toISOString() }) },
    ],
    ['order_unreadable', 'that cannot be read now', { order: () => Promise.reject(clientFault('NotJson')) }],
  ])('%s: an order %s is not taken', async (reason, _, cloud) => {
    expect(await states(ORDER_ID, SRE, cloud)).toMatchObject({ kind: 'refused', reason });
    expect((await request()).state).toBe('unknown');
    expect(await settled()).toEqual([]);
  });

  it('an order of another request of ours, which is not taken', async () => {
    await store.records.open(
      aDraft({ id: 'rr-00000001', before: anInstance({ instanceId: 'r-bp1other' }) }),
      'V2',
      [],
      [],
    );
    const order = { orderId: ORDER_ID, requestId: undefined, placedAt: NOON.toISOString() };
    for (const to of ['approved', 'ordering', 'ordered'] as const) {
      const patch = to === 'ordered' ? { order } : {};
      await store.records.change('rr-00000001', () => ({ kind: 'update', to, patch, events: [], result: undefined }));
    }
    expect(await states(ORDER_ID)).toMatchObject({ kind: 'refused', reason: 'order_not_ours' });
  });

  it('the order, and is believed where the right to read it is missing', async () => {
    const fault = new CloudFault({ code: 'NoPermission', requestId: 'R1', arrived: 'no', retry: 'never' });
    expect(await states(ORDER_ID, SRE, { order: () => Promise.reject(fault) })).toMatchObject({ kind: 'done' });
  });

  it('that there is none, which is not taken where one is found', async () => {
    const ordersOf = () => Promise.resolve([ORDER]);
    expect(await states('', SRE, { ordersOf })).toMatchObject({ kind: 'refused', reason: 'order_exists' });
    expect((await request()).state).toBe('unknown');
  });

  it('it once: the second statement is refused', async () => {
    await states(ORDER_ID);
    expect(await states('')).toMatchObject({ kind: 'refused', reason: 'not_unclear' });
    expect((await request()).state).toBe('ordered');
  });
});

describe('no one else may', () => {
  it.each([STRANGER, DEV])('with approvers: $userId', async (person) => {
    await unclear(1);
    expect(await states('', person)).toMatchObject({ kind: 'refused' });
    expect((await request()).state).toBe('unknown');
  });

  it('without approvers: the requester may, a stranger may not', async () => {
    await unclear(0);
    expect(await states('', STRANGER)).toMatchObject({ kind: 'refused' });
    expect(await states('', DEV)).toMatchObject({ kind: 'done' });
  });
});
