import type { Rates } from '../../src/slack/web/pace.ts';
import type { Timings } from '../../src/workflow/timings.ts';

/** As in life, only faster. */
export const FAST: Timings = {
  lease: 1500,
  call: 100,
  findOrderEvery: 60,
  resendAfter: 400,
  sends: 3,
  doubtFor: 2000,
  lateFor: 3_600_000,
  lateEvery: 500,
  findOrderFor: 4000,
  retry: 50,
  retryMax: 400,
  tries: 8,
  readyTimeout: 20_000,
  readyEvery: 80,
  recheckHeld: 100,
  watch: 80,
  watchSlow: 80,
  externalOrders: 3_600_000,
  stall: 3_600_000,
  mismatch: 600,
  startGrace: 300,
  windowPassed: 3_600_000,
  payRemind: 3_600_000,
  payRemindAgain: 3_600_000,
  followUp: 15 * 60_000,
  followUpFor: 24 * 3_600_000,
  homeAfter: 50,
};

const SOON = { everyMs: 1, burst: 4 };

/** Slack's pace, without the seconds. */
export const FAST_RATES: Rates = { posts: SOON, edits: SOON };
