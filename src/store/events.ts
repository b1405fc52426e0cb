import { createHash, createHmac } from 'node:crypto';
import type { QueryCreator, Transaction } from 'kysely';
import { z } from 'zod';
import type {
  Actor,
  EventData,
  EventKind,
  NewEvent,
  Person,
  RequestEvent,
  RequestId,
} from '../core/request/request.ts';
import { ACCESS_REASONS, type AccessReason, type RequestReason } from '../core/request/reasons.ts';
import type { Clock } from '../workflow/ports.ts';
import { type AuditKey, OtherAuditKey } from './audit-key.ts';
import { parseDoc, person, requestId } from './request-row.ts';
import type { Tables } from './schema.ts';

/** Told in the mirror channels although they belong to no request. */
const NEWS_KINDS: readonly EventKind[] = [
  ...(['locked', 'unlocked', 'frozen', 'unfrozen', 'config_taken', 'config_refused'] as const),
  ...(['audit_keyed', 'audit_checkpoint', 'audit_archived'] as const),
];

/** What an event is written with. */
export interface Pen {
  readonly trx: Transaction<Tables>;
  readonly clock: Clock;
  readonly auditKey: AuditKey | undefined;
}

/** What a link of the audit chain is made of; every field of an event is in it. */
export interface Link {
  readonly seq: number;
  readonly requestId: string | null;
  /** ISO 8601 with milliseconds. */
  readonly at: string;
  readonly kind: string;
  readonly actor: Readonly<Record<string, unknown>>;
  readonly data: Readonly<Record<string, unknown>>;
}

/** SHA-256 over the previous hash and the link, keyed or not; names sorted: jsonb does not keep their order. */
export function hashOf(prev: string, link: Link, key: AuditKey | undefined): string {
  const fields = [link.seq, link.requestId, link.at, link.kind, sorted(link.actor), sorted(link.data)];
  return (key === undefined ? createHash('sha256') : createHmac('sha256', key.secret))
    .update(`${prev}\n${JSON.stringify(fields)}`)
    .digest('hex');
}

/** Acts that came to nothing: a person who repeats one is written down once an hour. */
const REFUSALS: readonly EventKind[] = ['denied', 'click_refused'];

export const REFUSAL_MS = 60 * 60_000;

/** Refused before the instance was found: its id is what a person typed, and can be made up without end. */
const UNFOUND: readonly (string | undefined)[] = [
  ...ACCESS_REASONS,
  ...(['instance_not_found', 'cloud_unreachable', 'cloud_refused'] as const),
  ...(['channel_not_joined', 'channel_archived', 'channel_unreadable', 'channel_shared'] as const),
] satisfies readonly (AccessReason | RequestReason)[];

/** `appendEvent`, unless it is a refusal that this person has had for the same reason and target within the hour. */
export async function appendUnlessRepeated(pen: Pen, event: NewEvent, ofRequest: RequestId | undefined): Promise<void> {
  if (REFUSALS.includes(event.kind) && !(await isFirst(pen, event, ofRequest))) return;
  await appendEvent(pen, event, ofRequest);
}

async function isFirst({ trx, clock }: Pen, event: NewEvent, ofRequest: RequestId | undefined) {
  const now = clock.now();
  const { outcome, reason, button, action, instanceId }: EventData = { ...event.data };
  const { userId } = event.actor === 'bot' ? { userId: 'bot' } : event.actor;
  const target = ofRequest ?? (UNFOUND.includes(String(reason)) ? undefined : instanceId);
  const key = `refused:${JSON.stringify([event.kind, userId, outcome, reason, button, action, target])}`;
  const claimed = await trx
    .insertInto('claimed_key')
    .values({ key, claimed_at: now })
    .onConflict((oc) =>
      oc
        .column('key')
        .doUpdateSet({ claimed_at: now })
        .where('claimed_key.claimed_at', '<=', new Date(now.getTime() - REFUSAL_MS)),
    )
    .executeTakeFirst();
  return claimed.numInsertedOrUpdatedRows === 1n;
}

export function appendEvent(pen: Pen, event: NewEvent, ofRequest: RequestId | undefined): Promise<void> {
  return appendEvents(pen, [event], ofRequest);
}

/**
 * Appends to the chain, in the caller's transaction. The lock of the head orders all writers. Throws where the chain is
 * made with another key than ours.
 */
export async function appendEvents(
  { trx, clock, auditKey }: Pen,
  events: readonly NewEvent[],
  ofRequest: RequestId | undefined,
): Promise<void> {
  if (events.length === 0) return;
  const head = await lockedHead(trx);
  if (head.key_id !== (auditKey?.id ?? null)) throw new OtherAuditKey(head.key_id, auditKey);
  let { seq, hash } = head;
  const rows = events.map((event) => {
    const link: Link = {
      seq: (seq += 1),
      requestId: ofRequest ?? null,
      at: clock.now().toISOString(),
      kind: event.kind,
      actor: { ...actorJson(event.actor) },
      data: compact({ ...event.data }),
    };
    const prev = hash;
    hash = hashOf(prev, link, auditKey);
    return {
      seq,
      request_id: link.requestId,
      at: link.at,
      kind: link.kind,
      actor: JSON.stringify(link.actor),
      data: JSON.stringify(link.data),
      prev_hash: prev,
      hash,
      // Who was refused has a private answer; what else belongs to no request has no place to be said in.
      delivered_at:
        REFUSALS.includes(event.kind) || (ofRequest === undefined && !NEWS_KINDS.includes(event.kind)) ? link.at : null,
    };
  });
  const moved = (db: QueryCreator<Tables>) => db.updateTable('audit_head').set({ seq, hash }).where('id', '=', 1);
  await trx.with('moved', moved).insertInto('event').values(rows).execute();
}

/** The end of the chain, ours until the transaction ends: of several replicas one is first, and the others see it. */
export function lockedHead(trx: Transaction<Tables>) {
  return trx.selectFrom('audit_head').selectAll().where('id', '=', 1).forUpdate().executeTakeFirstOrThrow();
}

interface EventRow {
  readonly seq: number;
  readonly request_id: string | null;
  readonly at: Date;
  readonly kind: string;
  readonly actor: unknown;
  readonly data: unknown;
}

const actor = z.union([z.object({ bot: z.literal(true) }), person]);
const flat = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

export function toEvent({ seq, request_id: request, at, kind, ...row }: EventRow): RequestEvent {
  const by = parseDoc(actor, row.actor, 'event', String(seq));
  return {
    seq,
    requestId: request === null ? undefined : parseDoc(requestId, request, 'event', String(seq)),
    at: at.toISOString(),
    kind,
    actor: 'bot' in by ? 'bot' : by,
    data: parseDoc(flat, row.data, 'event', String(seq)),
    // Which facts an event of a kind has is the word of those who append; the chain of hashes shows what others wrote.
  } as RequestEvent;
}

function actorJson(actor: Actor): Person | { bot: true } {
  if (actor === 'bot') return { bot: true };
  const { teamId, userId, otherId } = actor;
  return otherId === undefined ? { teamId, userId } : { teamId, userId, otherId };
}

function compact(data: EventData): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(data).filter((entry): entry is [string, string | number | boolean] => entry[1] !== undefined),
  );
}

function sorted(value: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
