import { type Kysely, sql } from 'kysely';
import { expect } from 'vitest';

/** Until no job runs and none is due: what should not happen has had its time. Jobs for later stay where they are. */
export async function idle<DB>(db: Kysely<DB>): Promise<void> {
  const due = sql<{ jobs: number }>`select count(*)::int as jobs from redis_resize.job
    where state = 'active' or (state in ('created', 'retry') and start_after <= now())`;
  await expect.poll(async () => (await due.execute(db)).rows[0]?.jobs, { timeout: 15_000 }).toBe(0);
}
