import { stringify } from 'yaml';
import type { Path } from './problem.ts';

/** The part of a JSON Schema that is read here. */
export interface JsonShape {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonShape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonShape | boolean;
  readonly items?: JsonShape;
  readonly anyOf?: readonly JsonShape[];
}

/** What a schema says about a path. */
export interface Vocabulary {
  /** The keys that a file may have there. */
  readonly keys: (path: Path) => readonly string[];
  /** A value that would be right there, as YAML in one line. */
  readonly example: (path: Path) => string | undefined;
}

/** Read off a JSON Schema, which is generated on first use. */
export function vocabularyOf(schema: () => JsonShape): Vocabulary {
  let root: JsonShape | undefined;
  const at = (path: Path): readonly JsonShape[] => {
    root ??= schema();
    return path.reduce<readonly JsonShape[]>((all, part) => all.flatMap((shape) => inside(shape, part)), [root]);
  };
  return {
    keys: (path) =>
      at(path)
        .flatMap(alternatives)
        .flatMap(({ properties }) => Object.keys(properties ?? {})),
    example: (path) => at(path).flatMap(exampleOf)[0],
  };
}

/** The first example of a schema, as YAML in one line. */
export function exampleOf({ examples = [] }: JsonShape): readonly string[] {
  return examples.slice(0, 1).map(flow);
}

export function flow(value: unknown): string {
  const text = stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
  return text.replaceAll('[ ', '[').replaceAll(' ]', ']');
}

export function alternatives(shape: JsonShape): readonly JsonShape[] {
  return [shape, ...(shape.anyOf ?? [])];
}

function inside(shape: JsonShape, part: string | number): readonly JsonShape[] {
  return alternatives(shape).flatMap(({ items, properties, additionalProperties }) => {
    const next = typeof part === 'number' ? items : (properties?.[part] ?? additionalProperties);
    return typeof next === 'object' ? [next] : [];
  });
}
