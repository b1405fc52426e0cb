import { OWN_CODES } from '../core/cloud-errors.ts';
import { ownFault } from './errors.ts';

export interface Pace {
  /** Calls a second, per key. */
  readonly perSecond: number;
  /** Calls that may go at once after a quiet time. */
  readonly burst: number;
  /** Longer queues are refused at once: whoever asked has gone by then. */
  readonly maxWaitMs: number;
}

/** Quotas per API are not published; the gateway counts console, SDK and terraform of an account together. */
export const PACE: Pace = { perSecond: 5, burst: 5, maxWaitMs: 15_000 };

interface Limiter {
  /** Resolves when the call may go. Turns are given in the order of asking. */
  turn(key: string): Promise<void>;
}

/** A token bucket per key, kept as the one time at which it would be full again. `now` in ms, monotonic. */
export function createLimiter(pace: Pace, now: () => number, sleep: (ms: number) => Promise<unknown>): Limiter {
  const fullAt = new Map<string, number>();
  const interval = 1000 / pace.perSecond;
  return {
    async turn(key) {
      const at = now();
      const full = Math.max(fullAt.get(key) ?? at, at);
      const wait = full - at - (pace.burst - 1) * interval;
      if (wait > pace.maxWaitMs) throw ownFault(OWN_CODES.queueFull);
      fullAt.set(key, full + interval);
      if (wait > 0) await sleep(wait);
    },
  };
}
