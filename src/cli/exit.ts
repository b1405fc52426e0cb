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
