import type { Kysely } from 'kysely';
import type { Clock, Records } from '../workflow/ports.ts';
import { type Database, type DatabaseOptions, openDatabase } from './database.ts';
import { type Jobs, startJobs } from './jobs.ts';
import { lockRecords } from './locks.ts';
import { outbox } from './outbox.ts';
import { ownMessages } from './own-messages.ts';
import { requestRecords } from './records.ts';
import type { Tables } from './schema.ts';
import { isWritable, statistics } from './statistics.ts';

export interface Store {
  readonly kind: Database['kind'];
  readonly db: Kysely<Tables>;
  readonly records: Records;
  readonly jobs: Jobs;
  writable(): Promise<boolean>;
  statistics(): ReturnType<typeof statistics>;
  /** Waits up to `timeoutMs` for jobs under way (unless `jobs.stop` did), then closes. */
  close(timeoutMs: number): Promise<void>;
}

/** The memory of the bot: opened, migrated, with its job engine running and no worker yet. */
export async function openStore(
  options: DatabaseOptions & { readonly clock: Clock; readonly onError: (error: unknown) => void },
): Promise<Store> {
  const database = await openDatabase(options);
  const { db } = database;
  const jobs = await startJobs(database.boss, { ...options, alone: database.kind === 'pglite' });
  return {
    kind: database.kind,
    db,
    records: {
      ...requestRecords(db, jobs, options.clock),
      ...outbox(db, jobs, options.clock),
      ...ownMessages(db, jobs),
      ...lockRecords(db, jobs, options.clock),
    },
    jobs,
    writable: () => isWritable(db),
    statistics: () => statistics(db),
    async close(timeoutMs) {
      await jobs.stop(timeoutMs);
      await database.close();
    },
  };
}
