/** What the client checks by itself before it submits a modal. */
import type { Json } from '../api.ts';
import { isEmpty } from '../element-state.ts';
import { elementsIn, type PlacedElement } from '../elements.ts';
import { objectOf, textOf } from '../json.ts';
import type { StoredView } from '../state.ts';
import { blocksOf } from '../views.ts';

const REQUIRED = 'Please complete this required field.';

/** By block_id. */
export function inputErrors(view: StoredView): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const placed of elementsIn(blocksOf(view))) {
    if (placed.block['type'] !== 'input') continue;
    const error = errorOf(placed, view.values[placed.blockId]?.[placed.actionId]);
    if (error !== undefined) errors[placed.blockId] = error;
  }
  return errors;
}

function errorOf(placed: PlacedElement, state: Json | undefined): string | undefined {
  if (isEmpty(placed.type, state)) return placed.block['optional'] === true ? undefined : REQUIRED;
  const value = textOf(objectOf(state)['value']);
  if (value === undefined) return undefined;
  const min = Number(placed.element['min_length'] ?? 0);
  const max = Number(placed.element['max_length'] ?? 3000);
  if (value.length < min) return `Enter at least ${min} characters.`;
  return value.length > max ? `Enter at most ${max} characters.` : undefined;
}
