/** One decision over 1,000 rules that allow and 1,000 that deny, in the cases that cost the most. */
import type { DenyRule, Policy, Rule, Subject } from '../src/core/policy/policy-model.ts';
import { decide } from '../src/core/policy/policy.ts';
import type { Question, Verdict } from '../src/core/policy/verdict.ts';
import {
  aDenial,
  aDirectory,
  anInstance,
  aPolicy,
  aQuestion,
  aQuorum,
  aRule,
  user,
  usergroup,
} from '../test/core/policy/policy-builders.ts';

const WARM_UP = 100;
const RULES = 1_000;
const each = Array.from({ length: RULES }, (_, index) => index);
const PEOPLE = Array.from({ length: 1_000 }, (_, index) => `UBENCH${index}`);

interface PolicyCase {
  readonly name: string;
  readonly policy: Policy;
  readonly question: Question;
  readonly expected: Verdict['kind'];
}

/** A term of nearly every kind, all of which match the question. */
const TERMS = {
  instances: {
    tags: { env: 'dev' },
    regions: ['cn-hangzhou', 'cn-shanghai'],
    accounts: ['main'],
    architectures: ['standard', 'cluster'],
    classes: ['tair.*', 'redis.*'],
  },
  change: { direction: ['upgrade'], maxMemoryMb: 65_536, maxStep: 4, classes: ['tair.*', '*.mid.*'], maxPrice: '99.5' },
  flags: { autoPay: [true], coupon: [true, false] },
} as const satisfies Partial<Rule>;

const GROUPS: Policy['groups'] = {
  guests: PEOPLE.slice(1).map(user),
  staff: [...PEOPLE.slice(1).map(user), usergroup('SGUESTS')],
  team: [usergroup('STEAM')] satisfies readonly Subject[],
};

const TAGS = Object.fromEntries([['env', 'dev'], ...each.map((index) => [`team${index}`, 'orders'])]) as Record<
  string,
  string
>;

const question = aQuestion({
  by: PEOPLE[0] ?? '',
  instance: anInstance({ name: 'team-orders-cache', tags: TAGS }),
  directory: aDirectory({ STEAM: PEOPLE, SGUESTS: PEOPLE.slice(1) }),
});

const WHO = ['guests', 'staff', 'team'];

/** No two rules have the same tags and prices. What does not match: the name, the price, or the person and a flag. */
function failing(index: number): Pick<Rule, 'name' | 'who' | 'instances' | 'change' | 'flags'> {
  const name = `rule ${index}`;
  const instances = { ...TERMS.instances, tags: { ...TERMS.instances.tags, [`team${index}`]: 'orders' } };
  const change = { ...TERMS.change, maxPrice: `42.1${index}` };
  const names = [`*-cache-${index}`, `team-*-${index}-*`, '*-nothing'];
  const each = { ...TERMS, name, who: WHO, instances, change };
  if (index % 3 === 0) return { ...each, instances: { ...instances, names } };
  if (index % 3 === 1) return { ...each, change: { ...change, maxPrice: `41.${index}` } };
  return { ...each, who: ['guests', 'staff'], flags: { ...TERMS.flags, forceUpgrade: [true] } };
}

const rules = each.map((index) => aRule({ ...failing(index), force: index % 5 === 0 ? { coupon: 'best' } : {} }));
const denials = each.map((index) => aDenial(failing(index)));
const last = aRule({ ...TERMS, name: 'last', who: WHO, approval: aQuorum({ from: WHO, count: 2 }) });
const certain: DenyRule = aDenial({ ...TERMS, name: 'last', who: WHO });
/** Undecided: the end of the subscription is not known, so neither is the price of a month. */
const unsure = denials.map(({ name, instances: { tags = {} } }) =>
  aDenial({ ...TERMS, name, who: WHO, instances: { ...TERMS.instances, tags }, change: { maxMonthlyPrice: '1' } }),
);

export const POLICY_CASES: readonly PolicyCase[] = [
  policyCase('the last rule allows', [...rules, last], denials, 'allowed'),
  policyCase('no rule allows, the nearest is named', rules, denials, 'denied'),
  policyCase('only the last denial denies for certain', rules, [...unsure, certain], 'denied'),
];

function policyCase(name: string, allow: readonly Rule[], deny: readonly DenyRule[], expected: Verdict['kind']) {
  return { name, policy: aPolicy(allow, { denials: deny, groups: GROUPS }), question, expected };
}

/** How long each of `rounds` decisions takes, in milliseconds, the fastest first; the warm-up is left out. */
export function timesOf({ policy, question: asked, expected, name }: PolicyCase, rounds: number): readonly number[] {
  const once = (): number => {
    const from = performance.now();
    const { kind } = decide(policy, asked);
    const took = performance.now() - from;
    if (kind !== expected) throw new Error(`${name}: ${kind}`);
    return took;
  };
  for (let round = 0; round < WARM_UP; round += 1) once();
  return Array.from({ length: rounds }, once).toSorted((a, b) => a - b);
}
