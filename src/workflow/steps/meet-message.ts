/** A message of ours shows up in Slack: the record may not know it, because the answer to its post was lost. */
import type { OwnMessage } from '../../core/lifecycle/own-message.ts';
import type { Subject } from '../../core/request/step.ts';
import type { World } from '../world.ts';

/** Adopts a message that nothing else stands for, and has a second one of its kind deleted. */
export async function meetMessage(
  { records, log }: Pick<World, 'records' | 'log'>,
  id: Subject,
  message: OwnMessage,
): Promise<void> {
  if (await records.knowsMessage(id, message)) return;
  // Of a request of another database there is none, and its message is none of our business.
  const card = await records.claimMessage(id, message, 0);
  if (message.seq > 0 || card === undefined || card.ts === message.ts) return;
  log.warn({ request: id, channel: message.channelId }, 'a second card was found; it is deleted');
}
