/** What people write as a sentence rather than with options: `for 3d`, `until monday`, `4096`, `扩容到4GB`. */
import { readBareSize } from '../instance/sizing.ts';
import type { Form } from './command.ts';
import { GRAMMAR } from './grammar.ts';
import { type ReadFlags, wordsOfTime } from './parse-flags.ts';
import { plain } from './text.ts';
import { readTime, type TimeWord } from './time.ts';
import { meaningIn, type Token, tokensOf } from './tokens.ts';

const CHINESE = GRAMMAR.request.also.filter((name) => /\p{Script=Han}/u.test(name)).join('|');
const UNSPACED = new RegExp(`^([把将给])?(${CHINESE})?(.*?)(${CHINESE})?([到至为])(.*)$`, 'u');

/** `扩容到4GB` is three words: Chinese has no spaces. Only before a class, because names have such characters too. */
export function apart(words: readonly Token[], presets: readonly string[]): readonly Token[] {
  const cut = words.flatMap((word) => {
    const [, take, before, between, after, to, last = ''] = (word.quoted ? null : UNSPACED.exec(word.text)) ?? [];
    const size = readBareSize(plain(last)) !== undefined ? `${last}MB` : last;
    const splits = last === '' ? (before ?? after) !== undefined : meaningIn(size, presets).kind === 'class';
    if (to === undefined || !splits) return [word];
    const parts = [take, before, between, after, to, size].filter((part) => part !== undefined && part !== '');
    return parts.map((text) => ({ ...word, text: text ?? '' }));
  });
  return tokensOf(cut, presets);
}

interface Reading {
  readonly form: Form;
  readonly flags: ReadFlags;
  readonly rest: readonly Token[];
}

/** With the end and the size that were typed as words of a sentence, where the command takes them. `typed`: with fillers. */
export function asSpoken<R extends Reading>(reading: R, typed: readonly Token[], presets: readonly string[]): R {
  const { flags, places } = GRAMMAR[reading.form];
  const end = flags.includes('until') ? spokenEnd(typed) : undefined;
  const rest = reading.rest.filter((word) => end?.words.includes(word) !== true);
  return {
    ...reading,
    flags: end === undefined ? reading.flags : withEnd(reading.flags, end),
    rest: places.some(({ takes }) => takes.includes('class')) ? withClass(rest, presets) : rest,
  };
}

interface SpokenEnd {
  readonly time: TimeWord;
  readonly words: readonly Token[];
}

const ENDS: Readonly<Record<string, (time: TimeWord) => boolean>> = {
  for: ({ kind }) => kind === 'duration',
  until: () => true,
  till: () => true,
};

/** The first end of a change in words; undefined: there is none. `30m` is minutes only where another word is the class. */
function spokenEnd(words: readonly Token[]): SpokenEnd | undefined {
  for (const [at, { text, quoted, meaning }] of words.entries()) {
    const lead = plain(text);
    const value = words[at + 1];
    if (quoted || meaning.kind === 'class' || value === undefined || !Object.hasOwn(ENDS, lead)) continue;
    const typed = [value.text, ...wordsOfTime(value.text, words.slice(at + 2))];
    const time = readTime(typed.join(' '));
    const isSize =
      value.meaning.kind === 'class' && !words.some((one) => one !== value && one.meaning.kind === 'class');
    if (time !== undefined && ENDS[lead]?.(time) === true && !isSize) {
      return { time, words: words.slice(at, at + 1 + typed.length) };
    }
  }
  return undefined;
}

/** The flags with an end that was typed in words; an end beside `--until` is one too many. */
function withEnd(flags: ReadFlags, { time, words }: SpokenEnd): ReadFlags {
  if (!flags.given.some(({ name }) => name === 'until')) return { ...flags, values: { ...flags.values, until: time } };
  const found = words.map(({ text }) => text).join(' ');
  return { ...flags, problems: [...flags.problems, { code: 'repeated_flag', found }] };
}

/** A bare number, or a class in quotes, is the class where another word names the instance. */
function withClass(words: readonly Token[], presets: readonly string[]): readonly Token[] {
  const meant = words.map((word) => classMeant(word, presets));
  const [at, ...more] = words.flatMap((_, index) => (meant[index] === undefined ? [] : [index]));
  const meaning = meant[at ?? -1];
  const others = words.filter((_, index) => index !== at).map((word) => word.meaning.kind);
  const isAsked = !others.includes('class') && others.some((kind) => NAMES.has(kind));
  if (meaning === undefined || more.length > 0 || !isAsked) return words;
  return words.map((word, index) => (index === at ? { ...word, meaning } : word));
}

function classMeant({ text, quoted, meaning }: Token, presets: readonly string[]): Token['meaning'] | undefined {
  if (meaning.kind !== 'word') return undefined;
  if (quoted) return [meaningIn(text, presets)].find(({ kind }) => kind === 'class');
  const sizing = readBareSize(meaning.word);
  return sizing && { kind: 'class', sizing };
}

const NAMES: ReadonlySet<string> = new Set(['instance', 'word', 'malformed']);
