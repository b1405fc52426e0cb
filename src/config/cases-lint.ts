/** What the schema of cases cannot see: names the policy does not have, and expectations that contradict themselves. */
import { nearest } from '../core/value/nearest.ts';
import type { Policy } from '../core/policy/policy-model.ts';
import type { RawCases } from './cases-schema.ts';
import { each, type At, type Draft } from './draft.ts';
import { didYouMean, finding, printPath, wrongKey, type Finding, type Path } from './problem.ts';

type Members = Draft<NonNullable<RawCases['members']>>;
type Case = Draft<RawCases['cases'][number]>;
type Given = NonNullable<Case['given']>;

export function lintCases({ members, cases }: Draft<RawCases>, policy: Policy): readonly Finding[] {
  const all = each(['cases'], cases);
  return [
    ...memberFindings(['members'], members, policy),
    ...all.flatMap(({ path, value: { name, given, expect } }, index) => [
      ...repeated([...path, 'name'], name, all.slice(0, index)),
      ...memberFindings([...path, 'given', 'members'], given?.members, policy),
      ...personFindings([...path, 'given', 'person'], given?.person, policy),
      ...placeFindings([...path, 'given', 'instance'], given?.instance, policy),
      ...expectFindings([...path, 'expect'], expect, policy),
    ]),
  ];
}

function repeated(path: Path, name: string | undefined, before: readonly At<Case>[]): readonly Finding[] {
  const first = name === undefined ? undefined : before.find(({ value }) => value.name === name);
  return first === undefined ? [] : [finding(path, 'is used twice', { hint: `first in ${printPath(first.path)}` })];
}

/** Ids of the user groups and channels that a name of the configuration, or an id itself, stands for. */
export function slackGroupsOf(name: string, { groups }: Policy): readonly string[] | undefined {
  const own = Object.hasOwn(groups, name) ? groups[name] : undefined;
  const ids = (subjects: typeof own = []): readonly string[] =>
    subjects.flatMap((one) => (one.kind === 'usergroup' || one.kind === 'channel' ? [one.id] : []));
  if (own !== undefined) return ids(own);
  return ids(Object.values(groups).flat()).includes(name) ? [name] : undefined;
}

function memberFindings(path: Path, members: Members | undefined, policy: Policy): readonly Finding[] {
  return Object.keys(members ?? {}).flatMap((name) =>
    groupFindings({ path: [...path, name], at: 'key' }, name, policy),
  );
}

function personFindings(path: Path, person: Given['person'], policy: Policy): readonly Finding[] {
  if (typeof person !== 'object') return [];
  return each([...path, 'groups'], person.groups).flatMap(({ path: at, value }) =>
    groupFindings({ path: at, at: 'value' }, value, policy),
  );
}

function groupFindings(at: Pick<Finding, 'path' | 'at'>, name: string, policy: Policy): readonly Finding[] {
  const ids = slackGroupsOf(name, policy);
  if (ids === undefined) return [unknown(at, 'group', name, Object.keys(policy.groups))];
  if (ids.length > 0) return [];
  const message = `${JSON.stringify(name)} has no user group or channel`;
  return [{ ...at, message, hint: 'the configuration lists its people; use the id of one of them as person' }];
}

function placeFindings(path: Path, instance: Given['instance'], { accounts }: Policy): readonly Finding[] {
  const { account, region } = instance ?? {};
  const names = accounts.map(({ name }) => name);
  const mine = account === undefined ? accounts[0] : accounts.find(({ name }) => name === account);
  if (mine === undefined)
    return [unknown({ path: [...path, 'account'], at: 'value' }, 'account', account ?? '', names)];
  if (region === undefined || mine.regions.includes(region)) return [];
  const message = `is not a region of the account ${JSON.stringify(mine.name)}`;
  return [finding([...path, 'region'], message, didYouMean(nearest(region, mine.regions)))];
}

function expectFindings(path: Path, expect: Case['expect'], policy: Policy): readonly Finding[] {
  if (typeof expect !== 'object') return [];
  const { verdict, rule, ...more } = expect;
  const rules = [...policy.rules, ...policy.denials].map(({ name }) => name);
  const missing =
    rule === undefined || rules.includes(rule)
      ? []
      : [unknown({ path: [...path, 'rule'], at: 'value' }, 'rule', rule, rules)];
  if (verdict === undefined) return missing;
  const never = verdict === 'denied' ? (['approvals', 'timing', 'flags'] as const) : (['because'] as const);
  const other = verdict === 'denied' ? 'allowed' : 'denied';
  const idle = never
    .filter((key) => more[key] !== undefined)
    .map((key) => wrongKey([...path, key], `goes with ${other} only`));
  return [...missing, ...idle];
}

function unknown(at: Pick<Finding, 'path' | 'at'>, what: string, name: string, known: readonly string[]): Finding {
  const message = `there is no ${what} ${JSON.stringify(name)} in the configuration`;
  return { ...at, message, ...didYouMean(nearest(name, known)) };
}
