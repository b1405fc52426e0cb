/** Finding the interactive elements in blocks, wherever Block Kit allows them. */
import type { Block, Json } from './api.ts';
import { isObject, listOf, textOf, type JsonObject } from './json.ts';
import { secret } from './state.ts';

export interface PlacedElement {
  readonly block: JsonObject;
  readonly blockId: string;
  readonly actionId: string;
  readonly element: JsonObject;
  readonly type: string;
}

const SINGLE_ELEMENTS: Readonly<Record<string, string>> = { section: 'accessory', input: 'element' };

/** In reading order. */
export function elementsIn(blocks: readonly Json[]): readonly PlacedElement[] {
  return blocks.filter(isObject).flatMap((block) => {
    const type = textOf(block['type']) ?? '';
    const single = SINGLE_ELEMENTS[type];
    const found = type === 'actions' ? listOf(block['elements']) : single !== undefined ? [block[single]] : [];
    return found.filter(isObject).map((element) => ({
      block,
      element,
      type: textOf(element['type']) ?? '',
      blockId: textOf(block['block_id']) ?? '',
      actionId: textOf(element['action_id']) ?? '',
    }));
  });
}

export function findElement(blocks: readonly Json[], blockId: string, actionId: string): PlacedElement | undefined {
  return elementsIn(blocks).find((placed) => placed.blockId === blockId && placed.actionId === actionId);
}

/** Slack gives ids to blocks and elements that have none; their form is not documented. */
export function withIds(blocks: readonly Json[]): readonly Block[] {
  return blocks.filter(isObject).map((block) => {
    const type = textOf(block['type']) ?? '';
    const result: Record<string, Json | undefined> = { ...block, block_id: block['block_id'] ?? secret(3) };
    if (type === 'actions') result['elements'] = listOf(block['elements']).map(withActionId);
    const single = SINGLE_ELEMENTS[type];
    if (single !== undefined && block[single] !== undefined) result[single] = withActionId(block[single]);
    return { ...result, type };
  });
}

function withActionId(element: Json | undefined): Json {
  if (!isObject(element)) return element ?? null;
  if (element['action_id'] !== undefined) return element;
  return { ...element, action_id: secret(3) };
}
