import type { Change, Quote } from '../../../src/core/value/change.ts';
import type { InstanceSummary } from '../../../src/core/instance/instance.ts';
import type {
  ApprovalTerms,
  DenyRule,
  Directory,
  Policy,
  QuorumPart,
  Rule,
  Subject,
} from '../../../src/core/policy/policy-model.ts';
import type { Person } from '../../../src/core/request/request.ts';
import type { Question, Spending } from '../../../src/core/policy/verdict.ts';
import { aChange } from '../../builders.ts';

export { aChange };

export const aPerson = (userId: string): Person => ({ teamId: 'T1', userId });

export const user = (id: string): Subject => ({ kind: 'user', id });
export const usergroup = (id: string): Subject => ({ kind: 'usergroup', id });
export const channel = (id: string): Subject => ({ kind: 'channel', id });

/** `*` is everybody, `boss` is UBOSS, `room` whoever is in CROOM; `dev` is UDEV; `sre` is whoever is in SSRE; `both` is a person and a user group. */
export const GROUPS = {
  dev: [user('UDEV')],
  sre: [usergroup('SSRE')],
  both: [user('UBOSS'), usergroup('SSRE')],
  none: [],
  boss: [user('UBOSS')],
  room: [channel('CROOM')],
  '*': [{ kind: 'everybody' }],
} as const satisfies Policy['groups'];

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
    breakGlass: false,
    force: {},
    approval: { kind: 'none' },
    windows: [],
    ...rule,
  };
}

/** Denies to everybody of `dev` what is tagged env=dev. */
export function aDenial(rule: Partial<DenyRule> = {}): DenyRule {
  return {
    name: 'denial',
    line: 5,
    who: ['dev'],
    instances: { tags: { env: 'dev' } },
    change: {},
    flags: {},
    reason: 'not now',
    ...rule,
  };
}

type Quorum = Extract<ApprovalTerms, { kind: 'quorum' }>;

export function aQuorum({ from = ['sre'], count = 1, ...more }: Partial<Quorum & QuorumPart> = {}): Quorum {
  const parts = [{ from, count }];
  return {
    kind: 'quorum',
    parts,
    over: [],
    self: false,
    expiresMs: 3_600_000,
    remindMs: undefined,
    notify: [],
    tell: 'channel',
    silent: [],
    escalate: undefined,
    quiet: undefined,
    ...more,
  };
}

/** One of SRE and one of the bosses. */
export const BOTH_PARTS: readonly QuorumPart[] = [
  { from: ['sre'], count: 1 },
  { from: ['boss'], count: 1 },
];

export function aPolicy(rules: readonly Rule[], more: Partial<Policy> = {}): Policy {
  return {
    version: '000000000000',
    file: 'config/redis-resize.yaml',
    slack: { cards: undefined, mirror: [], locale: 'auto', teams: undefined, dm: [], digest: undefined },
    accounts: [
      { name: 'main', site: 'china', regions: ['cn-hangzhou'], endpoints: {}, credentials: { kind: 'default' } },
    ],
    presets: {},
    defaults: { autoPay: true, coupon: 'none', effectiveTime: 'Immediately', forceUpgrade: false },
    groups: GROUPS,
    rules,
    denials: [],
    freezes: [],
    locks: [],
    freezers: [],
    limits: { openPerInstance: 1, monthlySpend: [], priceDrift: 0.05 },
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

export function aQuote(tradeAmount: string, currency = 'CNY'): Quote {
  return { currency, originalAmount: tradeAmount, discountAmount: '0', tradeAmount };
}

/** What somebody ordered this month. */
export function aSpending(amount: string, more: Partial<Spending> = {}): Spending {
  return {
    requester: aPerson('UDEV'),
    account: 'main',
    chargeType: 'PrePaid',
    quote: { currency: 'CNY', tradeAmount: amount },
    ...more,
  };
}

export interface Ask extends Partial<Omit<Question, 'instance' | 'change' | 'person'>> {
  readonly by?: string;
  readonly instance?: Partial<Question['instance']>;
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
    spending: [],
    now: new Date('2026-11-23T12:00:00Z'),
    ...rest,
  };
}
