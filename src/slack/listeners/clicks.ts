import { readRequestId } from '../../core/command/words.ts';
import type { Click, Press } from '../../workflow/ports.ts';
import type { ButtonId } from '../../core/request/state.ts';
import { cardDigestOf } from '../card/buttons.ts';
import type { Invocation, SlackContext } from '../entry/context.ts';
import type { Payload } from '../entry/payloads.ts';
import { textMessage } from '../messages/command-answer.ts';
import { storeInbound } from '../entry/storing.ts';
import { answerPrivately } from '../entry/private-answer.ts';

export type QuickButton = Exclude<ButtonId, 'approve_comment' | 'reject' | 'settle'>;

/** Slack shows the answer some time after it is sent: together less than the half second after which people press again. */
const SILENT_MS = 350;

/** Approve, withdraw, look again: stored, acknowledged, and then decided by the workflow, which answers in private. */
export async function clicked(
  context: SlackContext,
  invocation: Invocation,
  button: QuickButton,
  body: Payload,
  ack: () => Promise<void>,
): Promise<void> {
  const pressed = pressOf(invocation, button, body.actions?.[0]?.value, clickId(body));
  const press =
    pressed === undefined ? undefined : { ...pressed, cardDigest: cardDigestOf(body.actions?.[0]?.block_id) };
  const answered = press === undefined ? undefined : context.answered.within(press.id, SILENT_MS);
  const kept = press === undefined ? undefined : await storeInbound(context, { kind: 'press', press });
  await ack();
  const words = context.languages.known(invocation.person.userId);
  if (kept !== undefined) {
    if ((await answered) === true) return;
    return answerPrivately(context, invocation, textMessage(words.mrkdwn('reply.working', {})));
  }
  const failed = words.mrkdwn(press === undefined ? 'reply.outdated' : 'reply.notStored', {});
  await answerPrivately(context, invocation, textMessage(failed));
}

/** The same for every delivery of one click, and for no other click. */
function clickId(body: Payload): string {
  const { user, container, view, actions } = body;
  return ['click', container?.message_ts ?? view?.id, user?.id, actions?.[0]?.action_id, actions?.[0]?.action_ts].join(
    ':',
  );
}

export function pressOf(
  invocation: Pick<Invocation, 'person' | 'channelId'>,
  button: ButtonId,
  value: string | undefined,
  id: string,
): Press | undefined {
  const click = clickOf(invocation, value);
  if (click === undefined) return undefined;
  return { ...click, id, button, reason: '', viewId: undefined, channelId: invocation.channelId };
}

/** A value that is no request id belongs to a message we did not write. */
export function clickOf(invocation: Pick<Invocation, 'person'>, value: string | undefined): Click | undefined {
  const requestId = readRequestId(value ?? '');
  return requestId === undefined ? undefined : { person: invocation.person, requestId };
}
