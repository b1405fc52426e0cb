/**
 * Runs the tests that need a database on a real PostgreSQL: starts a server of its own in a temporary folder, on
 * loopback, as the user `postgres` when we are root (the server refuses to run as root), and ends it afterwards.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../sandbox/free-port.ts';

const bin = findBinaries();
const root = process.getuid?.() === 0;
const folder = mkdtempSync(join(tmpdir(), 'redis-resize-pg-'));
const port = await freePort();
if (root) chownSync(folder, Number(id('-u')), Number(id('-g')));

run('initdb', ['-D', join(folder, 'data'), '-U', 'postgres', '-A', 'trust', '--no-sync']);
const settings = `-p ${String(port)} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200`;
run('pg_ctl', ['-D', join(folder, 'data'), '-o', settings, '-l', join(folder, 'log'), '-w', 'start']);
try {
  const env = { ...process.env, TEST_DATABASE_URL: `postgres://postgres@127.0.0.1:${String(port)}/postgres` };
  const result = spawnSync('vitest', ['run', '--config', 'test/postgres/vitest.config.ts', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env,
  });
  process.exitCode = result.status ?? 1;
} finally {
  run('pg_ctl', ['-D', join(folder, 'data'), '-m', 'immediate', '-w', 'stop']);
  rmSync(folder, { recursive: true, force: true });
}

function run(program: string, args: readonly string[]): void {
  const command = [join(bin, program), ...args];
  const [first = '', ...rest] = root
    ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', ...command]
    : command;
  execFileSync(first, rest, { stdio: ['ignore', 'ignore', 'inherit'], cwd: folder });
}

function id(flag: string): string {
  return execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' });
}

function findBinaries(): string {
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
