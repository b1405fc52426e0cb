import { reasonOf } from './words.ts';

/** Exit codes of the commands; `start` uses only 0, 1 and 2. */
export const EXIT = {
  ok: 0,
  /** The answer is no: denied, or the audit log is broken. */
  no: 1,
  /** The command, the environment or the configuration file is wrong. */
  wrong: 2,
  /** Inconclusive: Slack, the cloud or the database did not return what is needed. */
  cannot: 3,
} as const;

/** What a command has read: the value, or every problem as a line to print. */
export type Read<T> =
  { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'bad'; readonly problems: readonly string[] };

export function refuse(problems: readonly string[]): number {
  console.error(problems.join('\n'));
  return EXIT.wrong;
}

/** What is opened for one command, and what must not be seen in its errors. */
export interface Source<T> {
  readonly open: () => Promise<T>;
  readonly secrets: readonly string[];
}

/** Opens a source, uses it and closes it. `what`: what cannot be read when that fails. */
export async function reading<T extends { close(): Promise<void> }>(
  source: Read<Source<T>>,
  what: string,
  use: (open: T) => Promise<number>,
): Promise<number> {
  if (source.kind === 'bad') return refuse(source.problems);
  let open: T | undefined;
  try {
    open = await source.value.open();
    return await use(open);
  } catch (error) {
    const reason = reasonOf(error, source.value.secrets);
    if (error instanceof Error && error.name === 'BadArchive') return refuse([reason]);
    console.error(`Cannot read ${what}: ${reason}`);
    return EXIT.cannot;
  } finally {
    await open?.close();
  }
}
