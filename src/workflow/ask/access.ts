/** The one door. Everything a person does passes it first; who cannot be looked up does not get in. */
import { CLIENT_CODES } from '../../core/cloud-errors.ts';
import type { AccessReason } from '../../core/request/reasons.ts';
import type { NewEvent, Person, RequestId } from '../../core/request/request.ts';
import { NO_RIGHTS } from '../../core/policy/rights.ts';
import type { Access, ClickOutcome, Desk, Occasion, OpeningPress, Press, RefusedAct } from '../ports.ts';
import type { World } from '../world.ts';

export async function authorize(
  { people }: Pick<World, 'people'>,
  person: Person,
  occasion: Occasion,
): Promise<Access> {
  const standing = await people.standing(person, occasion);
  if (standing.kind === 'refused') return { kind: 'no_access', reason: standing.reason };
  return { kind: 'member', person: { ...person, otherId: standing.otherId } };
}

/** What is behind the door, and asks nobody who they are. */
export type GuardedDesk = Omit<Desk, 'authorize' | 'turnedAway'>;

/**
 * The desk that people reach: every method asks who it is before it does anything. A method that is added to the desk
 * does not compile until it stands here, with what somebody who is shut out gets in place of its answer.
 */
export function requireAccess(world: World, inside: GuardedDesk): Desk {
  const asking =
    <More extends readonly unknown[], R, S>(
      method: (person: Person, ...more: More) => Promise<R>,
      shut: (reason: AccessReason) => S,
    ) =>
    async (person: Person, ...more: More): Promise<R | S> => {
      const access = await authorize(world, person, 'reading');
      return access.kind === 'no_access' ? shut(access.reason) : method(access.person, ...more);
    };
  const none = (): readonly never[] => [];
  const told = (reason: AccessReason) => ({ kind: 'no_access', reason }) as const;
  return {
    authorize: (person) => authorize(world, person, 'reading'),
    turnedAway: (person, reason, act) => auditRefusedAct(world, person, reason, act),
    instanceView: asking(inside.instanceView, told),
    named: asking(inside.named, told),
    namedIn: asking(inside.namedIn, () => undefined),
    search: asking(inside.search, () => ({ items: [], more: false })),
    sized: asking(inside.sized, told),
    usage: asking(inside.usage, () => undefined),
    networkFacts: asking(inside.networkFacts, () => undefined),
    targets: asking(inside.targets, none),
    quote: asking(inside.quote, () => ({ kind: 'none', code: CLIENT_CODES.unnamed })),
    channel: asking(inside.channel, () => ({ kind: 'refused', reason: 'channel_unreadable' })),
    request: asking(inside.request, () => undefined),
    requests: asking(inside.requests, none),
    locks: asking(inside.locks, none),
    freeze: asking(inside.freeze, () => undefined),
    // The form tells it.
    mayRequest: asking(inside.mayRequest, () => ({ kind: 'maybe' })),
    rights: asking(inside.rights, () => NO_RIGHTS),
    report: asking(inside.report, told),
    suggest: asking(inside.suggest, told),
    why: asking(inside.why, told),
    // A click that stayed outside leaves a note in the audit log too.
    async mayPress(press) {
      const access = await authorize(world, press.person, 'reading');
      const known = access.kind === 'member' ? { ...press, person: access.person } : press;
      const outcome = access.kind === 'member' ? await inside.mayPress(known) : access;
      const refused = await refusedClick(world, known, outcome);
      if (refused !== undefined) await world.records.note(refused.event, refused.requestId);
      return outcome;
    },
    // Stored before anybody is asked, so that nothing is lost; the intake passes the door before it acts on it.
    receive: inside.receive,
    suggestedClass: asking(inside.suggestedClass, () => undefined),
    // Only asks for it to be published, which checks the person.
    homeOpened: inside.homeOpened,
    // Of the bot's own messages; it reveals nothing.
    messageSeen: inside.messageSeen,
    digestSeen: inside.digestSeen,
    breakGlass: inside.breakGlass,
    confirm: inside.confirm,
  };
}

/** What the audit log keeps of a click that did not count; undefined for one that did. */
export async function refusedClick(
  { records }: World,
  { button, person, requestId, cardDigest: saw }: OpeningPress | Press,
  outcome: ClickOutcome,
): Promise<{ readonly event: NewEvent; readonly requestId: RequestId | undefined } | undefined> {
  if (outcome.kind !== 'refused' && outcome.kind !== 'no_access') return undefined;
  const known = outcome.kind === 'refused' ? outcome.request : await records.get(requestId);
  const { reason } = outcome;
  const data = { button, reason, ...(reason === 'card_changed' ? { saw } : {}) };
  return { event: { kind: 'click_refused', actor: person, data }, requestId: known?.id };
}

async function auditRefusedAct(world: World, person: Person, reason: string, act: RefusedAct): Promise<void> {
  const { records, log } = world;
  try {
    if (act.kind === 'click') {
      const known = act.requestId === undefined ? undefined : await records.get(act.requestId);
      await records.note({ kind: 'click_refused', actor: person, data: { button: act.button, reason } }, known?.id);
      return;
    }
    const data = { outcome: 'no_access', reason, action: act.action };
    await records.note({ kind: 'denied', actor: person, data });
  } catch (error) {
    log.error({ reason: error instanceof Error ? error.name : 'unknown' }, 'a refused act could not be written down');
  }
}
