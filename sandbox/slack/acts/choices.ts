/** What a client lets a person type or choose in an element. */
import type { Json } from '../api.ts';
import { HELD } from '../element-state.ts';
import type { PlacedElement } from '../elements.ts';
import { isObject, listOf, type JsonObject } from '../json.ts';
import type { State } from '../state.ts';

type Checked =
  { readonly kind: 'ok'; readonly value: Json | undefined } | { readonly kind: 'refused'; readonly why: string };

/** The place of an external select, to remember what it offered to whom. */
export function offerKey(userId: string, blockId: string, actionId: string): string {
  return `${userId} ${blockId} ${actionId}`;
}

export function acceptedValue(state: State, userId: string, placed: PlacedElement, value: Json | undefined): Checked {
  const held = HELD[placed.type];
  if (held === undefined) return { kind: 'ok', value };
  const { key } = held;
  if (!isObject(value) || value[key] === undefined) return { kind: 'refused', why: `Nothing was given as ${key}.` };
  const given = value[key];
  const state_ = { type: placed.type, [key]: given };
  if (!key.startsWith('selected_option')) return wellFormed(placed, given, state_);
  const chosen = Array.isArray(given) ? listOf(given) : given === null ? [] : [given];
  const offered = [
    ...offeredBy(placed.element),
    ...(state.offered.get(offerKey(userId, placed.blockId, placed.actionId)) ?? []),
  ];
  const missing = chosen.find((option) => !offered.some((each) => sameOption(each, option)));
  if (missing !== undefined)
    return { kind: 'refused', why: `This is not among the options: ${JSON.stringify(missing)}` };
  return { kind: 'ok', value: state_ };
}

function wellFormed(placed: PlacedElement, given: Json, state: Json): Checked {
  const needsText = HELD[placed.type]?.key === 'value';
  if (needsText && given !== null && typeof given !== 'string')
    return { kind: 'refused', why: 'Only text can be typed here.' };
  return { kind: 'ok', value: state };
}

/** Options that stand in the element itself, its initial ones included. */
export function offeredBy(element: JsonObject): readonly Json[] {
  const initial = [element['initial_option'], ...listOf(element['initial_options'])].filter(
    (each) => each !== undefined,
  );
  return [...listOf(element['options']), ...initial];
}

/** Options are known by their value. */
function sameOption(one: Json, other: Json): boolean {
  return isObject(one) && isObject(other) && one['value'] === other['value'];
}
