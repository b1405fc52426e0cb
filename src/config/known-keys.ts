import type { Path } from './problem.ts';
import { jsonSchema } from './schema.ts';

interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

let root: Shape | undefined;

/** The keys that the configuration may have at a path, read off its JSON Schema. */
export function knownKeys(path: Path): readonly string[] {
  root ??= jsonSchema() as Shape;
  const shapes = path.reduce<readonly Shape[]>((all, part) => all.flatMap((shape) => inside(shape, part)), [root]);
  return shapes.flatMap(alternatives).flatMap((shape) => Object.keys(shape.properties ?? {}));
}

function inside(shape: Shape, part: string | number): readonly Shape[] {
  return alternatives(shape).flatMap(({ items, properties, additionalProperties }) => {
    const next = typeof part === 'number' ? items : (properties?.[part] ?? additionalProperties);
    return typeof next === 'object' ? [next] : [];
  });
}

function alternatives(shape: Shape): readonly Shape[] {
  return [shape, ...(shape.anyOf ?? [])];
}
