import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { dataDir as prepopulated } from '@electric-sql/pglite-prepopulatedfs';
import { Kysely, PGliteDialect } from 'kysely';
import { fromPglite, PgBoss } from 'pg-boss';
import { type DatabaseAddress, schemaOf } from './address.ts';
import { lockDirectory } from './directory-lock.ts';
import { migrate } from './migrations.ts';
import { roomTrouble } from './room.ts';
import type { Tables } from './schema.ts';
import { poolConfig, serverDialect } from './server.ts';
import { troubleOf } from './trouble.ts';

export interface Database {
  readonly kind: 'pglite' | 'postgres';
  readonly db: Kysely<Tables>;
  readonly boss: PgBoss;
  /** Says when the disk is nearly full; that of a server is its own to watch. */
  roomTrouble(): Promise<string | undefined>;
  close(): Promise<void>;
}

/** What the bot asks of the embedded engine. */
export type Engine = Pick<
  PGlite,
  'ready' | 'waitReady' | 'closed' | 'query' | 'exec' | 'transaction' | 'listen' | 'close'
>;

export interface DatabaseOptions {
  readonly at: DatabaseAddress;
  /** Embedded only: the engine to use, in place of one that is started on the directory. */
  readonly engine?: Engine;
  /** Embedded only: with less on its disk it is not ready. */
  readonly leastFreeBytes?: number;
  /** Connections of the pool that the records use; the job engine has its own of the same size. */
  readonly poolSize?: number;
  /** A connection that is in use and silent for so long is given up. */
  readonly silenceMs?: number;
}

/**
 * Of pg-boss we use queues and workers: no schedules, flows or registry of instances. Its supervision, once a minute, ends
 * jobs that hang and deletes old ones; that of a killed process is asked for as soon as one is seen (jobs.ts).
 */
const SUPERVISION = { superviseIntervalSeconds: 60, monitorIntervalSeconds: 1, maintenanceIntervalSeconds: 60 };
const ENGINE = { schedule: false, flowIntervalSeconds: 3_600, registerInstance: false, ...SUPERVISION };

/** Opens and migrates the database, and makes the job engine on it. Throws when it cannot be reached or is in use. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { at } = options;
  return at.kind === 'pglite'
    ? openPglite(at.directory, schemaOf(at), options)
    : openPostgres(at.url, schemaOf(at), options);
}

async function openPglite(directory: string, schema: string, options: DatabaseOptions): Promise<Database> {
  const { engine, leastFreeBytes } = options;
  const memory = directory === 'memory';
  const path = memory ? 'memory://' : join(resolve(directory), 'pgdata');
  if (!memory) makePrivate(resolve(directory), path);
  const unlock = memory ? undefined : await lockDirectory(resolve(directory));
  try {
    const pglite = engine ?? (await startPglite(path));
    const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
    await migrate(db, schema);
    const jobs = { schema, createSchema: false, useListenNotify: true, ...ENGINE };
    const boss = new PgBoss({ db: fromPglite(pglite), backend: 'pglite', ...jobs });
    return {
      kind: 'pglite',
      db: db.withSchema(schema),
      boss,
      roomTrouble: () => (memory ? Promise.resolve(undefined) : roomTrouble(resolve(directory), leastFreeBytes)),
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

/** Who may read the directory reads every request. */
function makePrivate(...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(path, { recursive: true, mode: PRIVATE });
    try {
      chmodSync(path, PRIVATE);
    } catch {
      // A mounted directory may belong to another user; it is theirs to protect.
    }
  }
}

const PRIVATE = 0o700;

/** The release of PostgreSQL that PGlite is: only this one can read what it wrote. */
const EMBEDDED = '18';

/** What is in the directory is no database of this release of PGlite, or is damaged. */
class Unreadable extends Error {
  constructor(path: string, why: string) {
    const remedy = 'Start the release that wrote it, restore a backup, or name an empty directory in DATABASE_URL';
    super(`the embedded database in ${path} ${why}. ${remedy}.`);
    this.name = 'Unreadable';
  }
}

/** The embedded engine alone: no tables, no jobs, no lock. Where there is no database yet, it makes an empty one. */
export async function startPglite(path: string): Promise<PGlite> {
  const empty = isEmpty(path);
  const version = empty ? EMBEDDED : readFileSync(join(path, 'PG_VERSION'), 'utf8').trim();
  if (version !== EMBEDDED) {
    throw new Unreadable(path, `was written by PostgreSQL ${version}, and this release embeds ${EMBEDDED}`);
  }
  try {
    return await PGlite.create(path, {
      // 128 MB of shared buffers, the default, is memory a bot does not need.
      startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=8MB'],
      // Five times faster than initdb.
      ...(empty ? { loadDataDir: await prepopulated() } : {}),
    });
  } catch (error) {
    const { words } = troubleOf(error);
    throw new Unreadable(path, words.startsWith('Aborted') ? 'is damaged' : `cannot be opened: ${words}`);
  }
}

async function openPostgres(url: string, schema: string, options: DatabaseOptions): Promise<Database> {
  const { poolSize: max = 8, silenceMs } = options;
  const db = new Kysely<Tables>({ dialect: serverDialect(url, { name: 'redis-resize', max, silenceMs }) });
  try {
    await migrate(db, schema);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  const connections = poolConfig(url, { name: 'redis-resize-jobs', max, silenceMs });
  const boss = new PgBoss({ ...connections, schema, createSchema: false, useListenNotify: true, ...ENGINE });
  return {
    kind: 'postgres',
    db: db.withSchema(schema),
    boss,
    roomTrouble: () => Promise.resolve(undefined),
    close: () => db.destroy(),
  };
}

/** Whether this directory holds no embedded database yet. */
export function isEmpty(path: string): boolean {
  return !existsSync(join(path, 'PG_VERSION'));
}
