import { expect, it } from 'vitest';
import { startProblem } from '../../../src/core/lifecycle/start.ts';
import { aNeed, minutesAfter, NOON } from '../../builders.ts';

const DAY = 24 * 60;
const free = aNeed({ count: 0, from: [] });

it.each([
  ['none', undefined, aNeed(), undefined],
  ['soon', 1, aNeed(), undefined],
  ['now', 0, aNeed(), 'start_passed'],
  ['a minute ago', -1, free, 'start_passed'],
  ['at the end of the wait for approvals', DAY, aNeed(), undefined],
  ['after it', DAY + 1, aNeed(), 'start_after_deadline'],
  ['after it, while the rule is not known', DAY + 1, undefined, undefined],
  ['after it, where no one has to approve', DAY + 1, free, undefined],
  ['in a year', 366 * DAY, free, undefined],
  ['in more than a year', 366 * DAY + 1, free, 'start_too_far'],
])('a start %s', (_, minutes, need, expected) => {
  const startAt = minutes === undefined ? undefined : minutesAfter(minutes).toISOString();
  expect(startProblem(startAt, NOON, need)).toBe(expected);
});
