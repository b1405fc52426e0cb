import type { ColumnType, Generated } from 'kysely';

/** The tables. Columns are what is searched for or unique; everything else of a record is in `doc`. */
export interface Tables {
  request: RequestTable;
  event: EventTable;
  audit_head: AuditHeadTable;
  delivery: DeliveryTable;
  stray_message: StrayMessageTable;
  direct_card: DirectCardTable;
  inbound: InboundTable;
  claimed_key: ClaimedKeyTable;
  instance_lock: InstanceLockTable;
  order_freeze: FreezeTable;
  digest: DigestTable;
  home: HomeTable;
  audit_webhook: AuditWebhookTable;
  replica: ReplicaTable;
  job: JobTable;
}

/** Written as text and read as a value that nobody has looked at yet: see the `…-row.ts` files. */
type Json = ColumnType<unknown, string, string>;

type Time = ColumnType<Date, string | Date, string | Date>;

interface RequestTable {
  id: string;
  state: string;
  instance_id: string;
  /** The temporary change that this request takes back. */
  return_of: string | null;
  /** When the return of this temporary change is made; null: never, or it was made. */
  return_at: Time | null;
  created_at: Time;
  updated_at: Time;
  version: number;
  doc: Json;
  /** When its order was placed. */
  placed_at: Time | null;
  /** What it counts for in monthly limits (spending.ts): beside the document, which is long. */
  counts: Json;
}

interface EventTable {
  seq: number;
  request_id: string | null;
  at: Time;
  kind: string;
  actor: Json;
  data: Json;
  prev_hash: string;
  hash: string;
  /** Null until every place that must hear of it has heard. */
  delivered_at: Time | null;
}

/** One row: the end of the audit chain. Updating it orders all writers of events. */
interface AuditHeadTable {
  id: number;
  seq: number;
  hash: string;
  /** Which key the links are made with (audit-key.ts); null: with none. */
  key_id: string | null;
  /** The last checkpoint that was said; 0: none. */
  checkpoint_seq: number;
  /** The last thing that was written down of the configuration, so that replicas do not repeat it. */
  config: string | null;
}

/** Where an event has been said already, so that a retry does not say it there again. */
interface DeliveryTable {
  event_seq: number;
  place: string;
  /** Of the message that shows it; null where the place needs none. */
  ts: string | null;
}

/** Messages of ours that say what another one says, to be deleted. */
interface StrayMessageTable {
  channel_id: string;
  ts: string;
  request_id: string;
}

/** Cards by direct message; `ts` is null until one is known to be posted. */
interface DirectCardTable {
  request_id: string;
  user_id: string;
  channel_id: string;
  ts: string | null;
  /** Version of the request that it shows. */
  shows: number;
}

/** What people did: forms they submitted, buttons they pressed, instances they locked. */
interface InboundTable {
  id: string;
  received_at: Generated<Date>;
  settled_at: Time | null;
  /** The request a form became; null while it is being looked at, and when it was refused. */
  request_id: string | null;
  /** What the person is told, to be told again if the telling was cut off. */
  outcome: Json | null;
  doc: Json;
}

/** What Slack sends once: signatures of requests (hashed), triggers. Whoever comes second is a replay. */
interface ClaimedKeyTable {
  key: string;
  claimed_at: Time;
}

/** Instances for which nothing may be ordered. */
interface InstanceLockTable {
  instance_id: string;
  locked_at: Time;
  doc: Json;
}

/** One row: the freeze from Slack, null without one. Whoever claims an order shares it, whoever freezes takes it alone. */
interface FreezeTable {
  id: number;
  doc: Json | null;
}

/** The digest of a day (`YYYY-MM-DD`), and the messages that show it. */
interface DigestTable {
  day: string;
  doc: Json;
}

/** Who opened their App Home, and when last. */
interface HomeTable {
  user_id: string;
  opened_at: Time;
  /** Digest of what was published; null: nothing that is known of. */
  shown: string | null;
  /** The person. */
  doc: Json;
}

/** One row, once a webhook was configured: how far it has read the audit log, and who sends now. */
interface AuditWebhookTable {
  id: number;
  /** Whether there is a webhook: its events are kept for it. */
  active: boolean;
  /** The last event that was delivered or given up. */
  seq: Generated<number>;
  /** Failed tries of the next one. */
  tries: Generated<number>;
  /** It is not tried before. */
  next_at: Time;
  lease_id: string | null;
  lease_until: Time;
  /** What the last try came to; null: it was delivered. */
  failure: string | null;
  given_up: Generated<number>;
  /** The last one that was given up. */
  gave_up_seq: number | null;
  gave_up_at: Time | null;
}

/** One row per process: what it writes to find out whether it can. */
interface ReplicaTable {
  id: string;
  seen_at: Time;
}

/** Of pg-boss, and only read here. Its states are ordered: what comes before `active` waits. */
interface JobTable {
  id: string;
  name: string;
  state: string;
  start_after: ColumnType<Date, never, never>;
  singleton_key: string;
  heartbeat_on: ColumnType<Date | null, never, never>;
  heartbeat_seconds: ColumnType<number | null, never, never>;
}
