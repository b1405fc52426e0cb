import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DirectoryInUse, lockDirectory } from '../../../src/store/embedded/directory-lock.ts';

let folder: string;
const children: ChildProcess[] = [];
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'redis-resize-lock-'))));
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** A process that takes the directory, and says so. */
async function holder(wrapped: readonly string[] = []): Promise<ChildProcess> {
  const lock = join(import.meta.dirname, '../../../src/store/embedded/directory-lock.ts');
  const script = `const { lockDirectory } = await import(${JSON.stringify(lock)});
    await lockDirectory(${JSON.stringify(folder)}); console.log('held'); setInterval(() => undefined, 1000);`;
  const [program, ...args] = [...wrapped, process.execPath, '--input-type=module', '-e', script];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

function leftBehind(kernel: string, agoMs: number): void {
  const name = `lock-${createHash('sha256').update(kernel).digest('hex').slice(0, 8)}-00000000`;
  writeFileSync(join(folder, name), '');
  const then = new Date(Date.now() - agoMs);
  utimesSync(join(folder, name), then, then);
}

describe('the lock of the embedded database', () => {
  it('is taken, given back and taken again, and leaves nothing', async () => {
    (await lockDirectory(folder))();
    (await lockDirectory(folder))();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps out a second one, also of this very process number', async () => {
    const unlock = await lockDirectory(folder);
    await expect(lockDirectory(folder)).rejects.toThrow(DirectoryInUse);
    await expect(lockDirectory(folder)).rejects.toThrow(`process ${String(process.pid)} on`);
    unlock();
  });

  it('is for one of many who come at once', async () => {
    const came = await Promise.allSettled(Array.from({ length: 20 }, () => lockDirectory(folder)));
    expect(came.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const each of came) if (each.status === 'fulfilled') each.value();
  });

  it('of a process that is killed is free at once, and that of a frozen one is not', async () => {
    const child = await holder();
    child.kill('SIGSTOP');
    await expect(lockDirectory(folder)).rejects.toThrow('does not answer');
    child.kill('SIGKILL');
    await once(child, 'exit');
    (await lockDirectory(folder))();
  });

  it.skipIf(process.getuid?.() !== 0)('keeps out another container of the same host name', async () => {
    await holder(['unshare', '--pid', '--fork', '--kill-child']);
    await expect(lockDirectory(folder)).rejects.toThrow('in use by process 1 on');
  });

  it('of another machine counts while it is touched', async () => {
    leftBehind('another machine', 5_000);
    await expect(lockDirectory(folder)).rejects.toThrow('a process of another machine');
    leftBehind('another machine', 31_000);
    (await lockDirectory(folder))();
  });

  it('is taken in a directory whose path is too long for a socket', async () => {
    folder = join(folder, 'a'.repeat(120), 'b'.repeat(120));
    mkdirSync(folder, { recursive: true });
    const unlock = await lockDirectory(folder);
    await expect(lockDirectory(folder)).rejects.toThrow(DirectoryInUse);
    unlock();
    expect(readdirSync(folder)).toEqual([]);
  });
});
