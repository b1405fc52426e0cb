/** Reminds approvers, asks others as well, and ends the wait when its time is over. */
import { deadline } from '../../core/lifecycle/waiting.ts';
import type { RequestId } from '../../core/request/request.ts';
import type { World } from '../world.ts';

/** Looks again when the next reminder or the expiry is due. */
export async function meetDeadline(world: World, id: RequestId): Promise<void> {
  const met = await world.records.change(id, (request) => deadline(request, world.clock.now()));
  if (met?.result !== undefined) await world.records.enqueue({ queue: 'deadline', id, after: met.result });
}
