import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The embedded database is for one process: a second one on the same directory would destroy it. */
export class DirectoryInUse extends Error {
  constructor(path: string, pid: number) {
    super(
      `${path} is in use by process ${String(pid)}. One process at a time can use the embedded database; ` +
        `stop the other one, or use PostgreSQL by DATABASE_URL to run several.`,
    );
    this.name = 'DirectoryInUse';
  }
}

/** Takes the directory for this process; returns what gives it back. A lock left by a killed process is taken over. */
export function lockDirectory(path: string): () => void {
  const file = join(path, 'redis-resize.lock');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const pid = Number(readFileSync(file, 'utf8'));
      if (isAlive(pid)) throw new DirectoryInUse(path, pid);
      rmSync(file, { force: true });
    }
  }
  throw new Error(`${file} could not be taken`);
}

function isAlive(pid: number): boolean {
  // In a container every start has the same pid: a lock with our own number is from a life before this one.
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
