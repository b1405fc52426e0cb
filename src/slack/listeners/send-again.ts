/** A form that is sent once more: as an emergency, or with what its second step showed. The view names the form. */
import type { ViewResponseAction } from '@slack/bolt';
import type { Person } from '../../core/request/request.ts';
import type { Submission } from '../../workflow/ports.ts';
import { notice, section } from '../messages/blocks.ts';
import { readBreakGlass } from '../messages/break-glass.ts';
import { checkingView } from '../messages/submission-answer.ts';
import type { SlackContext } from '../entry/context.ts';
import { withinAckDeadline } from '../entry/storing.ts';
import type { OpenView } from './form-inputs.ts';
import { outdatedView } from './submit-form.ts';

type Ack = (answer: ViewResponseAction) => Promise<void>;

export async function breakGlassSubmitted(context: SlackContext, person: Person, view: OpenView, ack: Ack) {
  const words = context.languages.known(person.userId);
  const reading = readBreakGlass(view.state?.values ?? {});
  if (reading.kind === 'incomplete') {
    const errors = reading.wrong.map((field) => [field, words.plain(`breakGlass.error.${field}`, {})]);
    return ack({ response_action: 'errors', errors: Object.fromEntries(errors) as Record<string, string> });
  }
  const late = { second_reason: words.plain('form.error.not_saved', {}) };
  await sendAgain(context, person, view, ack, { response_action: 'errors', errors: late }, () =>
    context.desk.breakGlass(person, view.private_metadata, reading.reason, view.id),
  );
}

/** Sent twice, it counts once. */
export async function confirmSubmitted(context: SlackContext, person: Person, view: OpenView, ack: Ack) {
  const words = context.languages.known(person.userId);
  const late = notice(words.plain('reply.refusedTitle', {}), words.plain('form.done', {}), [
    section(words.mrkdwn('reply.notStored', {})),
  ]);
  await sendAgain(context, person, view, ack, { response_action: 'update', view: late }, () =>
    context.desk.confirm(person, view.private_metadata, view.id),
  );
}

/** `late`: the answer where it could not be stored in time. `store`: undefined where no earlier form has this view. */
async function sendAgain(
  context: SlackContext,
  { userId }: Person,
  { id }: OpenView,
  ack: Ack,
  late: ViewResponseAction,
  store: () => Promise<Submission | undefined>,
): Promise<void> {
  const words = context.languages.known(userId);
  await context.receipts.giving(id, async () => {
    const saved = await withinAckDeadline(
      context,
      store().then((form) => ({ form })),
    );
    if (saved === undefined) return ack(late);
    const view = saved.form === undefined ? outdatedView(words) : checkingView(saved.form, words);
    await ack({ response_action: 'update', view });
  });
}
