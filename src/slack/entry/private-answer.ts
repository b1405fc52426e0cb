import { randomBytes } from 'node:crypto';
import type { ModalView } from '@slack/types';
import type { Message } from '../messages/blocks.ts';
import { notice, section } from '../messages/blocks.ts';
import { faultOf } from '../web/faults.ts';
import type { Asker, Front } from './context.ts';
import { code } from '../../wording/inert.ts';
import { describe } from '../web/log.ts';

/** Tells one person something, by the response_url and else by an ephemeral message. Never throws. */
export async function whisper(front: Pick<Front, 'log' | 'clients'>, asker: Asker, message: Message): Promise<void> {
  const { person, channelId, respond } = asker;
  const { text, blocks } = message;
  try {
    if (respond !== undefined) {
      await respond({ response_type: 'ephemeral', replace_original: false, text, blocks });
      return;
    }
  } catch (error) {
    front.log.warn({ error: describe(error), person: person.userId }, 'an answer by response_url was lost');
  }
  if (channelId === undefined) return;
  try {
    await front.clients.post.chat.postEphemeral({ channel: channelId, user: person.userId, ...message });
  } catch (error) {
    front.log.warn({ code: faultOf(error).code, person: person.userId }, 'a private answer could not be delivered');
  }
}

/** Slack's ways to say that the person has moved on: the modal is closed, or shows something newer. */
const MOVED_ON: ReadonlySet<string> = new Set(['hash_conflict', 'not_found', 'view_not_found']);

/**
 * Redraws an open modal and tells its new hash. Whoever closed it or went on in it has not lost anything, so that is
 * no failure.
 */
export async function redraw(
  front: Front,
  viewId: string,
  hash: string | undefined,
  view: ModalView,
): Promise<string | undefined> {
  try {
    const { steady } = front.clients;
    const { view: drawn } = await steady.views.update({
      view_id: viewId,
      view,
      ...(hash === undefined ? {} : { hash }),
    });
    return drawn?.hash;
  } catch (error) {
    const { code: reason } = faultOf(error);
    const level = MOVED_ON.has(reason) ? 'debug' : 'warn';
    front.log[level]({ code: reason }, 'a modal could not be redrawn');
    return undefined;
  }
}

/** A listener's boundary: what was foreseen was answered inside; the rest gets a reference that is also in the log. */
export async function guarded(
  front: Front,
  name: string,
  tell: (reference: string) => Promise<void>,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    await tell(noted(front, name, error));
  }
}

/** Writes a failure that nobody foresaw to the log; the answer is the reference under which it is found there. */
export function noted(front: Front, name: string, error: unknown): string {
  const reference = randomBytes(4).toString('hex');
  front.log.error({ listener: name, reference, error: describe(error), stack: stackOf(error) }, 'a listener failed');
  return reference;
}

/** Where it happened, without the message, which may quote a payload. */
function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack?.slice(error.stack.indexOf('\n    at ')) : undefined;
}

export function brokenMessage(front: Front, userId: string, reference: string): Message {
  const text = front.languages.known(userId).mrkdwn('reply.broken', { reference: code(reference) });
  return { text, blocks: [section(text)] };
}

export function brokenView(front: Front, userId: string, reference: string): ModalView {
  const words = front.languages.known(userId);
  const { blocks } = brokenMessage(front, userId, reference);
  return notice(words.plain('reply.brokenTitle', {}), words.plain('form.done', {}), blocks);
}
