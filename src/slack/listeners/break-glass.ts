import type { ViewResponseAction } from '@slack/bolt';
import type { Person } from '../../core/request/request.ts';
import type { Submission } from '../../workflow/ports.ts';
import { checkingView } from '../messages/submission-answer.ts';
import { readBreakGlass } from '../messages/break-glass.ts';
import type { SlackContext } from '../entry/context.ts';
import { withinAckDeadline } from '../entry/storing.ts';
import type { Words } from '../../wording/words.ts';
import type { OpenView } from './form-inputs.ts';
import { outdatedView } from './submit-form.ts';

/** The same form once more, now as an emergency; the view is still the one of the form, and so names it. */
export async function breakGlassSubmitted(
  context: SlackContext,
  person: Person,
  view: OpenView,
  ack: (answer: ViewResponseAction) => Promise<void>,
): Promise<void> {
  const words = context.languages.known(person.userId);
  const reading = readBreakGlass(view.state?.values ?? {});
  if (reading.kind === 'incomplete') {
    const errors = reading.wrong.map((field) => [field, words.plain(`breakGlass.error.${field}`, {})]);
    return ack({ response_action: 'errors', errors: Object.fromEntries(errors) as Record<string, string> });
  }
  await context.receipts.giving(view.id, async () => {
    const storing = context.desk.breakGlass(person, view.private_metadata, reading.reason, view.id);
    const saved = await withinAckDeadline(
      context,
      storing.then((form) => ({ form })),
    );
    await ack(answerTo(saved, words));
  });
}

/** `form` is undefined where no earlier form has this view. */
function answerTo(saved: { readonly form: Submission | undefined } | undefined, words: Words): ViewResponseAction {
  if (saved === undefined) {
    return { response_action: 'errors', errors: { second_reason: words.plain('form.error.not_saved', {}) } };
  }
  const view = saved.form === undefined ? outdatedView(words) : checkingView(saved.form, words);
  return { response_action: 'update', view };
}
