/** Change windows as people read them. */
import type { Window } from '../core/policy/policy-model.ts';
import type { Timing } from '../core/policy/verdict.ts';
import { printWindow } from '../core/policy/windows.ts';
import type { Words } from './words.ts';

export function windowsText(windows: readonly Window[], words: Words): string {
  const [comma, to, between] = words.locale === 'en' ? [', ', '–', '; '] : ['、', '至', '；'];
  return windows
    .map((window) => printWindow(window, { day: (day) => words.plain(`why.days.${day}`, {}), comma, to }))
    .join(between);
}

/** What an order waits for. */
export function waitsForText({ windows, reason = '' }: Extract<Timing, { kind: 'later' }>, words: Words): string {
  return windows === undefined ? reason : windowsText(windows, words);
}
