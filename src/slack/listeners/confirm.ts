import type { ViewResponseAction } from '@slack/bolt';
import type { Person } from '../../core/request/request.ts';
import type { SlackContext } from '../entry/context.ts';
import { withinAckDeadline } from '../entry/storing.ts';
import { notice, section } from '../messages/blocks.ts';
import { checkingView } from '../messages/submission-answer.ts';
import type { OpenView } from './form-inputs.ts';
import { outdatedView } from './submit-form.ts';

/** The second step: the same form once more, with what this view showed. Sent twice, it counts once. */
export async function confirmSubmitted(
  context: SlackContext,
  person: Person,
  view: OpenView,
  ack: (answer: ViewResponseAction) => Promise<void>,
): Promise<void> {
  const words = context.languages.known(person.userId);
  await context.receipts.giving(view.id, async () => {
    const storing = context.desk.confirm(person, view.private_metadata, view.id);
    const saved = await withinAckDeadline(
      context,
      storing.then((form) => ({ form })),
    );
    const late = notice(words.plain('reply.refusedTitle', {}), words.plain('form.done', {}), [
      section(words.mrkdwn('reply.notStored', {})),
    ]);
    const kept = saved?.form === undefined ? outdatedView(words) : checkingView(saved.form, words);
    await ack({ response_action: 'update', view: saved === undefined ? late : kept });
  });
}
