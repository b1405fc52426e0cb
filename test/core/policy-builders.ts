import type { Change, Quote } from '../../src/core/change.ts';
import type { InstanceSummary } from '../../src/core/instance.ts';
import type { ApprovalTerms, Directory, Policy, Rule, Subject } from '../../src/core/policy-model.ts';
import type { Person } from '../../src/core/request.ts';
import type { Question } from '../../src/core/verdict.ts';

export const aPerson = (userId: string): Person => ({ teamId: 'T1', userId });

export const user = (id: string): Subject => ({ kind: 'user', id });
export const usergroup = (id: string): Subject => ({ kind: 'usergroup', id });

/** `dev` is UDEV; `sre` is whoever is in SSRE; `both` is a person and a user group. */
export const GROUPS = {
  dev: [user('UDEV')],
  sre: [usergroup('SSRE')],
  both: [user('UBOSS'), usergroup('SSRE')],
  none: [],
};

export function aDirectory(
  groups: Readonly<Record<string, readonly string[] | 'unknown'>> = { SSRE: ['USRE1', 'USRE2'] },
): Directory {
  return new Map(
    Object.entries(groups).map(([id, members]) => [id, members === 'unknown' ? members : new Set(members)]),
  );
}

export function aRule(rule: Partial<Rule> = {}): Rule {
  return {
    name: 'rule',
    line: 10,
    who: ['dev'],
    instances: { tags: { env: 'dev' } },
    change: {},
    flags: {},
    approval: { kind: 'none' },
    windows: [],
    ...rule,
  };
}

export function aQuorum(quorum: Partial<Extract<ApprovalTerms, { kind: 'quorum' }>> = {}): ApprovalTerms {
  return { kind: 'quorum', from: ['sre'], count: 1, self: false, expiresMs: 3_600_000, remindMs: undefined, ...quorum };
}

export function aPolicy(rules: readonly Rule[], more: Partial<Policy> = {}): Policy {
  return {
    version: '000000000000',
    slack: { cards: undefined, mirror: [], locale: 'auto', teams: undefined },
    accounts: [
      { name: 'main', site: 'china', regions: ['cn-hangzhou'], endpoints: {}, credentials: { kind: 'default' } },
    ],
    defaults: { autoPay: true, coupon: 'none', effectiveTime: 'Immediately', forceUpgrade: false },
    groups: GROUPS,
    rules,
    freezes: [],
    limits: { openPerInstance: 1, monthlySpend: {}, priceDrift: 0.05 },
    ...more,
  };
}

/** A subscription of 1 GB, tagged env=dev. */
export function anInstance(instance: Partial<InstanceSummary> = {}): InstanceSummary {
  return {
    account: 'main',
    region: 'cn-hangzhou',
    instanceId: 'r-bp1orders',
    name: 'orders-cache',
    status: 'Normal',
    instanceClass: 'redis.master.small.default',
    architecture: 'standard',
    chargeType: 'PrePaid',
    capacityMb: 1024,
    tags: { env: 'dev' },
    ...instance,
  };
}

/** To 2 GB, paid at once. */
export function aChange(change: Partial<Change> = {}): Change {
  return {
    targetClass: 'redis.master.mid.default',
    autoPay: true,
    coupon: 'none',
    effectiveTime: 'Immediately',
    forceUpgrade: false,
    businessInfo: undefined,
    ...change,
  };
}

export function aQuote(tradeAmount: string, currency = 'CNY'): Quote {
  return { currency, originalAmount: tradeAmount, discountAmount: '0', tradeAmount };
}

export interface Ask extends Partial<Omit<Question, 'instance' | 'change' | 'person'>> {
  readonly by?: string;
  readonly instance?: Partial<InstanceSummary>;
  readonly change?: Partial<Change>;
}

/** UDEV wants 2 GB for 42.10 CNY. */
export function aQuestion({ by = 'UDEV', instance, change, ...rest }: Ask = {}): Question {
  return {
    person: aPerson(by),
    instance: anInstance(instance),
    change: aChange(change),
    quote: aQuote('42.10'),
    directory: aDirectory(),
    spentThisMonth: '0',
    ...rest,
  };
}
