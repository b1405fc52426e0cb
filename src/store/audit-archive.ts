/** Moves old events out of the database into a file that continues the proof of the chain. */
import { createReadStream, existsSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { ArchiveOutcome } from '../core/audit.ts';
import { OPEN_STATES } from '../core/request/state.ts';
import type { Clock } from '../workflow/ports.ts';
import { anchorOf, auditLinks, type KeptLink, verifyAudit, walkFrom } from './audit.ts';
import type { AuditKey } from './audit-key.ts';
import { appendEvent } from './events.ts';
import type { Tables } from './schema.ts';

/** A line of the file is no event, or its link does not hold. */
export class BadArchive extends Error {
  override readonly name = 'BadArchive';
}

/**
 * All events before this time, up to the first one that is still needed: of a request that is open or has changed since,
 * or not yet said in Slack. First the file, whole and on the disk; then, in one transaction, the events go and the chain
 * says where they are. A run that was killed in between is finished by the next one with the same file.
 */
export async function archiveAudit(
  db: Kysely<Tables>,
  options: {
    readonly before: Date;
    readonly file: string;
    readonly key: AuditKey | undefined;
    readonly clock: Clock;
  },
): Promise<ArchiveOutcome> {
  const { before, file, key, clock } = options;
  const snapshot = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
  const [verdict, anchor, limit] = await snapshot.execute(async (trx) => {
    const from = await anchorOf(trx);
    return [await verifyAudit(trx, { key }), from, await limitOf(trx, from.seq, before)] as const;
  });
  if (verdict.kind !== 'whole') return verdict;
  const { stoppedBy, seq: to } = limit;
  const there = existsSync(file);
  if (!there && to <= anchor.seq) return { kind: 'nothing', stoppedBy };
  if (!there) await writeDurably(file, auditLinks(db, anchor.seq, to));

  // What is in the file goes, and nothing else.
  const walk = walkFrom(undefined, key);
  for await (const link of archivedLinks(file)) {
    if (walk.take(link) !== undefined) throw new BadArchive(`${file}: event ${String(link.seq)} does not hold`);
  }
  const { seq, hash } = walk.last();
  const end = { seq, hash };
  const same = end.seq > 0 && end.seq === anchor.seq && end.hash === anchor.hash;
  if (same && to <= anchor.seq) return { kind: 'already', seq: end.seq };
  if (walk.first() !== anchor.seq + 1 || end.seq > to) return { kind: 'file_in_the_way' };
  const removed = await remove(db, { anchor: anchor.seq, end, file, key, clock });
  return removed ? { kind: 'archived', from: anchor.seq + 1, ...end, stoppedBy } : { kind: 'file_in_the_way' };
}

/** The last event that may go. */
async function limitOf(db: Kysely<Tables>, anchor: number, before: Date) {
  const kept = await db
    .selectFrom('event')
    .leftJoin('request', 'request.id', 'event.request_id')
    .select(['event.seq as seq', 'event.at as at', 'event.request_id as request'])
    .where('event.seq', '>', anchor)
    .where((eb) =>
      eb.or([
        eb('event.at', '>=', before),
        eb('event.delivered_at', 'is', null),
        // Not yet posted to the webhook; nothing is, where there is none.
        eb('event.seq', '>', eb.selectFrom('audit_webhook').select('seq').where('active', '=', true)),
        eb('request.state', 'in', OPEN_STATES),
        eb('request.updated_at', '>=', before),
      ]),
    )
    .orderBy('event.seq')
    .limit(1)
    .executeTakeFirst();
  if (kept === undefined) {
    const { seq } = await db.selectFrom('audit_head').select('seq').where('id', '=', 1).executeTakeFirstOrThrow();
    return { seq, stoppedBy: undefined };
  }
  const stoppedBy = kept.at >= before ? undefined : { seq: kept.seq, request: kept.request ?? undefined };
  return { seq: kept.seq - 1, stoppedBy };
}

/** Whole or not at all, and on the disk: the directory too, which has its name. */
async function writeDurably(file: string, links: AsyncIterable<KeptLink>): Promise<void> {
  const partial = `${file}.partial`;
  const handle = await open(partial, 'w', 0o600);
  try {
    for await (const link of links) await handle.write(`${JSON.stringify(link)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(partial, file);
  const directory = await open(dirname(file), 'r');
  await directory.sync().finally(() => directory.close());
}

/** False, and nothing is removed, where the database does not have exactly what the file has. */
async function remove(
  db: Kysely<Tables>,
  what: {
    readonly anchor: number;
    readonly end: Pick<KeptLink, 'seq' | 'hash'>;
    readonly file: string;
    readonly key: AuditKey | undefined;
    readonly clock: Clock;
  },
): Promise<boolean> {
  const { anchor, end, file, key: auditKey, clock } = what;
  return db.transaction().execute(async (trx) => {
    // Nothing is appended meanwhile, and nothing else archived.
    await trx.selectFrom('audit_head').select('id').where('id', '=', 1).forUpdate().executeTakeFirstOrThrow();
    const last = await trx.selectFrom('event').select('hash').where('seq', '=', end.seq).executeTakeFirst();
    if (last?.hash !== end.hash || (await anchorOf(trx)).seq !== anchor) return false;
    await trx.deleteFrom('delivery').where('event_seq', '>', anchor).where('event_seq', '<=', end.seq).execute();
    await trx.deleteFrom('event').where('seq', '>', anchor).where('seq', '<=', end.seq).execute();
    const data = { from: anchor + 1, seq: end.seq, hash: end.hash, file: basename(file) };
    await appendEvent({ trx, clock, auditKey }, { kind: 'audit_archived', actor: 'bot', data }, undefined);
    return true;
  });
}

const kept = z.object({
  seq: z.int(),
  requestId: z.string().nullable(),
  at: z.string(),
  kind: z.string(),
  actor: z.record(z.string(), z.unknown()),
  data: z.record(z.string(), z.unknown()),
  prevHash: z.string(),
  hash: z.string(),
});

/** The events of archive files, one file after the other. Throws BadArchive at the first line that is none. */
export async function* archivedLinks(...files: readonly string[]): AsyncGenerator<KeptLink> {
  for (const file of files) {
    let number = 0;
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      number += 1;
      const read = kept.safeParse(json(line));
      if (!read.success) throw new BadArchive(`${file}:${String(number)}: not an event of an archived audit log`);
      yield read.data;
    }
  }
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
