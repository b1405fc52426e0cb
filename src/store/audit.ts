import type { Kysely } from 'kysely';
import { hashOf, toEvent } from './events.ts';
import type { Tables } from './schema.ts';

export type AuditVerdict =
  | { readonly kind: 'whole'; readonly events: number; readonly hash: string }
  /** The first event whose link does not hold: it, or one before it, was changed, removed or added later. */
  | { readonly kind: 'broken'; readonly seq: number; readonly why: 'missing' | 'changed' | 'end_missing' };

const PAGE = 500;

/** Walks the chain from its beginning to where it ended when we began: a running bot may go on appending. */
export async function verifyAudit(db: Kysely<Tables>): Promise<AuditVerdict> {
  const head = await db.selectFrom('audit_head').selectAll().where('id', '=', 1).executeTakeFirst();
  let seq = 0;
  let hash = '';
  for await (const row of auditRows(db)) {
    if (seq === head?.seq) break;
    if (row.seq !== seq + 1) return { kind: 'broken', seq: seq + 1, why: 'missing' };
    const link = { seq: row.seq, requestId: row.request_id, at: row.at.toISOString(), kind: row.kind };
    const expected = hashOf(hash, { ...link, actor: record(row.actor), data: record(row.data) });
    if (row.prev_hash !== hash || row.hash !== expected) return { kind: 'broken', seq: row.seq, why: 'changed' };
    seq = row.seq;
    hash = row.hash;
  }
  if (head?.seq !== seq || head.hash !== hash) return { kind: 'broken', seq: seq + 1, why: 'end_missing' };
  return { kind: 'whole', events: seq, hash };
}

/** Every event, oldest first, read in pages. */
export async function* auditRows(db: Kysely<Tables>) {
  for (let after = 0; ;) {
    const rows = await db.selectFrom('event').selectAll().where('seq', '>', after).orderBy('seq').limit(PAGE).execute();
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}

const CSV_COLUMNS = ['seq', 'at', 'requestId', 'kind', 'actor', 'data', 'hash'] as const;

/** The audit log line by line, for a spreadsheet or a log store. */
export async function* exportAudit(db: Kysely<Tables>, format: 'jsonl' | 'csv'): AsyncGenerator<string> {
  if (format === 'csv') yield CSV_COLUMNS.join(',');
  for await (const row of auditRows(db)) {
    const line = {
      seq: row.seq,
      at: row.at.toISOString(),
      requestId: row.request_id ?? '',
      kind: row.kind,
      actor: actorName(row),
      data: row.data,
      hash: row.hash,
    };
    yield format === 'jsonl' ? JSON.stringify(line) : CSV_COLUMNS.map((column) => csvCell(line[column])).join(',');
  }
}

function actorName(row: Parameters<typeof toEvent>[0]): string {
  const { actor } = toEvent(row);
  return actor === 'bot' ? actor : `${actor.teamId}/${actor.userId}`;
}

/** A cell that begins like a formula is defused: reasons are typed by people and opened in spreadsheets. */
function csvCell(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${inert.replaceAll('"', '""')}"`;
}

function record(value: unknown): Record<string, unknown> {
  return value as Record<string, unknown>;
}
