/** `redis-resize audit verify` and `audit export`. They read beside a running bot, or say why they cannot. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EXIT, refuse, type Read } from './exit.ts';
import { counted, reasonOf } from './words.ts';

type AuditVerdict =
  | { readonly kind: 'whole'; readonly events: number; readonly hash: string }
  | { readonly kind: 'broken'; readonly seq: number; readonly why: 'missing' | 'changed' | 'end_missing' };

/** The audit log of a database, opened for reading. */
export interface AuditLog {
  /** Checks the chain as it is at one moment. */
  verify(): Promise<AuditVerdict>;
  lines(format: 'jsonl' | 'csv'): AsyncIterable<string>;
  close(): Promise<void>;
}

export interface AuditSource {
  readonly open: () => Promise<AuditLog>;
  readonly secrets: readonly string[];
}

export async function verifyAudit(source: Read<AuditSource>): Promise<number> {
  return withLog(source, async (log) => {
    const verdict = await log.verify();
    console.log(inWords(verdict));
    return verdict.kind === 'whole' ? EXIT.ok : EXIT.no;
  });
}

function inWords(verdict: AuditVerdict): string {
  if (verdict.kind === 'whole') {
    const { events, hash } = verdict;
    return `Audit log intact: ${counted(events, 'event')}${events === 0 ? '' : `, last hash ${hash}`}`;
  }
  const { seq } = verdict;
  const why = {
    missing: `event ${seq} is missing`,
    changed: `event ${seq}, or its link to the one before, was changed`,
    end_missing: `events after ${seq - 1} are missing, or were added outside the log`,
  }[verdict.why];
  return `Audit log broken: ${why}`;
}

export async function exportAudit(source: Read<AuditSource>, format: 'jsonl' | 'csv'): Promise<number> {
  return withLog(source, async (log) => {
    try {
      await pipeline(Readable.from(ended(log.lines(format))), process.stdout, { end: false });
    } catch (error) {
      // The reader of the pipe has read enough.
      if (!(error instanceof Error && 'code' in error && CLOSED.has(error.code))) throw error;
    }
    return EXIT.ok;
  });
}

const CLOSED: ReadonlySet<unknown> = new Set(['EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

async function* ended(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

async function withLog(source: Read<AuditSource>, use: (log: AuditLog) => Promise<number>): Promise<number> {
  if (source.kind === 'bad') return refuse(source.problems);
  let log: AuditLog | undefined;
  try {
    log = await source.value.open();
    return await use(log);
  } catch (error) {
    console.error(`Cannot read the audit log: ${reasonOf(error, source.value.secrets)}`);
    return EXIT.cannot;
  } finally {
    await log?.close();
  }
}
