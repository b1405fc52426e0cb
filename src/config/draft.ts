import type { z } from 'zod';
import { findingsOf } from './issues.ts';
import type { Vocabulary } from './json-shape.ts';
import type { Source } from './document.ts';
import { printPath, type Finding, type Path, type Problem } from './problem.ts';

/** A file without what is malformed in it: a value of the wrong shape is undefined, but its key and its index remain. */
export type Draft<T> = T extends readonly (infer Item)[]
  ? readonly (Draft<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Draft<T[Key]> | undefined }
    : T;

export interface At<T> {
  readonly path: Path;
  readonly value: T;
}

/** What the schema says of a file, and what is left of it to check further. */
export interface Checked<T> {
  readonly value: T | undefined;
  readonly draft: Draft<T>;
  readonly problems: readonly Problem[];
  /** Whether nothing at or below this path is malformed. */
  readonly isSound: (path: Path) => boolean;
  readonly place: (finding: Finding) => Problem;
}

/**
 * Checks a document against its schema. A key that is misspelled beyond doubt is reported and then read as what it was
 * meant to be, so that its content is checked in the same pass.
 */
export function checkShape<T>(source: Source, file: string, schema: z.ZodType<T>, words: Vocabulary): Checked<T> {
  const misspelled: Problem[] = [];
  for (;;) {
    const raw = source.value();
    const read = schema.safeParse(raw, { reportInput: true });
    const findings = read.success ? [] : findingsOf(read.error.issues, words);
    const place = (found: Finding): Problem => placed(found, raw, source, file);
    const corrected = findings
      .map((found) => ({ found, problem: place(found) }))
      .filter(({ found: { path, meant } }) => meant !== undefined && source.rename(path, meant));
    misspelled.push(...corrected.map(({ problem }) => problem));
    if (corrected.length > 0) continue;
    const malformed = new Set(findings.flatMap(({ path }) => path.map((_, end) => printPath(path.slice(0, end + 1)))));
    return {
      value: read.data,
      problems: [...misspelled, ...findings.map(place)],
      isSound: (path) => !malformed.has(printPath(path)),
      place,
      draft: draftOf<T>(raw, findings),
    };
  }
}

/** The items of a list that are not malformed as a whole, with their paths. */
export function each<T>(path: Path, list: readonly (T | undefined)[] | undefined): readonly At<T>[] {
  return (list ?? []).flatMap((value, index) => (value === undefined ? [] : [{ path: [...path, index], value }]));
}

function draftOf<T>(raw: unknown, findings: readonly Finding[]): Draft<T> {
  // A value under a key that the schema refuses was not looked at.
  const malformed = findings.map(({ path }) => path);
  if (malformed.some((path) => path.length === 0)) return {} as Draft<T>;
  for (const path of malformed) clear(raw, path);
  // Everything that the schema objects to is gone, so what is left has the shape of the schema.
  return raw as Draft<T>;
}

function clear(raw: unknown, path: Path): void {
  const own = (value: unknown, key: string | number): value is Record<string | number, unknown> =>
    isRecord(value) && Object.hasOwn(value, key);
  const around = path.slice(0, -1).reduce<unknown>((value, part) => (own(value, part) ? value[part] : undefined), raw);
  const key = path.at(-1);
  if (key !== undefined && own(around, key)) around[key] = undefined;
}

function isRecord(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null;
}

function placed({ path, at, message, hint }: Finding, raw: unknown, source: Source, file: string): Problem {
  const where = [printPath(path), labelOf(raw, path)].filter((part) => part !== '').join(' ');
  const problem = { file, ...source.placeOf(path, at), path: where, message };
  return hint === undefined ? problem : { ...problem, hint };
}

/** `(rule "prod")`: people know a rule by its name, not by its index. */
function labelOf(raw: unknown, [section, index]: Path): string {
  if (typeof section !== 'string' || typeof index !== 'number' || !isRecord(raw)) return '';
  const list = raw[section];
  const item = isRecord(list) ? list[index] : undefined;
  const name = isRecord(item) ? item['name'] : undefined;
  return typeof name === 'string' && name !== '' ? `(${section.replace(/s$/, '')} ${JSON.stringify(name)})` : '';
}
