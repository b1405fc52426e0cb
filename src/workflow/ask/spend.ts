/** What counts towards the monthly limits. */
import type { RequestId, ResizeRequest } from '../../core/request/request.ts';
import { CHARGED, ORDER_OUT, type State, TO_BE_ORDERED } from '../../core/request/state.ts';
import type { Spending } from '../../core/policy/verdict.ts';
import type { RequestSearch } from '../ports.ts';
import type { ReadOnlyWorld } from '../world.ts';

/** Most requests of one month that we add up; with more, the sum is unknown, and a limit on it fails closed. */
const MOST = 10_000;

/**
 * What was ordered in this calendar month (UTC, by the time of the order), or is about to be, without the request that
 * is being evaluated. Undefined when it is too much to add up.
 */
export async function spendingOfMonth(
  world: ReadOnlyWorld,
  except?: RequestId,
): Promise<readonly Spending[] | undefined> {
  return read(world, counted(world, TO_BE_ORDERED), except);
}

/** The same just before an order: what has only been approved does not count, so that the first order goes first. */
export async function spendingAtOrder(
  world: ReadOnlyWorld,
  except: RequestId,
): Promise<readonly Spending[] | undefined> {
  return read(world, countedAtOrder(world), except);
}

/** For the claim of an order, which reads and counts in one transaction (`spendingIn`). */
export function countedAtOrder(world: ReadOnlyWorld): readonly RequestSearch[] {
  return counted(world, ORDER_OUT);
}

async function read(
  world: ReadOnlyWorld,
  filters: readonly RequestSearch[],
  except: RequestId | undefined,
): Promise<readonly Spending[] | undefined> {
  return spendingIn(world, await Promise.all(filters.map((filter) => world.records.find(filter))), except);
}

function counted({ policy, clock }: ReadOnlyWorld, notYetOrdered: readonly State[]): readonly RequestSearch[] {
  if (policy().limits.monthlySpend.length === 0) return [];
  // Whatever was ordered since then was changed since then.
  return [
    { states: notYetOrdered, limit: MOST },
    { states: CHARGED, changedSince: monthOf(clock.now()), limit: MOST },
  ];
}

/** `found`: what the two filters above found, or nothing where there is no limit. */
export function spendingIn(
  { clock }: ReadOnlyWorld,
  [open = [], done = []]: readonly (readonly ResizeRequest[])[],
  except?: RequestId,
): readonly Spending[] | undefined {
  if (open.length === MOST || done.length === MOST) return undefined;
  const since = monthOf(clock.now());
  const ordered = done.filter(({ order }) => order !== undefined && order.placedAt >= since);
  return [...open, ...ordered].filter(({ id }) => id !== except).map(spendingOf);
}

function monthOf(now: Date): string {
  return `${now.toISOString().slice(0, 7)}-01T00:00:00.000Z`;
}

/** At the price just before the order; until then at the price that the approvers saw. */
function spendingOf({ requester, before, quote, orderQuote }: ResizeRequest): Spending {
  return { requester, account: before.account, chargeType: before.chargeType, quote: orderQuote ?? quote };
}
