import { wait } from './receipts.ts';

/** Counts the running listeners, so that a shutdown can wait for them: Bolt itself does not. */
export interface Drain {
  /** Runs one listener, counted. */
  run(listener: () => Promise<void>): Promise<void>;
  running(): number;
  /** Resolves to true once no listener runs, or to false after this time, in ms. */
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
