/** `redis-resize schema`: for editors. The stored copy is part of the repository, and a test keeps it up to date. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { jsonSchema } from '../config/schema.ts';

export function printSchema(): void {
  process.stdout.write(schemaText());
}

export function writeSchema(): void {
  const path = fileURLToPath(new URL('../../config/redis-resize.schema.json', import.meta.url));
  writeFileSync(path, schemaText());
  console.log(path);
}

function schemaText(): string {
  return `${JSON.stringify(jsonSchema(), null, 2)}\n`;
}
