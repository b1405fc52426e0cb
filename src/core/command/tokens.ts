import type { Form } from './command.ts';
import { commandNamed, FILLERS } from './grammar.ts';
import type { Word } from './text.ts';
import { type Meaning, meaningOf } from './words.ts';

/** A word of a command with what it stands for, the names of commands included; a filler is nothing. */
export interface Token extends Word {
  readonly meaning: Meaning | { readonly kind: 'command'; readonly form: Form };
}

/** What a word stands for in a command. A flag stands for no command and no thing. */
export function tokenOf(word: Word): Token {
  const meaning = meaningOf(word.text);
  if (meaning.kind !== 'word') return { ...word, meaning };
  if (FILLERS.has(meaning.word)) return { ...word, meaning: { kind: 'nothing' } };
  const form = commandNamed(meaning.word);
  return { ...word, meaning: form === undefined ? meaning : { kind: 'command', form } };
}
