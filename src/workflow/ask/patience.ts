import { ifAsSeen, waitsFrom } from '../../core/lifecycle/order-decisions.ts';
import type { ResizeRequest } from '../../core/request/request.ts';
import type { World } from '../world.ts';

/** Whether an order that cannot be placed yet has waited long enough; the first look that finds it so begins the wait. */
export async function hasWaited({ records, clock, timings }: World, request: ResizeRequest): Promise<boolean> {
  const { id, waitsSince } = request;
  if (waitsSince !== undefined) return clock.now().getTime() - Date.parse(waitsSince) > timings.readyTimeout;
  await records.change(id, (now) => ifAsSeen(now, request, (same) => waitsFrom(same, clock.now())));
  return false;
}
