import type { ViewResponseAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Person, RequestId } from '../../core/request/request.ts';
import { typedText } from '../../core/value/typed.ts';
import { plainText, section } from '../messages/blocks.ts';
import { faultOf } from '../web/faults.ts';
import { MAX } from '../form/form.ts';
import type { Invocation, SlackContext } from '../entry/context.ts';
import { textMessage } from '../messages/command-answer.ts';
import type { Words } from '../../wording/words.ts';
import { updateView, answerPrivately } from '../entry/private-answer.ts';
import { clickAnswer, rejectionNotice } from '../messages/click-answer.ts';
import { storeInbound } from '../entry/storing.ts';
import { clickOf, pressOf } from './clicks.ts';
import type { OpenView } from './form-inputs.ts';
import { outdatedView } from './submit-form.ts';

export const REJECTION = 'reject';

/** The modal first, because the trigger lives three seconds; whoever may not reject is told in it. */
export async function rejectClicked(
  context: SlackContext,
  invocation: Invocation,
  value: string | undefined,
): Promise<void> {
  const { userId } = invocation.person;
  const click = clickOf(invocation, value);
  const known = context.languages.known(userId);
  const first = click === undefined ? outdatedView(known) : rejectionView(click.requestId, invocation.channelId, known);
  let opened: { id?: string; hash?: string } | undefined;
  try {
    opened = (await context.clients.quick.views.open({ trigger_id: invocation.triggerId, view: first })).view;
  } catch (error) {
    context.log.warn({ code: faultOf(error).code, person: userId }, 'the rejection could not be opened');
    await answerPrivately(context, invocation, textMessage(known.mrkdwn('reply.lateButton', {})));
    return;
  }
  if (click === undefined || opened?.id === undefined) return;
  const [outcome, words] = await Promise.all([context.desk.mayReject(click), context.languages.own(userId)]);
  const refusal =
    outcome.kind === 'refused' || outcome.kind === 'no_access'
      ? clickAnswer({ ...click, button: 'reject' }, outcome, words)
      : undefined;
  if (refusal !== undefined) await updateView(context, opened.id, opened.hash, rejectionNotice(refusal.blocks, words));
  else if (words.locale !== known.locale) {
    await updateView(context, opened.id, opened.hash, rejectionView(click.requestId, invocation.channelId, words));
  }
}

/** Stored before its receipt, like a form; the decision follows in the same window. */
export async function rejectionSubmitted(
  context: SlackContext,
  person: Person,
  view: OpenView,
  ack: (answer: ViewResponseAction) => Promise<void>,
): Promise<void> {
  const words = context.languages.known(person.userId);
  const kept = readKept(view.private_metadata);
  const press = pressOf({ person, channelId: kept?.channelId }, 'reject', kept?.requestId, view.id);
  if (press === undefined) return ack({ response_action: 'update', view: outdatedView(words) });
  const reason = reasonOf(view);
  if (reason === '' || reason.length > MAX.reason) {
    return ack({ response_action: 'errors', errors: { reason: words.plain('form.error.reason', {}) } });
  }
  const receiptOut = context.receipts.expect(view.id);
  try {
    const saved = await storeInbound(context, { kind: 'press', press: { ...press, reason, viewId: view.id } });
    const working = [section(words.mrkdwn('form.reject.working', {}))];
    await ack(
      saved !== undefined
        ? { response_action: 'update', view: rejectionNotice(working, words) }
        : { response_action: 'errors', errors: { reason: words.plain('form.error.not_saved', {}) } },
    );
  } finally {
    receiptOut();
  }
}

function reasonOf(view: OpenView): string {
  const state = view.state?.values?.['reason']?.['reason'] as { readonly value?: unknown } | undefined;
  return typeof state?.value === 'string' ? typedText(state.value) : '';
}

export function rejectionView(requestId: RequestId, channelId: string | undefined, words: Words): ModalView {
  return {
    type: 'modal',
    callback_id: REJECTION,
    private_metadata: channelId === undefined ? requestId : `${requestId} ${channelId}`,
    title: plainText(words.plain('form.reject.title', { id: requestId }), 24),
    submit: plainText(words.plain('form.reject.submit', {}), 24),
    close: plainText(words.plain('form.close', {}), 24),
    blocks: [
      section(words.mrkdwn('form.reject.intro', { id: requestId })),
      {
        type: 'input',
        block_id: 'reason',
        label: plainText(words.plain('form.reason.label', {}), 2000),
        element: { type: 'plain_text_input', action_id: 'reason', multiline: true, max_length: MAX.reason },
      },
    ],
  };
}

interface Kept {
  readonly requestId: string;
  readonly channelId: string | undefined;
}

function readKept(text: string | undefined): Kept | undefined {
  const [requestId, channelId] = (text ?? '').split(' ');
  return requestId ? { requestId, channelId } : undefined;
}
