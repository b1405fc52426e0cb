/** A timer that only the test moves. */
import { setImmediate } from 'node:timers/promises';
import type { Timer } from '../../src/alicloud/timer.ts';

export interface TickingTimer extends Timer {
  /** Lets this much time pass, and runs what is due in it. */
  tick(ms: number): Promise<void>;
  /** Tasks that wait for their time. */
  pending(): number;
}

/** `chance`: what `random` gives. */
export function tickingTimer(chance = 1): TickingTimer {
  let at = 0;
  const tasks = new Set<{ readonly at: number; readonly run: () => void }>();
  return {
    now: () => at,
    random: () => chance,
    schedule(ms, run) {
      const task = { at: at + ms, run };
      tasks.add(task);
      return () => tasks.delete(task);
    },
    async tick(ms) {
      const end = at + ms;
      for (;;) {
        await setImmediate();
        const [next] = [...tasks].filter((task) => task.at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        tasks.delete(next);
        at = Math.max(at, next.at);
        next.run();
      }
      at = end;
    },
    pending: () => tasks.size,
  };
}
