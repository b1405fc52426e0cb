import { parseDuration } from '../core/duration.ts';
import { BILLED_IN } from '../core/money.ts';
import { nearest } from '../core/nearest.ts';
import { CURRENCY, USER_ID, USERGROUP_ID } from './fields.ts';
import { mentions, partsOf, type At, type Parts } from './parts.ts';
import { didYouMean, printPath, type Finding, type Path } from './problem.ts';
import { shadows, subjectsOf, type Groups } from './reach.ts';
import type { RawAccount, RawFreeze, RawRule } from './schema.ts';

export interface Lint {
  readonly problems: readonly Finding[];
  readonly warnings: readonly Finding[];
}

/** What the schema cannot see: names that refer to each other, rules that cannot be reached, sums that cannot add up. */
export function lint(raw: unknown): Lint {
  const parts = partsOf(raw);
  return {
    problems: [
      ...repeated(parts.accounts),
      ...repeated(parts.rules),
      ...references(parts),
      ...parts.accounts.flatMap(endpointKeys),
      ...parts.rules.flatMap((each) => [...places(each, parts), ...quorum(each, parts), ...windows(each)]),
      ...parts.freezes.flatMap(order),
      ...currencies(parts),
      ...unreachable(parts),
    ],
    warnings: [...unusedGroups(parts), ...lonelyQuorums(parts)],
  };
}

function finding(path: Path, message: string, hint: { readonly hint?: string } = {}): Finding {
  return { path, at: 'value', message, ...hint };
}

function repeated(items: readonly At<{ readonly name: string }>[]): readonly Finding[] {
  return items.flatMap(({ path, value }, index) => {
    const first = items.slice(0, index).find((other) => other.value.name === value.name);
    return first ? [finding([...path, 'name'], 'is used twice', { hint: `first in ${printPath(first.path)}` })] : [];
  });
}

function references(parts: Parts): readonly Finding[] {
  const known = new Set(parts.groupNames);
  return [...mentions(parts)]
    .filter(({ value }) => !known.has(value) && !USER_ID.test(value) && !USERGROUP_ID.test(value))
    .map(({ path, value }) => {
      const near = nearest(value, parts.groupNames);
      const hint = near === undefined ? { hint: 'define it under groups, or give a Slack id' } : didYouMean(near);
      return finding(path, `there is no group ${JSON.stringify(value)}`, hint);
    });
}

function endpointKeys({ path, value }: At<RawAccount>): readonly Finding[] {
  const allowed = [...value.regions, 'billing', 'monitor'];
  return Object.keys(value.endpoints ?? {})
    .filter((key) => !allowed.includes(key))
    .map((key) => {
      const message = 'is neither a region of this account nor billing or monitor';
      return { path: [...path, 'endpoints', key], at: 'key', message, ...didYouMean(nearest(key, allowed)) };
    });
}

function places({ path, value }: At<RawRule>, parts: Parts): readonly Finding[] {
  if (!parts.accountsComplete) return [];
  const regions = parts.accounts.flatMap((one) => one.value.regions);
  const names = parts.accounts.map((one) => one.value.name);
  const strange = (key: 'regions' | 'accounts', known: readonly string[], message: string): readonly Finding[] =>
    (value.instances[key] ?? []).flatMap((name, index) =>
      known.includes(name)
        ? []
        : [finding([...path, 'instances', key, index], message, didYouMean(nearest(name, known)))],
    );
  return [
    ...strange('regions', regions, 'is not a region of any account'),
    ...strange('accounts', names, 'is not the name of an account'),
  ];
}

function quorum({ path, value }: At<RawRule>, parts: Parts): readonly Finding[] {
  if (value.approval === 'none') return [];
  const { from, count = 1, expires = '24h', remind } = value.approval;
  const at = [...path, 'approval'];
  const people = parts.groupsComplete ? staticPeople(from, parts.groups) : undefined;
  const late = remind !== undefined && (parseDuration(remind) ?? 0) >= (parseDuration(expires) ?? 0);
  return [
    ...(people !== undefined && people.size > 0 && people.size < count
      ? [finding([...at, 'count'], `${count} must agree, but only ${people.size} could`)]
      : []),
    ...(late ? [finding([...at, 'remind'], `must be shorter than the wait of ${expires}`)] : []),
  ];
}

// How many are in a user group only Slack knows.
function staticPeople(from: readonly string[], known: Groups): ReadonlySet<string> | undefined {
  const subjects = subjectsOf(from, known);
  return [...subjects].every((id) => USER_ID.test(id)) ? subjects : undefined;
}

function windows({ path, value }: At<RawRule>): readonly Finding[] {
  return (value.windows ?? []).flatMap(({ from, to }, index) =>
    from === to ? [finding([...path, 'windows', index, 'to'], 'is the same as from, so the window is never open')] : [],
  );
}

function order({ path, value }: At<RawFreeze>): readonly Finding[] {
  return Date.parse(value.from) < Date.parse(value.to) ? [] : [finding([...path, 'to'], 'must be later than from')];
}

/** A limit in a currency that nobody is billed in would never be compared with anything. */
function currencies(parts: Parts): readonly Finding[] {
  if (!parts.accountsComplete) return [];
  const known = [...new Set(parts.accounts.flatMap(({ value: { site = 'china' } }) => BILLED_IN[site]))];
  return parts.currencies
    .filter((currency) => CURRENCY.test(currency) && !known.some((one) => one === currency))
    .map((currency) => {
      const near = nearest(currency, known);
      const hint = near === undefined ? { hint: `they are billed in ${known.join(' or ')}` } : didYouMean(near);
      return { path: ['limits', 'monthlySpend', currency], at: 'key', message: 'no account is billed in it', ...hint };
    });
}

function unreachable({ rules, groups: known, groupsComplete }: Parts): readonly Finding[] {
  if (!groupsComplete) return [];
  const covers = shadows(known);
  return rules.flatMap(({ path, value }, index) => {
    const above = rules.slice(0, index).find((earlier) => covers(earlier.value, value));
    if (above === undefined) return [];
    const hint = { hint: `${printPath(above.path)} ${JSON.stringify(above.value.name)} matches everything it matches` };
    return [finding(path, 'can never be reached', hint)];
  });
}

function unusedGroups(parts: Parts): readonly Finding[] {
  const used = new Set([...mentions(parts)].map(({ value }) => value));
  return parts.groupNames
    .filter((name) => !used.has(name))
    .map((name) => ({ path: ['groups', name], at: 'key', message: 'is not used' }));
}

function lonelyQuorums(parts: Parts): readonly Finding[] {
  return parts.rules.flatMap(({ path, value: { approval, who } }) => {
    if (approval === 'none' || approval.self === true) return [];
    const people = staticPeople(approval.from, parts.groups);
    if (people?.size !== (approval.count ?? 1)) return [];
    if (![...subjectsOf(who, parts.groups)].some((id) => people.has(id))) return [];
    const message = 'whoever asks does not count, so when one of these people asks, too few are left to agree';
    return [finding([...path, 'approval', 'from'], message)];
  });
}
