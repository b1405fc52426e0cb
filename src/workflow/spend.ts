import type { RequestId, ResizeRequest, State } from '../core/request.ts';
import type { Spending } from '../core/verdict.ts';
import type { World } from './world.ts';

/** Approved, and the order is about to go out or may have gone out. */
const ABOUT_TO: readonly State[] = ['approved', 'ordering', 'unknown'];

const ORDERED: readonly State[] = [
  'ordered',
  'awaiting_payment',
  'scheduled',
  'changing',
  'stalled',
  'completed',
  'failed',
];

/** Most requests of one month that we add up; with more, the sum is unknown, and a limit on it fails closed. */
const MOST = 10_000;

/**
 * What was ordered in this calendar month (UTC, by the time of the order), or is about to be, without the request that
 * is being judged. Undefined when it is too much to add up.
 */
export async function spendingOfMonth(world: World, except?: RequestId): Promise<readonly Spending[] | undefined> {
  if (world.policy().limits.monthlySpend.length === 0) return [];
  const since = `${world.clock.now().toISOString().slice(0, 7)}-01T00:00:00.000Z`;
  const [open, done] = await Promise.all([
    world.records.find({ states: ABOUT_TO, limit: MOST }),
    // Whatever was ordered since then was changed since then.
    world.records.find({ states: ORDERED, changedSince: since, limit: MOST }),
  ]);
  if (open.length === MOST || done.length === MOST) return undefined;
  const ordered = done.filter(({ order }) => order !== undefined && order.placedAt >= since);
  return [...open, ...ordered].filter(({ id }) => id !== except).map(spendingOf);
}

function spendingOf({ requester, before, quote }: ResizeRequest): Spending {
  return { requester, account: before.account, quote };
}
