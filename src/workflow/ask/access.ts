/** The one door. Everything a person does passes it first; who cannot be looked up does not get in. */
import { CLIENT_CODES } from '../../core/cloud-errors.ts';
import type { AccessReason } from '../../core/request/reasons.ts';
import type { Person } from '../../core/request/request.ts';
import type { Access, Click, ClickOutcome, Desk, Occasion, Press } from '../ports.ts';
import type { World } from '../world.ts';

export async function authorize(
  { people }: Pick<World, 'people'>,
  person: Person,
  occasion: Occasion,
): Promise<Access> {
  const standing = await people.standing(person, occasion);
  return standing.kind === 'member' ? standing : { kind: 'no_access', reason: standing.reason };
}

/** What is behind the door, and asks nobody who they are. */
export type GuardedDesk = Omit<Desk, 'authorize'>;

/**
 * The desk that people reach: every method asks who it is before it does anything. A method that is added to the desk
 * does not compile until it stands here, with what somebody who is shut out gets in place of its answer.
 */
export function requireAccess(world: World, inside: GuardedDesk): Desk {
  const asking =
    <A extends readonly [asker: Person | Click, ...more: unknown[]], R, S>(
      method: (...asked: A) => Promise<R>,
      shut: (reason: AccessReason, ...asked: A) => S | Promise<S>,
    ) =>
    async (...asked: A): Promise<R | S> => {
      const [invocation] = asked;
      const access = await authorize(world, 'person' in invocation ? invocation.person : invocation, 'reading');
      return access.kind === 'no_access' ? shut(access.reason, ...asked) : method(...asked);
    };
  const none = (): readonly never[] => [];
  const told = (reason: AccessReason) => ({ kind: 'no_access', reason }) as const;
  return {
    authorize: (person) => authorize(world, person, 'reading'),
    instanceView: asking(inside.instanceView, told),
    search: asking(inside.search, none),
    usage: asking(inside.usage, () => undefined),
    networkFacts: asking(inside.networkFacts, () => undefined),
    targets: asking(inside.targets, none),
    quote: asking(inside.quote, () => ({ kind: 'none', code: CLIENT_CODES.unnamed })),
    channel: asking(inside.channel, () => ({ kind: 'refused', reason: 'channel_unreadable' })),
    request: asking(inside.request, () => undefined),
    requests: asking(inside.requests, none),
    locks: asking(inside.locks, none),
    why: asking(inside.why, told),
    mayReject: asking(inside.mayReject, (reason, click) => denyAccess(world, { ...click, button: 'reject' }, reason)),
    maySettle: asking(inside.maySettle, (reason, click) => denyAccess(world, { ...click, button: 'settle' }, reason)),
    // Stored before anybody is asked, so that nothing is lost; the intake passes the door before it acts on it.
    receive: inside.receive,
    breakGlass: inside.breakGlass,
  };
}

/** A click that stayed outside leaves a note in the audit log, and nothing else. */
export async function denyAccess(
  world: World,
  press: Pick<Press, 'button' | 'person' | 'requestId'>,
  reason: AccessReason,
): Promise<ClickOutcome> {
  await auditRefusedClick(world, press, reason);
  return { kind: 'no_access', reason };
}

export async function auditRefusedClick(
  { records }: World,
  { button, person, requestId }: Pick<Press, 'button' | 'person' | 'requestId'>,
  reason: string,
): Promise<void> {
  const known = await records.get(requestId);
  await records.note({ kind: 'click_refused', actor: person, data: { button, reason } }, known?.id);
}
