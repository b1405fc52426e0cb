import { IANAZone } from 'luxon';
import { nearest } from '../value/nearest.ts';
import type { CommandProblem } from './command.ts';
import {
  flagMeant,
  flagNamed,
  flagRow,
  flagUsage,
  printFlag,
  type FlagName,
  type FlagValue,
  type FlagValues,
} from './flags.ts';
import { plain } from './text.ts';
import { readTime } from './time.ts';
import type { Token } from './tokens.ts';

export interface ReadFlags {
  readonly values: FlagValues;
  /** The flags that were given, in order; one that is unknown by the name that was typed. */
  readonly given: readonly { readonly typed: string; readonly name: FlagName | undefined }[];
  /** Words that belong to no flag. */
  readonly rest: readonly Token[];
  readonly problems: readonly CommandProblem[];
}

/** Takes the flags and their values out of the words of a command. */
export function readFlags(words: readonly Token[]): ReadFlags {
  const values: Partial<Record<keyof FlagValues, FlagValue>> = {};
  const given: { typed: string; name: FlagName | undefined }[] = [];
  const rest: Token[] = [];
  const problems: CommandProblem[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word?.flag === undefined) {
      if (word !== undefined) rest.push(word);
      continue;
    }
    const name = flagNamed(word.flag);
    const { value, length, sentence } = valueAt(words, at, name ?? flagMeant(word.flag));
    at += length;
    given.push({ typed: word.flag, name });
    if (name === undefined) problems.push(unknownFlag(word.flag, sentence));
    else if (sentence !== undefined) {
      problems.push({ code: 'unquoted_value', found: sentence, flag: name, nearest: printFlag(name, sentence) });
    } else if (Object.hasOwn(values, flagRow(name).field)) {
      problems.push({ code: 'repeated_flag', found: `--${name}` });
    } else {
      const read = readValue(name, value);
      if (typeof read === 'object' && 'code' in read) problems.push(read);
      else values[flagRow(name).field] = read;
    }
  }
  return { values: values as FlagValues, given, rest, problems };
}

/** A word that is neither a thing nor a command: in a command without free text it can only be a mistake. */
function isLoose({ flag, quoted, meaning }: Token): boolean {
  return flag === undefined && !quoted && (meaning.kind === 'word' || (meaning.kind === 'class' && !isThing(meaning)));
}

/** A size or a preset may be a word of a sentence. */
function isThing(meaning: Token['meaning']): boolean {
  return 'instanceId' in meaning || 'targetClass' in meaning || meaning.kind === 'request';
}

interface ValueAt {
  readonly value: string | undefined;
  /** Words after the flag that belong to it. */
  readonly length: number;
  /** The whole text of a value that should have been in quotes. */
  readonly sentence: string | undefined;
}

/** `name`: the flag, or the one that was meant. Where even that is unknown, a loose word is its value. */
function valueAt(words: readonly Token[], at: number, name: FlagName | undefined): ValueAt {
  const inline = words[at]?.value;
  const next = words[at + 1];
  const wanted = name === undefined ? next !== undefined && isLoose(next) : flagRow(name).on === undefined;
  const taken = inline === undefined && wanted && next?.flag === undefined ? next : undefined;
  const value = inline ?? taken?.text;
  const length = taken === undefined ? 0 : 1;
  const quoted = taken === undefined ? /\s/.test(inline ?? '') : taken.quoted;
  if (value !== undefined && name !== undefined && flagRow(name).time === true && !quoted) {
    const more = wordsOfTime(value, words.slice(at + 1 + length));
    return { value: [value, ...more].join(' '), length: length + more.length, sentence: undefined };
  }
  if (value === undefined || quoted || name === undefined || flagRow(name).sentence === undefined) {
    return { value, length, sentence: undefined };
  }
  const rest = words.slice(at + 1 + length);
  const end = rest.findIndex(({ flag, quoted, meaning }) => flag !== undefined || quoted || isThing(meaning));
  const more = end < 0 ? rest : rest.slice(0, end);
  if (!more.some(isLoose)) return { value, length, sentence: undefined };
  return { value, length: length + more.length, sentence: [value, ...more.map(({ text }) => text)].join(' ') };
}

/** Of a time: the unit behind its number, or the clock behind its day, and a zone, which no time may have but as an offset. */
export function wordsOfTime(first: string, words: readonly Token[]): readonly string[] {
  const [next, after] = words.map(({ quoted, text }) => (quoted ? '' : text));
  if (next !== undefined && /^\d+$/.test(plain(first)) && readTime(`${first} ${next}`) !== undefined) return [next];
  const clock = next !== undefined && /^\d{1,2}:\d\d/.test(plain(next)) ? [next] : [];
  const zone = clock.length > 0 ? after : next;
  return zone !== undefined && isZone(zone) ? [...clock, zone] : clock;
}

const isZone = (text: string): boolean =>
  /^(?:UTC|GMT|[A-Z]{1,3}T)(?:[+-][\d:]+)?$/.test(text) || (text.includes('/') && IANAZone.isValidZone(text));

function unknownFlag(typed: string, sentence: string | undefined): CommandProblem {
  const meant = flagMeant(typed);
  const right = meant === undefined || sentence === undefined ? meant && flagUsage(meant) : printFlag(meant, sentence);
  return { code: 'unknown_flag', found: `--${typed}`, nearest: right };
}

/** The value, or why it is none. */
function readValue(name: FlagName, text: string | undefined): FlagValue | CommandProblem {
  const { on, max, read, choices = {} } = flagRow(name);
  if (on !== undefined && text === undefined) return on;
  if (text === undefined || text === '') return { code: 'missing_value', found: '', flag: name };
  if (max !== undefined && text.length > max) return { code: 'too_long', found: text, flag: name, max };
  const value = read(text);
  if (value !== undefined) return value;
  const near = nearest(plain(text), Object.keys(choices)) ?? '';
  const suggested = Object.keys(choices).find((choice) => choices[choice] === choices[near]);
  return { code: 'bad_value', found: text, flag: name, nearest: suggested };
}
