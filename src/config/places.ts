import { isAlias, isMap, isNode, isPair, isScalar, isSeq, visit } from 'yaml';
import type { Document, LineCounter, Node, Pair } from 'yaml';
import type { Path } from './problem.ts';

export interface Place {
  readonly line: number;
  readonly col: number;
}

export function placeAt(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), col: Math.max(1, col) };
}

/** Where something begins in the text; for what is missing, where the nearest thing around it begins. */
export function offsetOf(document: Document.Parsed, path: Path, at: 'key' | 'value'): number {
  let node: Node | null = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, part] of path.entries()) {
    const [key, value] = childOf(document, node, part) ?? [];
    if (key === undefined || value === undefined) break;
    const last = index === path.length - 1;
    offset = (last && at === 'key' ? startOf(key) : undefined) ?? startOf(value) ?? startOf(key) ?? offset;
    node = value;
  }
  return offset;
}

/** Gives the key at this path another name, unless its mapping has a key of that name already. */
export function renameKey(document: Document.Parsed, path: Path, name: string): boolean {
  let node: Node | null = document.contents;
  for (const part of path.slice(0, -1)) node = childOf(document, node, part)?.[1] ?? null;
  const mapping = resolved(document, node);
  if (!isMap(mapping) || pairOf(mapping.items, name) !== undefined) return false;
  const key = pairOf(mapping.items, String(path.at(-1)))?.key;
  if (!isScalar(key)) return false;
  key.value = name;
  return true;
}

/** The path of the key that begins at this offset; empty when none does. */
export function pathOfKey(document: Document.Parsed, offset: number): Path {
  let found: Path = [];
  visit(document, {
    Pair(_, pair, ancestors) {
      if (!isNode(pair.key) || startOf(pair.key) !== offset) return undefined;
      const steps = [...ancestors.slice(1), pair];
      found = steps.flatMap((step, at): Path => {
        if (isPair(step)) return [nameOf(step)];
        const next = steps[at + 1];
        return isSeq(step) && next !== undefined ? [step.items.indexOf(next)] : [];
      });
      return visit.BREAK;
    },
  });
  return found;
}

type Child = readonly [key: Node | null, value: Node | null];

function childOf(document: Document.Parsed, parent: Node | null, part: string | number): Child | undefined {
  const node = resolved(document, parent);
  if (isSeq(node)) {
    const value = node.items[Number(part)];
    return isNode(value) ? [null, value] : undefined;
  }
  const pair = isMap(node) ? pairOf(node.items, String(part)) : undefined;
  return pair && [isNode(pair.key) ? pair.key : null, isNode(pair.value) ? pair.value : null];
}

function resolved(document: Document.Parsed, node: Node | null): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}

/** The last of two equal keys is the one whose value counts. */
function pairOf(pairs: readonly Pair[], name: string): Pair | undefined {
  return pairs.findLast((pair) => nameOf(pair) === name);
}

function nameOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : String(key);
}

export function startOf(node: Node | null): number | undefined {
  return node?.range?.[0];
}
