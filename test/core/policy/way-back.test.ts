import { expect, it } from 'vitest';
import type { DenyRule, Rule } from '../../../src/core/policy/policy-model.ts';
import { backDenied } from '../../../src/core/policy/way-back.ts';
import type { Change } from '../../../src/core/value/change.ts';
import { aChange, anInstance, DEV, NOON } from '../../builders.ts';
import { aDenial, aDirectory, aPolicy, aRule, user } from './policy-builders.ts';

const UP = aRule({ instances: {}, change: { direction: ['upgrade'] } });
const FOR_A_DAY = { until: { kind: 'duration', ms: 86_400_000 } } as const;
const denies = (change: DenyRule['change'], over: Partial<DenyRule> = {}) =>
  aDenial({ name: 'nothing smaller', instances: {}, change, ...over });

it.each<
  [
    what: string,
    denials: readonly DenyRule[],
    rules: readonly Rule[],
    change: Partial<Change>,
    found: string | undefined,
  ]
>([
  [
    'a rule that denies the way back is named',
    [denies({ direction: ['downgrade'] })],
    [UP],
    FOR_A_DAY,
    'nothing smaller',
  ],
  ['that is for good has no way back', [denies({ direction: ['downgrade'] })], [UP], {}, undefined],
  ['a rule that allows the whole allows the way back', [], [UP], FOR_A_DAY, undefined],
  ['what cannot be known before is no reason', [denies({ maxPrice: '1' })], [UP], FOR_A_DAY, undefined],
  [
    'a rule about others is none',
    [denies({ direction: ['downgrade'] }, { instances: { ids: ['r-x'] } })],
    [UP],
    FOR_A_DAY,
    undefined,
  ],
])('a temporary change: %s', (_, denials, rules, change, found) => {
  const policy = aPolicy(rules, { groups: { dev: [user(DEV.userId)] }, denials });
  const question = {
    ...{ person: DEV, instance: anInstance(), change: aChange(change), quote: undefined },
    ...{ directory: aDirectory(), spending: [], now: NOON },
  };
  expect(backDenied(policy, question)?.nearest?.rule.name).toBe(found);
});
