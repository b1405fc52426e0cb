/** What counts towards the monthly limits. */
import type { RequestId } from '../../core/request/request.ts';
import { CHARGED, ORDER_OUT, type State, TO_BE_ORDERED } from '../../core/request/state.ts';
import type { Spending } from '../../core/policy/verdict.ts';
import { monthAt, spanOf } from '../../core/value/month.ts';
import type { RequestSearch } from '../ports.ts';
import type { ReadOnlyWorld } from '../world.ts';

/** They are added up, however many there are. */
const ALL = Number.MAX_SAFE_INTEGER;

/**
 * What was ordered in this calendar month (UTC, by the time of the order), or is about to be, without the request that
 * is being evaluated.
 */
export function spendingOfMonth(world: ReadOnlyWorld, except?: RequestId): Promise<readonly Spending[]> {
  return read(world, counted(world, TO_BE_ORDERED), except);
}

/** The same just before an order: what has only been approved does not count, so that the first order goes first. */
export function spendingAtOrder(world: ReadOnlyWorld, except: RequestId): Promise<readonly Spending[]> {
  return read(world, countedAtOrder(world), except);
}

/** For the claim of an order, which reads and counts in one transaction. */
export function countedAtOrder(world: ReadOnlyWorld): readonly RequestSearch[] {
  return counted(world, ORDER_OUT);
}

async function read({ records }: ReadOnlyWorld, filters: readonly RequestSearch[], except: RequestId | undefined) {
  return filters.length === 0 ? [] : records.spending(filters, except);
}

function counted({ policy, clock }: ReadOnlyWorld, notYetOrdered: readonly State[]): readonly RequestSearch[] {
  if (policy().limits.monthlySpend.length === 0) return [];
  return [
    { states: notYetOrdered, limit: ALL },
    { states: CHARGED, placed: spanOf(monthAt(clock.now())), limit: ALL },
  ];
}
