/** `redis-resize audit verify` and `audit export`. They read beside a running bot, or say why they cannot. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Database } from '../config/env.ts';
import { type Archive, openArchive } from '../store/archive.ts';
import { type AuditVerdict, exportAudit, verifyAudit } from '../store/audit.ts';
import { EXIT } from './exit.ts';
import { readDatabase } from './setting.ts';
import { counted, reasonOf } from './words.ts';

export async function verify(): Promise<number> {
  return withArchive(async ({ db }) => {
    // One moment of the database: a bot that writes meanwhile must not look like a chain without an end.
    const verdict = await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((trx) => verifyAudit(trx));
    console.log(inWords(verdict));
    return verdict.kind === 'whole' ? EXIT.ok : EXIT.no;
  });
}

function inWords(verdict: AuditVerdict): string {
  if (verdict.kind === 'whole') {
    const { events, hash } = verdict;
    return `The audit log is whole: ${counted(events, 'event')}${events === 0 ? '' : `, the last hash is ${hash}`}.`;
  }
  const { seq } = verdict;
  const why = {
    missing: `event ${seq} is missing`,
    changed: `event ${seq}, or what it follows, was changed`,
    end_missing: `what followed event ${seq - 1} is missing, or was added without the log`,
  }[verdict.why];
  return `The audit log is broken: ${why}.`;
}

export async function exportEvents(format: 'jsonl' | 'csv'): Promise<number> {
  return withArchive(async ({ db }) => {
    try {
      await pipeline(Readable.from(ended(exportAudit(db, format))), process.stdout, { end: false });
    } catch (error) {
      // Whoever read it has read enough.
      if (!(error instanceof Error && 'code' in error && CLOSED.has(error.code))) throw error;
    }
    return EXIT.ok;
  });
}

const CLOSED: ReadonlySet<unknown> = new Set(['EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

async function* ended(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

async function withArchive(use: (archive: Archive) => Promise<number>): Promise<number> {
  const read = readDatabase();
  if (read.kind === 'bad') {
    for (const problem of read.problems) console.error(problem);
    return EXIT.wrong;
  }
  let archive: Archive | undefined;
  try {
    archive = await openArchive(read.value);
    return await use(archive);
  } catch (error) {
    console.error(`The audit log cannot be read: ${reasonOf(error, passwordOf(read.value))}`);
    return EXIT.cannot;
  } finally {
    await archive?.close();
  }
}

function passwordOf(database: Database): readonly string[] {
  return database.kind === 'postgres' ? [decodeURIComponent(new URL(database.url).password)] : [];
}
