/**
 * The command line in this process, with what it writes caught: for what a command says and exits with. What only a
 * process of its own can prove (signals, closed pipes, who has the database) is in child.ts, and takes a second a run.
 */
import { vi } from 'vitest';
import { run } from '../../src/cli.ts';
import type { Ended } from './child.ts';

type Variables = Readonly<Record<string, string>>;

/** As `redisResize`: with these variables and no others. */
export function command(args: readonly string[], env: Variables = {}): Promise<Ended> {
  return caught(() => run(args), env);
}

/** What a part of the command line writes; its exit code is what it resolves with, or sets. */
export async function caught(work: () => Promise<number | void>, env: Variables = {}): Promise<Ended> {
  let [out, err] = ['', ''];
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(written((text) => (out += text))),
    vi.spyOn(process.stderr, 'write').mockImplementation(written((text) => (err += text))),
    vi.spyOn(console, 'log').mockImplementation((text: string) => void (out += `${text}\n`)),
    vi.spyOn(console, 'error').mockImplementation((text: string) => void (err += `${text}\n`)),
  ];
  const { env: variables, exitCode } = process;
  const listeners = process.stdout.listeners('error');
  process.env = { PATH: variables['PATH'], HOME: variables['HOME'], TZ: 'UTC', ...env };
  process.exitCode = undefined;
  try {
    const ended = await work();
    if (typeof ended === 'number') process.exitCode = ended;
    // What the command set, which the compiler does not see.
    const { exitCode: code } = process as { exitCode?: number | string };
    return { code: code === undefined ? 0 : Number(code), out, err };
  } finally {
    process.env = variables;
    process.exitCode = exitCode;
    for (const each of process.stdout.listeners('error'))
      if (!listeners.includes(each)) process.stdout.off('error', each as () => void);
    for (const spy of spies) spy.mockRestore();
  }
}

type Write = typeof process.stdout.write;

function written(hear: (text: string) => void): Write {
  return (chunk: string | Uint8Array, ...more: unknown[]) => {
    hear(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    const done = more.find((each) => typeof each === 'function') as (() => void) | undefined;
    done?.();
    return true;
  };
}
