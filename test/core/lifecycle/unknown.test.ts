import { describe, expect, test } from 'vitest';
import type { Policy } from '../../../src/core/policy/policy-model.ts';
import { decide } from '../../../src/core/policy/policy.ts';
import { aDenial, aDirectory, aPolicy, aQuestion, aQuorum, aRule, type Ask } from '../policy/policy-builders.ts';

const limit = { openPerInstance: 1, monthlySpend: [{ currency: 'CNY', max: '1000' }], priceDrift: 0 } as const;
const unread = { directory: aDirectory({ SSRE: 'unknown' }) };
const strange = { targetClass: 'redis.odd.x.y' };

/** Each is allowed when everything is known; then one thing is not. */
const checks: readonly (readonly [check: string, policy: Policy, known: Ask, unknown: Ask])[] = [
  ['who may', aPolicy([aRule({ who: ['sre'] })]), { by: 'USRE1' }, { by: 'USRE1', ...unread }],
  ['how much memory', aPolicy([aRule({ change: { maxMemoryMb: 4096 } })]), {}, { change: strange }],
  ['how big a step', aPolicy([aRule({ change: { maxStep: 2 } })]), {}, { instance: { capacityMb: undefined } }],
  ['how many shards', aPolicy([aRule({ change: { maxShards: 8 } })]), {}, { change: strange }],
  ['what it costs', aPolicy([aRule({ change: { maxPrice: '100' } })]), {}, { quote: undefined }],
  [
    'what it costs a month',
    aPolicy([aRule({ change: { maxMonthlyPrice: '100' } })]),
    { instance: { endTime: '2027-01-23T08:00:00Z' } },
    {},
  ],
  ['what was spent', aPolicy([aRule()], { limits: limit }), {}, { spending: undefined }],
  ['who could agree', aPolicy([aRule({ approval: aQuorum() })]), {}, unread],
  ['who is denied', aPolicy([aRule()], { denials: [aDenial({ who: ['sre'] })] }), {}, unread],
  [
    'which way is denied',
    aPolicy([aRule()], { denials: [aDenial({ change: { direction: ['downgrade'] } })] }),
    {},
    { change: strange, quote: undefined },
  ],
];

describe('failure 36: a check that cannot be made is skipped in silence', () => {
  test.each(checks)('%s', (_, policy, known, unknown) => {
    expect(decide(policy, aQuestion(known)).kind).toBe('allowed');
    expect(decide(policy, aQuestion(unknown)).kind).toBe('denied');
  });

  test('approvals of a change without a price are those of the dearest', () => {
    const rule = aRule({ approval: aQuorum({ over: [{ price: '500', parts: [{ from: ['sre'], count: 2 }] }] }) });
    expect(decide(aPolicy([rule]), aQuestion())).toMatchObject({ need: { count: 1 } });
    expect(decide(aPolicy([rule]), aQuestion({ quote: undefined }))).toMatchObject({ need: { count: 2 } });
  });
});
