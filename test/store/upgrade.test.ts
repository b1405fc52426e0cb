/** A database that an earlier release left behind (fixtures/, made by make-open-requests.ts): what is open in it goes on. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OPEN_STATES, RUNBOOK } from '../../src/core/request/state.ts';
import { verifyAudit } from '../../src/store/audit.ts';
import { MEMORY, startEngine } from '../../src/store/embedded/engine.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { reconcile } from '../../src/workflow/steps/reconcile.ts';
import { NOON } from '../builders.ts';
import { execute } from '../engine.ts';
import { aWorld } from '../world.ts';

let store: Store;
beforeAll(async () => {
  const engine = await startEngine(MEMORY);
  await execute(engine, readFileSync(join(import.meta.dirname, 'fixtures/open-requests.sql'), 'utf8'));
  const at = { kind: 'pglite', directory: 'memory' } as const;
  store = await openStore({ at, engine, clock: { now: () => NOON }, onError: () => undefined });
}, 60_000);
afterAll(() => store.close(0));

const open = () => store.records.find({ open: true, limit: 100 });

it('requests of an earlier release are read in every open state, and each has the job that moves it on', async () => {
  const found = await open();
  expect(found.map(({ state }) => state).sort()).toEqual([...OPEN_STATES].sort());
  expect(await verifyAudit(store.db)).toMatchObject({ kind: 'whole' });

  await reconcile(aWorld({ records: store.records }));
  const jobs = sql<{ name: string; id: string }>`select name, data->>'id' as id from redis_resize.job
    where state in ('created', 'retry')`;
  const { rows } = await jobs.execute(store.db);
  for (const { id, state } of found) expect(rows, state).toContainEqual({ name: RUNBOOK[state].job, id });
});

it('they go on from there, and the audit log stays whole', async () => {
  for (const { id, state } of await open()) {
    const [to] = RUNBOOK[state].leadsTo;
    const event = { kind: 'stalled', actor: 'bot', data: {} } as const;
    const moved = await store.records.change(id, () => ({
      kind: 'update',
      ...(to === undefined ? {} : { to }),
      events: [event],
      result: 0,
    }));
    expect(moved?.request.state).toBe(to);
  }
  expect(await verifyAudit(store.db)).toMatchObject({ kind: 'whole' });
});
