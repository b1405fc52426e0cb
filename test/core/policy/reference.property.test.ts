import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matcher } from '../../../src/core/policy/globs.ts';
import type { DenyRule, Directory, Policy, Rule, Subject } from '../../../src/core/policy/policy-model.ts';
import { decide, mayTouch, nearestRules } from '../../../src/core/policy/policy.ts';
import type { Question } from '../../../src/core/policy/verdict.ts';
import { aChange, aDenial, anInstance, aPerson, aPolicy, aQuote, aRule, user, usergroup } from './policy-builders.ts';
import { matchesOne, nearest, reference, touchable } from './reference.ts';
import { runs } from '../../runs.ts';

const some = <T>(...values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values]);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
/** Each key once in four times: with more terms, hardly any rule would match anything. */
const given = <T extends object>(model: { [Key in keyof T]-?: fc.Arbitrary<T[Key]> }): fc.Arbitrary<Partial<T>> =>
  fc.tuple(fc.record<T>(model), fc.noBias(fc.nat({ max: 2 ** 30 }))).map(([all, bits]) => {
    const parts = Object.entries(all).filter((_, at) => ((bits >> (2 * at)) & 3) === 0);
    return Object.fromEntries(parts) as Partial<T>;
  });

const USERS = ['U1', 'U2'];
const NAMES = ['a', 'b', 'no such group'];
const everybody: Subject = { kind: 'everybody' };
const subjects = some<Subject>(...USERS.map(user), usergroup('S1'), usergroup('S2'), everybody);
const names = some('orders-*', '*', '?rders-{cache,queue}', 'r-bp*', 'x');
const classes = some('redis.master.*', 'tair.*', '*.mid.*', '');
// A few values of each, so that many rules of one policy share their terms.
const terms = {
  who: some(...NAMES),
  instances: given<Rule['instances']>({
    ids: some('r-bp1orders', 'r-bp2'),
    names,
    tags: fc.constantFrom({ env: 'dev' }, { env: 'dev', constructor: 'x' }, {}),
    regions: some('cn-hangzhou', 'cn-shanghai'),
    accounts: some('main', 'other'),
    architectures: some('standard', 'cluster'),
    classes,
  }),
  change: given<Rule['change']>({
    direction: some('upgrade' as const, 'downgrade' as const),
    minMemoryMb: fc.constantFrom(512, 4096),
    maxMemoryMb: fc.constantFrom(1024, 4096),
    maxStep: fc.constantFrom(1.999, 2, 2.001),
    maxShards: fc.constantFrom(1, 4),
    classes,
    maxPrice: fc.constantFrom('42.10', '42.1', '42.09999999999999999999', '42.10000000000000000001', '100'),
    maxMonthlyPrice: fc.constantFrom('10', '100'),
    temporary: fc.constantFrom('required' as const, 'forbidden' as const),
    maxDurationMs: fc.constantFrom(7_199_000, 7_200_000, 86_400_000),
  }),
  flags: given<Rule['flags']>({
    autoPay: some(true, false),
    coupon: some(true, false),
    effectiveTime: some('Immediately' as const, 'MaintainTime' as const),
    forceUpgrade: some(true, false),
  }),
};
const force = given<Rule['force']>({
  autoPay: fc.boolean(),
  coupon: fc.constantFrom('none', 'best'),
  effectiveTime: fc.constantFrom('Immediately' as const, 'MaintainTime' as const),
  forceUpgrade: fc.boolean(),
});
const rule = fc.record({ ...terms, force, breakGlass: fc.boolean() });
const named = <T>(rules: readonly T[]) => rules.map((one, index) => ({ ...one, name: `rule ${index}`, line: index }));
const policies: fc.Arbitrary<Policy> = fc
  .record({
    groups: fc.record({ a: subjects, b: subjects }),
    rules: fc.array(rule, { maxLength: 6 }).map((rules): readonly Rule[] => named(rules).map(aRule)),
    denials: fc.array(fc.record(terms), { maxLength: 4 }).map((all): readonly DenyRule[] => named(all).map(aDenial)),
  })
  .map(({ rules, ...more }) => aPolicy(rules, more));
/** Of flags alone, for everybody: what one rule forces, another may deny. */
const flagPolicies: fc.Arbitrary<Policy> = fc
  .record({
    rules: fc.array(fc.record({ flags: terms.flags, force }), { minLength: 1, maxLength: 3 }),
    denials: fc.array(fc.record({ flags: terms.flags }), { minLength: 1, maxLength: 2 }),
  })
  .map(({ rules, denials }) => {
    const all = { who: ['all'], instances: {} };
    const allowing = named(rules).map((one) => aRule({ ...one, ...all }));
    const denying = named(denials).map((one) => aDenial({ ...one, ...all }));
    return aPolicy(allowing, { denials: denying, groups: { all: [everybody] } });
  });

const members = fc.oneof(
  fc.constant('unknown' as const),
  some(...USERS).map((ids) => new Set(ids)),
);
const directory: fc.Arbitrary<Directory> = given<Record<'S1' | 'S2', 'unknown' | Set<string>>>({
  S1: members,
  S2: members,
}).map((all) => new Map(Object.entries(all)));
const questions: fc.Arbitrary<Question> = fc.record({
  person: fc.constantFrom(...USERS).map(aPerson),
  instance: fc.constantFrom<Question['instance']>(
    anInstance(),
    anInstance({ name: '', capacityMb: 4096, architecture: 'Cluster' }),
    anInstance({ capacityMb: undefined, architecture: '', instanceClass: '', tags: { env: 'prod' } }),
    { ...anInstance({ chargeType: 'PostPaid', region: 'cn-shanghai' }), realClass: 'tair.rdb.1g', shards: 2 },
    { ...anInstance({ account: 'other' }), endTime: '2027-11-23T12:00:00Z' },
  ),
  change: fc.constantFrom(
    aChange(),
    aChange({ coupon: 'best', autoPay: false }),
    aChange({ targetClass: 'redis.no.one.knows', effectiveTime: 'MaintainTime', forceUpgrade: true }),
    aChange({ targetClass: 'tair.rdb.2g' }),
    aChange({ until: { kind: 'duration', ms: 7_200_000 } }),
    aChange({ until: { kind: 'instant', at: '2026-11-26T12:00:00Z' } }),
  ),
  quote: maybe(fc.constantFrom('-5', '0', '42.10', '99.99', 'none').map((amount) => aQuote(amount))),
  directory,
  spending: fc.constant([]),
  now: fc.constant(new Date('2026-11-23T12:00:00Z')),
  breakGlass: fc.boolean(),
});

test('a policy answers each of many questions as its rules read, with the same words', () => {
  fc.assert(
    fc.property(
      fc.oneof(policies, flagPolicies),
      fc.array(questions, { minLength: 1, maxLength: 4 }),
      (policy, asked) => {
        for (const question of asked) expect(answer(policy, question)).toEqual(reference(policy, question));
      },
    ),
    { numRuns: runs(500) },
  );
});

test('the nearest rules are those with the fewest terms that do not match, in their order', () => {
  fc.assert(
    fc.property(policies, questions, fc.nat({ max: 7 }), (policy, question, most) => {
      expect(nearestRules(policy, question, most)).toEqual(nearest(policy, question).slice(0, most));
    }),
    { numRuns: runs(500) },
  );
});

test('an instance is offered to whom its rules read so', () => {
  fc.assert(
    fc.property(policies, questions, (policy, question) => {
      const { person, instance, directory: known } = question;
      expect(mayTouch(policy, person, instance, known)).toBe(touchable(policy, question));
    }),
    { numRuns: runs(500) },
  );
});

test('a pattern matches what its regular expression does', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', '-', '.', '(', '+', '/', '*'), { maxLength: 7 })
    .map((all) => all.join(''));
  const { pattern } = fc.letrec<{ pattern: string; piece: string; group: string }>((tie) => ({
    pattern: fc.array(tie('piece'), { maxLength: 5 }).map((all) => all.join('')),
    piece: fc.oneof({ maxDepth: 2 }, fc.constantFrom('*', '?', 'a', 'b', '-', '.', '(', '+', '/'), tie('group')),
    group: fc.array(tie('pattern'), { minLength: 1, maxLength: 3 }).map((all) => `{${all.join(',')}}`),
  }));
  fc.assert(
    fc.property(pattern, text, (glob, value) => {
      expect(matcher([glob])(value)).toBe(matchesOne([glob], value));
    }),
    { numRuns: runs(1_000) },
  );
});

/** The verdict, without what approvers and monthly limits make of it. */
function answer(policy: Policy, question: Question): unknown {
  const verdict = decide(policy, question);
  if (verdict.kind === 'allowed') {
    const { rule: by, change } = verdict;
    const found = policy.rules.find(({ name }) => name === by.name);
    expect(change).toEqual({ ...question.change, ...found?.force });
    return { kind: 'decided', rule: found };
  }
  const { reason, nearest: near, text } = verdict;
  return reason === 'deny_rule' ? { kind: reason, nearest: near, text } : { kind: reason, nearest: near };
}
