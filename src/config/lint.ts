import { BILLED_IN } from '../core/value/money.ts';
import { nearest } from '../core/value/nearest.ts';
import { CHANNEL_ID, CURRENCY, EVERYBODY, USER_ID, USERGROUP_ID } from './fields.ts';
import { forms } from './forms.ts';
import { approvals, lonely, unheard } from './lint-approval.ts';
import { bounded, classes, forbiddenDefaults, impossible, places, unreachable, whollyDenied } from './lint-rules.ts';
import { backwards, idleFreezes, unknownHolidays, unusedHolidays, windows } from './lint-times.ts';
import { mentions, type At } from './names.ts';
import { partsOf, type Parts } from './parts.ts';
import { didYouMean, finding, printPath, type Finding } from './problem.ts';
import type { RawAccount, RawSpendLimit } from './schema.ts';

export interface Lint {
  readonly problems: readonly Finding[];
  readonly warnings: readonly Finding[];
}

/** What the schema cannot see: names that refer to each other, rules that cannot be reached, sums that cannot add up. */
export function lint(raw: unknown, now: Date): Lint {
  const parts = partsOf(raw);
  const { rules, locks, freezes, accounts } = parts;
  return {
    problems: [
      ...forms(raw),
      ...repeated(accounts),
      ...repeated(rules),
      ...references(parts),
      ...accounts.flatMap(endpointKeys),
      ...[...rules, ...locks].flatMap(({ path, value }) => places(path, value.instances, parts)),
      ...rules.flatMap((each) => [...impossible(each), ...approvals(each, parts), ...windows(each)]),
      ...unknownHolidays(parts),
      ...freezes.flatMap(backwards),
      ...currencies(parts),
      ...parts.spendLimits.flatMap((each) => limitedAccounts(each, parts)),
      ...unreachable(parts),
    ],
    warnings: [
      ...echoes(parts),
      ...unusedGroups(parts),
      ...unusedHolidays(parts),
      ...rules.flatMap((each) => [...bounded(each), ...classes(each), ...lonely(each, parts), ...unheard(each, parts)]),
      ...forbiddenDefaults(parts),
      ...whollyDenied(parts),
      ...idleFreezes(parts, now),
    ],
  };
}

function repeated(items: readonly At<{ readonly name: string }>[]): readonly Finding[] {
  const first = new Map<string, At<unknown>>();
  return items.flatMap((item) => {
    const earlier = first.get(item.value.name);
    if (earlier === undefined) first.set(item.value.name, item);
    return earlier === undefined
      ? []
      : [finding([...item.path, 'name'], 'is used twice', { hint: `first in ${printPath(earlier.path)}` })];
  });
}

function references(parts: Parts): readonly Finding[] {
  const known = new Set(parts.groupNames);
  return [...mentions(parts.naming)].flatMap(({ path, value, as }) => {
    if (value === EVERYBODY) return as === 'who' ? [] : [finding(path, '"*" can only stand in who')];
    if (known.has(value) || [USER_ID, USERGROUP_ID, CHANNEL_ID].some((id) => id.test(value))) return [];
    const near = nearest(value, parts.groupNames);
    const hint = near === undefined ? { hint: 'define it under groups, or give a Slack id' } : didYouMean(near);
    return [finding(path, `there is no group ${JSON.stringify(value)}`, hint)];
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

/** A limit in a currency that nobody is billed in would never be compared with anything. */
function currencies(parts: Parts): readonly Finding[] {
  if (!parts.accountsComplete) return [];
  const known = [...new Set(parts.accounts.flatMap(({ value: { site = 'china' } }) => BILLED_IN[site]))];
  return parts.currencies
    .filter(({ value }) => CURRENCY.test(value) && !known.some((one) => one === value))
    .map(({ path, value, at }) => {
      const near = nearest(value, known);
      const hint = near === undefined ? { hint: `they are billed in ${known.join(' or ')}` } : didYouMean(near);
      return { path, at, message: 'no account is billed in it', ...hint };
    });
}

function limitedAccounts({ path, value }: At<RawSpendLimit>, parts: Parts): readonly Finding[] {
  if (!parts.accountsComplete) return [];
  const known = parts.accounts.map((one) => one.value.name);
  return (value.accounts ?? []).flatMap((name, index) =>
    known.includes(name)
      ? []
      : [finding([...path, 'accounts', index], 'is not the name of an account', didYouMean(nearest(name, known)))],
  );
}

function echoes({ cards, mirror }: Parts): readonly Finding[] {
  return mirror.flatMap((channel, index) => {
    const at = ['slack', 'mirror', index];
    if (mirror.indexOf(channel) < index) return [finding(at, 'is given twice')];
    return channel === cards ? [finding(at, 'gets the cards already, by slack.cards')] : [];
  });
}

function unusedGroups(parts: Parts): readonly Finding[] {
  const used = new Set([...mentions(parts.naming)].map(({ value }) => value));
  return parts.groupNames
    .filter((name) => !used.has(name))
    .map((name) => ({ path: ['groups', name], at: 'key', message: 'is not used' }));
}
