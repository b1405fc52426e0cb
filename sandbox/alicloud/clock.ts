/** The sandbox reads time only through `now`, so a test moves hours in no time and the demo runs on the wall clock. */
export interface SandboxClock {
  /** Milliseconds since 1970; pass it on as it is, it does not depend on `this`. */
  readonly now: () => number;
  /** Moves time forward. */
  readonly advance: (ms: number) => void;
  readonly set: (ms: number) => void;
}

/**
 * A clock that stands still until it is moved. With `running: true` it follows the wall clock from `start` on
 * and can still be moved.
 */
export function createClock(options: { start?: number; running?: boolean } = {}): SandboxClock {
  const wall = (): number => (options.running === true ? Date.now() : 0);
  let offset = (options.start ?? Date.now()) - wall();
  return {
    now: () => wall() + offset,
    advance: (ms) => {
      if (!(ms >= 0)) throw new RangeError(`advance takes a duration that is not negative, not ${ms}`);
      offset += ms;
    },
    set: (ms) => {
      offset = ms - wall();
    },
  };
}
