import { faultOf } from './errors.ts';
import type { Timer } from './timer.ts';

/** How often, and for how long, a read is tried. Times in ms. */
export interface RetryPolicy {
  readonly tries: number;
  /** No further try begins after this time. */
  readonly budgetMs: number;
  /** The first wait is up to this long, each next up to twice as long. */
  readonly baseMs: number;
  /** Time-out of each try, where it is not the usual one. */
  readonly timeoutMs?: number;
}

export const READ_RETRIES: RetryPolicy = { tries: 3, budgetMs: 12_000, baseMs: 500 };
/** For a list that a person has open, which Slack wants within 3 s: a second try only after a quick failure. */
export const LIST_RETRIES: RetryPolicy = { tries: 2, budgetMs: 1000, baseMs: 100, timeoutMs: 2000 };
/** One try: a person is waiting, and the form works without the answer. */
export const NO_RETRIES: RetryPolicy = { tries: 1, budgetMs: 0, baseMs: 0, timeoutMs: 2000 };

/** Repeats a read while its fault says `soon`, with full jitter so that many readers do not come back together. */
export async function retried<T>(read: () => Promise<T>, policy: RetryPolicy, timer: Timer): Promise<T> {
  const end = timer.now() + policy.budgetMs;
  for (let tried = 1; ; tried++) {
    try {
      return await read();
    } catch (thrown) {
      const fault = faultOf(thrown);
      const wait = timer.random() * policy.baseMs * 2 ** (tried - 1);
      if (fault.retry !== 'soon' || tried >= policy.tries || timer.now() + wait > end) throw fault;
      await new Promise<void>((resolve) => timer.schedule(wait, resolve));
    }
  }
}
