/** The one door. Everything a person does passes it first; who cannot be looked up does not get in. */
import { OWN_CODES } from '../../core/cloud-errors.ts';
import type { DoorReason } from '../../core/request/reasons.ts';
import type { Person } from '../../core/request/request.ts';
import type { Admission, Click, ClickOutcome, Desk, Occasion, Press } from '../ports.ts';
import type { World } from '../world.ts';

export async function authorize(
  { people }: Pick<World, 'people'>,
  person: Person,
  occasion: Occasion,
): Promise<Admission> {
  const standing = await people.standing(person, occasion);
  return standing.kind === 'member' ? standing : { kind: 'shut', reason: standing.reason };
}

/** What is behind the door, and asks nobody who they are. */
export type Inside = Omit<Desk, 'authorize'>;

/**
 * The desk that people reach: every method asks who it is before it does anything. A method that is added to the desk
 * does not compile until it stands here, with what somebody who is shut out gets in place of its answer.
 */
export function behindDoor(world: World, inside: Inside): Desk {
  const asking =
    <A extends readonly [asker: Person | Click, ...more: unknown[]], R, S>(
      method: (...asked: A) => Promise<R>,
      shut: (reason: DoorReason, ...asked: A) => S | Promise<S>,
    ) =>
    async (...asked: A): Promise<R | S> => {
      const [asker] = asked;
      const admission = await authorize(world, 'person' in asker ? asker.person : asker, 'reading');
      return admission.kind === 'shut' ? shut(admission.reason, ...asked) : method(...asked);
    };
  const none = (): readonly never[] => [];
  const told = (reason: DoorReason) => ({ kind: 'shut', reason }) as const;
  return {
    authorize: (person) => authorize(world, person, 'reading'),
    look: asking(inside.look, told),
    search: asking(inside.search, none),
    usage: asking(inside.usage, () => undefined),
    surroundings: asking(inside.surroundings, () => undefined),
    targets: asking(inside.targets, none),
    quote: asking(inside.quote, () => ({ kind: 'none', code: OWN_CODES.unnamed })),
    channel: asking(inside.channel, () => ({ kind: 'refused', reason: 'channel_unreadable' })),
    request: asking(inside.request, () => undefined),
    requests: asking(inside.requests, none),
    locks: asking(inside.locks, none),
    why: asking(inside.why, told),
    mayReject: asking(inside.mayReject, (reason, click) => turnedAway(world, { ...click, button: 'reject' }, reason)),
    // Stored before anybody is asked, so that nothing is lost; the intake passes the door before it acts on it.
    receive: inside.receive,
    breakGlass: inside.breakGlass,
  };
}

/** A click that stayed outside leaves a note in the audit log, and nothing else. */
export async function turnedAway(
  world: World,
  press: Pick<Press, 'button' | 'person' | 'requestId'>,
  reason: DoorReason,
): Promise<ClickOutcome> {
  await noteRefusal(world, press, reason);
  return { kind: 'shut', reason };
}

export async function noteRefusal(
  { records }: World,
  { button, person, requestId }: Pick<Press, 'button' | 'person' | 'requestId'>,
  reason: string,
): Promise<void> {
  const known = await records.get(requestId);
  await records.note({ kind: 'click_refused', actor: person, data: { button, reason } }, known?.id);
}
