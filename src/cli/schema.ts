/** `redis-resize schema`: for editors and docs. The stored copies are part of the repository; tests keep them current. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from './exit.ts';

interface SchemaFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

export interface SchemaOptions {
  readonly write?: boolean;
  readonly cases?: boolean;
}

export function schema(
  { write = false, cases = false }: SchemaOptions,
  files: Readonly<Record<'configuration' | 'cases' | 'reference', SchemaFile>>,
  root: string,
): number {
  if (!write) process.stdout.write(files[cases ? 'cases' : 'configuration'].text);
  else
    for (const { path, text } of Object.values(files)) {
      writeFileSync(join(root, path), text);
      console.log(join(root, path));
    }
  return EXIT.ok;
}
