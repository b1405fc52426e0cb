import { CLIENT_CODES } from '../core/cloud-errors.ts';
import { clientFault } from './errors.ts';
import type { Timer } from './timer.ts';

export interface RateLimit {
  /** Calls of one account in flight at once. */
  readonly inFlight: number;
  /** Calls of one account that may wait for a permit; one more is refused. */
  readonly waiting: number;
  /** Longest wait for a permit, in ms. The lease of an order counts on it (`workflow/timings.ts`). */
  readonly maxWaitMs: number;
  /** First pause of an API after the cloud asked for fewer calls, in ms; doubles with each refusal in a row. */
  readonly pauseMs: number;
  readonly maxPauseMs: number;
}

/** No quota is published (docs/cloud.md#calls), so no rate is assumed: the cap only bounds what one process opens. */
export const RATE_LIMIT: RateLimit = {
  inFlight: 20,
  waiting: 200,
  maxWaitMs: 15_000,
  pauseMs: 500,
  maxPauseMs: 15_000,
};

/** The right to make one call. */
export interface Permit {
  /** The cloud took the call: one more call of this API may be in flight. */
  succeeded(): void;
  /** The cloud asked for fewer calls: those of this API wait, then go out one at a time until they succeed. */
  backOff(): void;
  /** The call is over, whatever came of it. */
  release(): void;
}

export interface Permits {
  /** Waits for `maxWaitMs` at most, first come, first served. Throws LocalQueueFull: the call was never sent. */
  acquire(account: string, action: string): Promise<Permit>;
}

/** One API after a refusal: no call before `until`, then `allowed` calls at once, one more with each success. */
interface Pause {
  readonly until: number;
  refusals: number;
  allowed: number;
  inFlight: number;
}

interface Waiter {
  readonly action: string;
  readonly deadline: number;
  readonly grant: (permit: Permit) => void;
  readonly refuse: () => void;
}

interface Line {
  inFlight: number;
  waiting: readonly Waiter[];
  readonly pauses: Map<string, Pause>;
  cancelWake: () => void;
}

export function createPermits(limit: RateLimit, timer: Timer): Permits {
  const lines = new Map<string, Line>();

  function permit(line: Line, action: string): Permit {
    const { pauses } = line;
    const pause = pauses.get(action);
    line.inFlight += 1;
    if (pause !== undefined) pause.inFlight += 1;
    return {
      succeeded() {
        if (pause === undefined || pauses.get(action) !== pause) return;
        pause.refusals = 0;
        pause.allowed += 1;
        if (pause.allowed >= limit.inFlight) pauses.delete(action);
      },
      backOff() {
        // A call that left before the present pause began has nothing new to say.
        if (pauses.get(action) !== pause) return;
        const refusals = (pause?.refusals ?? 0) + 1;
        const longest = Math.min(limit.pauseMs * 2 ** (refusals - 1), limit.maxPauseMs);
        // At least half of it, so that it is a pause; the rest by chance, so that replicas do not come back together.
        const until = timer.now() + longest * (0.5 + timer.random() / 2);
        pauses.set(action, { until, refusals, allowed: 1, inFlight: 0 });
      },
      release() {
        line.inFlight -= 1;
        if (pause !== undefined) pause.inFlight -= 1;
        serve(line);
      },
    };
  }

  /** Grants what may go, refuses what waited too long, and wakes up for the next of either. */
  function serve(line: Line): void {
    line.cancelWake();
    const now = timer.now();
    line.waiting = line.waiting.filter((waiter) => {
      const pause = line.pauses.get(waiter.action);
      const open = pause === undefined || (pause.until <= now && pause.inFlight < pause.allowed);
      if (open && line.inFlight < limit.inFlight) waiter.grant(permit(line, waiter.action));
      else if (waiter.deadline <= now) waiter.refuse();
      else return true;
      return false;
    });
    if (line.waiting.length === 0) return;
    const wakeAt = line.waiting.map(({ action, deadline }) => {
      const until = line.pauses.get(action)?.until ?? now;
      return until > now ? Math.min(until, deadline) : deadline;
    });
    line.cancelWake = timer.schedule(Math.min(...wakeAt) - now, () => serve(line));
  }

  return {
    acquire(account, action) {
      const line = lines.get(account) ?? { inFlight: 0, waiting: [], pauses: new Map(), cancelWake: () => undefined };
      lines.set(account, line);
      return new Promise((grant, reject) => {
        const refuse = () => reject(clientFault(CLIENT_CODES.queueFull));
        const waiter = { action, deadline: timer.now() + limit.maxWaitMs, grant, refuse };
        line.waiting = [...line.waiting, waiter];
        serve(line);
        if (line.waiting.length <= limit.waiting) return;
        line.waiting = line.waiting.slice(0, -1);
        refuse();
      });
    },
  };
}
