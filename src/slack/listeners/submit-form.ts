import type { ViewResponseAction } from '@slack/bolt';
import type { Person } from '../../core/request/request.ts';
import { checkingView } from '../messages/submission-answer.ts';
import { notice, section } from '../messages/blocks.ts';
import { readForm, readPrivateMetadata } from '../form/read.ts';
import type { SlackContext } from '../entry/context.ts';
import { storeInbound } from '../entry/storing.ts';
import type { Words } from '../../wording/words.ts';
import type { OpenView } from './form-inputs.ts';

/**
 * A submitted form: read from memory, stored, and only then acknowledged. The submission has the view's id, so a form
 * that is sent twice counts once: the first one, whatever the second one says, and that is the one to show. Only a form
 * that was refused and is shown again has a new id with it.
 */
export async function formSubmitted(
  context: SlackContext,
  person: Person,
  view: OpenView,
  ack: (answer: ViewResponseAction) => Promise<void>,
): Promise<void> {
  const words = context.languages.known(person.userId);
  const metadata = readPrivateMetadata(view.private_metadata);
  if (metadata === undefined) return ack({ response_action: 'update', view: outdatedView(words) });
  const reading = readForm({ viewId: view.id, values: view.state?.values ?? {}, kept: metadata, person });
  if (reading.kind === 'incomplete') {
    const errors = reading.errors.map(({ at, error }) => [at, words.plain(`form.error.${error}`, {})]);
    return ack({ response_action: 'errors', errors: Object.fromEntries(errors) as Record<string, string> });
  }
  const receiptOut = context.receipts.expect(view.id);
  try {
    const kept = await storeInbound(context, { kind: 'form', form: reading.submission });
    await ack(
      kept?.kind === 'form'
        ? { response_action: 'update', view: checkingView(kept.form, words) }
        : { response_action: 'errors', errors: { reason: words.plain('form.error.not_saved', {}) } },
    );
  } finally {
    receiptOut();
  }
}

export function outdatedView(words: Words) {
  const text = words.mrkdwn('reply.outdatedView', {});
  return notice(words.plain('reply.outdatedTitle', {}), words.plain('form.done', {}), [section(text)]);
}
