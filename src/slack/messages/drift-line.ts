/** What moved while a request waited, in one line. */
import type { EventOf } from '../../core/request/request.ts';
import { amountText } from '../../wording/amounts.ts';
import { ruleLine } from '../../wording/drift.ts';
import type { Markup } from '../../wording/inert.ts';
import type { Words } from '../../wording/words.ts';

export function driftWhat({ data }: EventOf<'drift_detected'>, words: Words): Markup {
  const rule = pair(data.wasRule, data.isRule);
  const drift = [
    ...changed(pair(data.wasClass, data.isClass)).map((values) => words.mrkdwn('drift.class', values)),
    ...changed(
      pair(priceIn(data.wasPrice, words) ?? words.plain('drift.noPrice', {}), priceIn(data.isPrice, words)),
    ).map((values) => words.mrkdwn('drift.price', values)),
    ...(rule === undefined ? [] : [ruleLine(rule, words)]),
  ];
  return { markup: drift.length === 0 ? words.plain('drift.votes', {}) : drift.join('; ') };
}

interface WasAndIs {
  readonly was: string;
  readonly is: string;
}

function pair(wasFact: string | undefined, isFact: string | undefined): WasAndIs | undefined {
  const [was, is] = [said(wasFact), said(isFact)];
  return was === undefined || is === undefined ? undefined : { was, is };
}

function changed(values: WasAndIs | undefined): readonly WasAndIs[] {
  return values === undefined || values.was === values.is ? [] : [values];
}

/** `252.00 CNY`, as an event keeps it, the way people read it. */
function priceIn(fact: string | undefined, words: Words): string | undefined {
  const [amount = '', currency] = said(fact)?.split(' ') ?? [];
  return currency === undefined ? said(fact) : amountText(amount, currency, words);
}

/** A fact of an event; an empty one was not known. */
export function said(fact: string | undefined): string | undefined {
  return fact === '' ? undefined : fact;
}
