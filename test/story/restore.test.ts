/** A backup that is older than what happened since, brought back: what was ordered meanwhile is not ordered again. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openArchive } from '../../src/store/archive.ts';
import { findBinaries } from '../postgres/server.ts';
import { openStage, type Stage } from './stage.ts';

let [folder, backup] = ['', ''];
let stage: Stage;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'redis-resize-backup-'));
  backup = join(folder, 'backup');
});
afterEach(async () => {
  // Looks whether the audit log is whole.
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

const postgres = (program: string, ...args: readonly string[]): Buffer =>
  execFileSync(join(findBinaries(), program), [...args], { stdio: 'pipe' });

/** With the commands of docs/operations.md. */
async function backUp(): Promise<void> {
  await stage.stop();
  const { at, url } = stage.database;
  if (at.kind === 'pglite') cpSync(at.directory, backup, { recursive: true });
  else postgres('pg_dump', '--format=custom', '--schema=redis_resize', `--file=${backup}`, url);
  await stage.start();
}

async function restore(): Promise<void> {
  await stage.stop();
  const { at, url } = stage.database;
  if (at.kind === 'pglite') {
    rmSync(at.directory, { recursive: true });
    cpSync(backup, at.directory, { recursive: true });
  } else {
    postgres('psql', '--command=drop schema redis_resize cascade', url);
    postgres('pg_restore', '--exit-on-error', `--dbname=${url}`, backup);
  }
  const archive = await openArchive(at);
  expect(await archive.redraw()).toBe(1);
  await archive.close();
  await stage.start();
}

it('what was approved then, and ordered since, is seen at the instance and not ordered again', async () => {
  stage = await openStage({ onDisk: true, stopMs: 500 });
  const { id } = await stage.ask();
  // Approved, and not ordered yet: what the order needs can't be read.
  stage.cloud.fault({ kind: 'throttle', action: 'DescribeInstanceAttribute', times: 10_000 });
  await stage.sre.presses('Approve');
  await stage.reaches('approved', id);
  await backUp();
  stage.cloud.clearFaults();
  await stage.reaches('completed', id);
  await restore();
  await expect.poll(async () => (await stage.only()).state).toBe('failed');
  await stage.quiet();
  expect(stage.thread().at(-1)).toContain('The instance already has the new class.');
  expect([stage.cloud.orders.length, stage.orderCalls().length]).toEqual([1, 1]);
}, 60_000);

it('what waited for approval then waits again, with a card that says so, and an approval orders nothing', async () => {
  stage = await openStage({ onDisk: true, stopMs: 500 });
  const { id } = await stage.ask();
  await backUp();
  await stage.sre.presses('Approve');
  await stage.reaches('completed', id);
  await stage.quiet();
  const card = () => stage.cards().map((one) => stage.read(one))[0];
  expect(card()).toContain('Done');
  await restore();
  await expect.poll(card).toContain('[Approve]');
  await stage.sre.presses('Approve');
  await stage.reaches('pending', id);
  await stage.quiet();
  expect([stage.cloud.orders.length, stage.orderCalls().length]).toEqual([1, 1]);
}, 60_000);
