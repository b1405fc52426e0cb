import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DenyRule, Directory, Policy, Rule, Subject } from '../../../src/core/policy/policy-model.ts';
import { mayApprove, membership } from '../../../src/core/policy/membership.ts';
import { decide, decideAgain, mayTouch } from '../../../src/core/policy/policy.ts';
import { needOf } from '../../../src/core/policy/quorum.ts';
import { quorumSlots } from '../../../src/core/policy/quorum.ts';
import type { Question } from '../../../src/core/policy/verdict.ts';
import {
  aChange,
  aDenial,
  anInstance,
  aPerson,
  aPolicy,
  aQuorum,
  aQuote,
  aRule,
  aSpending,
  user,
  usergroup,
} from './policy-builders.ts';
import { runs } from '../../runs.ts';

const USERS = ['U1', 'U2', 'U3'];
const NAMES = ['a', 'b', 'c'];
const some = <T>(...values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values]);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

const subjects: fc.Arbitrary<Subject[]> = some(...USERS.map(user), usergroup('S1'), usergroup('S2'));
const groups = fc.record({ a: subjects, b: subjects, c: subjects });
const members = fc.oneof(
  fc.constant('unknown' as const),
  some(...USERS).map((ids) => new Set(ids)),
);
const directory: fc.Arbitrary<Directory> = fc
  .record({ S1: members, S2: members })
  .map((all) => new Map(Object.entries(all)));
const instances = fc.record(
  {
    names: some('orders-*', '*', 'x'),
    tags: fc.constantFrom({ env: 'dev' }, { env: 'prod' }),
    architectures: some('standard', 'cluster'),
    classes: some('redis.master.*', 'tair.*'),
  },
  { requiredKeys: [] },
);
const terms = {
  who: some(...NAMES),
  instances,
  change: fc.record(
    {
      direction: some('upgrade' as const, 'downgrade' as const),
      minMemoryMb: fc.constantFrom(256, 4096),
      maxMemoryMb: fc.constantFrom(1024, 4096),
      maxStep: fc.constantFrom(1, 2),
      maxShards: fc.constantFrom(1, 4),
      maxPrice: fc.constantFrom('10', '100'),
      maxMonthlyPrice: fc.constantFrom('10', '100'),
      temporary: fc.constantFrom('required' as const, 'forbidden' as const),
      maxDurationMs: fc.constantFrom(3_600_000, 86_400_000),
    },
    { requiredKeys: [] },
  ),
  flags: fc.record({ autoPay: some(true, false), coupon: some(true, false) }, { requiredKeys: [] }),
};
const rule: fc.Arbitrary<Rule> = fc
  .record(
    {
      ...terms,
      force: fc.record({ autoPay: fc.boolean(), coupon: fc.constantFrom('none', 'best') }, { requiredKeys: [] }),
      breakGlass: fc.boolean(),
    },
    { requiredKeys: ['who'] },
  )
  .map((given) => aRule({ instances: {}, ...given }));
const denial: fc.Arbitrary<DenyRule> = fc
  .record(terms, { requiredKeys: ['who'] })
  .map((given) => aDenial({ instances: {}, ...given }));
const question = (facts: Directory): fc.Arbitrary<Question> =>
  fc.record({
    person: fc.constantFrom(...USERS).map(aPerson),
    instance: fc.constantFrom<Question['instance']>(
      anInstance(),
      anInstance({ capacityMb: 2048, architecture: '' }),
      { ...anInstance({ tags: { env: 'prod' } }), endTime: '2027-11-23T12:00:00Z' },
      anInstance({ chargeType: 'PostPaid' }),
    ),
    change: fc.constantFrom(
      aChange(),
      aChange({ coupon: 'best', autoPay: false }),
      aChange({ until: { kind: 'duration', ms: 7_200_000 } }),
      aChange({ until: { kind: 'instant', at: '2026-11-26T12:00:00Z' } }),
    ),
    quote: maybe(fc.constantFrom('-5', '0', '42.10', '99.99').map((amount) => aQuote(amount))),
    directory: fc.constant(facts),
    spending: maybe(fc.constantFrom([], [aSpending('80')])),
    now: fc.constant(new Date('2026-11-23T12:00:00Z')),
    breakGlass: fc.boolean(),
  });

// Where rules only allow, the order of rules cannot matter, and every loss must be a loss for the person.
const allowing = fc
  .tuple(groups, fc.array(rule, { minLength: 1, maxLength: 5 }), directory)
  .chain(([named, rules, facts]) => fc.tuple(fc.constant(aPolicy(rules, { groups: named })), question(facts)));
// Where a rule also asks for approvers and money, one rule is looked at.
const asking = fc
  .tuple(
    groups,
    rule,
    directory,
    fc.record({ from: some(...NAMES), count: fc.integer({ min: 1, max: 3 }), self: fc.boolean() }),
    fc.boolean(),
  )
  .chain(([named, one, facts, quorum, limited]) => {
    const limits = {
      openPerInstance: 1,
      monthlySpend: limited ? [{ currency: 'CNY', max: '100' }] : [],
      priceDrift: 0,
    } as const;
    return fc.tuple(
      fc.constant(aPolicy([{ ...one, approval: aQuorum(quorum) }], { groups: named, limits })),
      question(facts),
    );
  });
const cases = fc.oneof(allowing, asking);
const several = fc.array(denial, { maxLength: 3 });

const isAllowed = (policy: Policy, asked: Question): boolean => decide(policy, asked).kind === 'allowed';

test('taking somebody out of a group never allows more', () => {
  fc.assert(
    fc.property(cases, fc.constantFrom(...NAMES), fc.constantFrom(...USERS), ([policy, asked], name, id) => {
      const less = {
        ...policy,
        groups: {
          ...policy.groups,
          [name]: (policy.groups[name] ?? []).filter((one) => !('id' in one) || one.id !== id),
        },
      };
      if (isAllowed(less, asked)) expect(isAllowed(policy, asked)).toBe(true);
    }),
    { numRuns: runs(3_000) },
  );
});

test('taking somebody out of a user group never allows more', () => {
  fc.assert(
    fc.property(cases, fc.constantFrom('S1', 'S2'), fc.constantFrom(...USERS), ([policy, asked], name, id) => {
      const all = asked.directory.get(name);
      if (all === undefined || all === 'unknown') return;
      const fewer = new Map(asked.directory).set(name, new Set([...all].filter((one) => one !== id)));
      if (isAllowed(policy, { ...asked, directory: fewer })) expect(isAllowed(policy, asked)).toBe(true);
    }),
    { numRuns: runs(3_000) },
  );
});

test('not knowing a thing never allows more than knowing it did', () => {
  const forget: fc.Arbitrary<(asked: Question) => Question> = fc.constantFrom(
    (asked) => ({ ...asked, quote: undefined }),
    (asked) => ({ ...asked, spending: undefined }),
    (asked) => ({ ...asked, directory: new Map() }),
    (asked) => ({ ...asked, directory: new Map(asked.directory).set('S1', 'unknown') }),
    (asked) => ({ ...asked, change: { ...asked.change, targetClass: 'redis.nobody.knows.it' }, quote: undefined }),
  );
  fc.assert(
    fc.property(cases, forget, ([policy, asked], without) => {
      if (isAllowed(policy, without(asked))) expect(isAllowed(policy, asked)).toBe(true);
    }),
    { numRuns: runs(3_000) },
  );
});

test('one more rule that denies never allows more', () => {
  fc.assert(
    fc.property(cases, several, denial, fc.nat({ max: 3 }), ([policy, asked], denials, one, at) => {
      const before = { ...policy, denials };
      const after = { ...policy, denials: denials.toSpliced(at, 0, one) };
      if (isAllowed(after, asked)) expect(decide(after, asked)).toEqual(decide(before, asked));
    }),
    { numRuns: runs(3_000) },
  );
});

test('whoever is taken out of a group fills no more places, and places are never fewer', () => {
  const quorum = fc.record({ from: some(...NAMES), count: fc.integer({ min: 1, max: 2 }) });
  const need = fc.array(quorum, { minLength: 1, maxLength: 3 }).map((parts) => needOf({ ...aQuorum(), parts }));
  fc.assert(
    fc.property(
      groups,
      directory,
      need,
      fc.constantFrom(...NAMES),
      fc.constantFrom(...USERS),
      (named, facts, asks, name, id) => {
        const policy = aPolicy([], { groups: named });
        const less = aPolicy([], {
          groups: { ...named, [name]: named[name as 'a'].filter((one) => !('id' in one) || one.id !== id) },
        });
        const all = USERS.map(aPerson);
        const [fewer, more] = [less, policy].map((one) => quorumSlots(one, asks, aPerson('UX'), facts));
        expect(fewer?.filled(all)).toBeLessThanOrEqual(more?.filled(all) ?? 0);
        expect(fewer?.count).toBe(more?.count);
        expect(fewer?.count).toBe(asks.parts.reduce((sum, { count }) => sum + count, 0));
      },
    ),
    { numRuns: runs(1_000) },
  );
});

test('the same question has the same answer, and nothing of it is changed by asking', () => {
  fc.assert(
    fc.property(cases, several, ([policy, asked], denials) => {
      const whole = { ...policy, denials };
      const before = structuredClone(asked);
      expect(decide(whole, asked)).toEqual(decide(structuredClone(whole), structuredClone(asked)));
      expect(asked).toEqual(before);
    }),
    { numRuns: runs(500) },
  );
});

test('a rule for emergencies answers only to those who ask for it, and then alone', () => {
  fc.assert(
    fc.property(cases, ([policy, asked]) => {
      const verdict = decide(policy, asked);
      if (verdict.kind === 'allowed') expect(verdict.breakGlass).toBe(asked.breakGlass === true);
      const without = {
        ...policy,
        rules: policy.rules.filter((one) => one.breakGlass === (asked.breakGlass === true)),
      };
      expect(decide(without, asked)).toEqual(verdict);
    }),
    { numRuns: runs(1_000) },
  );
});

test('what a rule forces is what is allowed, and stays allowed when it is asked again', () => {
  fc.assert(
    fc.property(cases, several, ([policy, asked], denials) => {
      const whole = { ...policy, denials };
      const verdict = decide(whole, asked);
      if (verdict.kind === 'denied') return;
      const [first] = whole.rules;
      if (whole.rules.length === 1 && first !== undefined) expect(verdict.change).toMatchObject(first.force);
      // With several rules an earlier one may hold only for what a later one forced.
      if (whole.rules.length === 1) expect(decideAgain(whole, { ...asked, change: verdict.change })).toEqual(verdict);
    }),
    { numRuns: runs(1_000) },
  );
});

test('what is allowed can be touched, and enough people can agree to it', () => {
  fc.assert(
    fc.property(cases, several, ([allowing, asked], denials) => {
      const policy = { ...allowing, denials };
      const verdict = decide(policy, asked);
      if (verdict.kind === 'denied') return;
      expect(mayTouch(policy, asked.person, asked.instance, asked.directory)).toBe(true);
      const yes = USERS.filter(
        (id) => mayApprove(policy, verdict.need, aPerson(id), asked.person, asked.directory) === 'yes',
      );
      expect(yes.length).toBeGreaterThanOrEqual(verdict.need.count);
    }),
    { numRuns: runs(2_000) },
  );
});

test('a group with nobody in it, or no group at all, is never everybody', () => {
  fc.assert(
    fc.property(cases, ([policy, asked]) => {
      const empty = { ...policy, groups: { a: [], b: [], c: [] } };
      expect(decide(empty, asked).kind).toBe('denied');
      expect(membership(empty, NAMES, asked.person, asked.directory)).toBe('out');
      expect(mayApprove(policy, needOf({ kind: 'none' }), asked.person, aPerson('UX'), asked.directory)).toBe('no');
    }),
  );
});
