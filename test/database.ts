import { Buffer } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { Client } from 'pg';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** File with a migrated, empty embedded database. */
    dump: string;
  }
}

export interface TestDatabase {
  /** For DATABASE_URL. */
  readonly url: string;
  /** The same, parsed. */
  readonly at:
    { readonly kind: 'pglite'; readonly directory: string } | { readonly kind: 'postgres'; readonly url: string };
  readonly from?: Blob;
}

/** PostgreSQL when a server is given (npm run test:postgres), else embedded. */
export const ON_POSTGRES = process.env['TEST_DATABASE_URL'] !== undefined;

/** A database of its own, empty and migrated; embedded it is in memory unless a folder is given. */
export async function freshDatabase(folder = 'memory'): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_URL'];
  if (server === undefined) {
    const from = new Blob([Buffer.from(await readFile(inject('dump')))]);
    return { url: `pglite:${folder}`, at: { kind: 'pglite', directory: folder }, from };
  }
  const name = `t${Date.now().toString(36)}${Math.random().toString(36).slice(2, 10)}`;
  const client = new Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, at: { kind: 'postgres', url: url.href } };
}
