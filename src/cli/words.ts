import { redactor } from '../core/redact.ts';
import { plain } from '../wording/inert.ts';

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

/** Columns of the terminal; undefined where the output goes to a file or another program, which needs whole lines. */
export function terminalWidth(): number | undefined {
  return process.stdout.isTTY ? process.stdout.columns : undefined;
}

/** Breaks each line at spaces to fit `width`; continued lines begin below the text of the first. */
export function wrapped(text: string, width: number | undefined, hanging = 0): string {
  if (width === undefined) return text;
  return text
    .split('\n')
    .map((each) => {
      const indent = ' '.repeat(hanging + (/^ */.exec(each)?.[0].length ?? 0));
      return each.split(/(?<=\S) /).reduce<string[]>((lines, word) => {
        const last = lines.at(-1);
        if (last === undefined) return [word];
        if (last.length + 1 + word.length <= width) return [...lines.slice(0, -1), `${last} ${word}`];
        return [...lines, `${indent}${word}`];
      }, []);
    })
    .flat()
    .join('\n');
}

/** Lets the reader stop early: `redis-resize … | head` is no failure. */
export function tolerateClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
