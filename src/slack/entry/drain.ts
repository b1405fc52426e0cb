import { wait } from './receipts.ts';

/** How many listeners are running, so that a stop can wait for them: Bolt itself does not. */
export interface Drain {
  /** Runs one listener, counted. */
  run(listener: () => Promise<void>): Promise<void>;
  running(): number;
  /** Resolves when nothing runs any more, or after this time. Says whether nothing runs. */
  empty(withinMs: number): Promise<boolean>;
}

const LOOK_MS = 20;

export function createDrain(): Drain {
  let running = 0;
  return {
    async run(listener) {
      running += 1;
      try {
        await listener();
      } finally {
        running -= 1;
      }
    },
    running: () => running,
    async empty(withinMs) {
      const until = performance.now() + withinMs;
      while (running > 0 && performance.now() < until) await wait(LOOK_MS);
      return running === 0;
    },
  };
}
