/** Whether the audit log is as it was written: its hash chain, walked link by link. */
import type { Kysely } from 'kysely';
import type { AuditVerdict } from '../core/audit.ts';
import type { AuditKey } from './audit-key.ts';
import { hashOf, type Link } from './events.ts';
import type { Tables } from './schema.ts';

/** A link as it is kept, in the database or in a file of archived events. */
export interface KeptLink extends Link {
  readonly prevHash: string;
  readonly hash: string;
}

/** The hash that somebody kept elsewhere, and where it was, if that is known. */
export interface Expected {
  readonly seq?: number | undefined;
  readonly hash: string;
}

interface Place {
  readonly seq: number;
  readonly hash: string;
}

export interface Verifying {
  readonly key?: AuditKey | undefined;
  readonly expected?: Expected | undefined;
  /** Events that were moved to files, oldest first. */
  readonly archived?: (() => AsyncIterable<KeptLink>) | undefined;
}

const PAGE = 500;

/** Walks the chain from its beginning, or from where archived events end. Read it in one snapshot: a bot may append. */
export async function verifyAudit(db: Kysely<Tables>, options: Verifying = {}): Promise<AuditVerdict> {
  const { key, expected, archived } = options;
  const head = await db.selectFrom('audit_head').selectAll().where('id', '=', 1).executeTakeFirstOrThrow();
  const keyId = head.key_id;
  if (keyId !== null && keyId !== key?.id) return { kind: 'other_key', own: key?.id, keyId };
  const anchor = await anchorOf(db);
  const walk = walkFrom(archived === undefined ? anchor : undefined, key);
  const matches = ({ seq, hash }: Place) => hash === expected?.hash && (expected.seq ?? seq) === seq;
  let found = matches(anchor) ? anchor.seq : undefined;
  for await (const link of joined(archived, () => auditLinks(db, walk.last().seq))) {
    const why = walk.take(link);
    if (why !== undefined) return { kind: 'broken', seq: why === 'missing' ? walk.last().seq + 1 : link.seq, why };
    if (link.seq === anchor.seq && link.hash !== anchor.hash) return { kind: 'broken', seq: link.seq, why: 'changed' };
    if (matches(link)) found = link.seq;
  }
  const { seq, hash } = walk.last();
  if (head.seq !== seq || head.hash !== hash) return { kind: 'broken', seq: seq + 1, why: 'end_missing' };
  if (key !== undefined && !walk.isKeyed()) return { kind: 'broken', seq, why: 'not_keyed' };
  if (expected !== undefined && found === undefined) return { kind: 'broken', seq, why: 'not_found' };
  return { kind: 'whole', from: walk.first(), events: seq - walk.first() + 1, hash, found };
}

/**
 * Follows the links one after the other. Without a start the first link is taken at its word for what came before. Keyed
 * are the links from the event that says so, or from a first one that is: a keyed link on top of others proves nothing.
 */
export function walkFrom(start: Place | undefined, key: AuditKey | undefined) {
  let last = start;
  let first: number | undefined;
  let keyed = false;
  return {
    first: () => first ?? (start?.seq ?? 0) + 1,
    last: (): Place => last ?? BEGINNING,
    isKeyed: () => keyed,
    take(link: KeptLink): 'missing' | 'changed' | undefined {
      const before = (last ??= link.seq === 1 ? BEGINNING : { seq: link.seq - 1, hash: link.prevHash });
      if (link.seq !== before.seq + 1) return 'missing';
      if (link.prevHash !== before.hash) return 'changed';
      const isKeyed = key !== undefined && link.hash === hashOf(before.hash, link, key);
      keyed ||= isKeyed && (link.kind === 'audit_keyed' || (first === undefined && link.seq > 1));
      if (keyed ? !isKeyed : link.hash !== hashOf(before.hash, link, undefined)) return 'changed';
      first ??= link.seq;
      last = link;
      return undefined;
    },
  };
}

const BEGINNING: Place = { seq: 0, hash: '' };

/** The last event that is archived: what the first one in the database continues. */
export async function anchorOf(db: Kysely<Tables>): Promise<Place> {
  const row = await db
    .selectFrom('event')
    .select('data')
    .where('kind', '=', 'audit_archived')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const { seq, hash } = (row?.data ?? BEGINNING) as Partial<Place>;
  return { seq: Number(seq), hash: String(hash) };
}

async function* joined(
  archived: (() => AsyncIterable<KeptLink>) | undefined,
  rest: () => AsyncIterable<KeptLink>,
): AsyncGenerator<KeptLink> {
  if (archived !== undefined) yield* archived();
  yield* rest();
}

/** The links in the database after this one, oldest first, read in pages. */
export async function* auditLinks(db: Kysely<Tables>, from: number, to?: number): AsyncGenerator<KeptLink> {
  for (let after = from; ;) {
    let query = db.selectFrom('event').selectAll().where('seq', '>', after).orderBy('seq').limit(PAGE);
    if (to !== undefined) query = query.where('seq', '<=', to);
    const rows = await query.execute();
    for (const row of rows) {
      yield {
        seq: row.seq,
        requestId: row.request_id,
        at: row.at.toISOString(),
        kind: row.kind,
        actor: record(row.actor),
        data: record(row.data),
        prevHash: row.prev_hash,
        hash: row.hash,
      };
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}

function record(value: unknown): Record<string, unknown> {
  return value as Record<string, unknown>;
}
