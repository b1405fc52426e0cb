/** What the digest of a day tells: what waits for somebody, what stops orders, what was ordered. */
import Big from 'big.js';
import { DateTime } from 'luxon';
import type { InstanceFacts } from '../instance/instance.ts';
import type { Advice } from '../report/advice.ts';
import type { DigestSettings, Freeze, Policy } from '../policy/policy-model.ts';
import { freezesNow } from '../policy/timing.ts';
import type { ChatFreeze, Lock, ResizeRequest } from '../request/request.ts';
import { isFinal } from '../request/state.ts';

/** What waits for approvals and expires within this time is told apart. */
const EXPIRES_SOON_MS = 24 * 3_600_000;
/** What was ordered within this time. */
export const DIGEST_COVERS_MS = 24 * 3_600_000;

/** A request is in one of them. */
export type DailyGroup = 'unknown' | 'unpaid' | 'stalled' | 'expiring' | 'pending' | 'held' | 'running';

export interface Daily {
  /** In the order of the digest; those that are empty as well. */
  readonly groups: readonly (readonly [DailyGroup, readonly ResizeRequest[]])[];
  /** Temporary changes that go back, the next one first. */
  readonly returning: readonly ResizeRequest[];
  readonly locks: readonly Lock[];
  readonly freeze: ChatFreeze | undefined;
  /** Of the configuration, in force. */
  readonly freezes: readonly Freeze[];
  readonly ordered: readonly ResizeRequest[];
  /** What the orders of subscriptions cost, by currency, as decimal strings. Hourly prices and cancelled orders are not in it. */
  readonly paid: Sums;
  /** Of the week, on its first day: instances that could be smaller, and what that saves a month; those that are full. */
  readonly suggestions: {
    readonly smaller: readonly InstanceFacts[];
    readonly saved: Sums;
    readonly full: readonly InstanceFacts[];
  };
}

/** By currency, as decimal strings. */
type Sums = readonly { readonly currency: string; readonly amount: string }[];

/** What was read for it. `charged`: what may have been ordered within DIGEST_COVERS_MS. */
export interface DailyFacts {
  readonly open: readonly ResizeRequest[];
  readonly charged: readonly ResizeRequest[];
  /** Temporary changes whose return is planned, the next one first. */
  readonly returning: readonly ResizeRequest[];
  readonly locks: readonly Lock[];
  readonly freeze: ChatFreeze | undefined;
  /** Undefined: it is not the day for it. */
  readonly advice?: readonly Advice[];
}

/** The day (`YYYY-MM-DD`, in its zone) whose digest is due; undefined: it is not time yet, or there is none. */
export function dueDigest(settings: DigestSettings | undefined, now: Date): string | undefined {
  if (settings === undefined) return undefined;
  const local = DateTime.fromJSDate(now, { zone: settings.zone });
  return local.toFormat('HH:mm') >= settings.at ? local.toFormat('yyyy-MM-dd') : undefined;
}

/** Whether the digest of this day (`YYYY-MM-DD`) has the suggestions of the week: on Mondays. */
export function isForSuggestions(day: string): boolean {
  return DateTime.fromISO(day, { zone: 'utc' }).weekday === 1;
}

export function dailyOf(
  policy: Policy,
  { open, charged, returning, locks, freeze, advice = [] }: DailyFacts,
  now: Date,
): Daily {
  const of = (group: DailyGroup) => [group, open.filter((one) => groupOf(one, now) === group)] as const;
  const since = new Date(now.getTime() - DIGEST_COVERS_MS).toISOString();
  const ordered = charged.filter(({ order }) => order !== undefined && order.placedAt > since);
  return {
    groups: [
      ...[of('unknown'), of('unpaid'), of('stalled'), of('expiring')],
      ...[of('pending'), of('held'), of('running')],
    ],
    returning,
    locks,
    freeze,
    freezes: freezesNow(policy, now),
    ordered,
    paid: paidFor(ordered),
    suggestions: suggestionsOf(advice),
  };
}

function suggestionsOf(advice: readonly Advice[]): Daily['suggestions'] {
  const of = (kind: Advice['suggestion']['kind']) => advice.filter(({ suggestion }) => suggestion.kind === kind);
  const smaller = of('smaller').filter(({ cost }) => cost === undefined || cost.direction === 'less');
  return {
    smaller: smaller.map(({ instance }) => instance),
    saved: sums(smaller.flatMap(({ cost }) => (cost === undefined ? [] : [[cost.currency, cost.difference]]))),
    full: of('larger').map(({ instance }) => instance),
  };
}

function groupOf({ state, expiresAt, notBefore, lock, waits }: ResizeRequest, now: Date): DailyGroup | undefined {
  switch (state) {
    case 'unknown':
    case 'stalled':
      return state;
    case 'awaiting_payment':
      return 'unpaid';
    case 'pending':
      return Date.parse(expiresAt) - now.getTime() <= EXPIRES_SOON_MS ? 'expiring' : 'pending';
    case 'approved':
      return lock?.holds === true ||
        waits !== undefined ||
        (notBefore !== undefined && Date.parse(notBefore) > now.getTime())
        ? 'held'
        : 'running';
    default:
      return isFinal(state) ? undefined : 'running';
  }
}

function paidFor(ordered: readonly ResizeRequest[]): Daily['paid'] {
  return sums(
    ordered.flatMap(({ state, before, quote, orderQuote = quote }) => {
      if (state === 'cancelled' || before.chargeType !== 'PrePaid' || orderQuote === undefined) return [];
      return [[orderQuote.currency, orderQuote.tradeAmount]];
    }),
  );
}

function sums(amounts: readonly (readonly [currency: string, amount: string])[]): Sums {
  const added = new Map<string, Big>();
  for (const [currency, amount] of amounts) {
    if (/^-?\d+(?:\.\d+)?$/.test(amount)) added.set(currency, (added.get(currency) ?? Big(0)).plus(amount));
  }
  return [...added].map(([currency, sum]) => ({ currency, amount: sum.toFixed(2) }));
}

/** A day without news has no digest. */
export function isQuiet({ groups, returning, locks, freeze, freezes, ordered, suggestions }: Daily): boolean {
  const open = groups.reduce((sum, [, requests]) => sum + requests.length, 0);
  const suggested = suggestions.smaller.length + suggestions.full.length;
  return (
    open + returning.length + locks.length + freezes.length + ordered.length + suggested === 0 && freeze === undefined
  );
}
