import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  visit,
  type Document,
  type LineCounter,
  type Node,
} from 'yaml';
import type { Path } from './problem.ts';

export interface Place {
  readonly line: number;
  readonly col: number;
}

/** Where things of a parsed YAML document stand in its text. */
export interface Places {
  readonly of: (path: Path, at: 'key' | 'value') => Place;
  readonly offset: (offset: number) => Place;
}

export function placesOf(document: Document.Parsed, lines: LineCounter): Places {
  const offset = (at: number): Place => {
    const { line, col } = lines.linePos(at);
    return { line: Math.max(1, line), col: Math.max(1, col) };
  };
  return { offset, of: (path, at) => offset(find(document, path, at)) };
}

// What is missing is reported where it should have been: at the nearest thing around it that exists.
function find(document: Document.Parsed, path: Path, at: 'key' | 'value'): number {
  let node: Node | null = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, part] of path.entries()) {
    const child = childOf(isAlias(node) ? (node.resolve(document) ?? null) : node, part);
    if (child === undefined) break;
    const last = index === path.length - 1;
    offset =
      (last && at === 'key' ? startOf(child.key) : undefined) ?? startOf(child.value) ?? startOf(child.key) ?? offset;
    node = child.value;
  }
  return offset;
}

interface Child {
  readonly key: Node | null;
  readonly value: Node | null;
}

function childOf(node: Node | null, part: string | number): Child | undefined {
  if (isSeq(node)) {
    const value = node.items[Number(part)];
    return isNode(value) ? { key: null, value } : undefined;
  }
  if (!isMap(node)) return undefined;
  // The last of two equal keys is the one whose value counts.
  const pair = node.items.findLast(({ key }) => (isScalar(key) ? String(key.value) : String(key)) === String(part));
  return pair && { key: isNode(pair.key) ? pair.key : null, value: isNode(pair.value) ? pair.value : null };
}

function startOf(node: Node | null): number | undefined {
  return node?.range?.[0];
}

/** The path of the key that begins at this offset; empty when none does. */
export function pathOfKey(document: Document.Parsed, offset: number): Path {
  let found: Path = [];
  visit(document, {
    Pair(index, pair, ancestors) {
      if (!isNode(pair.key) || startOf(pair.key) !== offset) return undefined;
      const steps = [...ancestors.slice(1), pair];
      found = steps.flatMap((step, at): Path => {
        if (isPair(step)) return [isScalar(step.key) ? String(step.key.value) : String(step.key)];
        const next = steps[at + 1];
        return isSeq(step) && next !== undefined ? [step.items.indexOf(next)] : [];
      });
      return visit.BREAK;
    },
  });
  return found;
}

/** Aliases that name no anchor: their names and offsets. */
export function danglingAliases(
  document: Document.Parsed,
): readonly { readonly name: string; readonly offset: number }[] {
  const found: { name: string; offset: number }[] = [];
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) === undefined) found.push({ name: alias.source, offset: startOf(alias) ?? 0 });
    },
  });
  return found;
}
