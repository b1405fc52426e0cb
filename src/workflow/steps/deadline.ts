/** What time does: reminds approvers, asks others as well, ends their wait, and takes back what was temporary. */
import { deadline } from '../../core/lifecycle/waiting.ts';
import type { RequestId } from '../../core/request/request.ts';
import { meetReturn } from './return.ts';
import type { World } from '../world.ts';

/** Looks again when the next reminder, the expiry or the return of a temporary change is due. */
export async function meetDeadline(world: World, id: RequestId): Promise<void> {
  const met = await world.records.change(id, (request) => deadline(request, world.clock.now()));
  const after = met && (met.result ?? (await meetReturn(world, met.request)));
  if (after !== undefined) await world.records.enqueue({ queue: 'deadline', id, after });
}
