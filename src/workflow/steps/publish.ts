/**
 * Shows the record to people: the card, then what happened since, line by line. A Slack failure undoes nothing, and what
 * was not delivered stays undelivered until it is: only a message that Slack can never take is given up.
 */
import { SlackFault } from '../../core/faults.ts';
import type { OwnMessage } from '../../core/lifecycle/own-message.ts';
import type { RequestEvent, RequestId, ResizeRequest } from '../../core/request/request.ts';
import { complain, isHopeless, isLasting, pendingAt, say, seqsOf, tryAgain } from '../ask/say.ts';
import type { ToPublish, Undelivered } from '../ports.ts';
import type { World } from '../world.ts';
import { DIRECT, publishDirect, publishNews, type Trying } from './publish-direct.ts';

const THREAD = 'thread';
const NO_CARD = 'no card';

export async function publish(world: World, id: RequestId): Promise<void> {
  // Events first: the request is then at least as new as what is said about it.
  const { records } = world;
  const undelivered = await records.undelivered(id);
  const found = await records.toPublish(id);
  if (found === undefined) return;
  const { request, strays } = found;
  const faults: unknown[] = [];
  const trying: Trying = (act) =>
    act().catch((fault: unknown) => {
      faults.push(fault);
      return fault;
    });

  await trying(() => deleteStrays(world, strays));
  let current = request;
  const inTheWay = await trying(async () => {
    current = await showCard(world, request);
  });
  // Without a card there is no thread; what is in its way is told to the requester.
  if (current.card === undefined) await trying(() => tellDirectly(world, current, undelivered, inTheWay));
  else await trying(() => sayInThread(world, current, undelivered));
  // An emergency waits for no card; other outcomes are told with the way to it.
  const forMirrors = current.card === undefined ? undelivered.filter(isAlarm) : undelivered;
  for (const channelId of world.policy().slack.mirror) {
    const post = (events: readonly RequestEvent[]) => world.notifier.mirror(channelId, current, events);
    await trying(() => say(world, { id, place: channelId, post }, pendingAt(channelId, forMirrors)));
  }
  const owed = [
    ...(await publishDirect(world, { ...found, request: current }, undelivered, trying)),
    ...(await publishNews(world, current, trying)),
  ];
  // Asks the record: a message that was taken for lost may have become known meanwhile.
  await records.closeDelivered(id, [THREAD, ...world.policy().slack.mirror], owed);
  await tryAgain(world, id, faults);
}

/** Posts or edits the card unless it shows this version already. */
async function showCard(world: World, request: ResizeRequest): Promise<ResizeRequest> {
  if (request.card !== undefined && request.card.shows >= request.version) return request;
  try {
    const place = await world.notifier.upsertCard(request);
    return await withCard(world, request, { ...place, seq: 0, mirror: false });
  } catch (fault) {
    // A card that somebody deleted must not silence the thread. One that was never posted is waited for.
    if (request.card === undefined || !isHopeless(fault)) throw fault;
    complain(world, request.id, fault, 'the card cannot be edited');
    return withCard(world, request, { ...request.card, seq: 0, mirror: false });
  }
}

/** Another process may have posted a card meanwhile: the first to be known stays. */
async function withCard(world: World, request: ResizeRequest, message: OwnMessage): Promise<ResizeRequest> {
  return { ...request, card: await world.records.claimMessage(request.id, message, request.version) };
}

async function sayInThread(world: World, request: ResizeRequest, undelivered: readonly Undelivered[]): Promise<void> {
  const { id } = request;
  const post = world.notifier.postToThread.bind(world.notifier, request);
  const instead = tellRequester.bind(undefined, world, request);
  try {
    await say(world, { id, place: THREAD, post, instead }, pendingAt(THREAD, undelivered));
  } catch (fault) {
    if (isLasting(fault)) {
      const untold = undelivered.filter(({ deliveredTo }) => !deliveredTo.includes(THREAD));
      await tellRequester(world, request, pendingAt(DIRECT, untold));
    }
    throw fault;
  }
}

/** Nobody sees a request without a card: the requester hears what stands in its way once, and then what happens. */
async function tellDirectly(world: World, request: ResizeRequest, undelivered: readonly Undelivered[], fault: unknown) {
  if (!isLasting(fault) && !isHopeless(fault)) return;
  const [first, ...more] = undelivered;
  if (first !== undefined && first.event.kind === 'requested' && !first.deliveredTo.includes(NO_CARD)) {
    await world.notifier.cardNotPosted(request, fault instanceof SlackFault ? fault.code : 'unknown');
    await world.records.markDelivered([first.event.seq], NO_CARD);
  }
  await tellRequester(world, request, pendingAt(DIRECT, first?.event.kind === 'requested' ? more : undelivered));
}

/** Where the thread cannot be written to (an archived channel, a bot that was removed), the requester hears directly. */
async function tellRequester(world: World, request: ResizeRequest, events: readonly RequestEvent[]): Promise<void> {
  if (events.length === 0) return;
  try {
    await world.notifier.dmRequester(request, events);
    await world.records.markDelivered(seqsOf(events), DIRECT);
  } catch (fault) {
    if (!isLasting(fault) && !isHopeless(fault)) throw fault;
    complain(world, request.id, fault, 'the requester cannot be told directly either');
  }
}

/** Messages that say what another one says: the answer to their post was lost. */
async function deleteStrays({ records, notifier }: World, strays: ToPublish['strays']): Promise<void> {
  for (const message of strays) {
    await notifier.deleteMessage(message);
    await records.strayDeleted(message);
  }
}

function isAlarm({ event }: Undelivered): boolean {
  return event.kind === 'break_glass';
}
