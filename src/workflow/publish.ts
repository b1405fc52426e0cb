/** Shows the record to people: the card, then what happened since, line by line. A Slack failure undoes nothing. */
import { SlackFault } from '../core/faults.ts';
import type { RequestEvent, RequestId, ResizeRequest } from '../core/request.ts';
import type { World } from './world.ts';

const THREAD = 'thread';

export async function publish(world: World, id: RequestId): Promise<void> {
  // Events first: the request is then at least as new as what is said about it.
  const unsaid = await world.records.unsaid(id);
  const request = await world.records.get(id);
  if (request === undefined) return;
  const carded = await showCard(world, request);
  for (const { event, saidIn } of unsaid) {
    await sayEverywhere(world, carded, event, new Set(saidIn));
  }
}

/** Posts or edits the card unless it shows this version already. The thread's lines need it, so it comes first. */
async function showCard(world: World, request: ResizeRequest): Promise<ResizeRequest> {
  if (request.card !== undefined && request.card.shows >= request.version) return request;
  const place = await world.voice.showCard(request);
  const card = { ...place, shows: request.version };
  await world.records.carded(request.id, card);
  return { ...request, card };
}

async function sayEverywhere(world: World, request: ResizeRequest, event: RequestEvent, saidIn: ReadonlySet<string>) {
  const { records, voice, log } = world;
  if (!saidIn.has(THREAD)) {
    await voice.say(request, event);
    await records.said(event.seq, THREAD);
  }
  for (const channelId of world.policy().slack.mirror.filter((id) => !saidIn.has(id))) {
    try {
      await voice.mirror(channelId, request, event);
    } catch (fault) {
      // A mirror that we may not write to must not silence the thread.
      if (!(fault instanceof SlackFault) || fault.temporary) throw fault;
      log.error({ request: request.id, channel: channelId, code: fault.code }, 'cannot write to a mirror channel');
    }
    await records.said(event.seq, channelId);
  }
  await records.said(event.seq, 'everywhere');
}
