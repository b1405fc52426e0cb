/** Shows the record to people: the card, then what happened since, line by line. A Slack failure undoes nothing. */
import { SlackFault } from '../../core/faults.ts';
import type { RequestEvent, RequestId, ResizeRequest } from '../../core/request/request.ts';
import type { World } from '../world.ts';

const THREAD = 'thread';
const NO_CARD = 'no card';

type Unsaid = Awaited<ReturnType<World['records']['undelivered']>>[number];

export async function publish(world: World, id: RequestId): Promise<void> {
  // Events first: the request is then at least as new as what is said about it.
  const undelivered = await world.records.undelivered(id);
  const request = await world.records.get(id);
  if (request === undefined) return;
  const withCard = await showCard(world, request).catch(async (fault: unknown) => {
    await tellOfMissingCard(world, request, fault, undelivered[0]);
    await soundAlarm(world, request, undelivered);
    throw fault;
  });
  for (const { event, deliveredTo } of undelivered) {
    await sayEverywhere(world, withCard, event, new Set(deliveredTo));
  }
}

/** Posts or edits the card unless it shows this version already. The thread's lines need it, so it comes first. */
async function showCard(world: World, request: ResizeRequest): Promise<ResizeRequest> {
  if (request.card !== undefined && request.card.shows >= request.version) return request;
  try {
    const place = await world.notifier.upsertCard(request);
    const card = { ...place, shows: request.version };
    await world.records.saveCard(request.id, card);
    return { ...request, card };
  } catch (fault) {
    // A card that somebody deleted must not silence the thread. One that was never posted is waited for.
    if (request.card === undefined || isPassing(fault)) throw fault;
    complain(world, request, fault, 'the card cannot be edited');
    return request;
  }
}

/** Nobody sees a request without a card: the requester is told once what stands in its way, while it is tried again. */
async function tellOfMissingCard(world: World, request: ResizeRequest, fault: unknown, first: Unsaid | undefined) {
  if (request.card !== undefined || isPassing(fault) || first === undefined || first.deliveredTo.includes(NO_CARD))
    return;
  await world.notifier.cardNotPosted(request, fault instanceof SlackFault ? fault.code : 'unknown');
  await world.records.markDelivered(first.event.seq, NO_CARD);
}

async function sayEverywhere(
  world: World,
  request: ResizeRequest,
  event: RequestEvent,
  deliveredTo: ReadonlySet<string>,
) {
  const { records, notifier } = world;
  if (!deliveredTo.has(THREAD)) {
    try {
      await notifier.postToThread(request, event);
    } catch (fault) {
      if (isPassing(fault)) throw fault;
      complain(world, request, fault, 'a line cannot be said in the thread');
      await tellRequester(world, request, event);
    }
    await records.markDelivered(event.seq, THREAD);
  }
  await tellMirrors(world, request, event, deliveredTo);
  await records.markDelivered(event.seq, 'everywhere');
}

async function tellMirrors(
  world: World,
  request: ResizeRequest,
  event: RequestEvent,
  deliveredTo: ReadonlySet<string>,
) {
  const { records, notifier } = world;
  for (const channelId of world.policy().slack.mirror.filter((id) => !deliveredTo.has(id))) {
    try {
      await notifier.mirror(channelId, request, event);
    } catch (fault) {
      if (isPassing(fault)) throw fault;
      complain(world, request, fault, 'cannot write to a mirror channel');
    }
    await records.markDelivered(event.seq, channelId);
  }
}

/** An emergency waits for no card: where none can be posted, everybody who looks on is told all the same. */
async function soundAlarm(world: World, request: ResizeRequest, undelivered: readonly Unsaid[]): Promise<void> {
  for (const { event, deliveredTo } of undelivered.filter(({ event: { kind } }) => kind === 'break_glass')) {
    await tellMirrors(world, request, event, new Set(deliveredTo));
  }
}

/** Where the thread is gone (an archived channel, a bot that was removed), the person who asked hears of it directly. */
async function tellRequester(world: World, request: ResizeRequest, event: RequestEvent): Promise<void> {
  try {
    await world.notifier.dmRequester(request, event);
  } catch (fault) {
    if (isPassing(fault)) throw fault;
    complain(world, request, fault, 'the requester cannot be told directly either');
  }
}

/** Trying again may help; what is not a SlackFault is a defect of ours and is tried again too. */
function isPassing(fault: unknown): boolean {
  return !(fault instanceof SlackFault) || fault.temporary;
}

function complain({ log }: World, request: ResizeRequest, fault: unknown, sentence: string): void {
  log.error({ request: request.id, code: fault instanceof SlackFault ? fault.code : 'unknown' }, sentence);
}
