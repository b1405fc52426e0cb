import type { KnownBlock, ModalView } from '@slack/types';
import { impact } from '../../core/instance/impact.ts';
import { driftSince } from '../../core/lifecycle/second-step.ts';
import type { IntakeOutcome, Submission } from '../../workflow/ports.ts';
import { cost, refundNote } from '../../wording/amounts.ts';
import { driftLines, driftText } from '../../wording/drift.ts';
import { effectLines } from '../../wording/effects.ts';
import { classes, flagsOf, nameOf } from '../../wording/figures.ts';
import { temporaryText } from '../../wording/temporary.ts';
import { startLine } from '../../wording/markup.ts';
import { code, inert } from '../../wording/inert.ts';
import type { Words } from '../../wording/words.ts';
import { notice, plainText, section } from './blocks.ts';

export const CONFIRM = 'confirm';

export type SecondStep = Extract<IntakeOutcome, { kind: 'confirm' }>;

const EFFECTS = 12;

/**
 * What will happen and cost, before it is ordered without any approval, and what of it is not as it was shown before: no
 * inputs; its submit is the decision.
 */
export function confirmView(
  submission: Pick<Submission, 'id' | 'startAt' | 'seen' | 'pushed'>,
  step: SecondStep,
  words: Words,
  now: Date,
): ModalView {
  return {
    ...notice(
      words.plain('form.confirm.title', {}),
      words.plain(submission.pushed === undefined ? 'form.close' : 'form.confirm.back', {}),
      confirmBlocks(submission, step, words, now),
    ),
    callback_id: CONFIRM,
    private_metadata: submission.id,
    submit: plainText(words.plain('form.confirm.submit', {}), 24),
  };
}

function confirmBlocks(
  { startAt, seen }: Pick<Submission, 'startAt' | 'seen'>,
  { instance, change, quote, rule, moved }: SecondStep,
  words: Words,
  now: Date,
): KnownBlock[] {
  const refund = refundNote(quote, instance, change.targetClass, words);
  const { lines } = effectLines(impact(instance, change, now), words, EFFECTS);
  const drift = driftSince(seen, { instance, quote });
  const news = driftText(
    words.mrkdwn(moved ? 'form.confirm.moved' : 'form.confirm.changed', {}),
    drift === undefined ? [] : driftLines(drift, { before: instance }, words),
  );
  return [
    ...(moved || drift !== undefined ? [section(news)] : []),
    section(words.mrkdwn('form.confirm.intro', { rule: rule.name })),
    section(
      [
        words.mrkdwn('form.summary.instance', { name: nameOf(instance), id: code(instance.instanceId) }),
        words.mrkdwn('form.summary.class', classes(instance, change.targetClass)),
        words.mrkdwn('form.price.is', { price: cost(quote, instance, words, now) }),
        ...(refund === undefined ? [] : [inert(refund)]),
        ...(change.until === undefined ? [] : [temporaryText({ before: instance, until: change.until, quote }, words)]),
        words.mrkdwn('card.how', { flags: flagsOf(change, words) }),
        ...startLine({ startAt }, words),
      ].join('\n'),
    ),
    section([words.mrkdwn('impact.title', {}), ...lines].join('\n')),
  ];
}
