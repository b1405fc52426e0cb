import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { shared } from '../core/shared.ts';
import { within } from '../core/within.ts';
import type { Clock, Records } from '../workflow/ports.ts';
import { auditKeyOf, auditKeyTrouble } from './audit-key.ts';
import { auditRecords, takeAuditKey } from './audit-news.ts';
import { type Database, type DatabaseOptions, openDatabase } from './database.ts';
import { type Jobs, startJobs } from './jobs.ts';
import { digestRecords } from './digests.ts';
import { freezeRecords } from './freezes.ts';
import { homeRecords } from './homes.ts';
import { lockRecords } from './locks.ts';
import { outbox } from './outbox.ts';
import { ownMessages } from './own-messages.ts';
import { requestRecords } from './records.ts';
import type { Tables } from './schema.ts';
import { statistics, writeTrouble } from './statistics.ts';
import { troubleOf } from './trouble.ts';
import { webhookLog, webhookWarnings } from './webhook.ts';

/** Who asks, a probe or a scrape, gives up after some seconds. */
const PROBE_MS = 3_000;
const LATE_MS = 30_000;
const DEAF_MS = 120_000;
const DEAF = 'no job was looked for in minutes, although the database can be written to';

export interface Store {
  readonly kind: Database['kind'];
  readonly db: Kysely<Tables>;
  readonly records: Records;
  readonly jobs: Jobs;
  readonly webhook: ReturnType<typeof webhookLog>;
  /** Why it does not serve now, in words; empty when it does. */
  problems(): Promise<readonly string[]>;
  /** What a person should look at although it does. */
  warnings(): Promise<readonly string[]>;
  /**
   * Why only a new start helps, in words: the database can be written to, and yet no worker has asked it for a job for
   * minutes; or the audit log has got another key.
   */
  pastHelp(): Promise<string | undefined>;
  statistics(): ReturnType<typeof statistics>;
  /** Waits up to `timeoutMs` for jobs under way (unless `jobs.stop` did), then closes. */
  close(timeoutMs: number): Promise<void>;
}

/** The memory of the bot: opened, migrated, with its job engine running and no worker yet. */
export async function openStore(
  options: DatabaseOptions & {
    readonly clock: Clock;
    readonly onError: (error: unknown) => void;
    readonly auditKey?: string | undefined;
  },
): Promise<Store> {
  const { clock } = options;
  const auditKey = auditKeyOf(options.auditKey);
  const database = await openDatabase(options);
  const { db } = database;
  const starting = async (): Promise<Jobs> => {
    await takeAuditKey(db, clock, auditKey);
    return startJobs(database.boss, { ...options, db, alone: database.kind === 'pglite' });
  };
  const jobs = await starting().catch(async (error: unknown) => {
    await database.boss.stop({ graceful: false }).catch(() => undefined);
    await database.close();
    throw error;
  });
  const ledger = { db, jobs, clock, auditKey };
  const replica = randomUUID();
  // However many ask at once, one row is written.
  const underWay = shared<string | undefined>();
  const writing = () => underWay('', () => writeTrouble(db, replica, clock.now()));
  const otherKey = () => auditKeyTrouble(db, auditKey).catch(() => undefined);
  async function problems(): Promise<readonly string[]> {
    const trouble = await writing();
    const key = trouble === undefined ? await otherKey() : undefined;
    const room = await database.roomTrouble().catch((error: unknown) => troubleOf(error).words);
    return [
      ...(trouble === undefined ? [] : [`the database cannot be written to: ${trouble}`]),
      ...[key, room].filter((problem) => problem !== undefined),
      ...(jobs.polledMsAgo() > LATE_MS ? [`no job was looked for in the last ${String(LATE_MS / 1000)} s`] : []),
    ];
  }
  return {
    kind: database.kind,
    db,
    records: {
      ...requestRecords(ledger),
      ...outbox(ledger),
      ...ownMessages(db, jobs),
      ...lockRecords(ledger),
      ...freezeRecords(ledger),
      ...auditRecords(ledger),
      ...digestRecords(db, jobs),
      ...homeRecords(db, jobs, clock),
    },
    jobs,
    webhook: webhookLog(db, clock, replica),
    warnings: async () => (await within(webhookWarnings(db, clock.now()), PROBE_MS).catch(() => [])) ?? [],
    problems: async () => (await within(problems(), PROBE_MS)) ?? ['the database does not answer'],
    async pastHelp() {
      if ((await writing()) !== undefined) return undefined;
      if (jobs.polledMsAgo() > DEAF_MS) return DEAF;
      return otherKey();
    },
    statistics: () => statistics(db, clock.now()),
    async close(timeoutMs) {
      await jobs.stop(timeoutMs);
      await database.close();
    },
  };
}
