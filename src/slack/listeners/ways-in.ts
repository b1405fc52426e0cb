/** Ways to the form besides the command: the buttons, and the two shortcuts; and a choice with which a command goes on. */
import { idsIn, requestFromMessage } from '../../core/command/from-message.ts';
import { within } from '../../core/within.ts';
import { classOfWayBack } from '../../core/lifecycle/back.ts';
import { classes } from '../../wording/figures.ts';
import type { Invocation, SlackContext } from '../entry/context.ts';
import type { Payload } from '../entry/payloads.ts';
import { answerPrivately } from '../entry/private-answer.ts';
import { textMessage } from '../messages/command-answer.ts';
import { pickedCommand } from '../messages/naming.ts';
import { accessText, clickText } from '../messages/refusals.ts';
import { describe } from '../web/log.ts';
import { clickOf } from './clicks.ts';
import { commanded, readCommand } from './command.ts';
import { openForm } from './open-form.ts';

/** The command on the button is read like one that was typed, and gives no right. */
export async function newRequestPressed(
  context: SlackContext,
  invocation: Invocation,
  { actions }: Payload,
): Promise<void> {
  const command = readCommand(context, actions?.[0]?.value ?? '');
  if (command.kind === 'request') return openForm(context, invocation, command, 'elsewhere');
  await outdated(context, invocation);
}

/** An instance was chosen from a list: the command goes on as if it had been typed with its id. */
export async function picked(context: SlackContext, invocation: Invocation, { actions }: Payload): Promise<void> {
  const text = pickedCommand(actions?.[0]?.block_id, actions?.[0]?.value);
  await (text === undefined ? outdated(context, invocation) : commanded(context, invocation, text));
}

/** `resize_back` on a card: the form with the class before the change, for whoever may ask for it. */
export async function backPressed(context: SlackContext, invocation: Invocation, { actions }: Payload): Promise<void> {
  const words = context.languages.known(invocation.person.userId);
  const answer = (text: string): Promise<void> => answerPrivately(context, invocation, textMessage(text));
  const click = clickOf(invocation, actions?.[0]?.value);
  if (click === undefined) return outdated(context, invocation);
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

function outdated(context: SlackContext, invocation: Invocation): Promise<void> {
  const words = context.languages.known(invocation.person.userId);
  return answerPrivately(context, invocation, textMessage(words.mrkdwn('reply.outdated', {})));
}

export function formShortcut(context: SlackContext, invocation: Invocation): Promise<void> {
  return openForm(context, invocation, { kind: 'request', flags: {} }, 'elsewhere');
}

/** Likewise; the list of all instances is most often known. */
const NAME_MS = 900;

/** Of the three seconds of the trigger; the form opens without a class when it is not there by then. */
const SUGGESTION_MS = 1_000;

/** The instance that the message names, and the class that it needs by what it used. */
export async function messageShortcut(context: SlackContext, invocation: Invocation, body: Payload): Promise<void> {
  const text = textsIn(body.message).join('\n');
  const command = requestFromMessage(text);
  // Where it names several by their ids, nobody but the person chooses.
  const named = idsIn(text).size > 0 ? undefined : await within(byName(context, invocation, text), NAME_MS);
  const instanceId = command.instanceId ?? named;
  const targetClass =
    typeof instanceId !== 'string'
      ? undefined
      : await within(suggestion(context, invocation, instanceId), SUGGESTION_MS);
  await openForm(
    context,
    invocation,
    { ...command, instanceId: instanceId ?? undefined, targetClass: targetClass ?? undefined },
    'elsewhere',
  );
}

async function byName({ desk, log }: SlackContext, { person }: Invocation, text: string) {
  try {
    return (await desk.namedIn(person, text))?.instanceId;
  } catch (error) {
    log.warn({ error: describe(error) }, 'no instance could be looked up by its name');
    return undefined;
  }
}

async function suggestion({ desk, log }: SlackContext, { person }: Invocation, instanceId: string) {
  try {
    return await desk.suggestedClass(person, instanceId, undefined);
  } catch (error) {
    log.warn({ error: describe(error) }, 'no class could be suggested');
    return undefined;
  }
}

/** Everything that is written in a message: alerts put it into blocks and attachments. */
function textsIn(part: unknown): readonly string[] {
  if (typeof part === 'string') return [part];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(textsIn) : [];
}
