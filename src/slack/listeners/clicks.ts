import { readRequestId } from '../../core/command-words.ts';
import type { Click, ClickOutcome } from '../../workflow/ports.ts';
import type { Message } from '../blocks.ts';
import type { ButtonId } from '../buttons.ts';
import type { Asker, Front } from '../front.ts';
import { code } from '../inert.ts';
import { said } from '../reading.ts';
import { clickText, doorText } from '../refusals.ts';
import type { Words } from '../text/words.ts';
import { whisper } from '../whisper.ts';

type QuickButton = Exclude<ButtonId, 'reject'>;

/** Approve, withdraw, look again: the desk decides, the card tells everybody, this tells the person. */
export async function clicked(
  front: Front,
  asker: Asker,
  button: QuickButton,
  value: string | undefined,
): Promise<void> {
  const words = await front.languages.own(asker.person.userId);
  const click = clickOf(asker, value);
  const outcome = click === undefined ? unknown : await front.desk()[button](click);
  const message = clickReply(outcome, button, words);
  if (message !== undefined) await whisper(front, asker, message);
}

const unknown: ClickOutcome = { kind: 'refused', reason: 'unknown_request', request: undefined };

/** A value that is no request id belongs to a message we did not write. */
export function clickOf(asker: Pick<Asker, 'person'>, value: string | undefined): Click | undefined {
  const requestId = readRequestId(value ?? '');
  return requestId === undefined ? undefined : { person: asker.person, requestId };
}

/** Undefined: what the card and its thread say is answer enough. */
export function clickReply(outcome: ClickOutcome, button: ButtonId, words: Words): Message | undefined {
  switch (outcome.kind) {
    case 'done':
      if (button === 'approve') return undefined;
      return said(doneText(outcome, button, words));
    case 'voted':
      return said(words.mrkdwn('reply.voted', { count: outcome.missing }));
    case 'refused':
      return said(clickText(outcome, words));
    case 'shut':
      return said(doorText(outcome.reason, words));
    default:
      return outcome satisfies never;
  }
}

function doneText(
  { request }: Extract<ClickOutcome, { kind: 'done' }>,
  button: Exclude<ButtonId, 'approve'>,
  words: Words,
): string {
  const id = code(request.id);
  if (button === 'withdraw') return words.mrkdwn('reply.withdrawn', { id });
  if (button === 'reject') return words.mrkdwn('form.reject.done', { id });
  return words.mrkdwn('reply.rechecking', { id, state: words.plain(`state.${request.state}`, {}) });
}
