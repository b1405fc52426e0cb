import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { compiled } from '../compiled.ts';
import type { Stage } from './stage.ts';

export interface BotProcess {
  readonly output: () => string;
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Resolves to whether it ended by itself in this time. */
  ended(withinMs: number): Promise<boolean>;
}

interface How {
  /** What is started; the bot of the stories unless given. */
  readonly entry?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly patienceMs?: number;
}

/** Starts a bot as a process on the stage; resolves when it says that it is ready. */
export async function startBot(stage: Stage, how: How = {}): Promise<BotProcess> {
  const { entry = join(import.meta.dirname, 'bot.ts'), patienceMs = 60_000 } = how;
  const env = { PATH: process.env['PATH'], ...compiled(), ...stage.environment(), PORT: '0', ...how.env };
  const child = spawn(process.execPath, ['--liftoff-only', entry], { env });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.once('close', () => stage.logged.push(text));
  try {
    await ready(child, () => text, patienceMs);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return {
    output: () => text,
    signal: (signal) => void child.kill(signal),
    async ended(withinMs) {
      const over = () => child.exitCode !== null || child.signalCode !== null;
      for (const until = Date.now() + withinMs; !over() && Date.now() < until;) await sleep(20);
      return over();
    },
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, 'close');
    },
  };
}

function ready(child: ChildProcess, text: () => string, patienceMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = setInterval(() => {
      if (text().includes('"ready"')) done(resolve);
    }, 20);
    const timer = setTimeout(() => done(() => reject(new Error(`the bot did not start:\n${text()}`))), patienceMs);
    const gone = () => done(() => reject(new Error(`the bot ended:\n${text()}`)));
    child.once('exit', gone);
    function done(then: () => void): void {
      clearInterval(look);
      clearTimeout(timer);
      child.off('exit', gone);
      then();
    }
  });
}
