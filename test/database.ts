import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { inject } from 'vitest';
import type { DatabaseOptions } from '../src/store/database.ts';
import type { Engine } from '../src/store/embedded/engine.ts';
import { emptyEngine } from './engine.ts';
import { migrated, TEMPLATE } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder for all workers, deleted at the end. */
    folder: string;
  }
}

export interface TestDatabase {
  /** For DATABASE_URL. */
  readonly url: string;
  /** The same, parsed. */
  readonly at: DatabaseOptions['at'];
  /** Embedded and in memory only: what to open it with; another connection each time it is read. */
  readonly engine?: Engine;
}

/** PostgreSQL when a server is given (npm run test:postgres), else embedded. */
export const ON_POSTGRES = process.env['TEST_DATABASE_URL'] !== undefined;

/** A database of its own, migrated and without a row (copied as files, a fifth of the time of the default); embedded it is in memory unless a folder is given. */
export async function freshDatabase(folder?: string): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_URL'];
  if (server !== undefined) return onServer(server, ` template ${TEMPLATE} strategy file_copy`);
  if (folder !== undefined) {
    cpSync(await migratedFolder(), folder, { recursive: true });
    return { url: `pglite:${folder}`, at: { kind: 'pglite', directory: folder } };
  }
  const connect = await emptyEngine();
  return {
    url: 'pglite:memory',
    at: { kind: 'pglite', directory: 'memory' },
    get engine() {
      return connect();
    },
  };
}

/** Without a table, as before the first start of a bot: only on a server. */
export function emptyDatabase(): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_URL'];
  if (server === undefined) throw new Error('TEST_DATABASE_URL is not set');
  return onServer(server);
}

async function onServer(server: string, template = ''): Promise<TestDatabase> {
  const name = `t${Date.now().toString(36)}${Math.random().toString(36).slice(2, 10)}`;
  const client = new Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${name}${template}`);
  await client.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, at: { kind: 'postgres', url: url.href } };
}

/** An embedded database as the first start of a bot leaves it: copying it takes a tenth of the time of making it. */
async function migratedFolder(): Promise<string> {
  const folder = join(inject('folder'), 'migrated');
  if (existsSync(folder)) return folder;
  const mine = `${folder}-${String(process.pid)}`;
  await migrated({ kind: 'pglite', directory: mine });
  try {
    renameSync(mine, folder);
  } catch {
    // Another worker was faster.
    rmSync(mine, { recursive: true });
  }
  return folder;
}
