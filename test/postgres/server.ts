import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../sandbox/free-port.ts';

const root = process.getuid?.() === 0;

/**
 * Runs the work beside a PostgreSQL server of its own in a temporary folder, on loopback, as the user `postgres` when
 * we are root (the server refuses to run as root), and ends the server afterwards.
 */
export async function withServer<T>(work: (url: string, folder: string) => T | Promise<T>): Promise<T> {
  const bin = findBinaries();
  const folder = mkdtempSync(join(tmpdir(), 'redis-resize-pg-'));
  const port = await freePort();
  if (root) chownSync(folder, Number(id('-u')), Number(id('-g')));

  const run = (program: string, args: readonly string[]): void => runAsPostgres(folder, [join(bin, program), ...args]);
  run('initdb', ['-D', join(folder, 'data'), '-U', 'postgres', '-A', 'trust', '--no-sync']);
  const settings = `-p ${String(port)} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c shared_preload_libraries=pg_stat_statements -c pg_stat_statements.max=50000 -c autovacuum=off -c max_connections=200`;
  run('pg_ctl', ['-D', join(folder, 'data'), '-o', settings, '-l', join(folder, 'log'), '-w', 'start']);
  try {
    return await work(`postgres://postgres@127.0.0.1:${String(port)}/postgres`, folder);
  } finally {
    run('pg_ctl', ['-D', join(folder, 'data'), '-m', 'immediate', '-w', 'stop']);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Stops the server of this folder without a goodbye to its clients, and starts it again. */
export function restartServer(folder: string): void {
  const command = [join(findBinaries(), 'pg_ctl'), '-D', join(folder, 'data'), '-m', 'immediate', '-w', 'restart'];
  runAsPostgres(folder, [...command, '-l', join(folder, 'log')]);
}

function runAsPostgres(folder: string, command: readonly string[]): void {
  const [first = '', ...rest] = root
    ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', ...command]
    : command;
  execFileSync(first, rest, { stdio: ['ignore', 'ignore', 'inherit'], cwd: folder });
}

function id(flag: string): string {
  return execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' });
}

export function findBinaries(): string {
  const base = '/usr/lib/postgresql';
  try {
    const newest = readdirSync(base).sort((a, b) => Number(b) - Number(a))[0];
    if (newest !== undefined) return join(base, newest, 'bin');
  } catch {
    // told below
  }
  console.error('PostgreSQL is not installed. On Debian and Ubuntu: apt-get install -y postgresql');
  return process.exit(2);
}
