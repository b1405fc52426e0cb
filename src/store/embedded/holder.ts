/**
 * One process holds the embedded database; the others on its machine (`redis-resize audit`, `psql -h DIRECTORY`) ask it,
 * by a socket of PostgreSQL's own name in the directory. Who may open the directory may do so.
 */
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream';
import { listen, shortPath } from './directory-lock.ts';
import type { Engine } from './engine.ts';

const SOCKET = '.s.PGSQL.5432';

/** Serves until what it returns is called. Only for who holds the lock of the directory. */
export async function serveEngine(directory: string, engine: Engine): Promise<() => void> {
  const server = createServer((socket) => {
    pipeline(socket, engine.connect(), socket, () => socket.destroy());
  });
  const short = shortPath(directory);
  const path = join(short.path, SOCKET);
  rmSync(path, { force: true });
  await listen(server, path);
  return () => {
    server.close();
    short.close();
  };
}

/** Where pg finds the process that holds this directory. */
export function urlOfHolder(directory: string): string {
  return `postgresql://postgres@/postgres?host=${encodeURIComponent(shortPath(resolve(directory)).path)}`;
}
