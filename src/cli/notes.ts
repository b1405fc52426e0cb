import type { Log } from '../slack/web/log.ts';
import { line } from './words.ts';

/** A log that keeps what went wrong as one line each, for the end of an answer. */
export function createNotes(): { readonly log: Log; readonly notes: () => readonly string[] } {
  const kept = new Set<string>();
  const note = (facts: object, sentence: string): void => {
    const { from, ...rest } = facts as Readonly<Record<string, unknown>>;
    // What the library of Slack says of its own retries is told once more, by whoever asked.
    if (from !== undefined) return;
    const details = Object.entries(rest).map(([name, value]) => `${name}: ${String(value)}`);
    kept.add(line(details.length === 0 ? sentence : `${sentence} (${details.join(', ')})`));
  };
  const nothing = (): void => undefined;
  return { log: { debug: nothing, info: nothing, warn: note, error: note }, notes: () => [...kept] };
}
