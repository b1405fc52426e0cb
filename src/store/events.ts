import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Actor, EventData, EventKind, NewEvent, RequestEvent, RequestId } from '../core/request/request.ts';
import type { Tables } from './schema.ts';

/** Told in the mirror channels although they belong to no request. */
const NEWS_KINDS: readonly EventKind[] = ['locked', 'unlocked', 'config_taken', 'config_refused'];

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

/** SHA-256 over the previous hash and the link, keys sorted: jsonb does not keep their order. */
export function hashOf(prev: string, link: Link): string {
  const fields = [link.seq, link.requestId, link.at, link.kind, sorted(link.actor), sorted(link.data)];
  return createHash('sha256')
    .update(`${prev}\n${JSON.stringify(fields)}`)
    .digest('hex');
}

/** Appends to the chain, in the caller's transaction. The update of the head orders all writers. */
export async function appendEvent(
  trx: Transaction<Tables>,
  event: NewEvent,
  requestId: RequestId | undefined,
  now: Date,
): Promise<void> {
  const { seq, hash: prev } = await trx
    .updateTable('audit_head')
    .set((eb) => ({ seq: eb('seq', '+', 1) }))
    .where('id', '=', 1)
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow();
  const link: Link = {
    seq,
    requestId: requestId ?? null,
    at: now.toISOString(),
    kind: event.kind,
    actor: actorJson(event.actor),
    data: compact(event.data),
  };
  const hash = hashOf(prev, link);
  await trx.updateTable('audit_head').set({ hash }).where('id', '=', 1).execute();
  await trx
    .insertInto('event')
    .values({
      seq,
      request_id: link.requestId,
      at: link.at,
      kind: link.kind,
      actor: JSON.stringify(link.actor),
      data: JSON.stringify(link.data),
      prev_hash: prev,
      hash,
      // What else belongs to no request has no place to be said in.
      said_at: requestId === undefined && !NEWS_KINDS.includes(event.kind) ? link.at : null,
    })
    .execute();
}

interface EventRow {
  readonly seq: number;
  readonly request_id: string | null;
  readonly at: Date;
  readonly kind: string;
  readonly actor: unknown;
  readonly data: unknown;
}

export function toEvent(row: EventRow): RequestEvent {
  const actor = row.actor as { teamId: string; userId: string } | { bot: true };
  return {
    seq: row.seq,
    requestId: (row.request_id ?? undefined) as RequestId | undefined,
    at: row.at.toISOString(),
    kind: row.kind as EventKind,
    actor: 'bot' in actor ? 'bot' : { teamId: actor.teamId, userId: actor.userId },
    data: row.data as EventData,
  };
}

function actorJson(actor: Actor): { teamId: string; userId: string } | { bot: true } {
  return actor === 'bot' ? { bot: true } : { teamId: actor.teamId, userId: actor.userId };
}

function compact(data: EventData): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(data).filter((entry): entry is [string, string | number | boolean] => entry[1] !== undefined),
  );
}

function sorted(value: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
