import { ifAsSeen, waitsFrom } from '../../core/lifecycle/order-decisions.ts';
import type { ResizeRequest, WaitReason } from '../../core/request/request.ts';
import type { World } from '../world.ts';

/** Whether an order that cannot be placed yet has waited long enough; the first look that finds it so begins the wait. */
export async function hasWaited(
  { records, clock, timings }: World,
  request: ResizeRequest,
  because?: WaitReason,
): Promise<boolean> {
  const { id, waits } = request;
  const over = waits !== undefined && clock.now().getTime() - Date.parse(waits.since) > timings.readyTimeout;
  if (!over) await records.change(id, (now) => ifAsSeen(now, request, (same) => waitsFrom(same, because, clock.now())));
  return over;
}
