/**
 * The runbook as a table: for each state of a request the job that moves it on, whom it waits for, the buttons of its
 * card, and the states it may lead to. Jobs, cards, the diagram of the README and docs/decisions/0005-states.md follow
 * it (test/contract/runbook.test.ts). Every other set of states that the code asks about is below it.
 */

/** Ids of the buttons of a card. */
export const BUTTONS = [
  ...(['approve', 'approve_comment', 'reject', 'withdraw', 'recheck', 'settle'] as const),
  'cancel_return',
] as const;
export type ButtonId = (typeof BUTTONS)[number];

interface Row {
  /** Its queue; undefined: the bot does nothing until a person does. */
  readonly job: 'deadline' | 'order' | 'find' | 'watch' | undefined;
  readonly waitsFor: 'approvers' | 'the payer' | 'the cloud' | 'an operator' | 'no one';
  readonly buttons: readonly ButtonId[];
  readonly leadsTo: readonly string[];
}

const THE_END = { job: undefined, waitsFor: 'no one', buttons: [], leadsTo: [] } as const satisfies Row;

export const RUNBOOK = {
  pending: {
    job: 'deadline',
    waitsFor: 'approvers',
    buttons: ['approve', 'approve_comment', 'reject', 'withdraw', 'recheck'],
    leadsTo: ['approved', 'rejected', 'withdrawn', 'expired'],
  },
  // Until its window opens, or its instance is unlocked, the order job keeps it here. What only moves a planned return is
  // completed without an order.
  approved: {
    job: 'order',
    waitsFor: 'no one',
    buttons: ['reject', 'withdraw', 'recheck'],
    leadsTo: ['ordering', 'pending', 'failed', 'rejected', 'withdrawn', 'completed'],
  },
  ordering: { job: 'order', waitsFor: 'the cloud', buttons: [], leadsTo: ['ordered', 'failed', 'unknown'] },
  ordered: {
    job: 'watch',
    waitsFor: 'the cloud',
    buttons: [],
    leadsTo: ['awaiting_payment', 'scheduled', 'changing', 'completed', 'stalled'],
  },
  awaiting_payment: {
    job: 'watch',
    waitsFor: 'the payer',
    buttons: ['recheck'],
    leadsTo: ['changing', 'scheduled', 'cancelled', 'stalled'],
  },
  scheduled: { job: 'watch', waitsFor: 'the cloud', buttons: [], leadsTo: ['changing', 'completed', 'stalled'] },
  changing: {
    job: 'watch',
    waitsFor: 'the cloud',
    buttons: [],
    leadsTo: ['scheduled', 'completed', 'failed', 'stalled'],
  },
  stalled: { job: 'watch', waitsFor: 'an operator', buttons: [], leadsTo: ['completed', 'failed'] },
  // Whether there is an order is not known: nothing is sent. It is looked for, for hours, until a person settles it.
  unknown: { job: 'find', waitsFor: 'an operator', buttons: ['settle', 'recheck'], leadsTo: ['ordered', 'failed'] },
  completed: THE_END,
  rejected: THE_END,
  withdrawn: THE_END,
  expired: THE_END,
  cancelled: THE_END,
  failed: THE_END,
} as const satisfies Record<string, Row>;

export type State = keyof typeof RUNBOOK;

/** States that lead nowhere. */
export type FinalState = { [S in State]: (typeof RUNBOOK)[S] extends typeof THE_END ? S : never }[State];

export const STATES = Object.keys(RUNBOOK) as readonly State[];

/** An instance has at most one request in one of these. */
export const OPEN_STATES: readonly State[] = STATES.filter((state) => !isFinal(state));

/** What ends the waiting for approvers; the event of each has the same name. */
export const DECISIONS: readonly State[] = RUNBOOK.pending.leadsTo;

/** No call of the order was made yet. */
export const BEFORE_ORDER: readonly State[] = STATES.filter(isBeforeOrder);

/** A call of the order may have reached the cloud, and no OrderId is known. */
export const ORDER_OUT: readonly State[] = ['ordering', 'unknown'];

/** Approved, and no OrderId is known. */
export const TO_BE_ORDERED: readonly State[] = ['approved', ...ORDER_OUT];

/** The cloud may have charged for the order; a cancelled one costs nothing. */
export const CHARGED: readonly State[] = [...STATES.filter(isWatched), 'completed', 'failed'];

/** An order was placed: what a report lists. */
export const WITH_ORDER: readonly State[] = [...CHARGED, 'cancelled'];

/** Ends of what was approved. */
export const ENDS_OF_APPROVED: readonly State[] = ['completed', 'failed'];

const NOT_APPROVED: readonly State[] = ['pending', 'rejected', 'withdrawn', 'expired'];

const UNDER_CHANGE: readonly State[] = ['changing', 'stalled'];

/** Whether nothing leads on from this state; also asked about kinds of events, of which some are named like states. */
export function isFinal(state: string): state is FinalState {
  return state in RUNBOOK && RUNBOOK[state as State].leadsTo.length === 0;
}

/** Whether the runbook has this edge. */
export function mayMove(from: State, to: State): boolean {
  return (RUNBOOK[from].leadsTo as readonly State[]).includes(to);
}

/** Whether no call of the order was made yet: the request can still be withdrawn, renewed or held by a lock. */
export function isBeforeOrder(state: State): boolean {
  return mayMove(state, 'withdrawn');
}

/** Whether the order job makes the next call of the order. */
export function isPlacedByOrder(state: State): boolean {
  return RUNBOOK[state].job === 'order';
}

/** Whether a call of the order is out, or its fate is being found out. */
export function isOrdering(state: State): boolean {
  return state === 'ordering';
}

/** Whether a person may state what became of the order. */
export function mayBeSettled(state: State): boolean {
  return state === 'unknown';
}

/** Whether the request was approved, by votes or by its rule, and not withdrawn since. */
export function isAfterApproval(state: State): boolean {
  return !NOT_APPROVED.includes(state);
}

/** Whether there is an order that the watch job follows. */
export function isWatched(state: State): boolean {
  return RUNBOOK[state].job === 'watch';
}

/** Whether an order in this state may still wait for its payment. */
export function mayBeUnpaid(state: State): boolean {
  return state === 'ordered' || state === 'awaiting_payment';
}

/** Whether the state may last for days, so that the cloud is polled less often. */
export function isPolledSlowly(state: State): boolean {
  return state === 'awaiting_payment' || state === 'scheduled';
}

/** Whether the cloud changes the instance, for as long as it should or longer. */
export function isUnderChange(state: State): boolean {
  return UNDER_CHANGE.includes(state);
}

/** Whether the card shows how far the change is. */
export function showsProgress(state: State): boolean {
  return state === 'scheduled' || isUnderChange(state);
}
