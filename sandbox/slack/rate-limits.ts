/** Rate limits per method, as a sliding minute on the sandbox's clock. */
import type { Method } from './methods/method.ts';

/**
 * Calls a minute. Slack promises at least these and tolerates short bursts that it does not quantify; only tier 1
 * gets a burst here, because an app opens up to ten sockets at once with apps.connections.open.
 */
const PER_MINUTE = { 1: 10, 2: 20, 3: 50, 4: 100, special: 300 } as const;
const MINUTE = 60_000;

/** chat.postMessage: one a second in a channel, with bursts allowed. How large a burst is not published. */
const CHANNEL_BURST = 5;
const CHANNEL_MS = 1000;

export interface Limiter {
  /** Seconds to wait, or 0 when the call may go on (and then it is counted). */
  take(method: Method, channel: string | undefined): number;
}

export function createLimiter(now: () => number): Limiter {
  const windows = new Map<string, number[]>();
  const buckets = new Map<string, { tokens: number; at: number }>();

  function inMinute(method: Method): number {
    const since = now() - MINUTE;
    const window = (windows.get(method.name) ?? []).filter((at) => at > since);
    windows.set(method.name, window);
    const [oldest] = window;
    const full = window.length >= PER_MINUTE[method.tier];
    return full && oldest !== undefined ? Math.max(1, Math.ceil((oldest + MINUTE - now()) / 1000)) : 0;
  }

  function inChannel(channel: string): number {
    const bucket = buckets.get(channel) ?? { tokens: CHANNEL_BURST, at: now() };
    bucket.tokens = Math.min(CHANNEL_BURST, bucket.tokens + (now() - bucket.at) / CHANNEL_MS);
    bucket.at = now();
    buckets.set(channel, bucket);
    return bucket.tokens >= 1 ? 0 : Math.max(1, Math.ceil(((1 - bucket.tokens) * CHANNEL_MS) / 1000));
  }

  return {
    take(method, channel) {
      const ofChannel = method.name === 'chat.postMessage' && channel !== undefined ? channel : undefined;
      const wait = Math.max(inMinute(method), ofChannel === undefined ? 0 : inChannel(ofChannel));
      if (wait > 0) return wait;
      windows.get(method.name)?.push(now());
      const bucket = ofChannel === undefined ? undefined : buckets.get(ofChannel);
      if (bucket !== undefined) bucket.tokens -= 1;
      return 0;
    },
  };
}
