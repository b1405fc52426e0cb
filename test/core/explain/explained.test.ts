import { describe, expect, test } from 'vitest';
import { alternatives, type Alternative } from '../../../src/core/explain/alternatives.ts';
import { explained, type Explained } from '../../../src/core/explain/explained.ts';
import { decide, nearestRules } from '../../../src/core/policy/policy.ts';
import type { Policy } from '../../../src/core/policy/policy-model.ts';
import type { Question } from '../../../src/core/policy/verdict.ts';
import {
  aDenial,
  aDirectory,
  aPolicy,
  aQuestion,
  aQuorum,
  aQuote,
  aRule,
  type Ask,
} from '../policy/policy-builders.ts';

/** As the cloud offers them: with the present class, without an order. */
const OFFERED = [
  { name: 'redis.master.mid.default', capacityMb: 2048 },
  { name: 'redis.master.large.default', capacityMb: 8192 },
  { name: 'redis.master.micro.default', capacityMb: 256 },
  { name: 'redis.master.small.default', capacityMb: 1024 },
  { name: 'redis.master.stand.default', capacityMb: 4096 },
];

function asked(policy: Policy, ask: Ask = {}): Explained {
  const question = aQuestion(ask);
  return explained(policy, question, decide(policy, question), OFFERED);
}

const told = (found: Alternative | undefined): string =>
  found === undefined
    ? 'none'
    : `${found.change.targetClass.split('.')[2] ?? ''} by ${found.rule.name}${found.ifPriceFits ? ' if the price fits' : ''}`;

const SMALL = aRule({ name: 'small', change: { maxMemoryMb: 4096 } });
const BIG = aRule({ name: 'big', line: 20, change: { maxMemoryMb: 8192 }, approval: aQuorum() });

describe('the rules that come nearest', () => {
  const far = aRule({ name: 'far', who: ['boss'], instances: { tags: { env: 'prod' } }, change: { maxMemoryMb: 1 } });
  const near = aRule({ name: 'near', change: { maxMemoryMb: 1 } });
  const alike = aRule({ name: 'alike', flags: { autoPay: [false] } });
  const breakGlass = aRule({ name: 'glass', breakGlass: true, change: { maxMemoryMb: 1 } });

  test('are those with the fewest failed terms, of equals the first, with each term', () => {
    const found = nearestRules(aPolicy([far, near, breakGlass, alike]), aQuestion(), 3);
    expect(found.map(({ rule, failed }) => [rule.name, failed.map(({ term }) => term)])).toEqual([
      ['near', ['change.maxMemory']],
      ['alike', ['flags.autoPay']],
      ['far', ['who', 'instances.tags', 'change.maxMemory']],
    ]);
  });

  test('begin with the one that the verdict names', () => {
    const { verdict, nearest } = asked(aPolicy([far, alike, near]));
    expect(verdict).toMatchObject({ kind: 'denied', nearest: nearest[0] });
  });

  test('are no more than three, none that holds, and those for emergencies only in one', () => {
    const policy = aPolicy([far, near, alike, near, aRule(), breakGlass]);
    expect(nearestRules(policy, aQuestion(), 3)).toHaveLength(3);
    expect(nearestRules(policy, aQuestion(), 9).map(({ rule }) => rule.name)).not.toContain('rule');
    const emergency = { ...aQuestion(), breakGlass: true };
    expect(nearestRules(policy, emergency, 3).map(({ rule }) => rule.name)).toEqual(['glass']);
  });
});

describe('what would be allowed instead', () => {
  const XL = { change: { targetClass: 'redis.master.4xlarge.default' } };
  const PRICED = aRule({ name: 'cheap', change: { maxPrice: '100' } });
  const LATE = aRule({ name: 'late', flags: { effectiveTime: ['MaintainTime'], autoPay: [false] } });
  const DOWN = aRule({ name: 'down', change: { direction: ['downgrade'], minMemoryMb: 512 } });
  const GLASS = aRule({ name: 'glass', breakGlass: true });

  const all = ['free', 'agreed', 'flags', 'emergency'] as const;
  test.each<[string, Policy, Ask, readonly string[]]>([
    ['the largest class of each kind', aPolicy([SMALL, BIG]), XL, ['stand by small', 'large by big', 'none', 'none']],
    [
      'a class that hangs on its price',
      aPolicy([PRICED]),
      { quote: aQuote('900') },
      ['large by cheap if the price fits', 'none', 'none', 'none'],
    ],
    ['other flags, as few as do', aPolicy([LATE]), {}, ['none', 'none', 'mid by late', 'none']],
    ['a rule for emergencies', aPolicy([GLASS]), {}, ['none', 'none', 'none', 'mid by glass']],
    [
      'less memory than was asked to save',
      aPolicy([DOWN]),
      {
        instance: { capacityMb: 8192, instanceClass: 'redis.master.large.default' },
        change: { targetClass: 'redis.master.micro.default' },
      },
      ['small by down', 'none', 'none', 'none'],
    ],
    [
      'only what no one has to agree to, where it is allowed',
      aPolicy([SMALL, BIG]),
      { change: { targetClass: 'redis.master.large.default' } },
      ['stand by small', 'none', 'none', 'none'],
    ],
    ['nothing where it may just be done', aPolicy([SMALL, GLASS]), {}, ['none', 'none', 'none', 'none']],
    [
      'nothing to somebody for whom no rule is',
      aPolicy([SMALL, BIG]),
      { ...XL, by: 'UX' },
      ['none', 'none', 'none', 'none'],
    ],
    [
      'nothing that a rule denies',
      aPolicy([SMALL, BIG], { denials: [aDenial({ change: { minMemoryMb: 4096 } })] }),
      XL,
      ['mid by small', 'none', 'none', 'none'],
    ],
    [
      'no way around a group that cannot be read',
      aPolicy([BIG]),
      { directory: aDirectory({ SSRE: 'unknown' }) },
      ['none', 'none', 'none', 'none'],
    ],
    [
      'no emergency where there are approvers to ask: the form offers none either',
      aPolicy([BIG, GLASS]),
      {},
      ['none', 'none', 'none', 'none'],
    ],
    [
      'no emergency where too few can approve: the form offers none either',
      aPolicy([aRule({ name: 'many', approval: aQuorum({ count: 9 }) }), GLASS]),
      {},
      ['none', 'none', 'none', 'none'],
    ],
    [
      'an emergency where there is only to wait',
      aPolicy([SMALL, GLASS], {
        freezes: [{ from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z', reason: 'x', except: [] }],
      }),
      {},
      ['none', 'none', 'none', 'mid by glass'],
    ],
  ])('%s', (_, policy, ask, wanted) => {
    const { instead } = asked(policy, ask);
    expect(all.map((kind) => told(instead[kind]))).toEqual(wanted);
  });

  test('a monthly limit makes every price a question, and no flag is a way around it', () => {
    const limits = { openPerInstance: 1, priceDrift: 0, monthlySpend: [{ currency: 'CNY', max: '10' }] } as const;
    const { verdict, instead } = asked(aPolicy([aRule()], { limits }));
    expect(verdict).toMatchObject({ reason: 'over_monthly_spend' });
    expect([told(instead.free), told(instead.flags)]).toEqual(['large by rule if the price fits', 'none']);
  });

  test('names who may agree, the asking person left out, and whether that is all', () => {
    const both = { name: 'both', approval: aQuorum({ from: ['both'] }), change: { maxMemoryMb: 4096 } };
    const { instead } = asked(aPolicy([aRule({ ...both, who: ['boss'] })]), { ...XL, by: 'UBOSS' });
    expect(instead.agreed?.approvers).toEqual({ people: ['USRE1', 'USRE2'], complete: true });
  });

  test('says that classes could not be read', () => {
    const question = aQuestion(XL);
    const policy = aPolicy([SMALL]);
    const { instead } = explained(policy, question, decide(policy, question), undefined);
    expect(instead).toMatchObject({ classesRead: false, free: undefined });
  });

  test('is what the rules would say to it', () => {
    const question: Question = aQuestion(XL);
    const policy = aPolicy([SMALL, BIG]);
    const { free, agreed } = alternatives(policy, question, decide(policy, question), false, OFFERED);
    for (const one of [free, agreed]) {
      const again = decide(policy, { ...question, change: one?.change ?? question.change, quote: undefined });
      expect(again).toMatchObject({ kind: 'allowed', rule: one?.rule, need: one?.need });
    }
  });
});

describe('an allowed change', () => {
  test('tells who may agree and when it would be ordered', () => {
    const windows = [{ days: ['tue'], from: '10:00', to: '11:00', zone: 'UTC' }] as const;
    expect(asked(aPolicy([aRule({ approval: aQuorum(), windows })]))).toMatchObject({
      approvers: { people: ['USRE1', 'USRE2'], complete: true },
      timing: { kind: 'later', notBefore: '2026-11-24T10:00:00.000Z', because: 'window' },
    });
  });
});
