import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock, Records } from '../workflow/ports.ts';
import { type Database, type DatabaseOptions, openDatabase } from './database.ts';
import { type Jobs, startJobs } from './jobs.ts';
import { lockRecords } from './locks.ts';
import { outbox } from './outbox.ts';
import { ownMessages } from './own-messages.ts';
import { requestRecords } from './records.ts';
import type { Tables } from './schema.ts';
import { statistics, writeTrouble } from './statistics.ts';

const LATE_MS = 30_000;
const DEAF_MS = 120_000;

export interface Store {
  readonly kind: Database['kind'];
  readonly db: Kysely<Tables>;
  readonly records: Records;
  readonly jobs: Jobs;
  /** Why it does not serve now, in words; empty when it does. */
  problems(): Promise<readonly string[]>;
  /** The database can be written to, and yet no worker has asked it for a job for minutes: only a new start helps. */
  isDeaf(): Promise<boolean>;
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
  const jobs = await startJobs(database.boss, { ...options, db, alone: database.kind === 'pglite' }).catch(
    async (error: unknown) => {
      await database.boss.stop({ graceful: false }).catch(() => undefined);
      await database.close();
      throw error;
    },
  );
  const replica = randomUUID();
  // However many ask at once, one row is written.
  let underWay: Promise<string | undefined> | undefined;
  const writing = () =>
    (underWay ??= writeTrouble(db, replica, options.clock.now()).finally(() => (underWay = undefined)));
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
    async problems() {
      const trouble = await writing();
      return [
        ...(trouble === undefined ? [] : [`the database cannot be written to: ${trouble}`]),
        ...(jobs.polledMsAgo() > LATE_MS ? [`no job was looked for in the last ${String(LATE_MS / 1000)} s`] : []),
      ];
    },
    isDeaf: async () => jobs.polledMsAgo() > DEAF_MS && (await writing()) === undefined,
    statistics: () => statistics(db, options.clock.now()),
    async close(timeoutMs) {
      await jobs.stop(timeoutMs);
      await database.close();
    },
  };
}
