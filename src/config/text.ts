/** Files as people write them: bytes that are no text, and characters that only look like the right ones. */
import { readFileSync } from 'node:fs';
import { finding, wrongKey, unreadable, type Finding, type Path, type Problem } from './problem.ts';

type Read = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'bad'; readonly problem: Problem };

/** The text of a file, which must be UTF-8: read as another encoding, its names would match nothing. */
export function readText(path: string, hint: { readonly hint?: string } = {}): Read {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    return { kind: 'bad', problem: unreadable(path, error, hint) };
  }
  const line = bytes
    .toString('latin1')
    .split('\n')
    .findIndex((one) => !isUtf8(Buffer.from(one, 'latin1')));
  if (line === -1) return { kind: 'text', text: bytes.toString('utf8') };
  const problem = { file: path, line: line + 1, col: 1, path: '', message: 'is not UTF-8' };
  return { kind: 'bad', problem: { ...problem, hint: 'save the file as UTF-8' } };
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** No-break and other odd spaces, soft hyphens, zero-width characters and marks of direction: nobody sees them. */
const UNSEEN = /[\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f\u3000\ufeff]/u;
/** Typographic quotes and dashes: right in a sentence, wrong in a name. */
const TYPESET = /[\u2010-\u2015\u2018-\u201f\u2032-\u2037\u2212\uff02\uff07]/u;

/** Full-width letters and digits, and Greek or Cyrillic ones in a Latin word. */
const LOOKS_LATIN =
  /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]|[\p{sc=Greek}\p{sc=Cyrillic}](?=[\da-z])|(?<=[\da-z])[\p{sc=Greek}\p{sc=Cyrillic}]/iu;

/** Keys whose values are sentences for people. */
const PROSE: readonly unknown[] = ['deny', 'reason'];

/** Characters in keys and values that look like others, by their code point. */
export function lookAlikes(value: unknown, path: Path = []): readonly Finding[] {
  if (typeof value === 'string') return odd(value, PROSE.includes(path.at(-1)), (message) => finding(path, message));
  if (Array.isArray(value)) return value.flatMap((one, index) => lookAlikes(one, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, key];
    return [...odd(key, false, (message) => wrongKey(at, message)), ...lookAlikes(inner, at)];
  });
}

function odd(text: string, prose: boolean, tell: (message: string) => Finding): readonly Finding[] {
  const [found] = UNSEEN.exec(text) ?? (prose ? null : (TYPESET.exec(text) ?? LOOKS_LATIN.exec(text))) ?? [];
  if (found === undefined) return prose || text === text.trim() ? [] : [tell('begins or ends with a space')];
  const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return [tell(`contains U+${code}, which looks like another character or like nothing`)];
}
