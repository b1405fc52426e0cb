/**
 * Writes fixtures/open-requests.sql: a database of this release with a request in every open state, as `pg_dump` sees it.
 * Run it (`node test/store/make-open-requests.ts`) when the tables of a release are final; what it wrote for releases
 * before stays.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NewEvent, RequestId } from '../../src/core/request/request.ts';
import { OPEN_STATES, type State } from '../../src/core/request/state.ts';
import type { Patch } from '../../src/core/request/step.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { aDraft, anAttempt, anInstance, DEV, NOON } from '../builders.ts';
import { findBinaries, withServer } from '../postgres/server.ts';

const ORDER = { orderId: '207226234310042', requestId: 'R1', placedAt: NOON.toISOString() };
const CALL: Patch = { spec: { InstanceClass: 'redis.master.mid.default' }, attempts: [anAttempt()] };

/** How a request comes to each state, and what it then carries. */
const WAYS: Readonly<Record<string, readonly (readonly [State, Patch])[]>> = {
  pending: [],
  approved: [['approved', {}]],
  ordering: [
    ['approved', {}],
    ['ordering', CALL],
  ],
  unknown: [
    ['approved', {}],
    ['ordering', CALL],
    ['unknown', {}],
  ],
  ordered: [
    ['approved', {}],
    ['ordering', CALL],
    ['ordered', { order: ORDER }],
  ],
  awaiting_payment: [
    ['approved', {}],
    ['ordering', CALL],
    ['ordered', { order: ORDER }],
    ['awaiting_payment', {}],
  ],
  scheduled: [
    ['approved', {}],
    ['ordering', CALL],
    ['ordered', { order: ORDER }],
    ['scheduled', {}],
  ],
  changing: [
    ['approved', {}],
    ['ordering', CALL],
    ['ordered', { order: ORDER }],
    ['changing', {}],
  ],
  stalled: [
    ['approved', {}],
    ['ordering', CALL],
    ['ordered', { order: ORDER }],
    ['changing', {}],
    ['stalled', {}],
  ],
};

async function fill(store: Store): Promise<void> {
  for (const [index, state] of OPEN_STATES.entries()) {
    const id: RequestId = `rr-0000000${String(index)}`;
    const before = anInstance({ instanceId: `r-bp1upgrade0000${String(index)}`, name: state });
    const requested = { kind: 'requested', actor: DEV, data: { rule: 'prod', reason: 'peak' } } as unknown as NewEvent;
    const deadline = { queue: 'deadline', id, after: '2026-11-24T12:00:00.000Z' } as const;
    await store.records.open(aDraft({ id, before, clientToken: `${id}-token` }), `V${id}`, [requested], [deadline]);
    for (const [to, patch] of WAYS[state] ?? []) {
      const event = { kind: to === 'ordering' ? 'sending' : to, actor: 'bot', data: {} } as unknown as NewEvent;
      await store.records.change(id, () => ({ kind: 'update', to, patch, events: [event], result: undefined }));
    }
  }
}

await withServer(async (url) => {
  const store = await openStore({ at: { kind: 'postgres', url }, clock: { now: () => NOON }, onError: console.error });
  await fill(store);
  await store.close(1000);
  const args = ['--inserts', '--no-owner', '--no-privileges', '--no-comments', url];
  const dump = execFileSync(join(findBinaries(), 'pg_dump'), args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  // Commands of psql, remarks and settings of the session are no part of the database.
  const lines = dump.split('\n').filter((line) => !/^(\\|--|SET |SELECT pg_catalog\.set_config|\s*$)/.test(line));
  writeFileSync(join(import.meta.dirname, 'fixtures/open-requests.sql'), `${lines.join('\n')}\n`);
});
