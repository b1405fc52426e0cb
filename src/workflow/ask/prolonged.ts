/** The temporary change that a request for the class of now would prolong. */
import type { InstanceFacts } from '../../core/instance/instance.ts';
import { isProlonging } from '../../core/lifecycle/prolonging.ts';
import type { ResizeRequest } from '../../core/request/request.ts';
import type { Change } from '../../core/value/change.ts';
import type { ReadOnlyWorld } from '../world.ts';

/** The newest change of the instance whose return is planned. */
export async function returningOf({ records }: ReadOnlyWorld, instanceId: string): Promise<ResizeRequest | undefined> {
  const [newest] = await records.find({ instanceId, returning: true, limit: 1 });
  return newest;
}

/** Undefined: it asks for a change of its own, or for nothing that could be done. */
export async function prolongedBy(
  world: ReadOnlyWorld,
  facts: InstanceFacts,
  change: Change,
  startAt: string | undefined,
): Promise<ResizeRequest | undefined> {
  if (facts.realClass !== change.targetClass || change.until === undefined) return undefined;
  const there = await returningOf(world, facts.instanceId);
  return isProlonging(there, facts, { change, startAt }, world.clock.now()) ? there : undefined;
}
