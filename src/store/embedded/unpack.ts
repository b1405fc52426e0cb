/** An empty database as files: PGlite, asked to unpack them, needs four times as long, and initdb twenty times. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { dataDir } from '@electric-sql/pglite-prepopulatedfs';

/** Of a tar archive: a header is a block, and what follows it fills blocks. */
const BLOCK = 512;
const DIRECTORY = '5';

/** Written last: a directory without it is taken for an empty one, and filled anew. */
export const COMPLETE = 'PG_VERSION';

/** Fills a directory with an empty database. */
export async function unpackEmptyDatabase(path: string): Promise<void> {
  const archive = gunzipSync(await (await dataDir()).arrayBuffer());
  const files: { readonly name: string; readonly content: Buffer }[] = [];
  for (let at = 0; archive[at] !== 0 && at < archive.length;) {
    const field = (from: number, length: number) =>
      archive.toString('latin1', at + from, at + from + length).replace(/\0.*$/s, '');
    const [name, size, type] = [
      join(path, field(345, 155), field(0, 100)),
      Number.parseInt(field(124, 12), 8),
      field(156, 1),
    ];
    if (type === DIRECTORY) mkdirSync(name, { recursive: true, mode: 0o700 });
    else files.push({ name, content: archive.subarray(at + BLOCK, at + BLOCK + size) });
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  const isMark = ({ name }: { readonly name: string }) => name === join(path, COMPLETE);
  for (const { name, content } of files.sort((one, other) => Number(isMark(one)) - Number(isMark(other)))) {
    writeFileSync(name, content, { mode: 0o600 });
  }
}
