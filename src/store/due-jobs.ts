/** What wakes no worker by itself: jobs that become due, that are tried again, or whose process is gone. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

/** Somebody looks this often; what becomes due before the next look has a timer of its own. */
export const LOOK_MS = 2_000;

/** A queue that has jobs which wait, or whose worker died. */
interface Due {
  readonly queue: string;
  /** Until the next one is due; not above zero when one is. */
  readonly inMs: number | null;
  /** Ids of those that run in a process that has been silent for too long. */
  readonly orphans: readonly string[];
}

/** One statement for all queues. */
export async function dueJobs(db: Kysely<Tables>): Promise<readonly Due[]> {
  const until = sql<number | null>`extract(epoch from
    min(start_after) filter (where state < 'active') - now())::float8 * 1000`;
  const orphans = sql<readonly string[]>`coalesce(array_agg(singleton_key) filter
    (where state = 'active' and heartbeat_on + heartbeat_seconds * interval '1s' < now()), '{}')`;
  return db
    .selectFrom('job')
    .select(['name as queue', until.as('inMs'), orphans.as('orphans')])
    .where('state', 'in', ['created', 'retry', 'active'])
    .groupBy('name')
    .execute();
}
