import { OWN_CODES } from '../core/cloud-errors.ts';
import { ownFault } from './errors.ts';

export interface CallPace {
  /** Calls a second, per key. */
  readonly perSecond: number;
  /** Calls that may go at once after a quiet time. */
  readonly burst: number;
  /** Longer queues are refused at once: whoever asked has gone by then. */
  readonly maxWaitMs: number;
}

/** Quotas per API are not published; the gateway counts console, SDK and terraform of an account together. */
export const PACE: CallPace = { perSecond: 5, burst: 5, maxWaitMs: 15_000 };

/** First hold after the cloud said that there are too many calls; doubles with each further time, up to the most. */
const HOLD_MS = 500;
const HOLD_MOST_MS = 15_000;

interface Limiter {
  /** Resolves when the call may go. Turns are given in the order of asking. */
  turn(key: string): Promise<void>;
  /** The cloud said "too many": no turn for the time that is returned, in ms, then one after the other. */
  throttled(key: string): number;
  /** The cloud took a call: the next hold begins small again. */
  eased(key: string): void;
}

interface Waiting {
  /** Milliseconds, monotonic. */
  now(): number;
  sleep(ms: number): Promise<unknown>;
  /** From 0 up to 1. */
  random(): number;
}

/** A token bucket per key, kept as the one time at which it would be full again. `mostMs`: the longest hold. */
export function createLimiter(pace: CallPace, waiting: Waiting, mostMs = HOLD_MOST_MS): Limiter {
  const now = () => waiting.now();
  const fullAt = new Map<string, number>();
  const strikes = new Map<string, number>();
  const interval = 1000 / pace.perSecond;
  return {
    async turn(key) {
      const at = now();
      const full = Math.max(fullAt.get(key) ?? at, at);
      const wait = full - at - (pace.burst - 1) * interval;
      if (wait > pace.maxWaitMs) throw ownFault(OWN_CODES.queueFull);
      fullAt.set(key, full + interval);
      if (wait > 0) await waiting.sleep(wait);
    },
    throttled(key) {
      const before = strikes.get(key) ?? 0;
      strikes.set(key, before + 1);
      // At least half of it, so that it is a hold; the rest by chance, so that several bots do not come back together.
      const ms = Math.min(HOLD_MS * 2 ** before, mostMs) * (0.5 + waiting.random() / 2);
      fullAt.set(key, Math.max(fullAt.get(key) ?? 0, now() + ms + (pace.burst - 1) * interval));
      return ms;
    },
    eased: (key) => void strikes.delete(key),
  };
}
