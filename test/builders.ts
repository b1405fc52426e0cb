import type { Change } from '../src/core/value/change.ts';
import type { Explained } from '../src/core/explain/explained.ts';
import type { InstanceFacts } from '../src/core/instance/instance.ts';
import { type Approved, digestOf } from '../src/core/policy/digest.ts';
import type {
  ApprovalNeed,
  Attempt,
  Draft,
  EventData,
  EventKind,
  Person,
  RequestEvent,
  ResizeRequest,
  Vote,
} from '../src/core/request/request.ts';
import type { ChangeTask } from '../src/core/lifecycle/task.ts';
import type { Usage } from '../src/core/instance/usage.ts';
import type { Verdict } from '../src/core/policy/verdict.ts';

export const DEV: Person = { teamId: 'T012AB', userId: 'U0DEV1' };
export const SRE: Person = { teamId: 'T012AB', userId: 'U0SRE1' };
export const SRE2: Person = { teamId: 'T012AB', userId: 'U0SRE2' };

/** One vote is enough, anybody's. */
export const EVERYBODY = [{ count: 1, filled: (voters: readonly Person[]) => Math.min(1, voters.length) }];

/** The version of the rule that test requests were evaluated by. */
export const RULE_VERSION = '00000000000000aa';

/** The moment at which test requests are made. */
export const NOON = new Date('2026-11-23T12:00:00.000Z');

export function minutesAfter(minutes: number, from: Date = NOON): Date {
  return new Date(from.getTime() + minutes * 60_000);
}

export function anInstance(over: Partial<InstanceFacts> = {}): InstanceFacts {
  return {
    account: 'main',
    region: 'cn-hangzhou',
    instanceId: 'r-bp1zxszhcgatnx',
    name: 'orders-cache',
    status: 'Normal',
    instanceClass: 'redis.master.small.default',
    realClass: 'redis.master.small.default',
    architecture: 'standard',
    chargeType: 'PrePaid',
    capacityMb: 1024,
    tags: { env: 'prod' },
    engineVersion: '5.0',
    zoneId: 'cn-hangzhou-h',
    orderCompleted: true,
    hasRenewChangeOrder: false,
    maintenance: { start: '18:00Z', end: '22:00Z' },
    endTime: '2027-04-06T16:00:00Z',
    connections: 10_000,
    bandwidthMBs: 10,
    qps: 80_000,
    shards: 1,
    ...over,
  };
}

export function aChange(over: Partial<Change> = {}): Change {
  return {
    targetClass: 'redis.master.mid.default',
    autoPay: true,
    coupon: 'none',
    effectiveTime: 'Immediately',
    forceUpgrade: false,
    businessInfo: undefined,
    ...over,
  };
}

const TELLING = { tell: 'channel', silent: [], escalate: undefined, escalated: false, quiet: undefined } as const;

/** One of sre, within a day. */
export function aNeed(over: Partial<ApprovalNeed> = {}): ApprovalNeed {
  const { count = 1, from = ['sre'] } = over;
  const parts = count === 0 ? [] : [{ from, count }];
  return {
    count,
    from,
    parts,
    self: false,
    expiresMs: 86_400_000,
    remindMs: undefined,
    notify: [],
    ...TELLING,
    ...over,
  };
}

/** What somebody approved: the request as it is. */
export function aVote(request: Approved, by: Person, at: string = NOON.toISOString()): Vote {
  return { by, at, digest: digestOf(request), parts: undefined };
}

export function aDraft(over: Partial<Draft> = {}): Draft {
  return {
    id: 'rr-7k3f9qx2',
    state: 'pending',
    requester: DEV,
    channelId: 'C0PAYMENTS',
    reason: 'Peak memory is at 71 %',
    breakGlass: undefined,
    before: anInstance(),
    change: aChange(),
    returnOf: undefined,
    priceLimit: undefined,
    quote: { currency: 'CNY', originalAmount: '49.53', discountAmount: '7.43', tradeAmount: '42.10' },
    usage: undefined,
    factsAt: undefined,
    rule: { name: 'prod needs one of SRE', line: 30, version: RULE_VERSION, forced: undefined },
    need: aNeed(),
    expiresAt: minutesAfter(24 * 60).toISOString(),
    remindAt: undefined,
    escalateAt: undefined,
    clientToken: 'rr-7k3f9qx2-0123456789abcdefghjkmnpq',
    ...over,
  };
}

export function aRequest(over: Partial<ResizeRequest> = {}): ResizeRequest {
  return {
    ...aDraft(),
    version: 1,
    createdAt: NOON.toISOString(),
    updatedAt: NOON.toISOString(),
    since: NOON.toISOString(),
    votes: [],
    reminders: 0,
    spec: undefined,
    attempts: [],
    order: undefined,
    failure: undefined,
    notBefore: undefined,
    orderQuote: undefined,
    drift: undefined,
    lock: undefined,
    mismatchSince: undefined,
    progress: undefined,
    window: undefined,
    externalChange: undefined,
    plannedReturn: undefined,
    card: undefined,
    ...over,
  };
}

export function anAttempt(over: Partial<Attempt> = {}): Attempt {
  return {
    number: 1,
    startedAt: NOON.toISOString(),
    leaseUntil: minutesAfter(0.5).toISOString(),
    again: undefined,
    outcome: 'in_flight',
    code: undefined,
    ...over,
  };
}

/** A change that runs since noon. */
export function aTask(over: Partial<ChangeTask> = {}): ChangeTask {
  return {
    taskId: 't-83br18hloy3faf',
    instanceId: 'r-bp1zxszhcgatnx',
    status: 'running',
    startedAt: NOON.toISOString(),
    waitsForSwitch: false,
    switchAt: undefined,
    percent: 40,
    remainingSeconds: 360,
    step: 'exec_task',
    ...over,
  };
}

export const GB = 1024 ** 3;

/** Seven quiet days of orders-cache: 71% of 1 GB. */
export function aUsage(over: Partial<Usage> = {}): Usage {
  const peakMemoryBytes = Math.round(0.71 * GB);
  return {
    peakMemoryBytes,
    hottestShardBytes: undefined,
    peakConnections: 120,
    peakQps: 900,
    peakInPercent: 4,
    peakOutPercent: 9,
    dailyMemoryBytes: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 1].map((part) => Math.round(part * peakMemoryBytes)),
    from: '2026-11-16T12:00:00.000Z',
    to: NOON.toISOString(),
    source: 'history',
    ...over,
  };
}

/** A verdict with what comes nearest to it, and nothing that would be allowed instead. */
export function anExplained(verdict: Verdict, over: Partial<Explained> = {}): Explained {
  const nearest = verdict.kind === 'denied' && verdict.nearest !== undefined ? [verdict.nearest] : [];
  const none = { free: undefined, agreed: undefined, flags: undefined, emergency: undefined };
  const instead = { end: 'largest', classesRead: true, ...none } as const;
  return { verdict, nearest, approvers: undefined, timing: undefined, instead, ...over };
}

/** An event of any kind with any facts, also with those that no release would write. */
export function anEvent(
  kind: EventKind,
  over: Partial<Omit<RequestEvent, 'kind' | 'data'>> & { readonly data?: EventData } = {},
): RequestEvent {
  const event = { seq: 1, requestId: 'rr-7k3f9qx2', at: NOON.toISOString(), actor: 'bot', data: {}, ...over, kind };
  return event as RequestEvent;
}
