import { classOfWayBack } from '../../core/lifecycle/back.ts';
import type { Invocation, SlackContext } from '../entry/context.ts';
import type { Payload } from '../entry/payloads.ts';
import { answerPrivately } from '../entry/private-answer.ts';
import { textMessage } from '../messages/command-answer.ts';
import { accessText, clickText } from '../messages/refusals.ts';
import { classes } from '../../wording/figures.ts';
import { clickOf } from './clicks.ts';
import { openForm } from './open-form.ts';

/** `resize_back` on a card: the form with the class before the change, for whoever may ask for it. */
export async function backPressed(context: SlackContext, invocation: Invocation, { actions }: Payload) {
  const words = context.languages.known(invocation.person.userId);
  const answer = (text: string): Promise<void> => answerPrivately(context, invocation, textMessage(text));
  const click = clickOf(invocation, actions?.[0]?.value);
  if (click === undefined) return answer(words.mrkdwn('reply.outdated', {}));
  const outcome = await context.desk.mayPress({ ...click, button: 'resize_back' });
  if (outcome.kind === 'no_access') return answer(accessText(outcome.reason, words));
  if (outcome.kind === 'refused') return answer(clickText(outcome, click.requestId, words));
  const { id, before, change } = outcome.request;
  const { instanceId, region } = before;
  const targetClass = classOfWayBack(outcome.request);
  const reason = words.plain('form.reason.back', { id, ...classes(before, change.targetClass) });
  const typed = { kind: 'request', instanceId, region, targetClass, reason, flags: {} } as const;
  // In a channel it is judged as the same command typed there would be; a direct message is no channel of its own.
  await openForm(context, invocation, typed, /^[CG]/.test(invocation.channelId ?? '') ? 'command' : 'elsewhere');
}
