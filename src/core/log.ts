type Line = (facts: object, sentence: string) => void;

/** What the bot needs of a logger: facts first, then one sentence. */
export type Log = Readonly<Record<'debug' | 'info' | 'warn' | 'error', Line>>;

/** Why something failed, for a line of the log. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
}
