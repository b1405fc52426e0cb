import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** The embedded database is for one process: a second one on the same directory would destroy it. */
export class DirectoryInUse extends Error {
  constructor(path: string, holder: Holder) {
    super(
      `${path} is in use by process ${String(holder.pid)} on ${holder.host}. One process at a time can use the embedded ` +
        `database; stop the other one (a lock left behind on another host lapses after ${String(LAPSE_MS / 1000)} s), ` +
        `or use PostgreSQL by DATABASE_URL to run several.`,
    );
    this.name = 'DirectoryInUse';
  }
}

interface Holder {
  readonly pid: number;
  readonly host: string;
}

/** The holder touches its lock; what was not touched for this long belongs to nobody any more. */
const TOUCH_MS = 5_000;
const LAPSE_MS = 30_000;

/** Takes the directory for this process; returns what gives it back. A lock left by a killed process is taken over. */
export function lockDirectory(path: string): () => void {
  const file = join(path, 'redis-resize.lock');
  const mine: Holder = { pid: process.pid, host: hostname() };
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(file, JSON.stringify(mine), { flag: 'wx' });
      const touching = setInterval(() => touch(file), TOUCH_MS).unref();
      return () => {
        clearInterval(touching);
        rmSync(file, { force: true });
      };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const holder = readHolder(file);
      if (holder !== undefined && isHeld(file, holder, mine)) throw new DirectoryInUse(path, holder);
      rmSync(file, { force: true });
    }
  }
  throw new Error(`${file} could not be taken`);
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Somebody removed it by hand. That is theirs to answer for, and no reason to end the bot.
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    const { pid, host } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder>;
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host } : undefined;
  } catch {
    return undefined;
  }
}

/** On this host the process itself is asked; of another host (a container) only the age of the lock tells. */
function isHeld(file: string, holder: Holder, mine: Holder): boolean {
  if (holder.host !== mine.host) return Date.now() - statSync(file).mtimeMs < LAPSE_MS;
  // A container that starts again has the same name and the same pid: then the lock is from a life before this one.
  return holder.pid !== mine.pid && isAlive(holder.pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
