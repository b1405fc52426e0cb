import { beforeEach, describe, expect, it } from 'vitest';
import { clientFault } from '../../../src/alicloud/errors.ts';
import type { OrderFacts } from '../../../src/core/lifecycle/cloud-answers.ts';
import { ruleVersion } from '../../../src/core/policy/digest.ts';
import type { Lock } from '../../../src/core/request/request.ts';
import type { Cloud, Records } from '../../../src/workflow/ports.ts';
import { order } from '../../../src/workflow/steps/order.ts';
import { TIMINGS } from '../../../src/workflow/timings.ts';
import { aDraft, aNeed, anInstance, aTask, DEV, NOON } from '../../builders.ts';
import { aPolicy, aRule, user } from '../../core/policy/policy-builders.ts';
import { get, ID, openTemporary, PRICE, replica, RULE, SMALL, t } from './temporary.ts';

openTemporary();
beforeEach(() => {
  t.is = { realClass: SMALL };
  t.price = '42.10';
  t.policy = aPolicy([aRule({ instances: {} })], { groups: { dev: [user(DEV.userId)] } });
});

/** By a rule that asks nobody. */
async function approved(): Promise<void> {
  const rule = { ...RULE, version: ruleVersion(t.policy, RULE), forced: undefined };
  const need = aNeed({ count: 0, from: [] });
  await t.store.records.open(aDraft({ state: 'approved', need, rule, quote: PRICE('42.10') }), 'V1', [], []);
}
const state = () => get(ID);

describe('an approved request whose instance cannot be looked at', () => {
  it.each(['NoCredentials', 'ECONNRESET', 'UnknownError', 'ServiceTimeout', 'FlowControl', 'SomethingNew.NeverSeen'])(
    'waits for two hours, and then says so: %s',
    async (code) => {
      await approved();
      const world = replica({ instance: () => Promise.reject(clientFault(code)) });
      await order(world, ID);
      expect((await state()).state).toBe('approved');
      t.now = new Date(NOON.getTime() + TIMINGS.readyTimeout + 1000);
      await order(world, ID);
      expect(await state()).toMatchObject({ state: 'failed', failure: { code: 'FactsUnreadable' } });
      expect(t.ordered.length).toBe(0);
    },
  );

  it('has its two hours from the first look, however long nobody looked', async () => {
    await approved();
    const world = replica({ instance: () => Promise.reject(clientFault('UnknownError')) });
    t.now = new Date(NOON.getTime() + TIMINGS.readyTimeout + 3_600_000);
    await order(world, ID);
    expect((await state()).state).toBe('approved');
    t.now = new Date(t.now.getTime() + TIMINGS.readyTimeout);
    await order(world, ID);
    expect((await state()).state).toBe('approved');
    t.now = new Date(t.now.getTime() + 1);
    await order(world, ID);
    expect((await state()).state).toBe('failed');
  });

  it('is said once to be on hold where it is not Normal, and no more when it is', async () => {
    await approved();
    const busy = replica({ instance: () => Promise.resolve(anInstance({ status: 'Changing' })) });
    await order(busy, ID);
    await order(busy, ID);
    const held = async () => (await t.store.records.events(ID)).filter(({ kind }) => kind === 'held');
    expect(await held()).toMatchObject([{ data: { because: 'not_ready' } }]);
    expect((await state()).waits).toMatchObject({ because: 'not_ready' });
    await order(replica(), ID);
    const after = await state();
    expect([after.state, after.waits]).toEqual(['ordered', undefined]);
    expect(await held()).toHaveLength(1);
  });

  it('goes on when it can be', async () => {
    await approved();
    await order(replica({ instance: () => Promise.reject(clientFault('NoCredentials')) }), ID);
    await order(replica(), ID);
    expect((await state()).state).toBe('ordered');
    expect(t.ordered.length).toBe(1);
  });
});

describe('what is in the way at the instance', () => {
  const unpaid: OrderFacts = {
    classes: [],
    wasClasses: [],
    operator: undefined,
    orderId: '777',
    payment: 'unpaid',
    createdAt: NOON.toISOString(),
    instanceIds: [anInstance().instanceId],
  };
  const task = aTask({ taskId: 't-1', instanceId: anInstance().instanceId, status: 'running' });
  const table: readonly (readonly [sentence: string, cloud: Partial<Cloud>, id: string | undefined])[] = [
    ['an unpaid order', { ordersOf: () => Promise.resolve([unpaid]) }, '777'],
    ['a task', { tasks: () => Promise.resolve([task]) }, 't-1'],
    ['an order', { instance: () => Promise.resolve(anInstance({ orderCompleted: false })) }, undefined],
  ];
  it.each(table)('%s is waited for, and named when that was in vain', async (_, cloud, otherOrderId) => {
    await approved();
    await order(replica(cloud), ID);
    expect((await state()).state).toBe('approved');
    t.now = new Date(NOON.getTime() + TIMINGS.readyTimeout + 1000);
    await order(replica(cloud), ID);
    const { state: is, failure } = await state();
    expect([is, failure]).toMatchObject(['failed', { code: 'OtherOrderUnderWay' }]);
    expect(failure?.kind === 'internal' ? failure.otherOrderId : 'none').toBe(otherOrderId);
    expect(t.ordered.length).toBe(0);
  });

  it('does not stop the order where it cannot be read', async () => {
    await approved();
    const refused = () => Promise.reject(clientFault('NoCredentials'));
    await order(replica({ ordersOf: refused, tasks: refused }), ID);
    expect([(await state()).state, t.ordered.length]).toEqual(['ordered', 1]);
  });
});

it('a lock that was lifted meanwhile is not said to hold the order', async () => {
  await approved();
  const lock: Lock = { instance: anInstance(), by: DEV, at: NOON.toISOString(), reason: 'sale' };
  const world = replica();
  const records: Records = { ...world.records, stopOf: () => Promise.resolve(lock) };
  await order({ ...world, records }, ID);
  expect((await t.store.records.events(ID)).map(({ kind }) => kind)).toEqual([]);
  expect((await state()).lock).toBeUndefined();
});
