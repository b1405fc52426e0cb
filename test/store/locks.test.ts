import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digestOf } from '../../src/core/policy/digest.ts';
import { claimAttempt } from '../../src/core/lifecycle/order-decisions.ts';
import type { Lock, RequestId, ResizeRequest } from '../../src/core/request/request.ts';
import { ANNOUNCEMENTS, type Step } from '../../src/core/request/step.ts';
import { verifyAudit } from '../../src/store/audit.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { LockCommand } from '../../src/workflow/ports.ts';
import type { InstanceFacts, InstanceSummary } from '../../src/core/instance/instance.ts';
import { aDraft, anInstance, DEV, minutesAfter, NOON, SRE } from '../builders.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
beforeEach(async () => {
  const database = await freshDatabase();
  store = await openStore({ ...database, clock: { now: () => new Date() }, onError: () => undefined });
});
afterEach(async () => {
  expect(await verifyAudit(store.db)).toMatchObject({ kind: 'whole' });
  await store.close(2000);
});

/** A lock keeps a row of DescribeInstances, not the whole read of the instance. */
const summaryOf = ({
  account,
  region,
  instanceId,
  name,
  status,
  instanceClass,
  ...more
}: InstanceFacts): InstanceSummary => {
  const { architecture, chargeType, capacityMb, tags } = more;
  return { account, region, instanceId, name, status, instanceClass, architecture, chargeType, capacityMb, tags };
};
const INSTANCE = summaryOf(anInstance());
const ID = INSTANCE.instanceId;
const A: RequestId = 'rr-7k3f9qx2';

const lockOf = (at: Date, reason = 'sale'): Lock => ({ instance: INSTANCE, by: SRE, at: at.toISOString(), reason });
const command = (id: string, action: LockCommand['action'] = 'lock') =>
  store.records.receive({
    kind: 'lock',
    lock: { id, person: SRE, channelId: undefined, action, instanceId: ID, region: undefined, reason: 'sale' },
  });
const lock = (id = 'L1', reason = 'sale') => store.records.lock(id, lockOf(NOON, reason));
const unlock = (id = 'U1') => store.records.unlock(id, ID, DEV);

const approve = (id: RequestId) =>
  store.records.change(id, () => ({ kind: 'update', to: 'approved', events: [], result: 0 }));
const attempt = (now: ResizeRequest): Step<boolean> =>
  claimAttempt(now, { attempts: 0, digest: digestOf(now), spec: {}, now: NOON, leaseMs: 30_000 });
const claim = (id: RequestId) =>
  store.records.claimOrder(id, [], (now, networkFacts) =>
    networkFacts.lock === undefined ? attempt(now) : { kind: 'keep', result: false },
  );
const events = () => store.db.selectFrom('event').selectAll().orderBy('seq').execute();

describe('a lock', () => {
  it('is there once, with the first reason, and is listed newest first', async () => {
    expect(await lock()).toMatchObject({ kind: 'locked', request: undefined });
    expect(await lock('L2', 'another')).toMatchObject({ kind: 'already_locked', lock: { reason: 'sale' } });
    const other = summaryOf(anInstance({ instanceId: 'r-bp1other' }));
    await store.records.lock('L3', { ...lockOf(minutesAfter(1)), instance: other });
    expect((await store.records.locks()).map(({ instance }) => instance.instanceId)).toEqual(['r-bp1other', ID]);
    expect(await store.records.lockOf(ID)).toEqual(lockOf(NOON));
  });

  it('is taken back once', async () => {
    expect(await unlock('U0')).toEqual({ kind: 'not_locked' });
    await lock();
    expect(await unlock()).toMatchObject({ kind: 'unlocked', lock: { reason: 'sale' } });
    expect(await unlock('U2')).toEqual({ kind: 'not_locked' });
    expect(await store.records.lockOf(ID)).toBeUndefined();
  });

  it('is an event without a request, to be told in the mirror channels, and found again when its job was lost', async () => {
    await lock();
    await unlock();
    expect(await events()).toMatchObject([
      { kind: 'locked', request_id: null, actor: { userId: SRE.userId }, data: { instanceId: ID, reason: 'sale' } },
      { kind: 'unlocked', request_id: null, actor: { userId: DEV.userId } },
    ]);
    expect(await store.records.unfinished()).toEqual([{ queue: 'publish', id: 'news' }]);
    await store.records.closeDelivered(ANNOUNCEMENTS, [], []);
    expect(await store.records.unfinished()).toEqual([]);
  });

  it('answers a command that is carried out again as it did the first time', async () => {
    await command('L1');
    const first = await lock();
    await unlock();
    expect(await lock()).toEqual(first);
    expect(await store.records.inbound('L1')).toMatchObject({ kind: 'lock', outcome: { kind: 'locked' } });
    expect(await store.records.lockOf(ID)).toBeUndefined();
  });

  it('shows on the request it stands in the way of, and wakes its order when it goes', async () => {
    await store.records.open(aDraft(), 'V1', [], []);
    await approve(A);
    expect(await lock()).toMatchObject({ request: { id: A, lock: { reason: 'sale', holds: false } } });
    expect(await unlock()).toMatchObject({ request: { id: A, state: 'approved' } });
    expect((await store.records.get(A))?.lock).toBeUndefined();
    expect((await store.records.events(A)).map(({ kind }) => kind)).toEqual(['locked', 'unlocked']);
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from redis_resize.job where name = 'order'`.execute(store.db);
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('does not touch an order that is out', async () => {
    await store.records.open(aDraft(), 'V1', [], []);
    await approve(A);
    await claim(A);
    const outcome = await lock();
    expect(outcome).toMatchObject({ kind: 'locked', request: { state: 'ordering', version: 3 } });
    expect((await store.records.get(A))?.lock).toBeUndefined();
  });
});

describe('a lock and the claim of an order at once', () => {
  it('see each other: either the order was claimed before, and the lock says so, or it is not claimed', async () => {
    for (let round = 0; round < 12; round += 1) {
      const id: RequestId = `rr-0000000${round.toString(16)}`;
      await store.records.open(aDraft({ id }), id, [], []);
      await approve(id);
      const turns = [() => lock(`L${String(round)}`), () => claim(id)] as const;
      const [locked, claimed] = await (round % 2 === 0
        ? Promise.all([turns[0](), turns[1]()])
        : Promise.all([turns[1](), turns[0]()]).then(([second, first]) => [first, second] as const));
      const state = claimed?.result === true ? 'ordering' : 'approved';
      expect(locked).toMatchObject({ kind: 'locked', request: { state } });
      await store.records.change(id, () => ({ kind: 'update', to: 'failed', events: [], result: 0 }));
      await unlock(`U${String(round)}`);
    }
  });
});

describe('claims that count towards one limit', () => {
  it('each see the one before: of many at once one goes out', async () => {
    const ids = Array.from({ length: 8 }, (_, n): RequestId => `rr-0000001${String(n)}`);
    for (const id of ids) {
      await store.records.open(aDraft({ id, before: anInstance({ instanceId: `r-${id}` }) }), id, [], []);
      await approve(id);
    }
    const going = { states: ['ordering'], limit: 10 } as const;
    const claims = await Promise.all(
      ids.map((id) =>
        store.records.claimOrder(id, [going], (now, { spending }) =>
          spending.length === 0 ? attempt(now) : { kind: 'keep', result: false },
        ),
      ),
    );
    expect(claims.filter((one) => one?.result === true)).toHaveLength(1);
  });
});

describe('what changed since a time', () => {
  it('is found, also what was made long before', async () => {
    await store.records.open(aDraft(), 'V1', [], []);
    const before = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await store.records.find({ changedSince: before, limit: 9 })).toEqual([]);
    await approve(A);
    expect(await store.records.find({ changedSince: before, states: ['approved'], limit: 9 })).toHaveLength(1);
    expect(await store.records.find({ changedSince: before, states: ['ordering'], limit: 9 })).toEqual([]);
  });

  it('is looked for by an index', async () => {
    const plan = await store.db.transaction().execute(async (trx) => {
      await sql`set local enable_seqscan = off`.execute(trx);
      const query = sql`explain select id from redis_resize.request where updated_at >= now() - interval '1 day'`;
      return JSON.stringify((await query.execute(trx)).rows);
    });
    expect(plan).toContain('request_by_change');
  });
});
