import { expect, test } from 'vitest';
import { runCase, type Expected } from '../../../src/core/explain/cases.ts';
import { aDenial, aPolicy, aQuestion, aQuorum, aRule, type Ask } from '../policy/policy-builders.ts';

const POLICY = aPolicy([
  aRule({
    name: 'forced',
    change: { maxMemoryMb: 2048 },
    force: { effectiveTime: 'MaintainTime' },
    approval: aQuorum(),
  }),
  aRule({ name: 'boss', who: ['boss'], instances: { tags: { env: 'prod' } } }),
]);
const BIG: Ask = { change: { targetClass: 'redis.master.stand.default' } };

const told = (expected: Expected, ask: Ask = {}, policy = POLICY): readonly string[] =>
  runCase(policy, { name: 'x', line: 1, question: aQuestion(ask), expected }).mismatches.map(
    ({ what, expected: wanted, got }) => `${what}: ${wanted} / ${got}`,
  );

test.each<[string, Expected, Ask, readonly string[]]>([
  ['the verdict', { verdict: 'denied' }, {}, ['verdict: denied / allowed']],
  ['the rule', { verdict: 'allowed', rule: 'boss' }, {}, ['rule: boss / forced']],
  ['who must agree', { verdict: 'allowed', approvals: [] }, {}, ['approvals: none / 1 of sre']],
  [
    'how many',
    { verdict: 'allowed', approvals: [{ from: ['sre'], count: 2 }] },
    {},
    ['approvals: 2 of sre / 1 of sre'],
  ],
  ['when', { verdict: 'allowed', timing: 'later' }, {}, ['timing: later / now']],
  [
    'what is forced',
    { verdict: 'allowed', flags: { effectiveTime: 'Immediately' } },
    {},
    ['flags: effectiveTime=Immediately / autoPay=true, coupon=none, effectiveTime=MaintainTime, forceUpgrade=false'],
  ],
  [
    'every term that is named',
    { verdict: 'denied', because: ['change.maxMemory', 'who'] },
    BIG,
    ['because: change.maxMemory, who / no_rule, change.maxMemory'],
  ],
  [
    'an answer that is none of the kind',
    { verdict: 'allowed', approvals: [] },
    BIG,
    ['verdict: allowed / denied', 'approvals: none / denied'],
  ],
])('what is looked at: %s', (_, expected, ask, mismatches) => {
  expect(told(expected, ask)).toEqual(mismatches);
});

test.each<[string, Expected, Ask]>([
  ['nothing but the verdict', { verdict: 'allowed' }, {}],
  [
    'everything',
    {
      verdict: 'allowed',
      rule: 'forced',
      approvals: [{ from: ['sre'], count: 1 }],
      timing: 'now',
      flags: { effectiveTime: 'MaintainTime' },
    },
    {},
  ],
  ['one reason of several', { verdict: 'denied', because: ['change.maxMemory'] }, BIG],
  [
    'the terms of a rule that is not the nearest',
    { verdict: 'denied', rule: 'boss', because: ['no_rule', 'who', 'instances.tags'] },
    BIG,
  ],
])('what passes: %s', (_, expected, ask) => {
  expect(told(expected, ask)).toEqual([]);
});

test('parts are the same in any order', () => {
  const parts = [
    { from: ['sre'], count: 1 },
    { from: ['boss', 'both'], count: 1 },
  ];
  const approvals = [
    { from: ['both', 'boss'], count: 1 },
    { from: ['sre'], count: 1 },
  ];
  const policy = aPolicy([aRule({ approval: aQuorum({ parts }) })]);
  expect(told({ verdict: 'allowed', approvals }, {}, policy)).toEqual([]);
});

test('a rule that denies is told as what decides', () => {
  const policy = aPolicy([aRule()], { denials: [aDenial()] });
  expect(told({ verdict: 'denied', rule: 'denial', because: ['deny_rule'] }, {}, policy)).toEqual([]);
  expect(told({ verdict: 'denied', rule: 'rule' }, {}, policy)).toEqual(['rule: rule / denial']);
});
