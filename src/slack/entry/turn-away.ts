import type { ViewResponseAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { notice, section } from '../messages/blocks.ts';
import type { Invocation, SlackContext } from './context.ts';
import { incoming, type Payload } from './payloads.ts';
import { textMessage } from '../messages/command-answer.ts';
import type { Words } from '../../wording/words.ts';
import { answerPrivately } from './private-answer.ts';

export type Ack = (answer?: ViewResponseAction | { options: [] }) => Promise<void>;

/**
 * Answers what goes no further. Without it Slack would wait for an answer that never comes, and the person would see
 * an error. `say` is asked after the acknowledgement; nothing is said to where we do not belong.
 */
export async function turnAway(
  context: SlackContext,
  body: Payload,
  invocation: Invocation,
  ack: Ack,
  answer: { readonly view: ModalView | undefined; readonly say: (() => Promise<string>) | undefined },
): Promise<void> {
  const { kind } = incoming(body);
  if (kind === 'options') return ack({ options: [] });
  if (kind === 'submission' && answer.view !== undefined) {
    return ack({ response_action: 'update', view: answer.view });
  }
  await ack();
  const speaks = kind === 'command' || kind === 'action' || kind === 'shortcut';
  if (speaks && answer.say !== undefined) await answerPrivately(context, invocation, textMessage(await answer.say()));
}

/** A modal that only says why it goes no further. */
export function refusalView(text: string, words: Words): ModalView {
  return notice(words.plain('reply.refusedTitle', {}), words.plain('form.done', {}), [section(text)]);
}
