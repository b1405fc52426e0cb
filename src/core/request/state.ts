/** The states of a request and where each may lead. */
export const TRANSITIONS = {
  pending: ['approved', 'rejected', 'withdrawn', 'expired'],
  approved: ['ordering', 'pending', 'failed', 'withdrawn'],
  ordering: ['ordered', 'failed', 'unknown'],
  ordered: ['awaiting_payment', 'scheduled', 'changing', 'completed', 'stalled'],
  awaiting_payment: ['changing', 'scheduled', 'cancelled', 'stalled'],
  scheduled: ['changing', 'completed', 'stalled'],
  changing: ['scheduled', 'completed', 'failed', 'stalled'],
  stalled: ['completed', 'failed'],
  unknown: ['ordered', 'failed'],
  completed: [],
  rejected: [],
  withdrawn: [],
  expired: [],
  cancelled: [],
  failed: [],
} as const satisfies Record<string, readonly string[]>;

export type State = keyof typeof TRANSITIONS;

export function isFinal(state: State): boolean {
  return TRANSITIONS[state].length === 0;
}

export function mayMove(from: State, to: State): boolean {
  return (TRANSITIONS[from] as readonly State[]).includes(to);
}
