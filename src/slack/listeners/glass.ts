import type { ViewResponseAction } from '@slack/bolt';
import type { Person } from '../../core/request.ts';
import { checkingView } from '../answer.ts';
import { readGlass } from '../glass.ts';
import type { Front } from '../front.ts';
import { kept } from '../storing.ts';
import type { OpenView } from './form-inputs.ts';
import { outdatedView } from './submit-form.ts';

/** The same form once more, now as an emergency; the view is still the one of the form, and so names it. */
export async function glassSubmitted(
  front: Front,
  person: Person,
  view: OpenView,
  ack: (answer: ViewResponseAction) => Promise<void>,
): Promise<void> {
  const words = front.languages.known(person.userId);
  const reading = readGlass(view.state?.values ?? {});
  if (reading.kind === 'incomplete') {
    const errors = reading.wrong.map((field) => [field, words.plain(`glass.error.${field}`, {})]);
    return ack({ response_action: 'errors', errors: Object.fromEntries(errors) as Record<string, string> });
  }
  const receiptOut = front.receipts.expect(view.id);
  try {
    const storing = front.desk().breakGlass(person, view.id, reading.reason);
    const form = await kept(
      front,
      storing.then((found) => ({ found })),
    );
    if (form === undefined) {
      return await ack({
        response_action: 'errors',
        errors: { second_reason: words.plain('form.error.not_saved', {}) },
      });
    }
    const next = form.found === undefined ? outdatedView(words) : checkingView(form.found, words);
    await ack({ response_action: 'update', view: next });
  } finally {
    receiptOut();
  }
}
