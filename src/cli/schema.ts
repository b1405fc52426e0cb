/** `redis-resize schema`: for editors. The stored copies are part of the repository, and tests keep them up to date. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { casesSchema } from '../config/cases-schema.ts';
import { jsonSchema } from '../config/schema.ts';

const SCHEMAS = {
  configuration: { make: jsonSchema, file: 'redis-resize.schema.json' },
  cases: { make: casesSchema, file: 'policy-cases.schema.json' },
} as const;

export function printSchema(of: keyof typeof SCHEMAS): void {
  process.stdout.write(schemaText(SCHEMAS[of].make()));
}

export function writeSchemas(): void {
  for (const { make, file } of Object.values(SCHEMAS)) {
    const path = fileURLToPath(new URL(`../../config/${file}`, import.meta.url));
    writeFileSync(path, schemaText(make()));
    console.log(path);
  }
}

function schemaText(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
