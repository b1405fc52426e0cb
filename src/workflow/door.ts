import type { Person } from '../core/request.ts';
import type { DoorReason } from '../core/reasons.ts';
import type { World } from './world.ts';

/** The one door: everything a person does passes it first. Who cannot be looked up does not get in. */
export async function admit(
  { people }: World,
  person: Person,
): Promise<{ readonly kind: 'member' } | { readonly kind: 'shut'; readonly reason: DoorReason }> {
  const standing = await people.standing(person);
  return standing.kind === 'member' ? standing : { kind: 'shut', reason: standing.reason };
}
