import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change, Quote } from '../../../src/core/value/change.ts';
import { castVote } from '../../../src/core/lifecycle/decisions.ts';
import { digestOf, ruleChanged, ruleVersion, standingVotes } from '../../../src/core/policy/digest.ts';
import type { Policy } from '../../../src/core/policy/policy-model.ts';
import type { ResizeRequest } from '../../../src/core/request/request.ts';
import { aChange, anInstance, aRequest, aVote, NOON, SRE, SRE2 } from '../../builders.ts';
import { aPolicy, aQuorum, aRule, GROUPS, user } from './policy-builders.ts';

const QUOTE: Quote = { currency: 'CNY', originalAmount: '49.53', discountAmount: '7.43', tradeAmount: '42.10' };
const RULE = { name: 'prod', line: 3, version: '00000000000000aa', forced: undefined };
const base = aRequest({ quote: QUOTE, rule: RULE });
const change = (over: Partial<Change>) => ({ change: aChange(over) });

/** Each changes one thing that an approver agrees to. */
const INGREDIENTS: Readonly<Record<string, Partial<ResizeRequest>>> = {
  account: { before: anInstance({ account: 'other' }) },
  region: { before: anInstance({ region: 'cn-shanghai' }) },
  instance: { before: anInstance({ instanceId: 'r-bp1other' }) },
  'class of now': { before: anInstance({ realClass: 'redis.master.large.default' }) },
  'class asked for': change({ targetClass: 'redis.master.stand.default' }),
  autoPay: change({ autoPay: false }),
  coupon: change({ coupon: 'best' }),
  effectiveTime: change({ effectiveTime: 'MaintainTime' }),
  forceUpgrade: change({ forceUpgrade: true }),
  businessInfo: change({ businessInfo: 'spring' }),
  amount: { quote: { ...QUOTE, tradeAmount: '42.11' } },
  currency: { quote: { ...QUOTE, currency: 'USD' } },
  'no price': { quote: undefined },
  'version of the rule': { rule: { ...RULE, version: '00000000000000ab' } },
};

describe('the digest', () => {
  it('is short, hexadecimal and the same every time', () => {
    expect(digestOf(base)).toMatch(/^[0-9a-f]{16}$/);
    expect(digestOf(structuredClone(base))).toBe(digestOf(base));
  });

  it.each(Object.keys(INGREDIENTS))('is another when this is another: %s', (name) => {
    expect(digestOf({ ...base, ...INGREDIENTS[name] })).not.toBe(digestOf(base));
  });

  it.each<[string, Partial<ResizeRequest>]>([
    ['the state', { state: 'approved' }],
    ['the name and the status of the instance', { before: anInstance({ name: 'renamed', status: 'Changing' }) }],
    ['the list price', { quote: { ...QUOTE, originalAmount: '1' } }],
    ['the name and the line of the rule', { rule: { ...RULE, name: 'production', line: 9 } }],
    ['a business info that is empty', change({ businessInfo: '' })],
    ['the reason', { reason: 'another' }],
  ])('is the same whatever %s', (_, other) => {
    expect(digestOf({ ...base, ...other })).toBe(digestOf(base));
  });

  it('does not know the order of keys, and survives the database', () => {
    const turned = <T extends object>(value: T) => Object.fromEntries(Object.entries(value).reverse()) as T;
    const other = { ...base, before: turned(base.before), change: turned(base.change), quote: turned(QUOTE) };
    expect(digestOf(other)).toBe(digestOf(base));
    expect(digestOf(JSON.parse(JSON.stringify(base)) as ResizeRequest)).toBe(digestOf(base));
  });
});

describe('the version of a rule', () => {
  const rule = aRule({ name: 'prod', who: ['dev'], approval: aQuorum({ from: ['both'] }) });
  const other = aRule({ name: 'other' });
  const version = (policy: Policy) => ruleVersion(policy, { name: 'prod', line: 1 });
  const policy = aPolicy([rule, other]);

  it.each<[string, Policy]>([
    ['a term', aPolicy([{ ...rule, change: { maxPrice: '5' } }])],
    ['the approvers', aPolicy([{ ...rule, approval: aQuorum({ from: ['sre'] }) }])],
    ['their number', aPolicy([{ ...rule, approval: aQuorum({ from: ['both'], count: 2 }) }])],
    ['the windows', aPolicy([{ ...rule, windows: [{ days: ['mon'], from: '10:00', to: '11:00', zone: 'UTC' }] }])],
    ['a group that may ask', aPolicy([rule], { groups: { ...GROUPS, dev: [user('U2')] } })],
    ['a group that approves', aPolicy([rule], { groups: { ...GROUPS, both: [user('UBOSS')] } })],
    ['the drift', aPolicy([rule], { limits: { ...policy.limits, priceDrift: 0.1 } })],
    ['nothing but the rule being gone', aPolicy([other])],
  ])('is another with %s', (_, edited) => {
    expect(version(edited)).not.toBe(version(policy));
  });

  it.each<[string, Policy]>([
    ['another rule', aPolicy([rule, { ...other, who: ['sre'] }])],
    ['a group it does not name', aPolicy([rule, other], { groups: { ...GROUPS, none: [user('U9')] } })],
    ['the order of the people in a group', aPolicy([rule], { groups: { ...GROUPS, both: GROUPS.both.toReversed() } })],
    ['its line', aPolicy([other, { ...rule, line: 99 }])],
    ['a freeze', aPolicy([rule], { freezes: [{ from: '2026', to: '2027', reason: 'sale', except: [] }] })],
    ['the rest of the file', aPolicy([rule], { version: 'ffffffffffff' })],
  ])('is the same with another %s', (_, edited) => {
    expect(version(edited)).toBe(version(policy));
  });

  it('does not know the name of the rule: a renamed one says the same', () => {
    const renamed = aPolicy([{ ...rule, name: 'production' }]);
    expect(ruleVersion(renamed, { name: 'production', line: 1 })).toBe(version(policy));
  });

  it('tells whether the rule of a request changed since', () => {
    expect(ruleChanged(base, RULE.version)).toBe(false);
    expect(ruleChanged(base, 'another')).toBe(true);
  });
});

describe('votes', () => {
  const voted = { ...base, votes: [aVote(base, SRE)] };

  it('stand for what they were given for', () => {
    expect(standingVotes(voted)).toHaveLength(1);
  });

  it('failure 21: never count after any fact of the digest changed', () => {
    const facts = fc.uniqueArray(fc.constantFrom(...Object.keys(INGREDIENTS)), { minLength: 1 });
    const twoNeeded = [{ count: 2, filled: (voters: readonly unknown[]) => Math.min(2, voters.length) }];
    fc.assert(
      fc.property(facts, fc.integer({ min: 1, max: 5 }), (names, people) => {
        const votes = Array.from({ length: people }, (_, n) => aVote(base, { teamId: 'T1', userId: `U${String(n)}` }));
        const moved = names.reduce<ResizeRequest>((request, name) => ({ ...request, ...INGREDIENTS[name] }), {
          ...base,
          votes,
        });
        expect(standingVotes(moved)).toEqual([]);
        const step = castVote(moved, SRE2, NOON, twoNeeded, digestOf(moved));
        expect(step).toMatchObject({ result: { kind: 'voted', missing: 1 } });
      }),
    );
  });
});
