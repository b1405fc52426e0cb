import type { KnownBlock, ModalView } from '@slack/types';
import { impact } from '../../core/instance/impact.ts';
import type { IntakeOutcome, Submission } from '../../workflow/ports.ts';
import { cost, refundNote } from '../../wording/amounts.ts';
import { effectLines } from '../../wording/effects.ts';
import { classes, flagsOf, nameOf } from '../../wording/figures.ts';
import { code, inert } from '../../wording/inert.ts';
import type { Words } from '../../wording/words.ts';
import { notice, plainText, section } from './blocks.ts';

export const CONFIRM = 'confirm';

export type SecondStep = Extract<IntakeOutcome, { kind: 'confirm' }>;

const EFFECTS = 12;

/** What will happen and cost, before it is ordered without any approval: no inputs; its submit is the decision. */
export function confirmView({ id }: Pick<Submission, 'id'>, step: SecondStep, words: Words, now: Date): ModalView {
  return {
    ...notice(
      words.plain('form.confirm.title', {}),
      words.plain('form.confirm.back', {}),
      confirmBlocks(step, words, now),
    ),
    callback_id: CONFIRM,
    private_metadata: id,
    submit: plainText(words.plain('form.confirm.submit', {}), 24),
  };
}

function confirmBlocks({ instance, change, quote, rule, moved }: SecondStep, words: Words, now: Date): KnownBlock[] {
  const refund = refundNote(quote, instance, change.targetClass, words);
  const { lines } = effectLines(impact(instance, change, now), words, EFFECTS);
  return [
    section(words.mrkdwn(moved ? 'form.confirm.moved' : 'form.confirm.intro', { rule: rule.name })),
    section(
      [
        words.mrkdwn('form.summary.instance', { name: nameOf(instance), id: code(instance.instanceId) }),
        words.mrkdwn('form.summary.class', classes(instance, change.targetClass)),
        words.mrkdwn('form.price.is', { price: cost(quote, instance, words, now) }),
        ...(refund === undefined ? [] : [inert(refund)]),
        words.mrkdwn('card.how', { flags: flagsOf(change, words) }),
      ].join('\n'),
    ),
    section([words.mrkdwn('impact.title', {}), ...lines].join('\n')),
  ];
}
