/** Words for the course of a change: what it waits for, how far it is, and what others did meanwhile. */
import type { ResizeRequest } from '../../core/request/request.ts';
import { isUnderChange } from '../../core/request/state.ts';
import { maintenanceWindow } from '../../wording/amounts.ts';
import { code, type Markup } from '../../wording/inert.ts';
import { joined, moment } from '../../wording/markup.ts';
import type { Words } from '../../wording/words.ts';

/** The switch time of the task is told where there is one, else the window, in the reader's own time. */
export function waitingText(
  on: 'event' | 'status',
  { before }: ResizeRequest,
  switchAt: string | undefined,
  words: Words,
  now: Date,
): string {
  if (switchAt !== undefined) return words.mrkdwn(`${on}.scheduledAt`, { at: moment(switchAt) });
  return before.maintenance === undefined
    ? words.mrkdwn(`${on}.scheduledOpen`, {})
    : words.mrkdwn(`${on}.scheduled`, { window: maintenanceWindow(before.maintenance, now) });
}

/** One line of the card; undefined while nothing tells how far the change is. */
export function progressLine({ state, progress }: ResizeRequest, words: Words): string | undefined {
  if (progress === undefined || !isUnderChange(state)) return undefined;
  const { percent, remainingSeconds } = progress;
  const parts: readonly (Markup | undefined)[] = [
    percent === undefined ? undefined : { markup: words.mrkdwn('progress.percent', { percent }) },
    remainingSeconds === undefined ? undefined : { markup: remaining(remainingSeconds, words) },
  ];
  const told = parts.filter((part) => part !== undefined);
  if (told.length === 0) return undefined;
  return words.mrkdwn('card.progress', { parts: joined(told, ' · '), at: moment(progress.readAt) });
}

function remaining(seconds: number, words: Words): string {
  if (seconds < 60) return words.plain('progress.soon', {});
  const minutes = Math.round(seconds / 60);
  return minutes < 120
    ? words.plain('progress.minutes', { count: minutes })
    : words.plain('progress.hours', { count: Math.round(minutes / 60) });
}

/** Which of the two was seen, or both. */
export function externalChangeText(
  seen: { readonly is: string | undefined; readonly order: string | undefined },
  told: { readonly who: Markup; readonly name: string },
  words: Words,
): string | undefined {
  const { is, order } = seen;
  if (is !== undefined && order !== undefined) {
    return words.mrkdwn('event.externalBoth', { ...told, is: code(is), order: code(order) });
  }
  if (is !== undefined) return words.mrkdwn('event.externalClass', { ...told, is: code(is) });
  return order === undefined ? undefined : words.mrkdwn('event.externalOrder', { ...told, order: code(order) });
}
