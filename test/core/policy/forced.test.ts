import { expect, test } from 'vitest';
import { ruleVersion } from '../../../src/core/policy/digest.ts';
import { forcedBy, keptRule } from '../../../src/core/policy/forced.ts';
import { aPolicy, aRule } from './policy-builders.ts';

const POLICY = aPolicy([
  aRule({ name: 'free' }),
  aRule({ name: 'night', force: { forceUpgrade: false, effectiveTime: 'MaintainTime' } }),
]);

test.each([
  ['free', undefined],
  ['gone', undefined],
  ['night', { forceUpgrade: false, effectiveTime: 'MaintainTime' }],
])('rule %s sets %j', (name, flags) => {
  const rule = { name, line: 1 };
  expect(forcedBy(POLICY, rule)).toEqual(flags === undefined ? undefined : { rule, flags });
});

test('a request keeps with its rule what that has set', () => {
  const rule = { name: 'night', line: 1 };
  const version = ruleVersion(POLICY, rule);
  expect(keptRule(POLICY, rule)).toEqual({ ...rule, version, forced: ['effectiveTime', 'forceUpgrade'] });
  expect(keptRule(POLICY, { name: 'free', line: 2 }).forced).toBeUndefined();
});
