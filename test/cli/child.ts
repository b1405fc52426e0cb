import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { compiled } from '../compiled.ts';

export const ROOT = join(import.meta.dirname, '../..');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

type Variables = Readonly<Record<string, string>>;

/** Runs the command line as people do: another process, with these variables and no others. */
export function redisResize(args: readonly string[], env: Variables = {}): Promise<Ended> {
  return ended(child(args, env));
}

export function child(args: readonly string[], env: Variables = {}) {
  return spawn(process.execPath, ['--liftoff-only', join(ROOT, 'src/cli.ts'), ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TZ: 'UTC', ...compiled(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function ended(running: ReturnType<typeof child>): Promise<Ended> {
  let [out, err] = ['', ''];
  running.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  running.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((resolve, reject) => {
    running.on('error', reject);
    running.on('close', (code) => resolve({ code, out, err }));
  });
}
