import { closest, distance } from 'fastest-levenshtein';

// Longer words are not typing errors of anything, and comparing them costs the square of their length.
const MAX_LENGTH = 80;

/** The choice that was most likely meant: at most two errors in five letters, letter case aside; else undefined. */
export function nearest(word: string, choices: readonly string[]): string | undefined {
  if (word === '' || word.length > MAX_LENGTH || choices.length === 0) return undefined;
  const typed = word.toLowerCase();
  const byLower = new Map(choices.map((choice) => [choice.toLowerCase(), choice]));
  // Of equals, one whose end was left out.
  const best = closest(
    typed,
    [...byLower.keys()].toSorted((a, b) => Number(b.startsWith(typed)) - Number(a.startsWith(typed))),
  );
  const errors = distance(typed, best);
  return errors <= Math.max(1, Math.round(Math.min(typed.length, best.length) * 0.4)) ? byLower.get(best) : undefined;
}
