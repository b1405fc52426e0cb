import { type Kysely, sql } from 'kysely';

/** As if so much time had gone by: what waits in the queues becomes due earlier, and the workers hear of it. */
export async function bringForward<DB>(db: Kysely<DB>, ms: number): Promise<void> {
  await sql`with earlier as (
      update redis_resize.job set start_after = start_after - make_interval(secs => ${ms / 1000}::float8)
      where state in ('created', 'retry') returning name
    ), queues as (select distinct name from earlier)
    select pg_notify('pgboss_' || left(encode(sha224('redis_resize'), 'hex'), 24), name) from queues`.execute(db);
}
