import type { ViewResponseAction } from '@slack/bolt';
import type { Person } from '../../core/request/request.ts';
import { checkingView } from '../messages/submission-answer.ts';
import { notice, section } from '../messages/blocks.ts';
import { readForm, readPrivateMetadata } from '../form/read.ts';
import type { SlackContext } from '../entry/context.ts';
import { storeInbound } from '../entry/storing.ts';
import type { Words } from '../../wording/words.ts';
import { startProblem } from '../../core/lifecycle/start.ts';
import { needOf } from '../../core/policy/quorum.ts';
import { fitsReason, reasonFormat } from '../../core/policy/reason.ts';
import { printDuration } from '../../core/value/duration.ts';
import type { Submission } from '../../workflow/ports.ts';
import { needsNoStep, type Shown, shownOf, withShown } from '../form/shown.ts';
import { CONFIRM } from '../messages/second-step.ts';
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
  trigger: string,
): Promise<void> {
  const words = context.languages.known(person.userId);
  const metadata = readPrivateMetadata(view.private_metadata);
  if (metadata === undefined) return ack({ response_action: 'update', view: outdatedView(words) });
  const reading = readForm({
    viewId: view.id,
    values: view.state?.values ?? {},
    kept: metadata,
    person,
    now: context.now(),
  });
  if (reading.kind === 'incomplete') {
    const errors = reading.errors.map(({ at, error }) => [at, words.plain(`form.error.${error}`, {})]);
    return ack({ response_action: 'errors', errors: Object.fromEntries(errors) as Record<string, string> });
  }
  const shown = shownOf(metadata.shown, reading.submission);
  const errors = errorsOf(context, shown, reading.submission, words);
  if (Object.keys(errors).length > 0) return ack({ response_action: 'errors', errors });
  const form = submissionOf(reading.submission, shown, view, trigger);
  await context.receipts.giving(form.pushed ?? view.id, async () => {
    const kept = await storeInbound(context, { kind: 'form', form });
    await ack(
      kept?.kind === 'form'
        ? receiptOf(kept.form, words)
        : { response_action: 'errors', errors: { reason: words.plain('form.error.not_saved', {}) } },
    );
  });
}

/**
 * Where the form had not shown everything of a change that no one has to approve, or may not have, the answer lies on top of
 * the form: it may be a second step, and closing that leads back. Each of these is a submission of its own.
 */
function submissionOf(submission: Submission, shown: Shown | undefined, view: OpenView, trigger: string): Submission {
  const form = withShown(submission, shown);
  // Slack takes three views in a stack.
  const onTop = view.previous_view_id !== undefined && view.previous_view_id !== null;
  if (onTop || needsNoStep(form, shown)) return form;
  const id = `${form.id}:t${trigger}`;
  return { ...form, id, viewId: view.id, pushed: `${CONFIRM}:${id}`.slice(0, 255) };
}

function receiptOf(form: Submission, words: Words): ViewResponseAction {
  const view = checkingView(form, words);
  return form.pushed === undefined
    ? { response_action: 'update', view }
    : { response_action: 'push', view: { ...view, external_id: form.pushed } };
}

/** What the rule that was shown does not take, and what no rule would, by field. */
function errorsOf(context: SlackContext, shown: Shown | undefined, { reason, startAt }: Submission, words: Words) {
  const wanted = wantedReason(context, shown, reason, words);
  const rule = context.policy().rules.find(({ name }) => name === shown?.rule);
  const need = rule === undefined ? undefined : needOf(rule.approval);
  const late = startProblem(startAt, context.now(), need);
  const wait = need === undefined ? '' : printDuration(need.expiresMs);
  return {
    ...(wanted === undefined ? {} : { reason: wanted }),
    ...(late === undefined ? {} : { start_at: words.plain(`request.${late}`, { wait }) }),
  };
}

/** The error at the field, where the rule that was shown wants something else in the reason. */
function wantedReason({ policy }: SlackContext, shown: Shown | undefined, reason: string, words: Words) {
  const format = shown?.rule === undefined ? undefined : reasonFormat(policy(), { name: shown.rule });
  if (format === undefined || fitsReason(format, reason)) return undefined;
  return words.plain('form.error.reason_format', { hint: format.hint });
}

export function outdatedView(words: Words) {
  const text = words.mrkdwn('reply.outdatedView', {});
  return notice(words.plain('reply.outdatedTitle', {}), words.plain('form.done', {}), [section(text)]);
}
