import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { migrated, TEMPLATE } from './template.ts';

/** Prepares what the databases of the tests are copied from: a folder for the workers, and a database of the server. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env['TEST_DATABASE_URL'];
  if (server !== undefined) {
    const client = new Client({ connectionString: server });
    await client.connect();
    await client.query(`create database ${TEMPLATE}`);
    await client.end();
    const url = new URL(server);
    url.pathname = `/${TEMPLATE}`;
    await migrated({ kind: 'postgres', url: url.href });
  }
  const folder = await mkdtemp(join(tmpdir(), 'redis-resize-'));
  project.provide('folder', folder);
  return () => rm(folder, { recursive: true, force: true });
}
