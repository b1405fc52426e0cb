/** The button `recheck`: looks for the order that could not be found, at the change under way, or at the facts again. */
import { doubtSince } from '../../core/lifecycle/lost-order.ts';
import { failed } from '../../core/lifecycle/order-decisions.ts';
import { internalFailure } from '../../core/request/failure.ts';
import type { Person, ResizeRequest } from '../../core/request/request.ts';
import { isBeforeOrder } from '../../core/request/state.ts';
import type { ClickOutcome } from '../ports.ts';
import { lookForLostOrder } from './find-lost.ts';
import { renewFacts } from './renew.ts';
import { watch } from './watch.ts';
import type { World } from '../world.ts';

/** Rechecks the request as it was when the button was pressed; `by` has the right to. `readMs`: for each read of the facts. */
export async function recheckRequest(
  world: World,
  before: ResizeRequest,
  by: Person,
  readMs?: number,
): Promise<ClickOutcome> {
  if (isBeforeOrder(before.state)) return renewFacts(world, before, by, readMs);
  if (before.state === 'unknown') await lookAndConclude(world, before);
  else await watch(world, [before.id]);
  const after = await world.records.get(before.id);
  const moved = after !== undefined && after.version > before.version;
  return moved ? { kind: 'done', request: after } : { kind: 'refused', reason: 'nothing_to_recheck', request: before };
}

async function lookAndConclude(world: World, request: ResizeRequest): Promise<void> {
  const { records, clock, timings } = world;
  const found = await lookForLostOrder(world, request);
  const doubt = doubtSince(request);
  const certain = doubt === undefined || clock.now().getTime() - doubt >= timings.doubtFor;
  // A person asked, everything could be read, and nothing is there long after the call: then there is no order.
  if (found === 'nothing' && certain) {
    await records.change(request.id, (now) => failed(now, internalFailure('OrderNotFound')));
  }
}
