/**
 * Direct messages: the card for each approver whom the rule has told in person, kept as true as the one of the channel, and
 * lines for them and for the requester. A person who cannot be reached is left out; nobody else waits for that.
 */
import { SlackFault } from '../../core/faults.ts';
import { toldDirectly } from '../../core/policy/direct.ts';
import { standingVotes } from '../../core/policy/digest.ts';
import type { RequesterNews } from '../../core/policy/policy-model.ts';
import { idsOf } from '../../core/request/person.ts';
import type { EventKind, ResizeRequest } from '../../core/request/request.ts';
import { seqsOf } from '../ask/say.ts';
import type { DirectCard, ToPublish, Undelivered } from '../ports.ts';
import type { World } from '../world.ts';

/** Place of the lines that the requester gets. */
export const DIRECT = 'direct';

/** Runs one delivery and resolves with what stood in its way, which is kept and tried again later; undefined: nothing. */
export type Trying = (act: () => Promise<void>) => Promise<unknown>;

/** Events of which an edited card notifies no one. */
const LINES: readonly EventKind[] = ['reminded', 'drift_detected'];

/** Returns the events that somebody has still to hear of. */
export async function publishDirect(
  world: World,
  { request, directCards: known }: ToPublish,
  undelivered: readonly Undelivered[],
  trying: Trying,
): Promise<ReadonlySet<number>> {
  const { people, policy } = world;
  const waits = request.state === 'pending' && request.need.tell !== 'channel';
  const told = waits ? (toldDirectly(policy(), request, await people.directory()) ?? []) : [];
  const owed = new Set<number>();
  for (const userId of told) {
    const card = known.find((one) => one.userId === userId);
    if (card?.ts === undefined) await trying(() => postCard(world, request, userId, card, told));
    else await tellLines(world, request, userId, undelivered, trying, owed);
  }
  for (const card of known.filter(({ ts, shows }) => ts !== undefined && shows < request.version)) {
    await trying(() => keepTrue(world, request, card));
  }
  return owed;
}

/** The conversation is written down before the card is posted: a post whose answer is lost is known again by it. */
async function postCard(
  world: World,
  request: ResizeRequest,
  userId: string,
  before: DirectCard | undefined,
  told: readonly string[],
): Promise<void> {
  const { records, notifier, people } = world;
  const standing = await people.standing({ teamId: request.requester.teamId, userId }, 'reading');
  if (standing.kind === 'refused') {
    if (standing.reason === 'person_unknown') throw new SlackFault({ code: standing.reason, temporary: true });
    return;
  }
  const { otherId } = standing;
  // The same person by a second id: one card is enough.
  if (otherId !== undefined && otherId < userId && told.includes(otherId)) return;
  await reaching(world, request, userId, async () => {
    const channelId = before?.channelId ?? (await notifier.openDirect(userId));
    const card = { userId, channelId, ts: undefined, shows: 0 };
    if (before === undefined) await records.saveDirectCard(request.id, card);
    const message = await notifier.upsertDirectCard(request, card);
    await records.claimMessage(request.id, { ...message, seq: 0, mirror: false }, request.version);
  });
}

async function keepTrue(world: World, request: ResizeRequest, card: DirectCard): Promise<void> {
  await reaching(world, request, card.userId, async () => {
    await world.notifier.upsertDirectCard(request, card);
  });
  // One that cannot be edited is given up: it was deleted, or its reader is gone.
  await world.records.saveDirectCard(request.id, { ...card, shows: request.version });
}

async function tellLines(
  world: World,
  request: ResizeRequest,
  userId: string,
  undelivered: readonly Undelivered[],
  trying: Trying,
  owed: Set<number>,
): Promise<void> {
  if (standingVotes(request).some(({ by }) => idsOf(by).includes(userId))) return;
  const place = `dm ${userId}`;
  const events = undelivered
    .filter(({ event, deliveredTo }) => LINES.includes(event.kind) && !deliveredTo.includes(place))
    .map(({ event }) => event);
  if (events.length === 0) return;
  const inTheWay = await trying(async () => {
    await reaching(world, request, userId, () => world.notifier.dmApprover(request, userId, events));
    await world.records.markDelivered(seqsOf(events), place);
  });
  if (inTheWay !== undefined) for (const { seq } of events) owed.add(seq);
}

const NEWS: Partial<Readonly<Record<EventKind, RequesterNews>>> = {
  approved: 'decision',
  rejected: 'decision',
  expired: 'decision',
  drift_detected: 'decision',
  ordered: 'outcome',
  awaiting_payment: 'outcome',
  completed: 'outcome',
  failed: 'outcome',
  unknown: 'outcome',
};

/** What the configuration has the requester told in person as well. Returns the events that are still to be told. */
export async function publishNews(world: World, request: ResizeRequest, trying: Trying): Promise<ReadonlySet<number>> {
  const { dm } = world.policy().slack;
  if (dm.length === 0) return new Set();
  // Where no one had to approve, there was no decision to wait for.
  const wanted = dm.filter((news) => news === 'outcome' || request.need.count > 0);
  const isNews = (kind: EventKind): boolean => wanted.some((news) => news === NEWS[kind]);
  // Asks the record: where the thread cannot be written to, they have just been told.
  const undelivered = await world.records.undelivered(request.id);
  const events = undelivered
    .filter(({ event, deliveredTo }) => isNews(event.kind) && !deliveredTo.includes(DIRECT))
    .map(({ event }) => event);
  if (events.length === 0) return new Set();
  const inTheWay = await trying(async () => {
    const { userId } = request.requester;
    await reaching(world, request, userId, () => world.notifier.dmRequester(request, events));
    await world.records.markDelivered(seqsOf(events), DIRECT);
  });
  return new Set(inTheWay === undefined ? [] : seqsOf(events));
}

/** A person whom Slack will not let us write to, now or later, is not waited for. */
async function reaching(world: World, { id }: ResizeRequest, userId: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (fault) {
    if (!(fault instanceof SlackFault) || fault.temporary || fault.about === 'bot') throw fault;
    world.log.warn({ request: id, person: userId, code: fault.code }, 'a direct message cannot be delivered');
  }
}
