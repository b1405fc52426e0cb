/** Shows the record to people: the card, then what happened since, line by line. A Slack failure undoes nothing. */
import { SlackFault } from '../../core/faults.ts';
import type { RequestEvent, RequestId, ResizeRequest } from '../../core/request/request.ts';
import type { World } from '../world.ts';

const THREAD = 'thread';
const NO_CARD = 'no card';

type Unsaid = Awaited<ReturnType<World['records']['unsaid']>>[number];

export async function publish(world: World, id: RequestId): Promise<void> {
  // Events first: the request is then at least as new as what is said about it.
  const unsaid = await world.records.unsaid(id);
  const request = await world.records.get(id);
  if (request === undefined) return;
  const carded = await showCard(world, request).catch(async (fault: unknown) => {
    await tellOfMissingCard(world, request, fault, unsaid[0]);
    await soundAlarm(world, request, unsaid);
    throw fault;
  });
  for (const { event, saidIn } of unsaid) {
    await sayEverywhere(world, carded, event, new Set(saidIn));
  }
}

/** Posts or edits the card unless it shows this version already. The thread's lines need it, so it comes first. */
async function showCard(world: World, request: ResizeRequest): Promise<ResizeRequest> {
  if (request.card !== undefined && request.card.shows >= request.version) return request;
  try {
    const place = await world.voice.showCard(request);
    const card = { ...place, shows: request.version };
    await world.records.carded(request.id, card);
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
  if (request.card !== undefined || isPassing(fault) || first === undefined || first.saidIn.includes(NO_CARD)) return;
  await world.voice.cardRefused(request, fault instanceof SlackFault ? fault.code : 'unknown');
  await world.records.said(first.event.seq, NO_CARD);
}

async function sayEverywhere(world: World, request: ResizeRequest, event: RequestEvent, saidIn: ReadonlySet<string>) {
  const { records, voice } = world;
  if (!saidIn.has(THREAD)) {
    try {
      await voice.say(request, event);
    } catch (fault) {
      if (isPassing(fault)) throw fault;
      complain(world, request, fault, 'a line cannot be said in the thread');
      await tellRequester(world, request, event);
    }
    await records.said(event.seq, THREAD);
  }
  await tellMirrors(world, request, event, saidIn);
  await records.said(event.seq, 'everywhere');
}

async function tellMirrors(world: World, request: ResizeRequest, event: RequestEvent, saidIn: ReadonlySet<string>) {
  const { records, voice } = world;
  for (const channelId of world.policy().slack.mirror.filter((id) => !saidIn.has(id))) {
    try {
      await voice.mirror(channelId, request, event);
    } catch (fault) {
      if (isPassing(fault)) throw fault;
      complain(world, request, fault, 'cannot write to a mirror channel');
    }
    await records.said(event.seq, channelId);
  }
}

/** An emergency waits for no card: where none can be posted, everybody who looks on is told all the same. */
async function soundAlarm(world: World, request: ResizeRequest, unsaid: readonly Unsaid[]): Promise<void> {
  for (const { event, saidIn } of unsaid.filter(({ event: { kind } }) => kind === 'break_glass')) {
    await tellMirrors(world, request, event, new Set(saidIn));
  }
}

/** Where the thread is gone (an archived channel, a bot that was removed), the person who asked hears of it directly. */
async function tellRequester(world: World, request: ResizeRequest, event: RequestEvent): Promise<void> {
  try {
    await world.voice.sayToRequester(request, event);
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
