import type { State } from '../core/request/state.ts';

/** One icon per state: at the start of a mirror line, and (checked by a test) of the card's sentence about the state. */
export const STATE_ICONS: Readonly<Record<State, string>> = {
  pending: '🟡',
  approved: '🟢',
  ordering: '🔵',
  ordered: '🔵',
  awaiting_payment: '🟠',
  scheduled: '🔵',
  changing: '🔵',
  stalled: '🟠',
  unknown: '🔴',
  completed: '✅',
  rejected: '⛔',
  withdrawn: '⚪',
  expired: '⚪',
  cancelled: '⚪',
  failed: '🔴',
};
