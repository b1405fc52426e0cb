import { readCoupon } from '../core/value/coupon.ts';
import { parseDuration } from '../core/value/duration.ts';
import type * as model from '../core/policy/policy-model.ts';
import { DEFAULT_EXPIRES_MS } from '../core/policy/quorum.ts';
import type { Sizing } from '../core/instance/sizing.ts';
import { parseSize } from '../core/value/size.ts';
import { WEEKDAYS } from '../core/policy/windows.ts';
import { CHANNEL_ID, USERGROUP_ID } from '../core/value/ids.ts';
import { EVERYBODY, stepOf } from './fields.ts';
import { mentions } from './mentions.ts';
import type { RawAsk, RawQuorum } from './approval-schema.ts';
import type { RawRule } from './rule-schema.ts';
import type { RawAccount, RawFile, RawPreset } from './schema.ts';

const PRICE_DRIFT = '5%';

/** What the form starts with where `defaults` is silent. */
export const OFFERED = { autoPay: true, coupon: 'none', effectiveTime: 'Immediately', forceUpgrade: false } as const;

/** A checked file as the rest of the program uses it: one unit per quantity, every default filled in. */
export function build(
  raw: RawFile,
  { version, file }: Pick<model.Policy, 'version' | 'file'>,
  lineOf: (ruleIndex: number) => number,
): model.Policy {
  return {
    version,
    file,
    slack: {
      cards: raw.slack?.cards,
      mirror: [...new Set(raw.slack?.mirror)],
      locale: raw.slack?.locale ?? 'auto',
      teams: raw.slack?.teams,
      dm: [...new Set(raw.slack?.dm)],
      digest: raw.slack?.digest,
    },
    accounts: raw.accounts.map(accountOf),
    defaults: {
      autoPay: raw.defaults?.autoPay ?? OFFERED.autoPay,
      coupon: readCoupon(raw.defaults?.coupon ?? OFFERED.coupon) ?? OFFERED.coupon,
      effectiveTime: raw.defaults?.effectiveTime ?? OFFERED.effectiveTime,
      forceUpgrade: raw.defaults?.forceUpgrade ?? OFFERED.forceUpgrade,
    },
    presets: Object.fromEntries(Object.entries(raw.presets ?? {}).map(([name, preset]) => [name, presetOf(preset)])),
    groups: groupsOf(raw),
    rules: raw.rules.flatMap((rule, index) => ruleOf(rule, lineOf(index), raw)),
    denials: raw.rules.flatMap((rule, index) =>
      rule.deny === undefined ? [] : [{ ...termsOf(rule, lineOf(index)), reason: rule.deny }],
    ),
    freezes: (raw.freezes ?? []).map(({ except = [], ...freeze }) => ({ ...freeze, except })),
    limits: {
      openPerInstance: 1,
      monthlySpend: spendLimits(raw),
      priceDrift: Number((raw.limits?.priceDrift ?? PRICE_DRIFT).slice(0, -1)) / 100,
    },
    freezers: raw.freezers ?? [],
    locks: (raw.locks ?? []).map(({ who, instances }) => ({ who, instances: given(instances) })),
  };
}

function presetOf({ class: name, size, step, at, until, ...flags }: RawPreset): model.Preset {
  const mb = size === undefined ? undefined : parseSize(size);
  const by = step === undefined ? undefined : stepOf(step);
  const sizing: Sizing = mb === undefined ? { kind: 'step', by: by ?? 1 } : { kind: 'size', mb };
  const effectiveTime = at === undefined ? undefined : at === 'now' ? 'Immediately' : 'MaintainTime';
  const coupon = flags.coupon === undefined ? undefined : readCoupon(flags.coupon);
  return {
    target: name === undefined ? { sizing } : { targetClass: name.toLowerCase() },
    flags: given({ ...flags, coupon, effectiveTime }),
    ...given({ until }),
  };
}

function spendLimits({ limits }: RawFile): readonly model.SpendLimit[] {
  const { monthlySpend = [] } = limits ?? {};
  if (Array.isArray(monthlySpend)) {
    return monthlySpend.map(({ currency, max, ...rest }) => ({ currency, max: String(max), ...given(rest) }));
  }
  return Object.entries(monthlySpend).map(([currency, max]) => ({ currency, max: String(max) }));
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
  const single = [...mentions(raw)].flatMap(({ value }) => (names.has(value) ? [] : [[value, [value]] as const]));
  return Object.fromEntries([...named, ...single].map(([name, ids]) => [name, ids.map(subjectOf)]));
}

function subjectOf(id: string): model.Subject {
  if (id === EVERYBODY) return { kind: 'everybody' };
  if (CHANNEL_ID.test(id)) return { kind: 'channel', id };
  return { kind: USERGROUP_ID.test(id) ? 'usergroup' : 'user', id };
}

function termsOf({ name, who, where, instances, change, flags = {}, deny }: RawRule, line: number): model.Terms {
  return {
    name,
    line,
    who,
    ...given({ where }),
    instances: given(instances),
    change: changeOf(change ?? {}),
    flags: flagsOf(flags, deny !== undefined),
  };
}

function ruleOf(raw: RawRule, line: number, { holidays = {} }: RawFile): readonly model.Rule[] {
  const { approval, breakGlass = false, windows = [], flags = {}, cards, reason } = raw;
  if (approval === undefined || raw.deny !== undefined) return [];
  const { coupon, ...force } = flags.force ?? {};
  return [
    {
      ...termsOf(raw, line),
      breakGlass,
      force: given({ ...force, coupon: coupon === undefined ? undefined : readCoupon(coupon) }),
      approval: approvalOf(approval),
      windows: windows.map(({ days = [...WEEKDAYS], holidays: names, ...window }) => ({
        ...window,
        days,
        holidays: (list(names) ?? []).flatMap((name) => holidays[name] ?? []),
      })),
      ...given({
        cards,
        reason: reason && { pattern: reason.pattern, hint: reason.hint, ...given({ link: reason.link }) },
      }),
    },
  ];
}

export function changeOf(raw: NonNullable<RawRule['change']>): model.ChangeTerms {
  const { direction, minMemory, maxMemory, maxStep, maxShards, classes, maxPrice, maxMonthlyPrice } = raw;
  const { temporary, maxDuration } = raw;
  return given({
    direction: list(direction),
    minMemoryMb: minMemory === undefined ? undefined : parseSize(minMemory),
    maxMemoryMb: maxMemory === undefined ? undefined : parseSize(maxMemory),
    maxStep,
    maxShards,
    classes,
    maxPrice: maxPrice === undefined ? undefined : String(maxPrice),
    maxMonthlyPrice: maxMonthlyPrice === undefined ? undefined : String(maxMonthlyPrice),
    temporary: temporary === 'allowed' ? undefined : temporary,
    maxDurationMs: maxDuration === undefined ? undefined : parseDuration(maxDuration),
  });
}

export function flagsOf(raw: NonNullable<RawRule['flags']>, denies: boolean): model.FlagTerms {
  const { autoPay, coupon, effectiveTime, forceUpgrade } = raw;
  // `coupon: true` permits coupons without requiring one; in a deny rule it matches the changes that use one.
  const coupons = coupon === true && !denies ? undefined : list(coupon);
  return given({
    autoPay: list(autoPay),
    coupon: coupons,
    effectiveTime: list(effectiveTime),
    forceUpgrade: list(forceUpgrade),
  });
}

export function list<T extends string | boolean>(value: T | readonly T[] | undefined): readonly T[] | undefined {
  return typeof value === 'object' || value === undefined ? value : [value];
}

/** `approval: { notify: … }` alone. */
export function asksNobody(approval: object): boolean {
  return Object.keys(approval).every((key) => key === 'notify');
}

function approvalOf(raw: 'none' | RawQuorum): model.ApprovalTerms {
  if (raw === 'none') return { kind: 'none' };
  if (asksNobody(raw)) return { kind: 'none', notify: raw.notify ?? [] };
  return {
    kind: 'quorum',
    parts: partsOf(raw),
    over: (raw.over ?? []).map(({ price, ...ask }) => ({ price: String(price), parts: partsOf(ask) })),
    self: raw.self ?? false,
    expiresMs: (raw.expires === undefined ? undefined : parseDuration(raw.expires)) ?? DEFAULT_EXPIRES_MS,
    remindMs: raw.remind === undefined ? undefined : parseDuration(raw.remind),
    notify: raw.notify ?? [],
    tell: raw.tell ?? 'channel',
    silent: raw.silent ?? [],
    escalate: raw.escalate && { afterMs: parseDuration(raw.escalate.after) ?? 0, to: raw.escalate.to },
    quiet: raw.quiet,
  };
}

/** Who has to approve: each part with its count. */
export function partsOf({ from, count = 1, all }: RawAsk): readonly model.QuorumPart[] {
  if (all !== undefined) return all.map((part) => ({ from: part.from, count: part.count ?? 1 }));
  return from === undefined ? [] : [{ from, count }];
}

type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

// A missing term must be absent, not undefined: only then it does not restrict.
export function given<T extends object>(terms: T): Given<T> {
  return Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined)) as Given<T>;
}
