/** Connections that are lost, silent or frozen, and a database that is shared. */
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterEach, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import { emptyDatabase } from '../database.ts';
import { openTunnel } from './tunnel.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

type Handle = Parameters<Store['jobs']['work']>[0];

async function store(url: string, more: object = {}, handle: Handle = () => Promise.resolve()): Promise<Store> {
  const clock = { now: () => new Date() };
  const made = await openStore({
    at: { kind: 'postgres', url, ...more },
    clock,
    silenceMs: 3000,
    onError: () => undefined,
  });
  await made.jobs.work(handle);
  open.push(() => made.close(1000));
  return made;
}

async function tunnel(url: string) {
  const way = await openTunnel(url);
  open.push(way.close);
  return way;
}

it('a connection that is lost inside a transaction ends the transaction and nothing else', async () => {
  const { url } = await emptyDatabase();
  const way = await tunnel(url);
  const opened = await store(way.url);
  const { db } = opened;
  const lost = db.transaction().execute(async (trx) => {
    await sql`select 1`.execute(trx);
    way.cut();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await sql`select 1`.execute(trx);
  });
  await expect(lost).rejects.toThrow();
  await expect.poll(() => opened.problems()).toEqual([]);
});

it('connections that fell silent are given up: it writes and looks for jobs again', async () => {
  const { url } = await emptyDatabase();
  const way = await tunnel(url);
  const ran: string[] = [];
  const opened = await store(way.url, {}, (_, ids) => Promise.resolve(void ran.push(...ids)));
  const problems = () => opened.problems();
  expect(await problems()).toEqual([]);
  way.silence();
  await new Promise((resolve) => setTimeout(resolve, 200));
  await expect.poll(problems).toEqual([]);
  await opened.records.enqueue({ queue: 'order', id: 'rr-7k3f9qx2' });
  await expect.poll(() => ran).toEqual(['rr-7k3f9qx2']);
});

it('a job whose process is gone is taken over as soon as its heartbeat is late', async () => {
  const { url } = await emptyDatabase();
  const ran: string[] = [];
  const { db, records } = await store(url, {}, (_, ids) => Promise.resolve(void ran.push(...ids)));
  await records.enqueue({ queue: 'order', id: 'rr-7k3f9qx2', after: '2099-01-01T00:00:00Z' });
  await sql`update redis_resize.job set state = 'active', started_on = now(), heartbeat_on = now() - interval '10 s'`.execute(
    db,
  );
  // Two seconds until somebody looks, and it is tried again without a pause: twelve after the last sign of life.
  await expect.poll(() => ran, { timeout: 2_800 }).toEqual(['rr-7k3f9qx2']);
});

it('a replica that is frozen in a transaction is ended by the server', async () => {
  const { url } = await emptyDatabase();
  const { db } = await store(url);
  const { rows } = await db.transaction().execute((trx) => sql`show idle_in_transaction_session_timeout`.execute(trx));
  expect(rows).toEqual([{ idle_in_transaction_session_timeout: '10s' }]);
  const outside = await sql`show idle_in_transaction_session_timeout`.execute(db);
  expect(outside.rows).toEqual([{ idle_in_transaction_session_timeout: '0' }]);
});

it('a database with tables and jobs of others is shared by two of us, each in its schema, started at once', async () => {
  const { url } = await emptyDatabase();
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('create table event (x int); create table kysely_migration (x int); create schema pgboss');
  await client.query('create table pgboss.job (x int)');
  await Promise.all([store(url), store(url), store(url, { schema: 'second_bot' })]);
  const { rows } = await client.query(
    `select schemaname, count(*)::int as tables from pg_tables where tablename in ('event', 'job', 'kysely_migration')
     group by 1 order by 1`,
  );
  await client.end();
  expect(rows).toEqual([
    { schemaname: 'pgboss', tables: 1 },
    { schemaname: 'public', tables: 2 },
    { schemaname: 'redis_resize', tables: 3 },
    { schemaname: 'second_bot', tables: 3 },
  ]);
});
