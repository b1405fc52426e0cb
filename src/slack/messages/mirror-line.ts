import type { EventKind, RequestEvent, ResizeRequest } from '../../core/request/request.ts';
import { type FinalState, isFinal } from '../../core/request/state.ts';
import { section, type Message } from './blocks.ts';
import { classes, nameOf } from '../../wording/figures.ts';
import { breakGlassMirror, withBreakGlassMark } from './break-glass.ts';
import { code } from '../../wording/inert.ts';
import { link, mention, permalink } from '../../wording/markup.ts';
import type { Words } from '../../wording/words.ts';

type Outcome = FinalState | 'ordered' | 'unknown';

/** What a mirror channel hears of: emergencies, how requests end, and what becomes of orders. */
function isOutcome(kind: EventKind): kind is Outcome {
  return isFinal(kind) || kind === 'ordered' || kind === 'unknown';
}

/** With the number of the order, which is what whoever pays the bills looks for. */
function outcomeText(kind: Outcome, orderId: string | undefined, words: Words): string {
  const outcome = words.plain(`state.${kind}`, {});
  return orderId === undefined ? outcome : words.mrkdwn('mirror.order', { outcome, order: code(orderId) });
}

export function mirrorLine(
  request: ResizeRequest,
  event: RequestEvent,
  words: Words,
  workspaceUrl: string | undefined,
): Message | undefined {
  if (event.kind === 'break_glass') return breakGlassMirror(request, event, words, workspaceUrl);
  if (!isOutcome(event.kind)) return undefined;
  const url = permalink(workspaceUrl, request.card);
  const line = {
    id: code(request.id),
    name: nameOf(request.before),
    ...classes(request.before, request.change.targetClass),
    who: mention(request.requester),
    outcome: { markup: outcomeText(event.kind, request.order?.orderId, words) },
  };
  const told =
    url === undefined
      ? words.mrkdwn('mirror.lineBare', line)
      : words.mrkdwn('mirror.line', { ...line, link: link(url, words.plain('mirror.card', {})) });
  const text = withBreakGlassMark(told, request, words);
  return { text, blocks: [section(text)] };
}
