import { type Kysely, sql } from 'kysely';
import { expect } from 'vitest';

/** Until no job runs and none is due: what should not happen has had its time. Jobs for later stay where they are. */
export async function idle<DB>(db: Kysely<DB>): Promise<void> {
  const due = sql<{ jobs: number }>`select count(*)::int as jobs from redis_resize.job
    where state = 'active' or (state in ('created', 'retry') and start_after <= now())`;
  await expect.poll(async () => (await due.execute(db)).rows[0]?.jobs, { timeout: 15_000 }).toBe(0);
}

/** As if so much time had gone by: what waits in the queues becomes due earlier, and the workers hear of it. */
export async function bringForward<DB>(db: Kysely<DB>, ms: number): Promise<void> {
  await sql`with earlier as (
      update redis_resize.job set start_after = start_after - make_interval(secs => ${ms / 1000}::float8)
      where state in ('created', 'retry') returning name
    ), queues as (select distinct name from earlier)
    select pg_notify('pgboss_' || left(encode(sha224('redis_resize'), 'hex'), 24), name) from queues`.execute(db);
}
