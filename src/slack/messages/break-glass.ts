/** Everything people see of an emergency: the offer in a modal, the marks on card, thread and mirror. */
import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { BreakGlassOffer } from '../../core/policy/break-glass.ts';
import type { EventOf, ResizeRequest } from '../../core/request/request.ts';
import { context, option, plainText, quote, section, type Message } from './blocks.ts';
import { classes, nameOf } from '../../wording/figures.ts';
import { MAX } from '../form/form.ts';
import { isTicked, typedIn, type Values } from '../form/read.ts';
import { code, type Markup } from '../../wording/inert.ts';
import { neededGroups } from '../../wording/groups.ts';
import { link, mention, moment, permalink } from '../../wording/markup.ts';
import { ends } from '../../wording/temporary.ts';
import type { Words } from '../../wording/words.ts';

export const BREAK_GLASS = 'break_glass';

/** Minimum length of the second reason, in characters. */
const LEAST = 10;

/** The blocks that the offer adds to the answer in the modal. */
function offerBlocks({ rule, need, notBefore, despite }: BreakGlassOffer, words: Words): KnownBlock[] {
  const offer = words.mrkdwn('breakGlass.offer', { rule: rule.name, need: { markup: needText(need, words) } });
  const endless = despite === 'freeze' ? [words.mrkdwn('breakGlass.waitsOpen', {})] : [];
  const waits = notBefore === undefined ? endless : [words.mrkdwn('breakGlass.waits', { until: moment(notBefore) })];
  return [section([...waits, offer].join('\n')), context(words.mrkdwn('breakGlass.told', {})), ...inputs(words)];
}

/** The same modal, with the inputs that break the glass for the form that was submitted as `submissionId`. */
export function breakGlassView(
  answer: ModalView,
  submissionId: string,
  offer: BreakGlassOffer,
  words: Words,
): ModalView {
  return {
    ...answer,
    callback_id: BREAK_GLASS,
    private_metadata: submissionId,
    submit: plainText(words.plain('breakGlass.submit', {}), 24),
    blocks: [...answer.blocks, ...offerBlocks(offer, words)],
  };
}

function inputs(words: Words): InputBlock[] {
  const only = option(words.plain('breakGlass.confirm.option', {}), 'true');
  return [
    {
      type: 'input',
      block_id: 'confirm',
      label: plainText(words.plain('breakGlass.confirm.label', {}), 2000),
      element: { type: 'checkboxes', action_id: 'confirm', options: [only] },
    },
    {
      type: 'input',
      block_id: 'second_reason',
      label: plainText(words.plain('breakGlass.second_reason.label', {}), 2000),
      hint: plainText(words.plain('breakGlass.second_reason.hint', {}), 2000),
      element: {
        type: 'plain_text_input',
        action_id: 'second_reason',
        multiline: true,
        min_length: LEAST,
        max_length: MAX.reason,
      },
    },
  ];
}

type GlassField = 'confirm' | 'second_reason';

type GlassReading =
  | { readonly kind: 'complete'; readonly reason: string }
  | { readonly kind: 'incomplete'; readonly wrong: readonly GlassField[] };

/** Reads what was submitted. Slack checks the same limits, but the bot doesn't rely on it. */
export function readBreakGlass(values: Values): GlassReading {
  const reason = typedIn(values, 'second_reason');
  const wrong: GlassField[] = [];
  if (!isTicked(values, 'confirm')) wrong.push('confirm');
  if (Array.from(reason).length < LEAST || reason.length > MAX.reason) wrong.push('second_reason');
  return wrong.length === 0 ? { kind: 'complete', reason } : { kind: 'incomplete', wrong };
}

/** On the card, below the state. */
export function breakGlassSection({ breakGlass, rule }: ResizeRequest, words: Words): readonly KnownBlock[] {
  if (breakGlass === undefined) return [];
  const despite = words.plain(`breakGlass.despite.${breakGlass.despite}`, {});
  return [section(words.mrkdwn('breakGlass.card', { rule: rule.name, despite }))];
}

/** On the card, below the reason of the form. */
export function secondReason({ breakGlass }: ResizeRequest, words: Words): readonly KnownBlock[] {
  return breakGlass === undefined ? [] : [context(words.mrkdwn('breakGlass.second', {})), quote(breakGlass.reason)];
}

/** Adds 🚨 to the bot's own mrkdwn if the request is an emergency. */
export function withBreakGlassMark(text: string, { breakGlass }: ResizeRequest, words: Words): string {
  return breakGlass === undefined ? text : words.mrkdwn('breakGlass.marked', { text: { markup: text } });
}

export function breakGlassLine({ requester, breakGlass }: ResizeRequest, words: Words): string {
  const despite = words.plain(`breakGlass.despite.${breakGlass?.despite ?? 'no_rule'}`, {});
  return words.mrkdwn('breakGlass.thread', { who: mention(requester), despite });
}

/** Who requests what and why, complete without the card: readers of the mirror may not be able to open it. */
export function breakGlassMirror(
  request: ResizeRequest,
  event: EventOf<'break_glass'>,
  words: Words,
  workspaceUrl: string | undefined,
): Message {
  const { before, breakGlass, change, id, need, reason, requester, rule } = request;
  const told = {
    who: mention(requester),
    name: nameOf(before),
    instance: code(before.instanceId),
    ...classes(before, change.targetClass),
    rule: event.data.rule ?? rule.name,
    despite: words.plain(`breakGlass.despite.${breakGlass?.despite ?? 'no_rule'}`, {}),
    need: { markup: needText(need, words) },
  };
  const text =
    request.prolongs === undefined
      ? words.mrkdwn('breakGlass.mirror', told)
      : words.mrkdwn('breakGlass.mirrorProlongs', { ...told, ...ends(request) });
  const url = permalink(workspaceUrl, request.card);
  const where: Markup = url === undefined ? code(id) : link(url, id);
  return {
    text,
    blocks: [
      section(text),
      context(words.mrkdwn('breakGlass.first', {})),
      quote(reason),
      ...secondReason(request, words),
      context(words.mrkdwn('breakGlass.request', { request: where })),
    ],
  };
}

function needText(need: BreakGlassOffer['need'], words: Words): string {
  return need.count === 0
    ? words.mrkdwn('read.whyFree', {})
    : words.mrkdwn('read.whyNeeds', { count: need.count, groups: neededGroups(need) });
}
