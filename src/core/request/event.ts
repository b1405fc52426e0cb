import type { Person, RequestId } from './person.ts';

/** What happened, in order; one line of the thread and one link of the audit chain each. */
export type EventKind =
  | 'requested'
  | 'break_glass'
  | 'voted'
  | 'approved'
  | 'rejected'
  | 'withdrawn'
  | 'expired'
  | 'reminded'
  | 'held'
  | 'drift_detected'
  | 'sending'
  | 'not_arrived'
  | 'unclear'
  | 'ordered'
  | 'awaiting_payment'
  | 'payment_reminded'
  | 'scheduled'
  | 'changing'
  | 'external_change'
  | 'stalled'
  | 'completed'
  | 'cancelled'
  | 'failed'
  | 'unknown'
  | 'denied'
  | 'click_refused'
  /** With a request: it stands in this request's way. Without: told in the mirror channels. */
  | 'locked'
  | 'unlocked'
  /** The configuration file changed, and is in force or not. */
  | 'config_taken'
  | 'config_refused';

/** Who did it: a person, or the bot by itself. */
export type Actor = Person | 'bot';

/** Flat facts of an event; never a secret, a token, a raw payload or a message of the cloud. */
export type EventData = Readonly<Record<string, string | number | boolean | undefined>>;

export interface NewEvent {
  readonly kind: EventKind;
  readonly actor: Actor;
  readonly data: EventData;
}

export interface RequestEvent extends NewEvent {
  readonly seq: number;
  /** Undefined for a denial: no request came to be. */
  readonly requestId: RequestId | undefined;
  readonly at: string;
}
