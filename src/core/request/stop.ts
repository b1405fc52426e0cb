import type { InstanceSummary } from '../instance/instance.ts';
import type { Person } from './person.ts';

/** Somebody's word that nothing may be ordered. */
interface Stop {
  readonly by: Person;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** As typed. */
  readonly reason: string;
}

/** Nothing may be requested or ordered for the instance while there is one. */
export interface Lock extends Stop {
  /** As it was when it was locked. */
  readonly instance: InstanceSummary;
}

/** A freeze from Slack: no order for any instance, except emergencies. Requests and approvals go on. */
export interface ChatFreeze extends Stop {
  /** When it ends by itself, ISO 8601; missing: when someone lifts it. */
  readonly until?: string;
}

/** The lock, or the freeze from Slack (`everywhere`), that the card shows. */
export interface ShownStop extends ChatFreeze {
  readonly everywhere?: true;
  /** It is all that the approved request waits for. */
  readonly holds: boolean;
}
