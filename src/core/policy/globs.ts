import picomatch from 'picomatch';

/** Matches one value against patterns that were compiled once. */
export type Matcher = (value: string) => boolean;

// A name is not a path: `*` shall also match "team/cache", so the separator is hidden from picomatch.
const SLASH = '/';
const STAND_IN = '\uE000';
const hide = (text: string): string => text.replaceAll(SLASH, STAND_IN);

// `!` would turn a list of permissions into its opposite, and extglobs are a second way to say it.
const OPTIONS = { dot: true, nonegate: true, noextglob: true } as const;

/** One match is enough. No patterns, an empty pattern and an empty value never match anything. */
export function matcher(patterns: readonly string[]): Matcher {
  const compiled = patterns
    .filter((pattern) => pattern !== '')
    .map(hide)
    .map(compile);
  return (value) => {
    const hidden = hide(value);
    return value !== '' && compiled.some((matches) => matches(hidden));
  };
}

// The expression itself, without picomatch's wrapper: policies have thousands of patterns.
function compile(pattern: string): Matcher {
  const expression = picomatch.makeRe(pattern, OPTIONS);
  return (value) => value === pattern || expression.test(value);
}
