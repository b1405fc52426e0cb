import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonShape } from '../../src/config/json-shape.ts';
import { casesSchema } from '../../src/config/cases-schema.ts';
import { jsonSchema } from '../../src/config/schema.ts';
import { schemaFiles } from '../../src/config/schema-files.ts';

const root = join(import.meta.dirname, '../..');

/** Every key with what the schema says of it. */
function keysOf(shape: JsonShape, path = ''): readonly (readonly [path: string, shape: JsonShape])[] {
  const properties = Object.entries(shape.properties ?? {});
  const inner = [shape.items, ...(shape.anyOf ?? [])].filter((each) => each !== undefined);
  return [
    ...properties.flatMap(([key, value]) => [[`${path}.${key}`, value] as const, ...keysOf(value, `${path}.${key}`)]),
    ...inner.flatMap((each) => keysOf(each, path)),
  ];
}

describe('what is generated from the schemas', () => {
  it.each(Object.values(schemaFiles()))('$path is up to date (npm run schema)', ({ path, text }) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(text);
  });

  it.each([
    ['the configuration', jsonSchema()],
    ['cases', casesSchema()],
  ])('every key of %s says what it does, in a sentence', (_, schema) => {
    const keys = keysOf(schema);
    expect(keys.length).toBeGreaterThan(20);
    expect(keys.filter(([, { description = '' }]) => !/^[A-Z`].*\.$/s.test(description)).map(([path]) => path)).toEqual(
      [],
    );
  });
});
