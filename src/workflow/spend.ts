import Big from 'big.js';
import type { RequestId, State } from '../core/request.ts';
import type { World } from './world.ts';

const SPENT: readonly State[] = [
  'approved',
  'ordering',
  'ordered',
  'awaiting_payment',
  'scheduled',
  'changing',
  'stalled',
  'unknown',
  'completed',
];

/** Most requests of one month that we add up; with more, the sum is unknown, and a limit on it fails closed. */
const MOST = 10_000;

/**
 * What this calendar month's orders (UTC, by the time of the request) were quoted at, in this currency, without the
 * request that is being judged. Refunds do not make room. Undefined when there is no limit to compare with, or when an
 * order of unknown price is among them.
 */
export async function spentThisMonth(
  world: World,
  currency: string | undefined,
  except?: RequestId,
): Promise<string | undefined> {
  if (currency === undefined || world.policy().limits.monthlySpend[currency] === undefined) return undefined;
  const since = `${world.clock.now().toISOString().slice(0, 7)}-01T00:00:00.000Z`;
  const requests = await world.records.find({ states: SPENT, since, limit: MOST });
  const others = requests.filter(({ id }) => id !== except);
  if (requests.length === MOST || others.some(({ quote }) => quote === undefined)) return undefined;
  return others
    .filter(({ quote }) => quote?.currency === currency && new Big(quote.tradeAmount).gt(0))
    .reduce((sum, { quote }) => sum.plus(quote?.tradeAmount ?? 0), new Big(0))
    .toFixed();
}
