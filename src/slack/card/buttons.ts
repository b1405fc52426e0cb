import type { Button, ConfirmationDialog } from '@slack/types';
import { digestOf } from '../../core/policy/digest.ts';
import { classOfWayBack, isSkippedReturn } from '../../core/lifecycle/back.ts';
import { pendingReturn } from '../../core/lifecycle/planned-return.ts';
import type { ResizeRequest } from '../../core/request/request.ts';
import { type ButtonId, RUNBOOK } from '../../core/request/state.ts';
import { RESIZE_BACK } from '../ids.ts';
import { requestCost } from '../../wording/amounts.ts';
import { LIMITS, plainText } from '../messages/blocks.ts';
import { classes, flagsOf, nameOf } from '../../wording/figures.ts';
import { plain } from '../../wording/inert.ts';
import { untilText } from '../../wording/temporary.ts';
import type { Words } from '../../wording/words.ts';

/**
 * `block_id` of the buttons: it comes back with each press, also from a dialog on a card that changed meanwhile, and so
 * says what the person saw. Slack asks for a new one with each iteration of a message, hence the version.
 */
export function decisionBlock(request: ResizeRequest): string {
  return `decide:${digestOf(request)}:${request.version}`;
}

/** The digest in a `block_id` of ours; undefined for one of another form. */
export function cardDigestOf(blockId: string | undefined): string | undefined {
  return /^decide:([0-9a-f]{16}):\d+$/.exec(blockId ?? '')?.[1];
}

/** The buttons of a state. Whoever sees the card sees them; who may use them is decided at the click. */
export function cardButtons(request: ResizeRequest, words: Words): Button[] {
  const planned: readonly ButtonId[] = pendingReturn(request) === undefined ? [] : ['cancel_return'];
  const ids: readonly ButtonId[] = [...RUNBOOK[request.state].buttons, ...planned];
  // Where no one had to approve, there is no one who could reject.
  const own = ids.filter((id) => id !== 'reject' || request.need.count > 0).map((id) => button(id, request, words));
  return [...own, ...wayBack(request, words)];
}

/** The record says as long as it is offered. */
function wayBack(request: ResizeRequest, words: Words): readonly Button[] {
  const { id, backUntil, before } = request;
  if (backUntil === undefined && !isSkippedReturn(request)) return [];
  const text = words.plain('card.resize_back', { from: classes(before, classOfWayBack(request)).to });
  return [{ type: 'button', action_id: RESIZE_BACK, text: plainText(text, LIMITS.button), value: id }];
}

function button(id: ButtonId, request: ResizeRequest, words: Words): Button {
  const plainButton: Button = {
    type: 'button',
    action_id: id,
    text: plainText(words.plain(`card.${id}`, {}), LIMITS.button),
    value: request.id,
  };
  switch (id) {
    case 'approve':
      return { ...plainButton, style: 'primary', confirm: approval(request, words) };
    case 'reject':
      return { ...plainButton, style: 'danger' };
    case 'withdraw':
      return { ...plainButton, confirm: withdrawal(request, words) };
    case 'cancel_return':
      return { ...plainButton, confirm: cancellation(request, words) };
    case 'approve_comment':
    case 'settle':
    case 'recheck':
      return plainButton;
    default:
      return id satisfies never;
  }
}

/**
 * Names what is approved: on a phone the card itself may be scrolled away. A long name is shortened before anything
 * else would be cut off.
 */
export function approvalText(request: ResizeRequest, words: Words): string {
  const { before, change } = request;
  const flags = [...untilPart(change, words), ...(request.prolongs === undefined ? [flagsOf(change, words)] : [])];
  const about = {
    ...{ id: before.instanceId, ...classes(before, change.targetClass) },
    ...{ price: requestCost(request, words), flags: flags.join(' · ') },
  };
  const text = (name: number) => words.plain('card.confirm.text', { name: plain(nameOf(before), name), ...about });
  return [60, 30].map(text).find(({ length }) => length <= DIALOG) ?? text(12);
}

/** Characters of a confirmation dialog. */
const DIALOG = 300;

function untilPart({ until }: ResizeRequest['change'], words: Words): readonly string[] {
  return until === undefined ? [] : [words.plain('temporary.option', { until: untilText(until, words) })];
}

function approval(request: ResizeRequest, words: Words): ConfirmationDialog {
  return {
    title: plainText(
      words.plain(request.breakGlass === undefined ? 'card.confirm.title' : 'breakGlass.approve', {}),
      100,
    ),
    text: plainText(approvalText(request, words), DIALOG),
    confirm: plainText(words.plain('card.confirm.yes', {}), 30),
    deny: plainText(words.plain('card.confirm.no', {}), 30),
    style: 'primary',
  };
}

function withdrawal(request: ResizeRequest, words: Words): ConfirmationDialog {
  const { from, to } = classes(request.before, request.change.targetClass);
  const text = words.plain('card.confirm.withdrawText', { name: plain(nameOf(request.before), 60), from, to });
  return {
    title: plainText(words.plain('card.confirm.withdrawTitle', {}), 100),
    text: plainText(text, 300),
    confirm: plainText(words.plain('card.confirm.withdraw', {}), 30),
    deny: plainText(words.plain('card.confirm.keep', {}), 30),
  };
}

function cancellation({ before, change }: ResizeRequest, words: Words): ConfirmationDialog {
  const about = { name: plain(nameOf(before), 60), ...classes(before, change.targetClass) };
  return {
    title: plainText(words.plain('temporary.confirmTitle', {}), 100),
    text: plainText(words.plain('temporary.confirmText', about), 300),
    confirm: plainText(words.plain('temporary.confirmYes', {}), 30),
    deny: plainText(words.plain('temporary.confirmNo', {}), 30),
    style: 'danger',
  };
}
