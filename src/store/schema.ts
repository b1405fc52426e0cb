import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Lock, ResizeRequest } from '../core/request/request.ts';
import type { ClickOutcome, Inbound, IntakeOutcome, LockOutcome } from '../workflow/ports.ts';

/** The tables. Columns are what is searched for or unique; everything else of a record is in `doc`. */
export interface Tables {
  request: RequestTable;
  event: EventTable;
  audit_head: AuditHeadTable;
  said: SaidTable;
  inbound: InboundTable;
  claimed: ClaimedTable;
  instance_lock: InstanceLockTable;
}

type Time = ColumnType<Date, string | Date, string | Date>;

interface RequestTable {
  id: string;
  state: string;
  instance_id: string;
  created_at: Time;
  updated_at: Time;
  version: number;
  doc: JSONColumnType<ResizeRequest>;
}

interface EventTable {
  seq: number;
  request_id: string | null;
  at: Time;
  kind: string;
  actor: JSONColumnType<{ teamId: string; userId: string } | { bot: true }>;
  data: JSONColumnType<Record<string, string | number | boolean>>;
  prev_hash: string;
  hash: string;
  /** Null until every place that must hear of it has heard. */
  said_at: Time | null;
}

/** One row: the end of the audit chain. Updating it orders all writers of events. */
interface AuditHeadTable {
  id: number;
  seq: number;
  hash: string;
}

/** Where an event has been said already, so that a retry does not say it there again. */
interface SaidTable {
  event_seq: number;
  place: string;
}

/** What people did: forms they submitted, buttons they pressed, instances they locked. */
interface InboundTable {
  id: string;
  received_at: Generated<Date>;
  settled_at: Time | null;
  /** The request a form became; null while it is being looked at, and when it was refused. */
  request_id: string | null;
  /** What the person is told, to be told again if the telling was cut off. */
  outcome: JSONColumnType<IntakeOutcome | ClickOutcome | LockOutcome> | null;
  doc: JSONColumnType<Inbound>;
}

/** What Slack sends once: signatures of requests (hashed), triggers. Whoever comes second is a replay. */
interface ClaimedTable {
  key: string;
  claimed_at: Time;
}

/** Instances for which nothing may be ordered. */
interface InstanceLockTable {
  instance_id: string;
  locked_at: Time;
  doc: JSONColumnType<Lock>;
}
