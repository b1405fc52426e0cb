import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../core/log.ts';

/** The part of a start that waits for others, and can say what for. */
export interface Waiting {
  /** What is waited for: `database`, `Slack`. */
  what(): string;
  /** The same with the last reason. */
  reason(): string;
  /** Tries until it works; throws what no waiting helps against. */
  until<T>(what: string, troubleOf: (error: unknown) => Trouble, attempt: () => Promise<T>): Promise<T>;
}

interface Trouble {
  readonly words: string;
  readonly passing: boolean;
}

const FIRST_MS = 1_000;
const LONGEST_MS = 15_000;

/** Rejects at the signal: what hangs is not waited for by a process that ends. */
function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

export function createWaiting(log: Pick<Log, 'warn'>, signal: AbortSignal | undefined): Waiting {
  let [what, why] = ['', ''];
  const gone = aborted(signal);
  gone.catch(() => undefined);
  return {
    what: () => what,
    reason: () => `waiting for ${what}${why === '' ? '' : `: ${why}`}`,
    async until(whom, troubleOf, attempt) {
      [what, why] = [whom, ''];
      for (let ms = FIRST_MS; ; ms = Math.min(ms * 2, LONGEST_MS)) {
        signal?.throwIfAborted();
        try {
          return await Promise.race([attempt(), gone]);
        } catch (error) {
          signal?.throwIfAborted();
          const { words, passing } = troubleOf(error);
          if (!passing) throw error;
          // Once per reason, not once per try.
          if (words !== why) log.warn({ for: whom, reason: words }, 'waiting');
          why = words;
          await pause(ms, undefined, { ...(signal === undefined ? {} : { signal }) });
        }
      }
    },
  };
}
