import { OWN_CODES } from '../core/cloud-errors.ts';
import { ownFault } from './errors.ts';
import type { CallPace } from './limiter.ts';

/** One queue per account and API for all replicas of the bot. Both methods throw when it cannot be reached. */
export interface SharedTurns {
  /** Takes the next turn: how long to wait for it, in ms; undefined, and none is taken, where that is over `maxWaitMs`. */
  take(account: string, action: string, pace: CallPace): Promise<number | undefined>;
  /** Nobody's turn for so long; then one after the other. A longer hold of somebody else stays. */
  hold(account: string, action: string, ms: number, pace: CallPace): Promise<void>;
}

/**
 * Calls that several replicas make for one account and that cost or move money. All others are reads of the moment, for
 * which a query of our own database before each would cost more than it saves.
 */
const SHARED: ReadonlySet<string> = new Set(['ModifyInstanceSpec', 'DescribePrice', 'QueryOrders', 'GetOrderDetail']);

/** A database that is slower than this is left alone for a while: the limit of this process holds all the same. */
const PATIENCE_MS = 300;
const LEFT_ALONE_MS = 5_000;

interface Waiting {
  now(): number;
  sleep(ms: number): Promise<unknown>;
}

interface SharedLimiter {
  /** Resolves when the call may go, as far as other replicas know; in `withinMs` at most, or throws LocalQueueFull. */
  turn(account: string, action: string, withinMs: number): Promise<void>;
  /** Tells the others; nobody waits for it. */
  hold(account: string, action: string, ms: number): void;
}

/** Without `turns` there is one process, and nothing to share. */
export function createSharedLimiter(turns: SharedTurns | undefined, pace: CallPace, waiting: Waiting): SharedLimiter {
  const now = () => waiting.now();
  let aloneUntil = -Infinity;

  /** Undefined when the database did not answer in time, or is left alone. */
  async function asked<T>(ask: (turns: SharedTurns) => Promise<T>): Promise<{ readonly answer: T } | undefined> {
    if (turns === undefined || now() < aloneUntil) return undefined;
    const { promise: late, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
    const answered = ask(turns).then(
      (answer) => ({ answer }),
      () => undefined,
    );
    const first = await Promise.race([answered, late]).finally(() => clearTimeout(timer));
    if (first === undefined) aloneUntil = now() + LEFT_ALONE_MS;
    return first;
  }

  return {
    async turn(account, action, withinMs) {
      if (!SHARED.has(action)) return;
      const maxWaitMs = Math.max(0, withinMs);
      const taken = await asked((queue) => queue.take(account, action, { ...pace, maxWaitMs }));
      if (taken === undefined) return;
      if (taken.answer === undefined) throw ownFault(OWN_CODES.queueFull);
      if (taken.answer > 0) await waiting.sleep(taken.answer);
    },
    hold(account, action, ms) {
      if (SHARED.has(action)) void asked((queue) => queue.hold(account, action, ms, pace));
    },
  };
}
