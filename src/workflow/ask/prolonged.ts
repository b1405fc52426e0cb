/** The temporary change of an instance: its planned return, the request that would prolong it, and the return that was skipped. */
import type { InstanceFacts } from '../../core/instance/instance.ts';
import { isProlonging } from '../../core/lifecycle/prolonging.ts';
import { ENDS_OF_APPROVED } from '../../core/request/state.ts';
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

/** Requests that came to nothing and lie after a return. */
const BETWEEN = 20;

/** The return that was skipped last; undefined: a later change, or somebody else, has given the instance another class. */
export async function skippedReturnOf(
  { records }: ReadOnlyWorld,
  { instanceId, realClass }: Pick<InstanceFacts, 'instanceId' | 'realClass'>,
): Promise<ResizeRequest | undefined> {
  const ended = await records.find({ instanceId, states: ENDS_OF_APPROVED, limit: BETWEEN });
  const last = ended.find(({ state, returnOf }) => state === 'completed' || returnOf !== undefined);
  return last?.state === 'failed' && last.before.realClass === realClass ? last : undefined;
}
