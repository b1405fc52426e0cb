import { describe, expect, test } from 'vitest';
import { createClock } from '../../../sandbox/alicloud/clock.ts';
import { HOUR, NOON } from './spec-change.ts';

describe('the clock', () => {
  test('stands still until it is moved', () => {
    const clock = createClock({ start: NOON });
    expect(clock.now()).toBe(NOON);
    clock.advance(5);
    expect(clock.now()).toBe(NOON + 5);
    clock.set(NOON);
    expect(clock.now()).toBe(NOON);
    expect(() => clock.advance(-1)).toThrow(RangeError);
  });

  test('runs with the wall clock when told to', () => {
    const clock = createClock({ start: NOON, running: true });
    const first = clock.now();
    expect(first - NOON).toBeLessThan(1000);
    clock.advance(HOUR);
    expect(clock.now()).toBeGreaterThanOrEqual(first + HOUR);
  });
});
