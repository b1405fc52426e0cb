import type { EventOf, ResizeRequest } from '../../core/request/request.ts';
import { bytes } from '../../wording/usage.ts';
import { listed } from '../../wording/figures.ts';
import { code } from '../../wording/inert.ts';
import { mention } from '../../wording/markup.ts';
import type { Words } from '../../wording/words.ts';

/** What the instance shows after its change; undefined where the event has no figure. */
export function afterChangeLine(
  { requester, before: { instanceId } }: ResizeRequest,
  { data }: EventOf<'after_change'>,
  words: Words,
): string | undefined {
  const parts = [
    part(
      data.memoryBefore,
      data.memoryAfter,
      bytes,
      (now) => words.plain('event.afterMemory', { now }),
      data.memoryLimit,
    ),
    part(data.connectionsBefore, data.connectionsAfter, count, (now) => words.plain('event.afterConnections', { now })),
    part(data.latencyBefore, data.latencyAfter, millis, (now) => words.plain('event.afterLatency', { now })),
  ].filter((one) => one !== undefined);
  if (parts.length === 0) return undefined;
  const facts = listed(parts, words);
  const full = data.full ?? '';
  if (full === '') return words.mrkdwn('event.afterChange', { facts });
  const what = [
    ...(full.includes('memory') ? [words.plain('event.fullMemory', {})] : []),
    ...(full.includes('connections') ? [words.plain('event.fullConnections', {})] : []),
  ];
  const command = code(`/redis-resize ${instanceId} up`);
  return words.mrkdwn('event.afterChangeFull', { facts, who: mention(requester), what: listed(what, words), command });

  function part(
    was: number | undefined,
    is: number | undefined,
    figure: (amount: number) => string,
    sentence: (now: string) => string,
    limit?: number,
  ): string | undefined {
    if (is === undefined) return undefined;
    const change =
      was === undefined ? figure(is) : words.plain('event.afterFrom', { before: figure(was), after: figure(is) });
    if (limit === undefined || limit <= 0) return sentence(change);
    const percent = Math.round((is / limit) * 100);
    return sentence(words.plain('event.afterShare', { change, percent, whole: figure(limit) }));
  }

  function count(amount: number): string {
    return new Intl.NumberFormat(words.locale, { maximumFractionDigits: 0 }).format(amount);
  }
}

function millis(us: number): string {
  return `${Number((us / 1000).toFixed(2))} ms`;
}
