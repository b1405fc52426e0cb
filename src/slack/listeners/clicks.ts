import { readRequestId } from '../../core/command/command-words.ts';
import type { Click, Press } from '../../workflow/ports.ts';
import { type ButtonId, seenIn } from '../card/buttons.ts';
import type { Asker, Front } from '../entry/context.ts';
import type { Payload } from '../entry/payloads.ts';
import { said } from '../messages/command-answer.ts';
import { clickText } from '../messages/refusals.ts';
import { stored } from '../entry/storing.ts';
import { whisper } from '../entry/private-answer.ts';

type QuickButton = Exclude<ButtonId, 'reject'>;

/** Approve, withdraw, look again: stored, acknowledged, and then decided by the workflow, which answers in private. */
export async function clicked(
  front: Front,
  asker: Asker,
  button: QuickButton,
  body: Payload,
  ack: () => Promise<void>,
): Promise<void> {
  const pressed = pressOf(asker, button, body.actions?.[0]?.value, clickId(body));
  const press = pressed === undefined ? undefined : { ...pressed, saw: seenIn(body.actions?.[0]?.block_id) };
  const kept = press === undefined ? undefined : await stored(front, { kind: 'press', press });
  await ack();
  const words = front.languages.known(asker.person.userId);
  if (press === undefined) await whisper(front, asker, said(clickText(UNKNOWN, words)));
  else if (kept === undefined) await whisper(front, asker, said(words.mrkdwn('reply.notStored', {})));
}

const UNKNOWN = { kind: 'refused', reason: 'unknown_request', request: undefined } as const;

/** The same for every delivery of one click, and for no other click. */
function clickId(body: Payload): string {
  const { user, container, actions } = body;
  return ['click', container?.message_ts, user?.id, actions?.[0]?.action_id, actions?.[0]?.action_ts].join(':');
}

export function pressOf(
  asker: Pick<Asker, 'person' | 'channelId'>,
  button: ButtonId,
  value: string | undefined,
  id: string,
): Press | undefined {
  const click = clickOf(asker, value);
  if (click === undefined) return undefined;
  return { ...click, id, button, reason: '', viewId: undefined, channelId: asker.channelId };
}

/** A value that is no request id belongs to a message we did not write. */
export function clickOf(asker: Pick<Asker, 'person'>, value: string | undefined): Click | undefined {
  const requestId = readRequestId(value ?? '');
  return requestId === undefined ? undefined : { person: asker.person, requestId };
}
