import { asProlonged, isProlonging, prolonged } from '../../core/lifecycle/prolonging.ts';
import type { FormState } from './state.ts';
import { untilOf } from './start.ts';

/** The temporary change that the form gives another end, as it would be requested; undefined: it asks for something else. */
export function prolonging({ about, draft }: FormState, now: Date) {
  const { targetClass, temporary, start } = draft;
  if (about.kind !== 'facts' || targetClass === undefined || temporary === undefined) return undefined;
  const { facts, returning } = about;
  const change = { targetClass, until: untilOf(temporary) };
  if (!isProlonging(returning, facts, { change, startAt: start?.at }, now)) return undefined;
  return { ...asProlonged(returning, facts), change: prolonged(returning, change, now) };
}
