import { plain } from '../wording/inert.ts';
import { redactor } from '../ops/redact.ts';

/** Longer than anything we print; a value from outside cannot fill the screen. */
const LINE = 1000;

/** One line for a terminal: no control characters, whatever the cloud or a database sent. */
export function line(text: string): string {
  return plain(text, LINE);
}

/** Why something failed, in one line, without secrets. */
export function reasonOf(error: unknown, secrets: readonly string[] = []): string {
  if (!(error instanceof Error)) return 'unknown';
  // A refused connection to a name with two addresses is an AggregateError without a message.
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return line(redactor(secrets)(error.message === '' ? code : error.message));
}

/** `1 rule`, `2 rules`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** Prints, and lets the reader go: `redis-resize … | head` is no failure. */
export function tolerateClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
