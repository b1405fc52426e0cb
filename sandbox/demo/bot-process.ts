/** The bot as a process of its own. What it logs goes to a file, not into the story. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const BOT = fileURLToPath(new URL('./bot.ts', import.meta.url));
const COMPILE_CACHE = new URL('../../bin/compile-cache.js', import.meta.url).href;
const READY_MS = 30_000;
/** Longer than the bot takes to end what it is doing. */
const STOP_MS = 12_000;

export interface FromBot {
  /** Of its health checks and metrics. */
  readonly port: number;
}

export interface ToBot {
  readonly forwardMs: number;
}

export interface BotProcess {
  readonly pid: number;
  /** Rejects when it ends before it is ready. */
  readonly ready: Promise<FromBot>;
  /** Moves its clock. */
  forward(ms: number): void;
  /** Says how it ended. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** Nothing of this process's own environment reaches it. */
export function startBot(environment: Readonly<Record<string, string>>, logFile: string): BotProcess {
  const log = openSync(logFile, 'a');
  const child = spawn(process.execPath, ['--liftoff-only', '--import', COMPILE_CACHE, BOT], {
    env: { ...environment },
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);

  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
    child.once('exit', (code, signal) => resolve(`ended with ${signal ?? `exit code ${String(code)}`}`));
  });
  const ready = new Promise<FromBot>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`The bot was not ready after ${READY_MS / 1000} s.`)), READY_MS);
    child.once('message', (message) => {
      clearTimeout(late);
      resolve(message as FromBot);
    });
    void ended.then((how) => {
      clearTimeout(late);
      reject(new Error(`The bot ${how} before it was ready.`));
    });
  });

  return {
    pid: child.pid ?? 0,
    ready,
    ended,
    forward: (ms) => void child.send({ forwardMs: ms } satisfies ToBot),
    async stop() {
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(kill);
    },
  };
}

const LINES = 20;
const WIDE = 400;

/** The last lines of a log. */
export function tailOf(logFile: string): readonly string[] {
  const text = readFileSync(logFile, 'utf8').trimEnd();
  const lines = text === '' ? [] : text.split('\n');
  return lines.slice(-LINES).map((line) => (line.length > WIDE ? `${line.slice(0, WIDE)}…` : line));
}
