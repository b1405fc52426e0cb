import { otherMeaning } from '../core/command/tokens.ts';
import { BILLED_IN } from '../core/value/money.ts';
import { CHANNEL_ID, USER_ID, USERGROUP_ID } from '../core/value/ids.ts';
import { nearest } from '../core/value/nearest.ts';
import { each, type At, type Checked, type Draft } from './draft.ts';
import { CURRENCY, EVERYBODY } from './fields.ts';
import { keyRules } from './key-rules.ts';
import { approvals, crowded, lonely, unheard, unseen } from './lint-approval.ts';
import { bounded, classes, forbiddenDefaults, impossible, unreachable, whollyDenied } from './lint-rules.ts';
import { backwards, idleFreezes, neverOpen, unknownHolidays, unusedHolidays } from './lint-times.ts';
import type { Linted } from './linted.ts';
import { mentions, spendLimits } from './mentions.ts';
import { didYouMean, finding, printPath, wrongKey, type Finding, type Path } from './problem.ts';
import type { RawRule } from './rule-schema.ts';
import type { RawFile, RawFreeze } from './schema.ts';

export interface Lint {
  readonly problems: readonly Finding[];
  readonly warnings: readonly Finding[];
}

/** What the schema cannot see: references between names, rules that cannot match, numbers that cannot add up. */
export function lint({ draft, isSound }: Pick<Checked<RawFile>, 'draft' | 'isSound'>, now: Date): Lint {
  const accounts = each(['accounts'], draft.accounts);
  const linted: Linted = {
    draft,
    rules: each(['rules'], draft.rules).filter((item): item is At<RawRule> => isSound(item.path)),
    freezes: each(['freezes'], draft.freezes).filter((item): item is At<RawFreeze> => isSound(item.path)),
    groups: isSound(['groups']) ? new Map(Object.entries(draft.groups ?? {}) as [string, string[]][]) : undefined,
    accounts: !isSound(['accounts'])
      ? undefined
      : {
          names: accounts.flatMap(({ value: { name } }) => name ?? []),
          regions: accounts.flatMap(({ value: { regions } }) => regions?.filter((one) => one !== undefined) ?? []),
        },
  };
  const { rules, freezes } = linted;
  return {
    problems: [
      ...keyRules(draft),
      ...repeated(accounts),
      ...repeated(each(['rules'], draft.rules)),
      ...references(draft),
      ...accounts.flatMap(endpointKeys),
      ...unknownPlaces(linted),
      ...rules.flatMap((rule) => [
        ...impossible(rule),
        ...approvals(rule, linted),
        ...unseen(rule, linted),
        ...neverOpen(rule),
      ]),
      ...unknownHolidays(draft),
      ...presetFindings(draft),
      ...freezes.flatMap(backwards),
      ...currencies(linted),
      ...unreachable(linted),
    ],
    warnings: [
      ...echoes(draft),
      ...strangeRegions(draft),
      ...unusedGroups(draft),
      ...unusedHolidays(draft),
      ...rules.flatMap((rule) => [
        ...bounded(rule),
        ...classes(rule),
        ...lonely(rule, linted),
        ...unheard(rule, linted),
        ...crowded(rule, linted),
      ]),
      ...forbiddenDefaults(linted),
      ...whollyDenied(linted),
      ...idleFreezes(freezes, now),
    ],
  };
}

function repeated(items: readonly At<{ readonly name?: string | undefined }>[]): readonly Finding[] {
  const first = new Map<string, Path>();
  return items.flatMap(({ path, value: { name } }) => {
    const earlier = name === undefined ? undefined : first.get(name);
    if (earlier !== undefined)
      return [finding([...path, 'name'], 'is used twice', { hint: `first in ${printPath(earlier)}` })];
    if (name !== undefined) first.set(name, path);
    return [];
  });
}

function references(draft: Draft<RawFile>): readonly Finding[] {
  // Groups that are no mapping are one mistake, not one for each use of them.
  if (draft.groups === undefined && 'groups' in draft) return [];
  const names = Object.keys(draft.groups ?? {});
  const known = new Set(names);
  return [...mentions(draft)].flatMap(({ path, value, as }) => {
    if (value === EVERYBODY) return as === 'who' ? [] : [finding(path, '"*" is only allowed in who')];
    if (known.has(value) || [USER_ID, USERGROUP_ID, CHANNEL_ID].some((id) => id.test(value))) return [];
    const near = nearest(value, names);
    const define = /^[@#]/.test(value)
      ? 'use Slack ids such as S012ABC, not handles'
      : 'define it under groups, or use a Slack id';
    return [
      finding(
        path,
        `there is no group ${JSON.stringify(value)}`,
        near === undefined ? { hint: define } : didYouMean(near),
      ),
    ];
  });
}

function endpointKeys({ path, value }: At<NonNullable<NonNullable<Draft<RawFile>['accounts']>[number]>>) {
  const { regions = [undefined] } = value;
  // A region that is malformed may be the one that a key means.
  if (regions.includes(undefined)) return [];
  const allowed = [...regions.filter((region) => region !== undefined), 'billing', 'monitor'];
  return Object.keys(value.endpoints ?? {})
    .filter((key) => !allowed.includes(key))
    .map((key) => {
      const message = 'is neither a region of this account nor billing or monitor';
      return wrongKey([...path, 'endpoints', key], message, didYouMean(nearest(key, allowed)));
    });
}

/** Regions as of 2026. A new one is no mistake, but one that is a letter away from an old one mostly is. */
export const REGIONS = (
  'cn-qingdao cn-beijing cn-zhangjiakou cn-huhehaote cn-wulanchabu cn-hangzhou cn-shanghai cn-nanjing cn-fuzhou cn-shenzhen cn-heyuan cn-guangzhou cn-chengdu cn-hongkong cn-zhengzhou-jva cn-wuhan-lr ap-northeast-1 ap-northeast-2 ' +
  'ap-southeast-1 ap-southeast-3 ap-southeast-5 ap-southeast-6 ap-southeast-7 eu-central-1 eu-west-1 us-east-1 us-west-1 na-south-1 me-east-1 me-central-1 cn-hangzhou-finance cn-shanghai-finance-1 cn-shenzhen-finance-1 cn-beijing-finance-1 cn-north-2-gov-1'
).split(' ');

function strangeRegions({ accounts }: Draft<RawFile>): readonly Finding[] {
  return each(['accounts'], accounts).flatMap(({ path, value: { regions, endpoints = {} } }) =>
    each([...path, 'regions'], regions)
      .filter(({ value }) => !REGIONS.includes(value) && !Object.hasOwn(endpoints, value))
      .flatMap(({ path: at, value }) => {
        const near = nearest(value, REGIONS);
        const letters = near === undefined || near.replace(/\d/g, '') === value.replace(/\d/g, '');
        return letters ? [] : [finding(at, 'is not a region that we know', didYouMean(near))];
      }),
  );
}

/** Regions and accounts that no account of the file has. */
function unknownPlaces({ draft, accounts }: Linted): readonly Finding[] {
  if (accounts === undefined) return [];
  const { names, regions } = accounts;
  const strange = (
    path: Path,
    list: readonly (string | undefined)[] | undefined,
    known: readonly string[],
    message: string,
  ) =>
    each(path, list)
      .filter(({ value }) => !known.includes(value))
      .map((item) => finding(item.path, message, didYouMean(nearest(item.value, known))));
  const matchers = [...each(['rules'], draft.rules), ...each(['locks'], draft.locks)];
  return [
    ...matchers.flatMap(({ path, value: { instances } }) => [
      ...strange([...path, 'instances', 'regions'], instances?.regions, regions, 'is not a region of any account'),
      ...strange([...path, 'instances', 'accounts'], instances?.accounts, names, NO_ACCOUNT),
    ]),
    ...spendLimits(draft.limits).flatMap(({ path, value }) =>
      strange([...path, 'accounts'], value.accounts, names, NO_ACCOUNT),
    ),
  ];
}

const NO_ACCOUNT = 'is not the name of an account';

/** A limit in a currency that no account is billed in would never be compared with anything. */
function currencies({ draft, accounts }: Linted): readonly Finding[] {
  if (accounts === undefined) return [];
  const sites = each([], draft.accounts).map(({ value: { site = 'china' } }) => site);
  const known: readonly string[] = [...new Set(sites.flatMap((site) => BILLED_IN[site]))];
  const { monthlySpend = {} } = draft.limits ?? {};
  const used = Array.isArray(monthlySpend)
    ? spendLimits(draft.limits).map(({ path, value }) => finding([...path, 'currency'], value.currency ?? ''))
    : Object.keys(monthlySpend).map((key) => wrongKey(['limits', 'monthlySpend', key], key));
  return used
    .filter(({ message: currency }) => CURRENCY.test(currency) && !known.includes(currency))
    .map(({ path, at, message: currency }) => {
      const near = nearest(currency, known);
      const hint = near === undefined ? { hint: `accounts are billed in ${known.join(' or ')}` } : didYouMean(near);
      return { path, at, message: 'no account is billed in this currency', ...hint };
    });
}

function echoes({ slack = {} }: Draft<RawFile>): readonly Finding[] {
  const mirror = each(['slack', 'mirror'], slack.mirror);
  return mirror.flatMap(({ path, value }, index) => {
    if (mirror.findIndex((one) => one.value === value) < index) return [finding(path, 'is listed twice')];
    return value === slack.cards ? [finding(path, 'already gets the cards (slack.cards)')] : [];
  });
}

function unusedGroups(draft: Draft<RawFile>): readonly Finding[] {
  const used = new Set([...mentions(draft)].map(({ value }) => value));
  return Object.keys(draft.groups ?? {})
    .filter((name) => !used.has(name))
    .map((name) => wrongKey(['groups', name], 'is not used'));
}

const TARGETS = ['class', 'size', 'step'] as const;

/** A preset says one thing, by a word that says nothing else in a command. */
function presetFindings({ presets = {} }: Draft<RawFile>): readonly Finding[] {
  return Object.entries(presets).flatMap(([name, preset]) => {
    const path = ['presets', name];
    const other = otherMeaning(name);
    const given = TARGETS.filter((key) => preset !== undefined && key in preset);
    return [
      ...(other === undefined ? [] : [wrongKey(path, `means something else in a command: ${other}`)]),
      ...(given.length === 1 || preset === undefined
        ? []
        : [finding(path, 'must have exactly one of class, size and step')]),
    ];
  });
}
