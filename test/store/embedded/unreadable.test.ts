import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startEngine } from '../../../src/store/embedded/engine.ts';
import { COMPLETE, unpackEmptyDatabase } from '../../../src/store/embedded/unpack.ts';
import { openStore } from '../../../src/store/store.ts';
import { execute } from '../../engine.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'redis-resize-unreadable-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const REMEDY = /Start the release that wrote it, restore a backup, or name an empty directory in DATABASE_URL/;

it('a directory of another release of PostgreSQL is named with both releases and what to do', async () => {
  writeFileSync(join(folder, 'PG_VERSION'), '17\n');
  const opening = startEngine(folder);
  await expect(opening).rejects.toThrow(`${folder} was written by PostgreSQL 17, and this release embeds 18`);
  await expect(opening).rejects.toThrow(REMEDY);
});

it('a damaged directory is named with what to do, and never as an object or as what its library says', async () => {
  writeFileSync(join(folder, 'PG_VERSION'), '18\n');
  const opening = startEngine(folder);
  await expect(opening).rejects.toThrow(/is damaged|cannot be opened/);
  await expect(opening).rejects.toThrow(REMEDY);
  await expect(opening).rejects.not.toThrow(/object Object|Aborted|sASSERTIONS/);
});

it('a directory whose first start was cut short is filled anew', async () => {
  await unpackEmptyDatabase(folder);
  rmSync(join(folder, COMPLETE));
  writeFileSync(join(folder, 'global/1260'), '');
  const engine = await startEngine(folder);
  const [user] = await execute(engine, 'select rolname as name from pg_roles limit 1');
  await engine.close();
  expect(user).toBeDefined();
});

it('a directory in use is refused to a second store, which names who has it', async () => {
  const at = { kind: 'pglite', directory: folder } as const;
  const open = () => openStore({ at, clock: { now: () => new Date() }, onError: () => undefined });
  const first = await open();
  await expect(open()).rejects.toThrow(`${folder} is in use by process`);
  await first.close(1000);
});
