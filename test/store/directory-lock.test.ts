import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DirectoryInUse, lockDirectory } from '../../src/store/directory-lock.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'redis-resize-lock-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, 'redis-resize.lock');
const heldBy = (holder: object) => writeFileSync(file(), JSON.stringify(holder));

describe('the lock of the embedded database', () => {
  it('is taken, given back and taken again', () => {
    lockDirectory(folder)();
    lockDirectory(folder)();
  });

  it('keeps out a second process of this host', () => {
    heldBy({ pid: process.ppid, host: hostname() });
    expect(() => lockDirectory(folder)).toThrow(DirectoryInUse);
  });

  it('of a process that is gone is taken over', () => {
    heldBy({ pid: 2 ** 22 + 7, host: hostname() });
    lockDirectory(folder)();
  });

  it('of this very process number is from a life before this one', () => {
    heldBy({ pid: process.pid, host: hostname() });
    lockDirectory(folder)();
  });

  it('of another host counts while it is touched, whatever its process number', () => {
    heldBy({ pid: process.pid, host: 'another-container' });
    expect(() => lockDirectory(folder)).toThrow(/another-container/);
    const before = new Date(Date.now() - 31_000);
    utimesSync(file(), before, before);
    lockDirectory(folder)();
  });

  it('that nobody can read is taken over', () => {
    writeFileSync(file(), 'half a wri');
    lockDirectory(folder)();
  });
});
