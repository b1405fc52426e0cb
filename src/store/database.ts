import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { dataDir as prepopulated } from '@electric-sql/pglite-prepopulatedfs';
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { fromPglite, PgBoss } from 'pg-boss';
import { lockDirectory } from './directory-lock.ts';
import { migrate } from './migrations.ts';
import type { Tables } from './schema.ts';

export interface Database {
  readonly kind: 'pglite' | 'postgres';
  readonly db: Kysely<Tables>;
  readonly boss: PgBoss;
  close(): Promise<void>;
}

/** What the bot asks of the embedded engine. */
export type Engine = Pick<
  PGlite,
  'ready' | 'waitReady' | 'closed' | 'query' | 'exec' | 'transaction' | 'listen' | 'close'
>;

export interface DatabaseOptions {
  /** The embedded one in a directory (`memory` keeps nothing), or a server. */
  readonly at:
    { readonly kind: 'pglite'; readonly directory: string } | { readonly kind: 'postgres'; readonly url: string };
  /** Embedded only: the engine to use, in place of one that is started on the directory. */
  readonly engine?: Engine;
  /** Connections of the pool that the records use; pg-boss has its own of the same size. */
  readonly poolSize?: number;
}

/**
 * pg-boss looks for dead workers this often. With a heartbeat of 10 s (its minimum) the job of a killed process is
 * taken over after about 12 s.
 */
const SUPERVISION = { superviseIntervalSeconds: 2, monitorIntervalSeconds: 2, maintenanceIntervalSeconds: 60 };

/** Opens and migrates the database and starts the job engine on it. Throws when it cannot be reached or is in use. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { at } = options;
  return at.kind === 'pglite' ? openPglite(at.directory, options.engine) : openPostgres(at.url, options.poolSize ?? 8);
}

async function openPglite(directory: string, engine: Engine | undefined): Promise<Database> {
  const memory = directory === 'memory';
  const path = memory ? 'memory://' : join(resolve(directory), 'pgdata');
  if (!memory) mkdirSync(path, { recursive: true });
  const unlock = memory ? undefined : lockDirectory(resolve(directory));
  try {
    const pglite = engine ?? (await startPglite(path));
    const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
    await migrate(db);
    const boss = new PgBoss({ db: fromPglite(pglite), backend: 'pglite', useListenNotify: true, ...SUPERVISION });
    return {
      kind: 'pglite',
      db,
      boss,
      close: async () => {
        await pglite.close();
        // Work that was handed to others may still come back here. Kysely waits for the begin of a transaction without
        // hearing its rejection, which would end the process as unhandled; so it waits, and is forgotten with us.
        pglite.transaction = () => new Promise(() => undefined);
        unlock?.();
      },
    };
  } catch (error) {
    unlock?.();
    throw error;
  }
}

/** The embedded engine alone: no tables, no jobs, no lock. Where there is no database yet, it makes an empty one. */
export async function startPglite(path: string): Promise<PGlite> {
  return PGlite.create(path, {
    // 128 MB of shared buffers, the default, is memory a bot does not need.
    startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=8MB'],
    // Five times faster than initdb.
    ...(isEmpty(path) ? { loadDataDir: await prepopulated() } : {}),
  });
}

async function openPostgres(url: string, max: number): Promise<Database> {
  const pool = new Pool({
    connectionString: url,
    max,
    application_name: 'redis-resize',
    // A database that does not answer must not keep a readiness probe or an acknowledgement waiting.
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
  });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  await migrate(db);
  const boss = new PgBoss({
    connectionString: url,
    max,
    application_name: 'redis-resize-jobs',
    useListenNotify: true,
    ...SUPERVISION,
  });
  return { kind: 'postgres', db, boss, close: () => db.destroy() };
}

/** Whether this directory holds no embedded database yet. */
export function isEmpty(path: string): boolean {
  return !existsSync(join(path, 'PG_VERSION'));
}
