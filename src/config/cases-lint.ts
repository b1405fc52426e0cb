/** What the schema of cases cannot see: whether they speak of the policy at hand, and contradict themselves. */
import { nearest } from '../core/value/nearest.ts';
import type { Policy } from '../core/policy/policy-model.ts';
import type { RawCase, RawCases } from './cases-schema.ts';
import { didYouMean, finding, printPath, type Finding, type Path } from './problem.ts';

type Members = NonNullable<RawCases['members']>;
type Told = Exclude<RawCase['expect'], string>;

export function lintCases({ members = {}, cases }: RawCases, policy: Policy): readonly Finding[] {
  return [
    ...memberFindings(['members'], members, policy),
    ...cases.flatMap((one, index) => {
      const path = ['cases', index];
      return [
        ...repeated([...path, 'name'], one.name, cases.slice(0, index)),
        ...memberFindings([...path, 'given', 'members'], one.given.members ?? {}, policy),
        ...personFindings([...path, 'given', 'person'], one.given.person, policy),
        ...placeFindings([...path, 'given', 'instance'], one.given.instance, policy),
        ...(typeof one.expect === 'string' ? [] : expectFindings([...path, 'expect'], one.expect, policy)),
      ];
    }),
  ];
}

function repeated(path: Path, name: string, before: readonly RawCase[]): readonly Finding[] {
  const first = before.findIndex((one) => one.name === name);
  return first < 0 ? [] : [finding(path, 'is used twice', { hint: `first in ${printPath(['cases', first])}` })];
}

/** Ids of the user groups and channels that a name of the configuration, or an id itself, stands for. */
export function slackGroupsOf(name: string, { groups }: Policy): readonly string[] | undefined {
  const own = Object.hasOwn(groups, name) ? groups[name] : undefined;
  const ids = (subjects: typeof own = []): readonly string[] =>
    subjects.flatMap((one) => (one.kind === 'usergroup' || one.kind === 'channel' ? [one.id] : []));
  if (own !== undefined) return ids(own);
  return ids(Object.values(groups).flat()).includes(name) ? [name] : undefined;
}

function memberFindings(path: Path, members: Members, policy: Policy): readonly Finding[] {
  return Object.keys(members).flatMap((name) => groupFindings({ path: [...path, name], at: 'key' }, name, policy));
}

function personFindings(path: Path, person: RawCase['given']['person'], policy: Policy): readonly Finding[] {
  if (typeof person === 'string') return [];
  return person.groups.flatMap((name, index) =>
    groupFindings({ path: [...path, 'groups', index], at: 'value' }, name, policy),
  );
}

function groupFindings(at: Pick<Finding, 'path' | 'at'>, name: string, policy: Policy): readonly Finding[] {
  const ids = slackGroupsOf(name, policy);
  if (ids === undefined) return [unknown(at, 'group', name, Object.keys(policy.groups))];
  if (ids.length > 0) return [];
  const message = `${JSON.stringify(name)} has no user group or channel`;
  return [{ ...at, message, hint: 'its people are in the configuration; give the id of one as person' }];
}

function placeFindings(path: Path, { account, region }: RawCase['given']['instance'], { accounts }: Policy) {
  const names = accounts.map(({ name }) => name);
  const mine = account === undefined ? accounts[0] : accounts.find(({ name }) => name === account);
  if (mine === undefined)
    return [unknown({ path: [...path, 'account'], at: 'value' }, 'account', account ?? '', names)];
  if (region === undefined || mine.regions.includes(region)) return [];
  const message = `is not a region of the account ${JSON.stringify(mine.name)}`;
  return [finding([...path, 'region'], message, didYouMean(nearest(region, mine.regions)))];
}

function expectFindings(path: Path, { verdict, rule, ...more }: Told, policy: Policy): readonly Finding[] {
  const rules = [...policy.rules, ...policy.denials].map(({ name }) => name);
  const missing =
    rule === undefined || rules.includes(rule)
      ? []
      : [unknown({ path: [...path, 'rule'], at: 'value' }, 'rule', rule, rules)];
  const never = verdict === 'denied' ? (['approvals', 'timing', 'flags'] as const) : (['because'] as const);
  const idle = never
    .filter((key) => more[key] !== undefined)
    .map((key): Finding => ({
      path: [...path, key],
      at: 'key',
      message: `goes with ${verdict === 'denied' ? 'allowed' : 'denied'} only`,
    }));
  return [...missing, ...idle];
}

function unknown(at: Pick<Finding, 'path' | 'at'>, what: string, name: string, known: readonly string[]): Finding {
  return {
    ...at,
    message: `there is no ${what} ${JSON.stringify(name)} in the configuration`,
    ...didYouMean(nearest(name, known)),
  };
}
