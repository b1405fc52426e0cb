/** What counts towards the monthly limits. */
import { spendingOf } from '../../core/policy/spending.ts';
import type { RequestId, ResizeRequest } from '../../core/request/request.ts';
import { CHARGED, ORDER_OUT, type State, TO_BE_ORDERED } from '../../core/request/state.ts';
import type { Spending } from '../../core/policy/verdict.ts';
import { monthAt, spanOf } from '../../core/value/month.ts';
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
  return spendingIn(await Promise.all(filters.map((filter) => world.records.find(filter))), except);
}

function counted({ policy, clock }: ReadOnlyWorld, notYetOrdered: readonly State[]): readonly RequestSearch[] {
  if (policy().limits.monthlySpend.length === 0) return [];
  return [
    { states: notYetOrdered, limit: MOST },
    { states: CHARGED, placed: spanOf(monthAt(clock.now())), limit: MOST },
  ];
}

/** `found`: what the two filters above found, or nothing where there is no limit. */
export function spendingIn(
  [open = [], done = []]: readonly (readonly ResizeRequest[])[],
  except?: RequestId,
): readonly Spending[] | undefined {
  if (open.length === MOST || done.length === MOST) return undefined;
  return [...open, ...done].filter(({ id }) => id !== except).map(spendingOf);
}
