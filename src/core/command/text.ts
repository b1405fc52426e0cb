import { typedText } from '../value/typed.ts';
/** One word of a command as it was meant: without Slack's markup and without what a keyboard made of it. */
export interface Word {
  readonly text: string;
  /** In quotes: never a flag, and its spaces count. */
  readonly quoted: boolean;
  /** `name` of `--name` or `--name=value`, in lower case; undefined for any other word. */
  readonly flag: string | undefined;
  /** `value` of `--name=value`. */
  readonly value: string | undefined;
}

export interface Words {
  readonly words: readonly Word[];
  /** Of a quotation that is not closed, the text from its quote on; the words are those before it. */
  readonly unclosed: string | undefined;
}

/**
 * UTF-16 units of a command that are read; a longer one is refused, because what is cut off might be `--no-auto-pay`. The
 * form and the longest reason fit several times.
 */
export const MAX_COMMAND = 2_000;

const SPACE = /[\s\p{Z}\u0085]/u;
const DASHES = '\\-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d';
const FLAG = new RegExp(`^[${DASHES}]+(\\p{L}[\\p{L}\\p{N}_${DASHES}]*)(?:[=\uff1d])?$`, 'u');
const ANY_DASH = new RegExp(`[${DASHES}]`, 'gu');
// Direction marks and joiners that come along with copied text.
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]/g;

// The look-behind keeps it linear: no run of these is tried from its middle.
const AROUND = /^[<>()[\]*~_,;:]+|(?<![<>()[\]*~_,;:.。、!])[<>()[\]*~_,;:.。、!]+$|(?<=[\p{L}\p{N}])\?+$/gu;

/** Closing quotes that were looked for up to the end in vain: a later search would not find one either. */
type Unmatched = Set<string>;
interface Quotation {
  readonly text: string;
  readonly end: number;
}
interface Read {
  readonly word: Word;
  readonly end: number;
}

const STRAIGHT = { '"': '"', "'": "'" } as const;
const CURLY: Readonly<Record<string, string>> = { '"': '\u201c\u201d\u201e\u201f', "'": '\u2018\u2019\u201a\u201b' };

/** Cuts a command into words, of its first `MAX_COMMAND` units and in linear time. */
export function cut(text: string): Words {
  const shown = unlink(text.slice(0, MAX_COMMAND));
  const words: Word[] = [];
  const unmatched: Unmatched = new Set();
  let at = 0;
  while (at < shown.length) {
    if (SPACE.test(shown.charAt(at)) || shown.charAt(at) === '`') {
      at += 1;
      continue;
    }
    const read = readWord(shown, at, unmatched);
    if (read === undefined) return { words, unclosed: decode(shown.slice(at)) };
    words.push(read.word);
    at = read.end;
  }
  return { words, unclosed: undefined };
}

/** What a person typed, as it looked to them: without Slack's encoding of links, mentions and `& < >`. */
export function asTyped(text: string): string {
  return decode(unlink(text.slice(0, MAX_COMMAND)));
}

/** Text in double quotes such that `cut` gives back exactly this text. */
export function quote(text: string): string {
  const encoded = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `"${encoded.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** A word that is an identifier: one form for full-width letters, any dash and any letter case. */
export function plain(text: string): string {
  const dashed = text.normalize('NFKC').replaceAll(INVISIBLE, '').replaceAll(ANY_DASH, '-');
  return dashed.toLowerCase().replace(AROUND, '');
}

// Slack writes a link as <target|shown>, a mention as <@U1|name>, <#C1|name> or <!subteam^S1|@name>.
function unlink(text: string): string {
  return text
    .replace(/<([@#])([^<>|\s]+)(?:\|([^<>|]*))?>/g, (_, sign: string, id: string, name?: string) =>
      name === undefined || name === '' ? sign + id : sign + name,
    )
    .replace(/<!([^<>|\s]+)(?:\|@?([^<>|]*))?>/g, (_, id: string, name?: string) => `@${name ?? id}`)
    .replace(/<([a-z][a-z0-9+.-]*:[^<>|\s]+)(?:\|([^<>|]*))?>/gi, (_, url: string, shown?: string) =>
      shown === undefined || shown === '' ? url : shown,
    );
}

// Slack sends & < > of the typed text as entities.
function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Undefined: a quotation begins here and does not end. */
function readWord(text: string, start: number, unmatched: Unmatched): Read | undefined {
  const quotation = readQuotation(text, start, unmatched);
  if (quotation === 'unclosed') return undefined;
  if (quotation !== undefined) {
    return { word: { text: quotation.text, quoted: true, flag: undefined, value: undefined }, end: quotation.end };
  }
  const end = wordEnd(text, start);
  const equals = text.slice(start, end).search(/[=\uff1d]/);
  const flag = equals < 0 ? undefined : flagName(text.slice(start, start + equals));
  if (flag !== undefined) return readFlagValue(text, start + equals + 1, flag, unmatched);
  const raw = bare(text.slice(start, end));
  return { word: { text: raw, quoted: false, flag: flagName(raw), value: undefined }, end };
}

function readFlagValue(text: string, start: number, flag: string, unmatched: Unmatched): Read | undefined {
  const quotation = readQuotation(text, start, unmatched);
  if (quotation === 'unclosed') return undefined;
  const end = quotation?.end ?? wordEnd(text, start);
  const value = quotation?.text ?? bare(text.slice(start, end));
  return { word: { text: `--${flag}=${value}`, quoted: false, flag, value }, end };
}

function wordEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && !SPACE.test(text.charAt(end))) end += 1;
  return end;
}

function bare(text: string): string {
  return decode(text.replaceAll('`', ''));
}

function flagName(text: string): string | undefined {
  return FLAG.exec(text.replaceAll(INVISIBLE, ''))?.[1]?.normalize('NFKC').replaceAll(ANY_DASH, '-').toLowerCase();
}

/** Undefined where no quotation begins. A quote closes with its own kind if it can, with its straight twin if not. */
function readQuotation(text: string, start: number, unmatched: Unmatched): Quotation | 'unclosed' | undefined {
  const open = text.charAt(start);
  const family =
    open === '' ? undefined : (['"', "'"] as const).find((key) => key === open || CURLY[key]?.includes(open));
  if (family === undefined) return undefined;
  const own = STRAIGHT[family];
  const twins = CURLY[family] ?? '';
  const closers = open === own ? [own, twins] : [twins, own];
  for (const closer of closers.filter((one) => !unmatched.has(one))) {
    const end = closing(text, start + 1, closer, family === "'");
    if (end !== undefined) return { text: decode(unescape(text.slice(start + 1, end))), end: end + 1 };
    unmatched.add(closer);
  }
  // An apostrophe may begin a word; a double quote may not.
  return family === "'" ? undefined : 'unclosed';
}

// An apostrophe inside a word ("don't") does not close a quotation.
function closing(text: string, start: number, closers: string, atWordEnd: boolean): number | undefined {
  for (let at = start; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') at += 1;
    else if (closers.includes(char) && (!atWordEnd || at + 1 === text.length || SPACE.test(text.charAt(at + 1)))) {
      return at;
    }
  }
  return undefined;
}

function unescape(text: string): string {
  return text.replace(/\\(["'\\\u2018-\u201f])/g, '$1');
}

/** Longest reason of a lock, in UTF-16 units; what is longer is cut. */
const MAX_LOCK_REASON = 300;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Never inside of what people see as one character. */
export function cutReason(text: string): string {
  let kept = '';
  for (const { segment } of graphemes.segment(typedText(text))) {
    if (kept.length + segment.length > MAX_LOCK_REASON) break;
    kept += segment;
  }
  return kept.trim();
}
