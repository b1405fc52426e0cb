import { faultOf } from './errors.ts';

export interface Patience {
  readonly tries: number;
  /** No further try begins after this time. */
  readonly budgetMs: number;
  /** The first wait is up to this long, each next up to twice as long. */
  readonly baseMs: number;
  /** For each try, where it is not the usual one. */
  readonly timeoutMs?: number;
}

export const READ_PATIENCE: Patience = { tries: 3, budgetMs: 12_000, baseMs: 500 };
/** For a list that a person has open, which Slack wants within 3 s: what comes in time, again after a quick failure. */
export const IN_A_HURRY: Patience = { tries: 2, budgetMs: 1000, baseMs: 100, timeoutMs: 2000 };

interface Waiting {
  /** Milliseconds, monotonic. */
  now(): number;
  sleep(ms: number): Promise<unknown>;
  /** From 0 up to 1. */
  random(): number;
}

/** Repeats a read while its fault says `soon`, with full jitter so that many readers do not come back together. */
export async function retried<T>(read: () => Promise<T>, patience: Patience, waiting: Waiting): Promise<T> {
  const end = waiting.now() + patience.budgetMs;
  for (let tried = 1; ; tried++) {
    try {
      return await read();
    } catch (thrown) {
      const fault = faultOf(thrown);
      const wait = waiting.random() * patience.baseMs * 2 ** (tried - 1);
      if (fault.retry !== 'soon' || tried >= patience.tries || waiting.now() + wait > end) throw fault;
      await waiting.sleep(wait);
    }
  }
}
