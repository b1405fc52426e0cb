/** Patterns of names and classes: `*` is any text, `?` one character, `{a,b}` either; all else stands for itself. */

/** Whether a value matches. */
export type Matcher = (value: string) => boolean;

/** Literal text, a wildcard, or alternatives. */
type Token = string | typeof ANY | typeof ONE | { readonly either: readonly Tokens[] };
type Tokens = readonly Token[];

const ANY = Symbol('*');
const ONE = Symbol('?');

/**
 * Whether a text is a pattern of this kind: its braces are closed, and it has no sign that other pattern languages give
 * a meaning. Otherwise a rule that denies `[ab]*` would silently deny nothing.
 */
export function isPattern(text: string): boolean {
  return !/[[\]()|\\]/.test(text) && parse(text) !== undefined;
}

/** Compiles patterns, of which one match is enough. No patterns, an empty pattern and an empty value never match. */
export function matcher(patterns: readonly string[]): Matcher {
  const compiled = patterns.filter((pattern) => pattern !== '').map(compile);
  return (value) => value !== '' && compiled.some((matches) => matches(value));
}

/** A policy has thousands of patterns, and comparing text rules out nearly all of them, so that comes first. */
function compile(pattern: string): Matcher {
  const tokens = parse(pattern) ?? [pattern];
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (tokens.length === 1 && typeof first === 'string') return (value) => value === first;
  const head = typeof first === 'string' ? first : '';
  const tail = typeof last === 'string' ? last : '';
  const between = tokens.slice(head === '' ? 0 : 1, tail === '' ? undefined : -1);
  const texts = between.filter((token) => typeof token === 'string');
  const anything = between.length === 1 && between[0] === ANY;
  return (value) =>
    value.length >= head.length + tail.length &&
    value.startsWith(head) &&
    value.endsWith(tail) &&
    texts.every((text) => value.includes(text)) &&
    (anything || covers(between, value.slice(head.length, value.length - tail.length)));
}

function covers(tokens: Tokens, text: string): boolean {
  return ends(tokens, text, [0]).includes(text.length);
}

/**
 * Where a match that begins at one of `starts` can end. All of them are followed together, so the time is at most the
 * length of the pattern times that of the text, also for a pattern like `*a*a*a*a`.
 */
function ends(tokens: Tokens, text: string, starts: readonly number[]): readonly number[] {
  let at = starts;
  for (const token of tokens) {
    if (at.length === 0) return at;
    at = step(token, text, at);
  }
  return at;
}

function step(token: Token, text: string, at: readonly number[]): readonly number[] {
  if (token === ONE) return at.filter((start) => start < text.length).map((start) => start + 1);
  if (token === ANY) {
    const first = Math.min(...at);
    return Array.from({ length: text.length - first + 1 }, (_, index) => first + index);
  }
  if (typeof token === 'string') {
    return at.filter((start) => text.startsWith(token, start)).map((start) => start + token.length);
  }
  return [...new Set(token.either.flatMap((tokens) => ends(tokens, text, at)))];
}

/** Undefined: a brace is left open. */
function parse(pattern: string): Tokens | undefined {
  const outer: Token[][] = [[]];
  // The alternatives of every group that is open, the innermost last.
  const open = [outer];
  for (const piece of pattern.match(/[*?{},]|[^*?{},]+/g) ?? []) {
    const group = open.at(-1) ?? outer;
    if (piece === '{') {
      open.push([[]]);
    } else if (piece === '}' && group !== outer) {
      open.pop();
      open.at(-1)?.at(-1)?.push({ either: group });
    } else if (piece === ',' && group !== outer) {
      group.push([]);
    } else {
      group.at(-1)?.push(piece === '*' ? ANY : piece === '?' ? ONE : piece);
    }
  }
  return open.length === 1 ? outer[0] : undefined;
}
