import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDuration, printDuration } from '../../../src/core/value/duration.ts';
import { matcher } from '../../../src/core/policy/globs.ts';
import { nearest } from '../../../src/core/value/nearest.ts';
import { parseSize, printSize } from '../../../src/core/value/size.ts';

describe('durations', () => {
  test.each([
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['24h', 86_400_000],
    ['7d', 604_800_000],
    ['2w', 1_209_600_000],
  ])('%s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });
  test.each(['', '0s', '24', 'h', '1.5h', '-1h', '1h30m', '24 h', '24H', '9999999d', '1e3s'])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
  test.each([
    [90_000, '90s'],
    [86_400_000, '1d'],
    [3_600_000, '1h'],
    [1, '1s'],
    [1_500, '2s'],
  ])('%i ms is printed as %s', (ms, text) => {
    expect(printDuration(ms)).toBe(text);
  });
  test('what is printed is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 864_000_000 }), (seconds) => {
        expect(parseDuration(printDuration(seconds * 1_000))).toBe(seconds * 1_000);
      }),
    );
  });
});

describe('sizes', () => {
  test.each([
    ['512MB', 512],
    ['16GB', 16_384],
    ['16 gb', 16_384],
    ['1.5GB', 1_536],
    ['0.25GB', 256],
    ['1TB', 1_048_576],
  ])('%s', (text, mb) => {
    expect(parseSize(text)).toBe(mb);
  });
  test.each(['', '16', '16G', 'GB', '0GB', '0.3MB', '-1GB', '1,5GB', '1e3GB', '16GBs'])('%j is none', (text) => {
    expect(parseSize(text)).toBeUndefined();
  });
  test('what is printed is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4_000_000 }), (mb) => {
        expect(parseSize(printSize(mb))).toBe(mb);
      }),
    );
  });
});

test('a glob never matches an empty value', () => {
  const pieces = fc.array(
    fc.constantFrom('*', '**', '?', 'a', '{,a}', '{a,}', '[', ']', '(|a)', '@(a|)', '!', '/', '.', '\\', '[!a]', '+'),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(pieces, fc.string(), (glob, value) => {
      const matches = matcher([glob.join('')]);
      expect(matches('')).toBe(false);
      expect(typeof matches(value)).toBe('boolean');
    }),
  );
});

test('the nearest choice is one that a typing error explains', () => {
  const choices = ['approval', 'accounts', 'who'];
  expect(
    ['aproval', 'APPROVAL', 'acounts', 'woh', 'xyzzy', '', 'a'.repeat(1_000)].map((word) => nearest(word, choices)),
  ).toEqual(['approval', 'approval', 'accounts', undefined, undefined, undefined, undefined]);
  expect(nearest('x', [])).toBeUndefined();
});
