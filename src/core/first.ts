/** The answers of `init` that make the first configuration. */
export interface Start {
  readonly mode: 'socket' | 'http';
  /** HTTP mode: where Slack sends to, without a path. */
  readonly url: string;
  readonly regions: readonly string[];
  readonly cards: string;
  readonly requesters: readonly string[];
  readonly approvers: readonly string[];
  /** Variables by name, in order; secrets among them. */
  readonly variables: ReadonlyMap<string, string>;
}
