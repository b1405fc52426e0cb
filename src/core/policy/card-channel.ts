import type { Policy } from './policy-model.ts';

/**
 * Where the card of a request goes. `own`: the channel of the command, or the one chosen on a form that was not opened by a
 * command; empty where neither was needed. Undefined: no channel is known, so the form has to ask for one.
 */
export function cardChannel({ slack }: Policy, own: string): string | undefined {
  return slack.cards ?? (own === '' ? undefined : own);
}
