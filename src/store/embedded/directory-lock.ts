/**
 * The embedded database is for one process: a second one on the same directory would destroy it. Whoever uses it listens
 * on a socket of its own in the directory, and the kernel knows whether somebody does: a process number may be given
 * again, and means nothing in another container. Where another kernel wrote the directory (a network disk), a socket
 * tells nothing, and what counts is whether it was touched lately.
 */
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { hostname } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export class DirectoryInUse extends Error {
  constructor(path: string, holder: string) {
    super(
      `${path} is in use by ${holder}. One process at a time can use the embedded database; stop the other one (a lock ` +
        `left behind by another machine lapses after ${String(LAPSE_MS / 1000)} s), or use PostgreSQL by DATABASE_URL ` +
        `to run several.`,
    );
    this.name = 'DirectoryInUse';
  }
}

/** The lock was taken from us or deleted: another process may write the same files from now on. */
export class DirectoryLost extends Error {
  override readonly name = 'DirectoryLost';
}

const TOUCH_MS = 5_000;
const LAPSE_MS = 30_000;
const ANSWER_MS = 1_000;
const AGAIN_MS = 50;
const FRESH_MS = 500;

/** Of the path of a socket, in bytes; less than the 107 of Linux on some systems. */
const LONGEST_PATH = 103;

const NAME = /^lock-([0-9a-f]{8})-[0-9a-f]{8}$/;

/** Takes the directory for this process; returns what gives it back. Rejects with DirectoryInUse. */
export async function lockDirectory(path: string): Promise<() => void> {
  const kernel = kernelId();
  const name = `lock-${kernel}-${randomBytes(4).toString('hex')}`;
  const me = `process ${String(process.pid)} on ${hostname()}`;
  let state: 'trying' | 'holding' = 'trying';
  const short = shortPath(path);
  const server = createServer((socket) => void socket.on('error', () => undefined).end(`${state} ${me}`));
  const release = (): void => {
    clearInterval(touching);
    server.close();
    rmSync(join(path, name), { force: true });
    short.close();
  };
  const touching = setInterval(() => touch(join(path, name)), TOUCH_MS).unref();
  try {
    await listen(server, join(short.path, name));
    // Everybody listens first and looks then, so that of two who come at once at least one sees the other.
    while ((await othersIn(path, short.path, name, kernel)) === 'look again') await pause(AGAIN_MS);
    state = 'holding';
    return release;
  } catch (error) {
    release();
    throw error;
  }
}

/** `look again`: another one tries too, and has to give way to the lower name, which is ours. */
async function othersIn(path: string, short: string, mine: string, kernel: string): Promise<'nobody' | 'look again'> {
  let again = false;
  for (const name of readdirSync(path).filter((each) => NAME.test(each) && each !== mine)) {
    const answer = await ask(join(short, name));
    if (answer.kind === 'refused') {
      const age = ageOf(join(path, name));
      const elsewhere = NAME.exec(name)?.[1] !== kernel;
      if (elsewhere && age < LAPSE_MS) throw new DirectoryInUse(path, 'a process of another machine');
      // Between its making and its listening a socket refuses too.
      if (age < FRESH_MS) again = true;
      else rmSync(join(path, name), { force: true });
    } else if (answer.kind === 'silent' || answer.state === 'holding' || name < mine) {
      throw new DirectoryInUse(path, answer.kind === 'silent' ? 'a process that does not answer' : answer.who);
    } else again = true;
  }
  return again ? 'look again' : 'nobody';
}

const GONE: ReadonlySet<string | undefined> = new Set(['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE']);

type Answer =
  | { readonly kind: 'refused' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'answered'; readonly state: string; readonly who: string };

/**
 * The kernel refuses where nobody listens, and cuts off where one stops listening just now. A process that is frozen
 * listens, and may wake up.
 */
function ask(path: string): Promise<Answer> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(path);
    let late = false;
    socket.setTimeout(ANSWER_MS, () => {
      late = true;
      socket.destroy();
    });
    socket.setEncoding('utf8').on('data', (part: string) => (text += part));
    socket.on('error', ({ code }: NodeJS.ErrnoException) => resolve({ kind: GONE.has(code) ? 'refused' : 'silent' }));
    socket.on('close', () => {
      const [state = '', ...who] = text.split(' ');
      if (who.length > 0) resolve({ kind: 'answered', state, who: who.join(' ') });
      else resolve({ kind: late ? 'silent' : 'refused' });
    });
  });
}

export function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const what = 'cannot be locked: its file system takes no sockets, or the user may not write to it';
      reject(new Error(`the directory of the embedded database ${what} (${error.code ?? error.message})`));
    });
    server.listen(path, resolve).unref();
  });
}

/**
 * The name of a socket is short: 107 bytes on Linux. Another way to the same directory is relative to where we run, or,
 * on Linux, over a file that is open.
 */
export function shortPath(path: string): { readonly path: string; readonly close: () => void } {
  const nothing = (): void => undefined;
  const fits = (way: string): boolean => Buffer.byteLength(join(way, 'lock-00000000-00000000')) <= LONGEST_PATH;
  const way = [path, relative(process.cwd(), path)].find(fits);
  if (way !== undefined) return { path: way === '' ? '.' : way, close: nothing };
  if (process.platform !== 'linux') {
    throw new Error(`${path} is too long for the embedded database: choose a shorter directory`);
  }
  const open = openSync(path, 'r');
  return { path: `/proc/self/fd/${String(open)}`, close: () => closeSync(open) };
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (gone) throw new DirectoryLost(`the lock ${file} is gone`);
  }
}

function ageOf(file: string): number {
  const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return Math.abs(age);
}

/** The same in all containers of a machine until it is started again; where there is none, the machine's name. */
function kernelId(): string {
  let id = hostname();
  try {
    id = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
  } catch {
    // Not Linux, where a directory is not shared between containers of one kernel.
  }
  return createHash('sha256').update(id).digest('hex').slice(0, 8);
}
