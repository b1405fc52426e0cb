/**
 * The embedded PostgreSQL (PGlite), for the same client as a server's. It is spoken to in PostgreSQL's protocol: a
 * statement is one exchange, where PGlite's own `query` makes six and takes three times as long.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { dataDir } from '@electric-sql/pglite-prepopulatedfs';
import { prepared } from './prepared.ts';
import { type Connection, Switchboard } from './switchboard.ts';
import { troubleOf } from '../trouble.ts';
import { COMPLETE, unpackEmptyDatabase } from './unpack.ts';

/** In place of a directory: it ends with the process. */
export const MEMORY = 'memory://';

export interface Engine {
  /** For the `stream` of pg; any number on one session: they take turns by transactions. */
  connect(): Connection;
  close(): Promise<void>;
}

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

/** The engine alone: no tables, no jobs, no lock. Where there is no database yet, it makes an empty one. */
export async function startEngine(path: string): Promise<Engine> {
  const pglite = await openPglite(path);
  const switchboard = new Switchboard(prepared((bytes) => pglite.execProtocolRaw(bytes)));
  return {
    connect: () => switchboard.connect(),
    close() {
      switchboard.fail(new Error('the embedded database is closed'));
      return pglite.close();
    },
  };
}

async function openPglite(path: string): Promise<PGlite> {
  const inMemory = path === MEMORY;
  if (!inMemory && isEmpty(path)) await unpackEmptyDatabase(path);
  const version = inMemory ? EMBEDDED : readFileSync(join(path, COMPLETE), 'utf8').trim();
  if (version !== EMBEDDED) {
    throw new Unreadable(path, `was written by PostgreSQL ${version}, and this release embeds ${EMBEDDED}`);
  }
  try {
    return await PGlite.create(path, {
      // 128 MB of shared buffers, the default, is memory a bot does not need.
      startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=8MB'],
      ...(inMemory ? { loadDataDir: await dataDir() } : {}),
    });
  } catch (error) {
    const { words } = troubleOf(error);
    throw new Unreadable(path, words.startsWith('Aborted') ? 'is damaged' : `cannot be opened: ${words}`);
  }
}

/** Whether this directory holds no embedded database yet. */
export function isEmpty(path: string): boolean {
  return !existsSync(join(path, COMPLETE));
}
