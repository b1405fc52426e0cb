import type { Form } from './command.ts';
import { commandNamed, ELSEWHERE, FILLERS } from './grammar.ts';
import { readSize } from '../instance/sizing.ts';
import { plain, type Word } from './text.ts';
import { type Meaning, meaningOf } from './words.ts';

/** A word of a command with what it stands for, the names of commands included; a filler is nothing. */
export interface Token extends Word {
  readonly meaning: Meaning | { readonly kind: 'command'; readonly form: Form };
}

/**
 * What the words of a command stand for. A flag stands for no command and no thing; a word in quotes for no command, no
 * size and no preset, so that an instance of that name can be named.
 */
export function tokensOf(words: readonly Word[], presets: readonly string[]): readonly Token[] {
  return words.map((word) => ({
    ...word,
    meaning: word.quoted ? meaningInQuotes(word.text) : meaningIn(word.text, presets),
  }));
}

export function meaningIn(text: string, presets: readonly string[]): Token['meaning'] {
  const meaning = meaningOf(text);
  if (meaning.kind !== 'word') return meaning;
  if (FILLERS.has(meaning.word)) return { kind: 'nothing' };
  const form = commandNamed(meaning.word);
  if (form !== undefined) return { kind: 'command', form };
  return presets.includes(meaning.word) ? { kind: 'class', preset: meaning.word } : meaning;
}

function meaningInQuotes(text: string): Meaning {
  const meaning = meaningOf(text);
  const { kind } = meaning;
  return kind === 'month' || (kind === 'class' && 'sizing' in meaning) ? { kind: 'word', word: plain(text) } : meaning;
}

/** What a word stands for in every command, so that no preset can be called by it; undefined: nothing. */
export function otherMeaning(word: string): string | undefined {
  const meaning = meaningIn(word, []);
  const elsewhere = ELSEWHERE.some(({ words }) => words.includes(word));
  if (meaning.kind === 'word') return elsewhere ? 'a command' : undefined;
  if (meaning.kind === 'class') return 'sizing' in meaning ? 'a size or step' : 'a class';
  if (meaning.kind === 'malformed') return `${OF[meaning.like]} that is misspelled`;
  return meaning.kind === 'nothing' ? 'a filler word' : meaning.kind === 'command' ? 'a command' : OF[meaning.kind];
}

const OF = { instance: 'an instance', class: 'a class', request: 'a request', month: 'a month' } as const;

/** `4 GB` is one word. */
export function joinSizes(words: readonly Word[]): readonly Word[] {
  return words.reduce<readonly Word[]>((all, word) => {
    const last = all.at(-1);
    const split =
      last !== undefined && !last.quoted && !word.quoted && /^\d+(?:\.\d+)?$/.test(last.text) && !/\d/.test(word.text);
    if (!split || readSize(last.text + word.text) === undefined) return [...all, word];
    return [...all.slice(0, -1), { ...last, text: last.text + word.text }];
  }, []);
}
