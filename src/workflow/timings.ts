/** How long things take and how often we look. Milliseconds. Tests use a faster one; nobody else needs to. */
export interface Timings {
  /** The cloud call may be in flight for this long after it was claimed; nothing is re-sent before. */
  readonly lease: number;
  /** The most that the call takes once it is sent; it is not sent when less of the lease is left. */
  readonly call: number;
  /** Pause between two looks for an order whose fate is unclear. */
  readonly findOrderEvery: number;
  /** Nothing found for this long after the last attempt ended: the same call may be sent again. */
  readonly resendAfter: number;
  /** Calls of ModifyInstanceSpec whose fate stayed unclear, before a person must look. */
  readonly sends: number;
  /** After the last call whose fate is unclear may have ended, nothing is called certain before this is over. */
  readonly doubtFor: number;
  /** For this long after it, an order may turn up late, and is looked for at least every `lateEvery`. */
  readonly lateFor: number;
  readonly lateEvery: number;
  /** Traces of an order without its OrderId, or reads that fail: after this a person must look. */
  readonly findOrderFor: number;
  /** First pause after a call that provably did nothing; doubles up to `retryMax`. */
  readonly retry: number;
  readonly retryMax: number;
  /** Tries of a call that provably did nothing (throttled, unreachable, instance busy) before we give up. */
  readonly tries: number;
  /** An approved request waits this long for its instance and its price to be readable, looking every `notReady`. */
  readonly readyTimeout: number;
  readonly readyEvery: number;
  /** A held request (window, freeze) is looked at this often: the policy may have changed. */
  readonly recheckHeld: number;
  /** Polls of a running change, and of one that waits for payment or for its window. */
  readonly watch: number;
  readonly watchSlow: number;
  /** While an order is open, orders of others for its instance are looked for this often: a multiple of both polls. */
  readonly externalOrders: number;
  /** A change longer than this is called stalled. */
  readonly stall: number;
  /** The cloud's metadata may lag behind `Normal` by minutes; a wrong class is believed after this. */
  readonly mismatch: number;
  /** An order for the maintenance window that has not begun after this is believed to wait for it. */
  readonly startGrace: number;
  /** After this the maintenance window has passed, and nothing happened in it. */
  readonly windowPassed: number;
  /** An unpaid order is reminded of after this, and then this often. */
  readonly payRemind: number;
  readonly payRemindAgain: number;
  /** So long after a change it is looked at what it came to; for this long after that, it is caught up with. */
  readonly followUp: number;
  readonly followUpFor: number;
  /** Changes within this time are published on an App Home together. */
  readonly homeAfter: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export const TIMINGS: Timings = {
  // A permit (15 s at most), a key (15 s) and the call (21 s) end before it does: docs/decisions/0006.
  lease: MINUTE,
  call: 22 * SECOND,
  findOrderEvery: 5 * SECOND,
  resendAfter: MINUTE,
  sends: 3,
  doubtFor: 15 * MINUTE,
  lateFor: 6 * 60 * MINUTE,
  lateEvery: 5 * MINUTE,
  findOrderFor: 15 * MINUTE,
  retry: 2 * SECOND,
  retryMax: MINUTE,
  tries: 10,
  readyTimeout: 120 * MINUTE,
  readyEvery: 30 * SECOND,
  recheckHeld: 5 * MINUTE,
  watch: 10 * SECOND,
  watchSlow: MINUTE,
  externalOrders: 10 * MINUTE,
  stall: 60 * MINUTE,
  mismatch: 10 * MINUTE,
  startGrace: 20 * SECOND,
  windowPassed: 26 * 60 * MINUTE,
  payRemind: 60 * MINUTE,
  payRemindAgain: 24 * 60 * MINUTE,
  followUp: 15 * MINUTE,
  followUpFor: 24 * 60 * MINUTE,
  homeAfter: SECOND,
};
