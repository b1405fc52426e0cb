/** `redis-resize audit …`. They read beside a running bot; only `archive` writes. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ArchiveOutcome, ArchiveStop, AuditVerdict, BrokenAudit } from '../core/audit.ts';
import { EXIT, type Read, reading, refuse, type Source } from './exit.ts';
import { counted, line } from './words.ts';

export interface VerifyOptions {
  readonly json?: boolean;
  readonly expect?: { readonly seq: number | undefined; readonly hash: string };
  /** Files of archived events, oldest first. */
  readonly archive?: readonly string[];
}

export interface ExportOptions {
  readonly format: 'jsonl' | 'csv';
  readonly since?: Date;
  readonly until?: Date;
  readonly request?: string;
  readonly actor?: string;
  readonly kind?: readonly string[];
}

export interface ArchiveOptions {
  readonly before: Date;
  readonly to: string;
  readonly json?: boolean;
}

/** The audit log of a database. */
export interface AuditLog {
  /** Checks the chain as it is at one moment. */
  verify(options: VerifyOptions): Promise<AuditVerdict>;
  lines(options: ExportOptions): AsyncIterable<string>;
  archive(options: ArchiveOptions): Promise<ArchiveOutcome>;
  close(): Promise<void>;
}

export type AuditSource = Source<AuditLog>;

export async function verifyAudit(source: Read<AuditSource>, options: VerifyOptions): Promise<number> {
  return reading(source, 'the audit log', async (log) => {
    const verdict = await log.verify(options);
    if (options.json === true) {
      console.log(JSON.stringify(verdict, null, 2));
      return verdict.kind === 'whole' ? EXIT.ok : exitOf(verdict);
    }
    if (verdict.kind !== 'whole') return tellBroken(verdict, options);
    const { from, events, hash, found } = verdict;
    const range = from === 1 ? '' : ` from event ${from} on (those before it are archived)`;
    console.log(`Audit log intact: ${counted(events, 'event')}${range}${events === 0 ? '' : `, last hash ${hash}`}`);
    if (found !== undefined) console.log(`The expected hash is that of event ${found}.`);
    return EXIT.ok;
  });
}

function exitOf({ kind }: BrokenAudit): number {
  return kind === 'other_key' ? EXIT.wrong : EXIT.no;
}

function tellBroken(broken: BrokenAudit, { expect }: VerifyOptions = {}): number {
  if (broken.kind === 'other_key') {
    const { own, keyId } = broken;
    const given = own === undefined ? 'AUDIT_KEY is not set' : `AUDIT_KEY is another key (${own})`;
    return refuse([
      `environment  AUDIT_KEY  ${given}: the audit log is written with key ${line(keyId)}`,
      'Set AUDIT_KEY (or AUDIT_KEY_FILE) to the key that the bot runs with. If it does, the database was changed.',
    ]);
  }
  const { seq } = broken;
  const why = {
    missing: `event ${seq} is missing`,
    changed: `event ${seq}, or its link to the one before, was changed`,
    end_missing: `events after ${seq - 1} are missing, or were added outside the log`,
    not_keyed: `AUDIT_KEY is set, and no event is written with it.
This is normal only until the bot first starts with the key`,
    not_found: `no event ${expect?.seq === undefined ? '' : `${expect.seq} `}with the expected hash.
If it is of an archived event, add --archive with the file`,
  }[broken.why];
  console.log(`Audit log broken: ${why}${broken.why.startsWith('not_') ? '.' : ''}`);
  return EXIT.no;
}

export async function exportAudit(source: Read<AuditSource>, options: ExportOptions): Promise<number> {
  return reading(source, 'the audit log', async (log) => {
    try {
      await pipeline(Readable.from(ended(log.lines(options))), process.stdout, { end: false });
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

export async function archiveAudit(source: Read<AuditSource>, options: ArchiveOptions): Promise<number> {
  return reading(source, 'the audit log', async (log) => {
    const outcome = await log.archive(options);
    const say = (text: string): void => (options.json === true ? undefined : console.log(text));
    if (options.json === true) console.log(JSON.stringify(outcome));
    switch (outcome.kind) {
      case 'archived': {
        const { from, seq, hash, stoppedBy } = outcome;
        say(`Archived ${counted(seq - from + 1, 'event')} (${from} to ${seq}) to ${options.to}`);
        say(`Last archived event: ${seq}:${hash}`);
        tellStop(stoppedBy, say);
        return EXIT.ok;
      }
      case 'already':
        say(`Nothing to do: ${options.to} has all events up to ${outcome.seq}, and they are archived.`);
        return EXIT.ok;
      case 'nothing':
        say(`Nothing to archive before ${options.before.toISOString()}.`);
        tellStop(outcome.stoppedBy, say);
        return EXIT.ok;
      case 'file_in_the_way':
        return refuse([`${options.to} exists and does not continue the audit log. Name a new file.`]);
      default:
        return options.json === true ? exitOf(outcome) : tellBroken(outcome);
    }
  });
}

function tellStop(stop: ArchiveStop, say: (text: string) => void): void {
  if (stop === undefined) return;
  const { seq, request } = stop;
  const why = request === undefined ? 'it was not posted in Slack yet' : `${line(request)} is open or changed since`;
  say(`Event ${seq} and those after it stay: ${why}.`);
}
