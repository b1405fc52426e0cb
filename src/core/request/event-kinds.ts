import type { EventKind } from './event.ts';

const KINDS: Readonly<Record<EventKind, true>> = {
  ...{ requested: true, break_glass: true, voted: true, approved: true, rejected: true, withdrawn: true },
  ...{ expired: true, reminded: true, escalated: true, held: true, drift_detected: true },
  ...{ sending: true, not_arrived: true, refused: true, unclear: true, ordered: true },
  ...{ awaiting_payment: true, payment_reminded: true, scheduled: true, changing: true, external_change: true },
  ...{
    stalled: true,
    completed: true,
    after_change: true,
    cancelled: true,
    failed: true,
    unknown: true,
    settled: true,
  },
  ...{ return_announced: true, return_waits: true, return_requested: true, return_ended: true },
  ...{ return_moved: true },
  ...{ denied: true, click_refused: true, locked: true, unlocked: true, frozen: true, unfrozen: true },
  ...{ config_taken: true, config_refused: true, audit_keyed: true, audit_checkpoint: true, audit_archived: true },
};

/** Every kind, in the order in which they come in the life of a request. */
export const EVENT_KINDS: readonly EventKind[] = Object.keys(KINDS) as EventKind[];
