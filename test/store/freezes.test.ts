import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimAttempt } from '../../src/core/lifecycle/order-decisions.ts';
import { digestOf } from '../../src/core/policy/digest.ts';
import type { ChatFreeze, RequestId } from '../../src/core/request/request.ts';
import { verifyAudit } from '../../src/store/audit.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { aDraft, anInstance, DEV, minutesAfter, NOON, SRE } from '../builders.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
let now: Date;
beforeEach(async () => {
  now = NOON;
  const database = await freshDatabase();
  store = await openStore({ ...database, clock: { now: () => now }, onError: () => undefined });
});
afterEach(async () => {
  expect(await verifyAudit(store.db)).toMatchObject({ kind: 'whole' });
  await store.close(2000);
});

const A: RequestId = 'rr-7k3f9qx2';
const B: RequestId = 'rr-7k3f9qx3';
const freezeOf = (over: Partial<ChatFreeze> = {}): ChatFreeze => ({
  ...{ by: SRE, at: now.toISOString(), reason: 'sale' },
  ...over,
});
const freeze = (id = 'F1', over: Partial<ChatFreeze> = {}) => store.records.declareFreeze(id, freezeOf(over));
const lift = (id = 'U1') => store.records.liftFreeze(id, DEV);
const approve = (id: RequestId) =>
  store.records.change(id, () => ({ kind: 'update', to: 'approved', events: [], result: 0 }));
const open = async (id: RequestId, over: Parameters<typeof aDraft>[0] = {}) => {
  await store.records.open(aDraft({ id, before: anInstance({ instanceId: `r-${id}` }), ...over }), id, [], []);
  return approve(id);
};
const claim = (id: RequestId) =>
  store.records.claimOrder(id, [], (request, { lock }) =>
    lock === undefined
      ? claimAttempt(request, { attempts: 0, digest: digestOf(request), spec: {}, now, leaseMs: 30_000 })
      : { kind: 'keep', result: false },
  );
const kinds = async () =>
  (await store.db.selectFrom('event').select(['kind', 'data']).orderBy('seq').execute()).map(
    ({ kind, data }) => `${kind} ${JSON.stringify(data)}`,
  );
const jobs = async (queue: string) =>
  (
    await sql<{ id: string; due: boolean }>`select data->>'id' as id, start_after <= now() as due
      from redis_resize.job where name = ${queue} and state = 'created' order by 1`.execute(store.db)
  ).rows;

describe('a freeze from Slack', () => {
  it('holds every order, tells how many wait, and lets them go on at once', async () => {
    await open(A);
    await open(B);
    expect(await freeze()).toMatchObject({ kind: 'frozen', replaced: undefined, waiting: 2 });
    expect((await claim(A))?.result).toBe(false);
    expect((await store.records.get(A))?.lock).toMatchObject({ everywhere: true, reason: 'sale' });
    expect(await lift()).toMatchObject({ kind: 'unfrozen', freeze: { reason: 'sale' }, waiting: 2 });
    expect(await jobs('order')).toEqual([
      { id: A, due: true },
      { id: B, due: true },
    ]);
    expect((await store.records.get(A))?.lock).toBeUndefined();
    expect((await claim(A))?.result).toBe(true);
    expect(await lift('U2')).toEqual({ kind: 'not_frozen' });
    expect(await kinds()).toEqual([
      'frozen {"reason":"sale"}',
      'unfrozen {"reason":"sale"}',
      expect.stringContaining('sending'),
      'denied {"action":"unfreeze","outcome":"not_frozen"}',
    ]);
  });

  it('leaves emergencies alone, and is shown by what is requested during it', async () => {
    await freeze();
    await open(A, { breakGlass: { reason: 'outage', despite: 'freeze' } });
    await open(B);
    expect((await store.records.get(A))?.lock).toBeUndefined();
    expect((await store.records.get(B))?.lock).toMatchObject({ everywhere: true });
    expect((await claim(A))?.result).toBe(true);
    expect((await claim(B))?.result).toBe(false);
  });

  it('is replaced by the next one, which says so, and stays where a lock comes first', async () => {
    await store.records.lock('L1', {
      instance: anInstance({ instanceId: `r-${A}` }),
      by: SRE,
      at: NOON.toISOString(),
      reason: 'mine',
    });
    await open(A);
    await freeze();
    expect((await store.records.get(A))?.lock?.reason).toBe('mine');
    const second = await freeze('F2', { reason: 'longer', by: DEV, until: minutesAfter(9).toISOString() });
    expect(second).toMatchObject({ kind: 'frozen', replaced: { reason: 'sale', by: SRE } });
    expect(await store.records.freeze()).toMatchObject({ reason: 'longer' });
    expect((await kinds()).at(-1)).toContain('"replaced":true');
  });

  it('answers a command that is carried out again as it did the first time', async () => {
    const command = {
      person: SRE,
      channelId: undefined,
      action: 'freeze',
      reason: 'sale',
      at: NOON.toISOString(),
    } as const;
    await store.records.receive({ kind: 'freeze', freeze: { id: 'F1', ...command, until: undefined } });
    const first = await freeze();
    await lift();
    expect(await freeze()).toEqual(first);
    expect(await store.records.inbound('F1')).toMatchObject({ kind: 'freeze', outcome: { kind: 'frozen' } });
    expect(await store.records.freeze()).toBeUndefined();
  });

  it('ends at its time, by a job that waits for it, told once', async () => {
    await open(A);
    await freeze('F1', { until: minutesAfter(10).toISOString() });
    expect(await jobs('deadline')).toEqual([{ id: 'freeze', due: false }]);
    expect(await store.records.endFreeze()).toBe(minutesAfter(10).toISOString());
    now = minutesAfter(10);
    // In force no more, whether or not the job has come to it.
    expect(await store.records.freeze()).toBeUndefined();
    expect((await claim(A))?.result).toBe(true);
    expect(await lift()).toEqual({ kind: 'not_frozen' });
    expect(await store.records.endFreeze()).toBeUndefined();
    expect(await store.records.endFreeze()).toBeUndefined();
    expect((await kinds()).filter((kind) => kind.startsWith('unfrozen'))).toHaveLength(1);
  });
});

describe('a freeze and the claim of an order at once', () => {
  it('see each other: either the order was claimed before, or it is not claimed', async () => {
    for (let round = 0; round < 12; round += 1) {
      const id: RequestId = `rr-0000000${round.toString(16)}`;
      await open(id);
      const turns = [() => freeze(`F${String(round)}`), () => claim(id)] as const;
      const [frozen, claimed] = await (round % 2 === 0
        ? Promise.all([turns[0](), turns[1]()])
        : Promise.all([turns[1](), turns[0]()]).then(([second, first]) => [first, second] as const));
      expect(frozen).toMatchObject({ kind: 'frozen', waiting: claimed?.result === true ? 0 : 1 });
      await store.records.change(id, () => ({ kind: 'update', to: 'failed', events: [], result: 0 }));
      await lift(`U${String(round)}`);
    }
  });
});
