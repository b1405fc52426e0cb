import type { Log } from '../core/log.ts';
import { line } from './words.ts';

/** A log that keeps each warning and error as one line, for the end of an answer. */
export function createNotes(): { readonly log: Log; readonly notes: () => readonly string[] } {
  const kept = new Set<string>();
  const note = (facts: object, sentence: string): void => {
    const { from, ...rest } = facts as Readonly<Record<string, unknown>>;
    // Lines of Slack's library about its retries: the caller reports the failure itself.
    if (from !== undefined) return;
    const details = Object.entries(rest).map(([name, value]) => `${name}: ${String(value)}`);
    kept.add(line(details.length === 0 ? sentence : `${sentence} (${details.join(', ')})`));
  };
  const nothing = (): void => undefined;
  return { log: { debug: nothing, info: nothing, warn: note, error: note }, notes: () => [...kept] };
}
