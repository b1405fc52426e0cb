import type { ViewResponseAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Person, RequestId, ResizeRequest } from '../../core/request/request.ts';
import { cardDigestOf } from '../card/buttons.ts';
import { section } from '../messages/blocks.ts';
import { faultOf } from '../web/faults.ts';
import type { Values } from '../form/read.ts';
import type { Invocation, SlackContext } from '../entry/context.ts';
import { textMessage } from '../messages/command-answer.ts';
import type { Words } from '../../wording/words.ts';
import { updateView, answerPrivately } from '../entry/private-answer.ts';
import { clickAnswer, pressNotice } from '../messages/click-answer.ts';
import { storeInbound } from '../entry/storing.ts';
import { clickOf, pressOf } from './clicks.ts';
import type { OpenView } from './form-inputs.ts';
import { outdatedView } from './submit-form.ts';

/** A button that asks for something in a modal, before it is decided upon. */
export interface PressModal {
  readonly button: 'approve_comment' | 'reject' | 'settle';
  /** Without `private_metadata`, which is this file's. `request`: once it was read. */
  view(requestId: RequestId, words: Words, request?: ResizeRequest): ModalView;
  /** What was typed (`Press.reason`), or the errors by their block. */
  read(values: Values, words: Words): { readonly typed: string } | { readonly errors: Record<string, string> };
  /** A block of the view, for an error that concerns none. */
  readonly block: string;
}

/** The modal first, because the trigger lives three seconds; a person who may not press is told in it. */
export async function modalClicked(
  modal: PressModal,
  context: SlackContext,
  invocation: Invocation,
  { value, block_id: blockId }: { readonly value?: string; readonly block_id?: string } = {},
): Promise<void> {
  const { userId } = invocation.person;
  const cardDigest = cardDigestOf(blockId);
  const click = clickOf(invocation, value);
  const known = context.languages.known(userId);
  const view = (words: Words, requestId: RequestId, request?: ResizeRequest) =>
    withKept(modal.view(requestId, words, request), { requestId, channelId: invocation.channelId, cardDigest });
  const first = click === undefined ? outdatedView(known) : view(known, click.requestId);
  let opened: { id?: string; hash?: string } | undefined;
  try {
    opened = (await context.clients.quick.views.open({ trigger_id: invocation.triggerId, view: first })).view;
  } catch (error) {
    context.log.warn({ code: faultOf(error).code, person: userId }, 'a window could not be opened');
    await answerPrivately(context, invocation, textMessage(known.mrkdwn('reply.lateButton', {})));
    return;
  }
  if (click === undefined || opened?.id === undefined) return;
  const [outcome, words] = await Promise.all([
    context.desk.mayPress({ ...click, button: modal.button, cardDigest }),
    context.languages.own(userId),
  ]);
  const refusal =
    outcome.kind === 'refused' || outcome.kind === 'no_access'
      ? clickAnswer({ ...click, button: modal.button }, outcome, words)
      : undefined;
  if (refusal !== undefined) {
    await updateView(context, opened.id, opened.hash, pressNotice(modal.button, refusal.blocks, words));
    return;
  }
  const told = view(words, click.requestId, outcome.kind === 'done' ? outcome.request : undefined);
  if (JSON.stringify(told) !== JSON.stringify(first)) await updateView(context, opened.id, opened.hash, told);
}

/** Stored before its receipt, like a form; the decision follows in the same window. */
export async function modalSubmitted(
  modal: PressModal,
  context: SlackContext,
  person: Person,
  view: OpenView,
  ack: (answer: ViewResponseAction) => Promise<void>,
): Promise<void> {
  const words = context.languages.known(person.userId);
  const kept = readKept(view.private_metadata);
  const press = pressOf({ person, channelId: kept?.channelId }, modal.button, kept?.requestId, view.id);
  if (press === undefined) return ack({ response_action: 'update', view: outdatedView(words) });
  const read = modal.read(view.state?.values ?? {}, words);
  if ('errors' in read) return ack({ response_action: 'errors', errors: read.errors });
  await context.receipts.giving(view.id, async () => {
    const saved = await storeInbound(context, {
      kind: 'press',
      press: { ...press, reason: read.typed, viewId: view.id, cardDigest: kept?.cardDigest },
    });
    const working = [section(words.mrkdwn('form.reject.working', {}))];
    await ack(
      saved !== undefined
        ? { response_action: 'update', view: pressNotice(modal.button, working, words) }
        : { response_action: 'errors', errors: { [modal.block]: words.plain('form.error.not_saved', {}) } },
    );
  });
}

function withKept(view: ModalView, { requestId, channelId, cardDigest }: Kept): ModalView {
  const kept = [requestId, channelId ?? '', cardDigest ?? ''].join(' ');
  return { ...view, private_metadata: kept.trim() };
}

interface Kept {
  readonly requestId: string;
  readonly channelId: string | undefined;
  readonly cardDigest: string | undefined;
}

function readKept(text: string | undefined): Kept | undefined {
  const [requestId, channelId, cardDigest] = (text ?? '').split(' ').map((part) => (part === '' ? undefined : part));
  return requestId === undefined ? undefined : { requestId, channelId, cardDigest };
}
