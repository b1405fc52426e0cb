import { randomBytes } from 'node:crypto';
import type { ModalView } from '@slack/types';
import type { Charted } from '../card/charts.ts';
import type { Message } from '../messages/blocks.ts';
import { notice, section } from '../messages/blocks.ts';
import { faultOf } from '../web/faults.ts';
import type { Invocation, SlackContext } from './context.ts';
import { code } from '../../wording/inert.ts';
import { describe } from '../web/log.ts';

/**
 * Sends one person an answer by the response_url, or else as an ephemeral or direct message. What has a chart or a table
 * is tried once more without them: not every workspace takes charts (docs/decisions/0009). Never throws.
 */
export async function answerPrivately(
  context: Pick<SlackContext, 'log' | 'clients'>,
  invocation: Invocation,
  message: Charted,
): Promise<void> {
  if (await answered(context, invocation, message)) return;
  const blocks = message.blocks.filter(({ type }) => type !== 'data_visualization' && type !== 'table');
  if (blocks.length < message.blocks.length) await answered(context, invocation, { ...message, blocks });
}

/** Whether Slack took it. */
async function answered(
  context: Pick<SlackContext, 'log' | 'clients'>,
  invocation: Invocation,
  message: Charted,
): Promise<boolean> {
  const { person, channelId, threadTs, respond } = invocation;
  const { text, blocks } = message;
  try {
    if (respond !== undefined) {
      await respond({ response_type: 'ephemeral', replace_original: false, text, blocks });
      return true;
    }
  } catch (error) {
    context.log.warn({ error: describe(error), person: person.userId }, 'an answer by response_url was lost');
  }
  const { post } = context.clients;
  try {
    // App Home and shortcuts are in no channel.
    await (channelId === undefined
      ? post.chat.postMessage({ channel: person.userId, ...message, unfurl_links: false, unfurl_media: false })
      : post.chat.postEphemeral({
          channel: channelId,
          user: person.userId,
          ...message,
          ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
        }));
    return true;
  } catch (error) {
    context.log.warn({ code: faultOf(error).code, person: person.userId }, 'a private answer could not be delivered');
    return false;
  }
}

/** Slack's errors for a modal that the person closed, or that shows something newer. */
const MOVED_ON: ReadonlySet<string> = new Set(['hash_conflict', 'not_found', 'view_not_found']);

/** Redraws an open modal and returns its new hash; undefined if it failed. A modal that the person closed or changed is no failure. */
export async function updateView(
  context: SlackContext,
  viewId: string,
  hash: string | undefined,
  view: ModalView,
): Promise<string | undefined> {
  try {
    const { steady } = context.clients;
    const { view: drawn } = await steady.views.update({
      view_id: viewId,
      view,
      ...(hash === undefined ? {} : { hash }),
    });
    return drawn?.hash;
  } catch (error) {
    const { code: reason } = faultOf(error);
    const level = MOVED_ON.has(reason) ? 'debug' : 'warn';
    context.log[level]({ code: reason }, 'a modal could not be redrawn');
    return undefined;
  }
}

/** Boundary of a listener: an unexpected error is answered with a reference that is also in the log. */
export async function guarded(
  context: SlackContext,
  name: string,
  tell: (reference: string) => Promise<void>,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    await tell(logUnexpected(context, name, error));
  }
}

/** Logs an unexpected error and returns its reference in the log. */
export function logUnexpected(context: SlackContext, name: string, error: unknown): string {
  const reference = randomBytes(4).toString('hex');
  context.log.error({ listener: name, reference, error: describe(error), stack: stackOf(error) }, 'a listener failed');
  return reference;
}

/** The stack without the message, which may quote a payload. */
function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack?.slice(error.stack.indexOf('\n    at ')) : undefined;
}

export function brokenMessage(context: SlackContext, userId: string, reference: string): Message {
  const text = context.languages.known(userId).mrkdwn('reply.broken', { reference: code(reference) });
  return { text, blocks: [section(text)] };
}

export function brokenView(context: SlackContext, userId: string, reference: string): ModalView {
  const words = context.languages.known(userId);
  const { blocks } = brokenMessage(context, userId, reference);
  return notice(words.plain('reply.brokenTitle', {}), words.plain('form.done', {}), blocks);
}
