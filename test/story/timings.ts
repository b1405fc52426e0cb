import type { Pace } from '../../src/workflow/timings.ts';

/** As in life, only faster. */
export const FAST: Pace = {
  lease: 1500,
  call: 100,
  look: 100,
  quiet: 700,
  sends: 3,
  lookPatience: 4000,
  retry: 50,
  retryMax: 400,
  tries: 8,
  readyPatience: 20_000,
  notReady: 100,
  heldLook: 200,
  watch: 150,
  watchSlow: 150,
  others: 3_600_000,
  stall: 3_600_000,
  mismatch: 600,
  startGrace: 300,
  windowPassed: 3_600_000,
  payRemind: 3_600_000,
  payRemindAgain: 3_600_000,
};
