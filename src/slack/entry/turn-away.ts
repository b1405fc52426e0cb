import type { ViewResponseAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Invocation, SlackContext } from './context.ts';
import { incoming, type Payload } from './payloads.ts';
import { textMessage } from '../messages/command-answer.ts';
import { answerPrivately } from './private-answer.ts';

export type Ack = (answer?: ViewResponseAction | { options: [] }) => Promise<void>;

/**
 * Answers a payload that reaches no listener; without an answer Slack would show the person an error. `say` runs after the
 * acknowledgement. Without `view` and `say` the payload is only acknowledged.
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
