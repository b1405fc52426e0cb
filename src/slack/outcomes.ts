import type { EventKind, RequestEvent, ResizeRequest } from '../core/request.ts';
import { section, type Message } from './blocks.ts';
import { classes, nameOf } from './figures.ts';
import { code } from './inert.ts';
import { link, mention, permalink } from './markup.ts';
import type { Words } from './text/words.ts';

/** What a mirror channel hears of: how requests end, and what becomes of orders. */
const OUTCOMES = [
  'ordered',
  'completed',
  'rejected',
  'withdrawn',
  'expired',
  'cancelled',
  'failed',
  'unknown',
] as const satisfies readonly EventKind[];

function isOutcome(kind: EventKind): kind is (typeof OUTCOMES)[number] {
  return (OUTCOMES as readonly EventKind[]).includes(kind);
}

export function mirrorLine(
  request: ResizeRequest,
  event: RequestEvent,
  words: Words,
  workspaceUrl: string | undefined,
): Message | undefined {
  if (!isOutcome(event.kind)) return undefined;
  const url = permalink(workspaceUrl, request.card);
  const line = {
    id: code(request.id),
    name: nameOf(request.before),
    ...classes(request.before, request.change.targetClass),
    who: mention(request.requester),
    outcome: words.plain(`state.${event.kind}`, {}),
  };
  const text =
    url === undefined
      ? words.mrkdwn('mirror.lineBare', line)
      : words.mrkdwn('mirror.line', { ...line, link: link(url, words.plain('mirror.card', {})) });
  return { text, blocks: [section(text)] };
}
