/** What an element holds before and after a person touched it, as it appears in `view.state.values`. */
import type { Json } from './api.ts';
import { elementsIn, type PlacedElement } from './elements.ts';
import { objectOf, type JsonObject } from './json.ts';
import type { ElementStates } from './state.ts';

interface Held {
  /** The key of the state. */
  readonly key: string;
  /** The key of the element that says what it begins with. */
  readonly initial: string;
  /** What an untouched element holds: null, or an empty list. */
  readonly empty: Json;
}

const one = (key: string, initial: string): Held => ({ key, initial, empty: null });

/** Elements that hold something. Buttons hold nothing. */
export const HELD: Readonly<Record<string, Held>> = {
  plain_text_input: one('value', 'initial_value'),
  static_select: one('selected_option', 'initial_option'),
  external_select: one('selected_option', 'initial_option'),
  radio_buttons: one('selected_option', 'initial_option'),
  conversations_select: one('selected_conversation', 'initial_conversation'),
  datetimepicker: one('selected_date_time', 'initial_date_time'),
  checkboxes: { key: 'selected_options', initial: 'initial_options', empty: [] },
};

function initialState(placed: PlacedElement): Json | undefined {
  const held = HELD[placed.type];
  if (held === undefined) return undefined;
  return { type: placed.type, [held.key]: placed.element[held.initial] ?? held.empty };
}

/** True when a person has not given anything: Slack's client does not submit a required input like this. */
export function isEmpty(type: string, state: Json | undefined): boolean {
  const held = HELD[type];
  if (held === undefined) return true;
  const value = objectOf(state)[held.key];
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/**
 * The states of all elements in these blocks. What was typed before stays where block_id, action_id and the type
 * of the element stayed the same; a new id starts afresh.
 */
export function statesOf(blocks: readonly Json[], before: ElementStates = {}): ElementStates {
  const states: ElementStates = {};
  for (const placed of elementsIn(blocks)) {
    const initial = initialState(placed);
    if (initial === undefined) continue;
    const old = before[placed.blockId]?.[placed.actionId];
    const kept = objectOf(old)['type'] === placed.type ? old : undefined;
    const ofBlock = (states[placed.blockId] ??= {});
    ofBlock[placed.actionId] = kept ?? initial;
  }
  return states;
}

/** What an action carries beside its ids: the state, or for a button its value. */
export function actionBody(placed: PlacedElement, state: Json | undefined): JsonObject {
  const { element, type } = placed;
  const copied = (...keys: readonly string[]): JsonObject =>
    Object.fromEntries(keys.filter((key) => element[key] !== undefined).map((key) => [key, element[key]]));
  if (HELD[type] === undefined) return { type, ...copied('text', 'value', 'url', 'style', 'confirm') };
  return { type, ...copied('placeholder', 'confirm', HELD[type].initial, 'min_query_length'), ...objectOf(state) };
}
