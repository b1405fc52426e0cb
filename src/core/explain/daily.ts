/** What the digest of a day tells: what waits for somebody, what stops orders, what was ordered. */
import Big from 'big.js';
import { DateTime } from 'luxon';
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
  readonly locks: readonly Lock[];
  readonly freeze: ChatFreeze | undefined;
  /** Of the configuration, in force. */
  readonly freezes: readonly Freeze[];
  readonly ordered: readonly ResizeRequest[];
  /** What the orders of subscriptions cost, by currency, as decimal strings. Hourly prices and cancelled orders are not in it. */
  readonly paid: readonly { readonly currency: string; readonly amount: string }[];
}

/** What was read for it. `charged`: what may have been ordered within DIGEST_COVERS_MS. */
export interface DailyFacts {
  readonly open: readonly ResizeRequest[];
  readonly charged: readonly ResizeRequest[];
  readonly locks: readonly Lock[];
  readonly freeze: ChatFreeze | undefined;
}

/** The day (`YYYY-MM-DD`, in its zone) whose digest is due; undefined: it is not time yet, or there is none. */
export function dueDigest(settings: DigestSettings | undefined, now: Date): string | undefined {
  if (settings === undefined) return undefined;
  const local = DateTime.fromJSDate(now, { zone: settings.zone });
  return local.toFormat('HH:mm') >= settings.at ? local.toFormat('yyyy-MM-dd') : undefined;
}

export function dailyOf(policy: Policy, { open, charged, locks, freeze }: DailyFacts, now: Date): Daily {
  const of = (group: DailyGroup) => [group, open.filter((one) => groupOf(one, now) === group)] as const;
  const since = new Date(now.getTime() - DIGEST_COVERS_MS).toISOString();
  const ordered = charged.filter(({ order }) => order !== undefined && order.placedAt > since);
  return {
    groups: [
      ...[of('unknown'), of('unpaid'), of('stalled'), of('expiring')],
      ...[of('pending'), of('held'), of('running')],
    ],
    locks,
    freeze,
    freezes: freezesNow(policy, now),
    ordered,
    paid: paidFor(ordered),
  };
}

function groupOf({ state, expiresAt, notBefore, lock }: ResizeRequest, now: Date): DailyGroup | undefined {
  switch (state) {
    case 'unknown':
    case 'stalled':
      return state;
    case 'awaiting_payment':
      return 'unpaid';
    case 'pending':
      return Date.parse(expiresAt) - now.getTime() <= EXPIRES_SOON_MS ? 'expiring' : 'pending';
    case 'approved':
      return lock?.holds === true || (notBefore !== undefined && Date.parse(notBefore) > now.getTime())
        ? 'held'
        : 'running';
    default:
      return isFinal(state) ? undefined : 'running';
  }
}

function paidFor(ordered: readonly ResizeRequest[]): Daily['paid'] {
  const sums = new Map<string, Big>();
  for (const { state, before, quote, orderQuote = quote } of ordered) {
    if (state === 'cancelled' || before.chargeType !== 'PrePaid' || orderQuote === undefined) continue;
    const { currency, tradeAmount } = orderQuote;
    if (/^-?\d+(?:\.\d+)?$/.test(tradeAmount)) sums.set(currency, (sums.get(currency) ?? Big(0)).plus(tradeAmount));
  }
  return [...sums].map(([currency, sum]) => ({ currency, amount: sum.toFixed(2) }));
}

/** A day without news has no digest. */
export function isQuiet({ groups, locks, freeze, freezes, ordered }: Daily): boolean {
  const open = groups.reduce((sum, [, requests]) => sum + requests.length, 0);
  return open + locks.length + freezes.length + ordered.length === 0 && freeze === undefined;
}
