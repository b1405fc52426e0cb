/**
 * The one session of the embedded PostgreSQL (PGlite). It is spoken to in PostgreSQL's protocol: a statement is one
 * exchange, where PGlite's own `query` makes six and takes three times as long.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { dataDir } from '@electric-sql/pglite-prepopulatedfs';
import { prepared } from './prepared.ts';
import type { Exchange } from './switchboard.ts';
import { troubleOf } from '../trouble.ts';
import { COMPLETE, isEmpty, unpackEmptyDatabase } from './unpack.ts';

export interface Session {
  readonly exchange: Exchange;
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

/** Where there is no database yet, it makes an empty one; without a path it is in memory, and ends with the process. */
export async function openSession(path?: string): Promise<Session> {
  const pglite = await openPglite(path);
  return { exchange: prepared((bytes) => pglite.execProtocolRaw(bytes)), close: () => pglite.close() };
}

async function openPglite(path: string | undefined): Promise<PGlite> {
  // 128 MB of shared buffers, the default, is memory a bot does not need.
  const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=8MB'];
  if (path === undefined) return PGlite.create('memory://', { startParams, loadDataDir: await dataDir() });
  if (isEmpty(path)) await unpackEmptyDatabase(path);
  const version = readFileSync(join(path, COMPLETE), 'utf8').trim();
  if (version !== EMBEDDED) {
    throw new Unreadable(path, `was written by PostgreSQL ${version}, and this release embeds ${EMBEDDED}`);
  }
  try {
    return await PGlite.create(path, { startParams });
  } catch (error) {
    const { words } = troubleOf(error);
    throw new Unreadable(path, words.startsWith('Aborted') ? 'is damaged' : `cannot be opened: ${words}`);
  }
}
