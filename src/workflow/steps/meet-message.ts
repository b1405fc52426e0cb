/** A message of ours shows up in Slack: the record may not know it, because the answer to its post was lost. */
import type { OwnMessage } from '../../core/lifecycle/own-message.ts';
import type { RequestId } from '../../core/request/request.ts';
import type { World } from '../world.ts';

/** Adopts a message that nothing else stands for, and has a second one of its kind deleted. */
export async function meetMessage(
  { records, log }: Pick<World, 'records' | 'log'>,
  id: RequestId,
  message: OwnMessage,
): Promise<void> {
  const request = await records.get(id);
  // A request of another database is none of our business, and nor is its message.
  if (request === undefined) return;
  const { card } = request;
  if (message.seq === 0 && card?.ts === message.ts && card.channelId === message.channelId) return;
  const now = await records.claimMessage(id, message, 0);
  if (message.seq > 0 || now?.ts === message.ts) return;
  log.warn({ request: id, channel: message.channelId }, 'a second card was found; it is deleted');
}
