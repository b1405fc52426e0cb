import type { Path } from './problem.ts';
import { jsonSchema } from './schema.ts';

interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

/** The keys that a file may have at a path. */
export type KnownKeys = (path: Path) => readonly string[];

/** Read off a JSON Schema, which is made when it is first asked. */
export function keysOf(schema: () => object): KnownKeys {
  let root: Shape | undefined;
  return (path) => {
    root ??= schema() as Shape;
    const shapes = path.reduce<readonly Shape[]>((all, part) => all.flatMap((shape) => inside(shape, part)), [root]);
    return shapes.flatMap(alternatives).flatMap((shape) => Object.keys(shape.properties ?? {}));
  };
}

/** The keys of the configuration. */
export const knownKeys = keysOf(jsonSchema);

function inside(shape: Shape, part: string | number): readonly Shape[] {
  return alternatives(shape).flatMap(({ items, properties, additionalProperties }) => {
    const next = typeof part === 'number' ? items : (properties?.[part] ?? additionalProperties);
    return typeof next === 'object' ? [next] : [];
  });
}

function alternatives(shape: Shape): readonly Shape[] {
  return [shape, ...(shape.anyOf ?? [])];
}
