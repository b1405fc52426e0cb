import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { compiled } from '../compiled.ts';
import type { Stage } from './stage.ts';

export interface BotProcess {
  readonly output: () => string;
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
}

/** Starts a bot as a process on the stage; resolves when it says that it is ready. */
export async function startBot(stage: Stage): Promise<BotProcess> {
  const env = { PATH: process.env['PATH'], ...compiled(), ...stage.environment(), PORT: '0' };
  const child = spawn(process.execPath, ['--liftoff-only', join(import.meta.dirname, 'bot.ts')], { env });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await ready(child, () => text);
  return {
    output: () => text,
    signal: (signal) => void child.kill(signal),
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, 'exit');
    },
  };
}

function ready(child: ChildProcess, text: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = setInterval(() => {
      if (text().includes('"ready"')) done(resolve);
    }, 20);
    const timer = setTimeout(() => done(() => reject(new Error(`the bot did not start:\n${text()}`))), 60_000);
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
