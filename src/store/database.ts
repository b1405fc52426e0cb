import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Kysely, sql } from 'kysely';
import { PgBoss } from 'pg-boss';
import { type DatabaseAddress, schemaOf } from './address.ts';
import { lockDirectory } from './embedded/directory-lock.ts';
import { type Engine, MEMORY, startEngine } from './embedded/engine.ts';
import { serveEngine } from './embedded/holder.ts';
import { migrate } from './migrations.ts';
import { roomTrouble } from './embedded/room.ts';
import type { Tables } from './schema.ts';
import { dialectOf, enginePoolConfig, poolConfig } from './server.ts';

export interface Database {
  readonly kind: 'pglite' | 'postgres';
  readonly db: Kysely<Tables>;
  readonly boss: PgBoss;
  /** Says when the disk is nearly full; that of a server is its own to watch. */
  roomTrouble(): Promise<string | undefined>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly at: DatabaseAddress;
  /** Embedded only: the engine to use, in place of one that is started on the directory. */
  readonly engine?: Engine;
  /** Embedded only: with less on its disk it is not ready. */
  readonly leastFreeBytes?: number;
  /** Embedded only: how often rows that nobody sees any more give their room back. */
  readonly vacuumEveryMs?: number;
  /** A connection that is in use and silent for so long is given up. */
  readonly silenceMs?: number;
}

/**
 * Of pg-boss we use queues and workers: no schedules, flows or registry of instances. Its supervision, once a minute, ends
 * jobs that hang and deletes old ones; that of a killed process is asked for as soon as one is seen (jobs.ts).
 */
const SUPERVISION = { superviseIntervalSeconds: 60, monitorIntervalSeconds: 1, maintenanceIntervalSeconds: 60 };
const ENGINE = { schedule: false, flowIntervalSeconds: 3_600, registerInstance: false, ...SUPERVISION };

const VACUUM_EVERY_MS = 60 * 60_000;

/** Opens and migrates the database, and makes the job engine on it. Throws when it cannot be reached or is in use. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { at } = options;
  return at.kind === 'pglite'
    ? openEmbedded(at.directory, schemaOf(at), options)
    : openServer(at.url, schemaOf(at), options);
}

async function openEmbedded(directory: string, schema: string, options: DatabaseOptions): Promise<Database> {
  const memory = directory === 'memory';
  const whole = resolve(directory);
  const path = join(whole, 'pgdata');
  if (!memory) makePrivate(whole, path);
  const unlock = memory ? undefined : await lockDirectory(whole);
  try {
    const engine = options.engine ?? (await startEngine(memory ? MEMORY : path));
    const config = enginePoolConfig(engine);
    const { db, boss } = await openPools(config, config, schema);
    // A server does this by itself.
    const vacuum = () => void sql`vacuum (analyze)`.execute(db).catch(() => undefined);
    const vacuuming = setInterval(vacuum, options.vacuumEveryMs ?? VACUUM_EVERY_MS).unref();
    const endServing = memory ? undefined : await serveEngine(whole, engine);
    return {
      kind: 'pglite',
      db,
      boss,
      roomTrouble: () => (memory ? Promise.resolve(undefined) : roomTrouble(whole, options.leastFreeBytes)),
      async close() {
        clearInterval(vacuuming);
        endServing?.();
        await engine.close();
        await db.destroy();
        unlock?.();
      },
    };
  } catch (error) {
    unlock?.();
    throw error;
  }
}

async function openServer(url: string, schema: string, options: DatabaseOptions): Promise<Database> {
  // The job engine has a pool of the same size.
  const records = poolConfig(url, { name: 'redis-resize', max: 4, silenceMs: options.silenceMs });
  const { db, boss } = await openPools(records, { ...records, application_name: 'redis-resize-jobs' }, schema);
  return { kind: 'postgres', db, boss, roomTrouble: () => Promise.resolve(undefined), close: () => db.destroy() };
}

type Pool = ReturnType<typeof poolConfig> | ReturnType<typeof enginePoolConfig>;

/** One pool for the records, and one that the job engine makes. */
async function openPools(records: Pool, jobs: Pool, schema: string): Promise<Pick<Database, 'db' | 'boss'>> {
  const db = new Kysely<Tables>({ dialect: dialectOf(records) });
  try {
    await migrate(db, schema);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  const boss = new PgBoss({ ...jobs, schema, createSchema: false, useListenNotify: true, ...ENGINE });
  return { db: db.withSchema(schema), boss };
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
