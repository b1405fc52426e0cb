import { describe, expect, test } from 'vitest';
import { isPattern, matcher } from '../../../src/core/policy/globs.ts';

describe('a pattern', () => {
  test.each([
    ['orders-cache', ['orders-cache'], ['orders-cache-2', 'my-orders-cache', 'Orders-cache']],
    ['orders-*', ['orders-', 'orders-cache', 'orders-/.x'], ['orders', 'my-orders-cache']],
    ['*', ['a', 'team/cache', '.', '缓存'], ['']],
    ['*-cache', ['-cache', 'a-b-cache'], ['cache', 'a-cache-b']],
    ['a*a', ['aa', 'aba'], ['a', 'ab']],
    ['*mid*', ['mid', 'redis.mid.default'], ['mi.d']],
    ['team-?', ['team-1', 'team-x'], ['team-', 'team-12']],
    ['{dev,test}-*', ['dev-1', 'test-'], ['prod-1', 'dev']],
    ['x{,-{a,b}?}', ['x', 'x-a1', 'x-b2'], ['x-', 'x-c1']],
    ['a(b)+.c', ['a(b)+.c'], ['ab.c', 'abbxc']],
    ['a,b}', ['a,b}'], ['a', 'b']],
    ['{a,b', ['{a,b'], ['a', 'b']],
  ])('%s', (pattern, yes, no) => {
    const matches = matcher([pattern]);
    expect(yes.filter((value) => !matches(value))).toEqual([]);
    expect(no.filter(matches)).toEqual([]);
  });

  test('is one of several, of which one is enough', () => {
    expect([[], [''], ['x', 'a*']].map((patterns) => matcher(patterns)('ab'))).toEqual([false, false, true]);
  });

  test('of the worst kind takes as long as it and the value are long, not a power of that', () => {
    const from = performance.now();
    expect(matcher(['*a'.repeat(95) + '*b'])('a'.repeat(5_000))).toBe(false);
    expect(matcher(['{*a,*}'.repeat(33) + 'b'])('a'.repeat(500))).toBe(false);
    expect(performance.now() - from).toBeLessThan(2_000);
  });
});

test('signs of other pattern languages are not taken for text', () => {
  expect(['[ab]*', '(a|b)', 'a\\*', '{a,b', '{a,{b}'].filter(isPattern)).toEqual([]);
  expect(['*', 'a?', '{a,{b,c}}-*', 'a,b', 'a}', '', '!'].filter((text) => !isPattern(text))).toEqual([]);
});
