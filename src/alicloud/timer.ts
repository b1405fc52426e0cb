/** Time as waiting calls see it. Tests tick one of their own. */
export interface Timer {
  /** Milliseconds, monotonic. */
  now(): number;
  /** From 0 up to 1. */
  random(): number;
  /** Runs the task after `ms`; returns what cancels it. */
  schedule(ms: number, task: () => void): () => void;
}

export const REAL_TIMER: Timer = {
  now: () => performance.now(),
  random: Math.random,
  schedule(ms, task) {
    const timeout = setTimeout(task, ms);
    return () => clearTimeout(timeout);
  },
};
