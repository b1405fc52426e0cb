/** The files of the page, and nothing beside them. */
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, normalize, resolve, sep } from 'node:path';
import { answerText } from './answer.ts';

const ROOT = resolve(import.meta.dirname, 'page');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** `path` is what follows `/sandbox/`. Only known kinds of files are served, so nothing else is there to find. */
export async function answerFile(response: ServerResponse, path: string): Promise<void> {
  const file = fileFor(path);
  const type = file === undefined ? undefined : TYPES[extname(file)];
  const content = file === undefined || type === undefined ? undefined : await readFile(file).catch(() => undefined);
  if (type === undefined || content === undefined) {
    answerText(response, 404, 'Not found');
    return;
  }
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
  response.end(content);
}

function fileFor(path: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return undefined;
  const file = resolve(ROOT, `.${sep}${normalize(/(^|\/)$/.test(decoded) ? `${decoded}index.html` : decoded)}`);
  const hidden = decoded.split('/').some((part) => part.startsWith('.'));
  return file.startsWith(ROOT + sep) && !hidden ? file : undefined;
}
