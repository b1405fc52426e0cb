import { readCoupon } from '../core/coupon.ts';
import { parseDuration } from '../core/duration.ts';
import type * as model from '../core/policy-model.ts';
import { DEFAULT_EXPIRES_MS } from '../core/policy.ts';
import { parseSize } from '../core/size.ts';
import { WEEKDAYS } from '../core/windows.ts';
import { USERGROUP_ID } from './fields.ts';
import type { RawAccount, RawFile, RawRule } from './schema.ts';

const PRICE_DRIFT = '5%';

/** A checked file as the rest of the program sees it: one unit per quantity, every default filled in. */
export function build(raw: RawFile, version: string, lineOf: (ruleIndex: number) => number): model.Policy {
  return {
    version,
    slack: {
      cards: raw.slack?.cards,
      mirror: raw.slack?.mirror ?? [],
      locale: raw.slack?.locale ?? 'auto',
      teams: raw.slack?.teams,
    },
    accounts: raw.accounts.map(accountOf),
    defaults: {
      autoPay: raw.defaults?.autoPay ?? true,
      coupon: readCoupon(raw.defaults?.coupon ?? 'none') ?? 'none',
      effectiveTime: raw.defaults?.effectiveTime ?? 'Immediately',
      forceUpgrade: raw.defaults?.forceUpgrade ?? false,
    },
    groups: groupsOf(raw),
    rules: raw.rules.map((rule, index) => ruleOf(rule, lineOf(index))),
    freezes: (raw.freezes ?? []).map(({ except = [], ...freeze }) => ({ ...freeze, except })),
    limits: {
      openPerInstance: 1,
      monthlySpend: Object.fromEntries(Object.entries(raw.limits?.monthlySpend ?? {}).map(([k, v]) => [k, String(v)])),
      priceDrift: Number((raw.limits?.priceDrift ?? PRICE_DRIFT).slice(0, -1)) / 100,
    },
  };
}

function accountOf(raw: RawAccount): model.Account {
  const { name, site = 'china', regions, endpoints = {}, credentials = 'default' } = raw;
  return { name, site, regions, endpoints, credentials: credentialsOf(credentials) };
}

function credentialsOf(raw: NonNullable<RawAccount['credentials']>): model.Credentials {
  if (raw === 'default') return { kind: 'default' };
  if ('profile' in raw) return { kind: 'profile', profile: raw.profile };
  return { kind: 'role', roleArn: raw.roleArn, externalId: raw.externalId };
}

// A Slack id used where a group could stand becomes a group of one, named by the id. Names of groups are lower case.
function groupsOf(raw: RawFile): model.Policy['groups'] {
  const named = Object.entries(raw.groups ?? {});
  const names = new Set(named.map(([name]) => name));
  const used = [
    ...raw.rules.flatMap(({ who, approval }) => [...who, ...(approval === 'none' ? [] : approval.from)]),
    ...(raw.freezes ?? []).flatMap(({ except = [] }) => except),
  ];
  const single = used.filter((name) => !names.has(name)).map((id) => [id, [id]] as const);
  return Object.fromEntries([...named, ...single].map(([name, ids]) => [name, ids.map(subjectOf)]));
}

function subjectOf(id: string): model.Subject {
  return { kind: USERGROUP_ID.test(id) ? 'usergroup' : 'user', id };
}

function ruleOf(raw: RawRule, line: number): model.Rule {
  const { name, who, instances, windows = [] } = raw;
  return {
    name,
    line,
    who,
    instances: given(instances),
    change: changeOf(raw.change ?? {}),
    flags: flagsOf(raw.flags ?? {}),
    approval: approvalOf(raw.approval),
    windows: windows.map(({ days = [...WEEKDAYS], from, to, zone }) => ({ days, from, to, zone })),
  };
}

function changeOf(raw: NonNullable<RawRule['change']>): model.ChangeTerms {
  return given({
    direction: list(raw.direction),
    maxMemoryMb: raw.maxMemory === undefined ? undefined : parseSize(raw.maxMemory),
    classes: raw.classes,
    maxPrice: raw.maxPrice === undefined ? undefined : String(raw.maxPrice),
  });
}

function flagsOf(raw: NonNullable<RawRule['flags']>): model.FlagTerms {
  return given({
    autoPay: list(raw.autoPay),
    coupon: raw.coupon,
    effectiveTime: list(raw.effectiveTime),
    forceUpgrade: list(raw.forceUpgrade),
  });
}

function approvalOf(raw: RawRule['approval']): model.ApprovalTerms {
  if (raw === 'none') return { kind: 'none' };
  return {
    kind: 'quorum',
    from: raw.from,
    count: raw.count ?? 1,
    self: raw.self ?? false,
    expiresMs: (raw.expires === undefined ? undefined : parseDuration(raw.expires)) ?? DEFAULT_EXPIRES_MS,
    remindMs: raw.remind === undefined ? undefined : parseDuration(raw.remind),
  };
}

type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

// A term that is not given must not be there at all: that is what "does not restrict" means.
function given<T extends object>(terms: T): Given<T> {
  return Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined)) as Given<T>;
}

function list<T extends string | boolean>(value: T | readonly T[] | undefined): readonly T[] | undefined {
  return typeof value === 'object' || value === undefined ? value : [value];
}
