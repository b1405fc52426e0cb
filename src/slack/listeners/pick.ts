import type { Invocation, SlackContext } from '../entry/context.ts';
import type { Payload } from '../entry/payloads.ts';
import { answerPrivately } from '../entry/private-answer.ts';
import { textMessage } from '../messages/command-answer.ts';
import { pickedCommand } from '../messages/naming.ts';
import { commanded } from './command.ts';

/** An instance was chosen from a list: the command goes on as if it had been typed with its id. */
export async function picked(context: SlackContext, invocation: Invocation, { actions }: Payload): Promise<void> {
  const [pressed] = actions ?? [];
  const text = pickedCommand(pressed?.block_id, pressed?.value);
  if (text !== undefined) return commanded(context, invocation, text);
  const words = context.languages.known(invocation.person.userId);
  await answerPrivately(context, invocation, textMessage(words.mrkdwn('reply.outdated', {})));
}
