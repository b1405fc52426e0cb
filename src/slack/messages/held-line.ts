/** Why an approved request waits, and until when. */
import type { EventOf, ResizeRequest } from '../../core/request/request.ts';
import { freezeEnd } from '../../wording/freezes.ts';
import { mention, moment } from '../../wording/markup.ts';
import { markupRenderer } from '../../wording/renderer.ts';
import type { Words } from '../../wording/words.ts';
import { said } from './drift-line.ts';

type Held = EventOf<'held'>;

/** Undefined: for what and until when is not known. */
export function heldLine(
  request: ResizeRequest,
  { data }: Held,
  { name }: { readonly name: string },
  words: Words,
): string | undefined {
  const { reason = '', by = '', because } = data;
  if (because === 'lock') return words.mrkdwn('lock.held', { name, by: mention({ userId: by }), reason });
  if (because === 'freeze' && by !== '') {
    const end = freezeEnd(said(data.notBefore), markupRenderer(words));
    return words.mrkdwn('freeze.held', { who: mention({ userId: by }), end, reason });
  }
  if (because === 'not_ready' || because === 'under_way') return words.mrkdwn(`event.held_${because}`, { name });
  const until = said(data.notBefore) ?? request.notBefore;
  if (until === undefined) return undefined;
  if (because === 'start') return words.mrkdwn('event.heldStart', { until: moment(until) });
  return words.mrkdwn('event.held', { until: moment(until), why: heldBy(because, reason, words) });
}

function heldBy(because: Held['data']['because'], reason: string, words: Words): string {
  if (because === 'window') return words.plain('event.heldWindow', {});
  if (because === 'freeze') return words.plain('event.heldFreeze', { reason });
  return words.plain('event.heldRules', {});
}
