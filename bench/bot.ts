/** A bot in a process of its own, as Linux sees it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Kind = 'bare' | 'ours';

export interface Bot {
  /** From its spawn to its line that says so, in milliseconds. */
  readonly readyMs: number;
  /** Where it answers probes. */
  readonly port: number;
  /** CPU time since its start, of all its threads, in milliseconds. */
  cpuMs(): number;
  /** Resident memory, in MB. */
  residentMb(): number;
  stop(): Promise<void>;
}

const ROOT = join(import.meta.dirname, '..');
const PROGRAMS = {
  bare: [join(import.meta.dirname, 'bare-bot.ts')],
  ours: [join(ROOT, 'bin/redis-resize.js'), 'start'],
} as const;
const TICK_MS = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
const PATIENCE_MS = 60_000;

export async function startBot(kind: Kind, env: Readonly<Record<string, string>>): Promise<Bot> {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    ['--liftoff-only', '--max-semi-space-size=8', '--max-old-space-size=320', ...PROGRAMS[kind]],
    {
      env: { PATH: process.env['PATH'], ...env },
    },
  );
  const port = await ready(child);
  const readyMs = performance.now() - began;
  const proc = (file: string): string => readFileSync(`/proc/${String(child.pid)}/${file}`, 'utf8');
  return {
    readyMs,
    port,
    cpuMs() {
      // After the name, which may hold spaces: fields 14 and 15 are user and system time, in ticks.
      const [, ...fields] = proc('stat').split(') ');
      const [user, system] = fields.join(') ').split(' ').slice(11, 13).map(Number);
      return ((user ?? 0) + (system ?? 0)) * TICK_MS;
    },
    residentMb: () => Number(/^VmRSS:\s+(\d+)/m.exec(proc('status'))?.[1] ?? Number.NaN) / 1024,
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** Its port, 0 where it names none. */
function ready(child: ChildProcess): Promise<number> {
  let text = '';
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the bot did not start:\n${text}`)), PATIENCE_MS);
    child.once('exit', () => reject(new Error(`the bot ended:\n${text}`)));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (!text.includes('"ready"')) return;
        const port = Number(/"port":(\d+)/.exec(text)?.[1] ?? 0);
        text = '';
        clearTimeout(timer);
        resolve(port);
      });
    }
  });
}
