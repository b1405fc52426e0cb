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

const ELEMENT_LISTS: Readonly<Record<string, string>> = {
  actions: 'elements',
  context_actions: 'elements',
  card: 'actions',
};
const BLOCK_LISTS: Readonly<Record<string, string>> = { container: 'child_blocks', carousel: 'elements' };
const SINGLE_ELEMENTS: Readonly<Record<string, string>> = { section: 'accessory', input: 'element' };

/** In reading order. Images in a section's accessory are not interactive and are left out. */
export function elementsIn(blocks: readonly Json[]): readonly PlacedElement[] {
  return blocks.filter(isObject).flatMap((block) => {
    const type = textOf(block['type']) ?? '';
    const inner = BLOCK_LISTS[type];
    if (inner !== undefined) return elementsIn(listOf(block[inner]));
    const list = ELEMENT_LISTS[type];
    const single = SINGLE_ELEMENTS[type];
    const found = list !== undefined ? listOf(block[list]) : single !== undefined ? [block[single]] : [];
    return found.filter(isObject).flatMap((element) => place(block, element));
  });
}

function place(block: JsonObject, element: JsonObject): readonly PlacedElement[] {
  const type = textOf(element['type']) ?? '';
  if (type === 'image') return [];
  return [
    { block, element, type, blockId: textOf(block['block_id']) ?? '', actionId: textOf(element['action_id']) ?? '' },
  ];
}

export function findElement(blocks: readonly Json[], blockId: string, actionId: string): PlacedElement | undefined {
  return elementsIn(blocks).find((placed) => placed.blockId === blockId && placed.actionId === actionId);
}

/** Slack gives ids to blocks and elements that have none; what they look like is nobody's business. */
export function withIds(blocks: readonly Json[]): readonly Block[] {
  return blocks.filter(isObject).map((block) => {
    const type = textOf(block['type']) ?? '';
    const result: Record<string, Json | undefined> = { ...block, block_id: block['block_id'] ?? secret(3) };
    const inner = BLOCK_LISTS[type];
    if (inner !== undefined) result[inner] = withIds(listOf(block[inner]));
    const list = ELEMENT_LISTS[type];
    if (list !== undefined && block[list] !== undefined) result[list] = listOf(block[list]).map(withActionId);
    const single = SINGLE_ELEMENTS[type];
    if (single !== undefined && block[single] !== undefined) result[single] = withActionId(block[single]);
    return { ...result, type };
  });
}

function withActionId(element: Json | undefined): Json {
  if (!isObject(element)) return element ?? null;
  if (element['type'] === 'image' || element['action_id'] !== undefined) return element;
  return { ...element, action_id: secret(3) };
}
