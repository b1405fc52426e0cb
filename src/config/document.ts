import { LineCounter, parseAllDocuments, visit, type Document } from 'yaml';
import { offsetOf, pathOfKey, placeAt, renameKey, startOf, type Place } from './places.ts';
import { printPath, type Path } from './problem.ts';

/** Something that YAML itself objects to, at its place. */
export interface Fault extends Place {
  readonly path?: string;
  readonly message: string;
  readonly hint?: string;
}

export interface Source {
  /** The document as plain values, under the keys it has by now. */
  readonly value: () => unknown;
  /** Where a path stands; for what is missing, where it should have been. */
  readonly placeOf: (path: Path, at: 'key' | 'value') => Place;
  /** Corrects a key, so that the rest can be checked as it was meant. False: there is such a key already. */
  readonly rename: (path: Path, name: string) => boolean;
  readonly faults: readonly Fault[];
}

export type Parsed =
  ({ readonly kind: 'parsed' } & Source) | { readonly kind: 'broken'; readonly faults: readonly Fault[] };

const STAR = 'put values that start with * in quotes';
const START: Place = { line: 1, col: 1 };

/** Parses one YAML 1.2 document. Keys given twice are faults, but the rest of the file can still be read. */
export function parseDocument(text: string): Parsed {
  try {
    return parse(text);
  } catch {
    // Nesting so deep that the stack ends, or aliases that multiply beyond measure.
    return broken({ ...START, message: 'is too deeply nested, or has too many aliases' });
  }
}

function parse(text: string): Parsed {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const [document, second] = documents as Document.Parsed[];
  const at = (offset: number): Place => placeAt(lines, offset);
  if (document === undefined || document.contents === null) return broken({ ...START, message: 'is empty' });
  if (second !== undefined) {
    return broken({
      ...at(second.range[0]),
      message: 'a second document starts here',
      hint: 'a file has one configuration',
    });
  }
  if (document.directives.yaml.version !== '1.2') {
    return broken({ ...START, message: 'must be YAML 1.2', hint: 'remove the %YAML line' });
  }
  const problems = [...document.errors, ...document.warnings];
  // After the first syntax error a parser has lost its way, and what it reports next only confuses.
  const fatal = problems.find(({ code }) => code !== 'DUPLICATE_KEY');
  if (fatal !== undefined)
    return broken({ ...at(fatal.pos[0]), ...inWords(fatal.code, fatal.message, text.charAt(fatal.pos[0])) });
  const dangling = danglingAliases(document);
  if (dangling.length > 0) {
    const faults = dangling.map(({ name, offset }) => ({
      ...at(offset),
      message: `there is no anchor ${JSON.stringify(name)}`,
      hint: STAR,
    }));
    return { kind: 'broken', faults };
  }
  const value = (): unknown => document.toJS({ maxAliasCount: 100 });
  value();
  return {
    kind: 'parsed',
    value,
    placeOf: (path, part) => at(offsetOf(document, path, part)),
    rename: (path, name) => renameKey(document, path, name),
    faults: problems.map(({ pos: [offset] }) => ({
      ...at(offset),
      path: printPath(pathOfKey(document, offset)),
      message: 'duplicate key',
    })),
  };
}

function inWords(code: string, message: string, first: string): Pick<Fault, 'message' | 'hint'> {
  if (code === 'BAD_ALIAS') return { message: 'a value cannot start with *', hint: 'put it in quotes' };
  if (code === 'TAB_AS_INDENT') return { message: 'tabs cannot be used for indentation', hint: 'use spaces' };
  if (code === 'TAG_RESOLVE_FAILED') return { message: 'tags (!…) are not supported' };
  if (code === 'BAD_SCALAR_START') {
    const hint = first === '@' ? 'use Slack ids such as S012ABC, not handles' : 'put it in quotes';
    return { message: `a value cannot start with ${first}`, hint };
  }
  return { message: `is not valid YAML: ${message}` };
}

/** Aliases that name no anchor: their names and offsets. */
function danglingAliases(document: Document.Parsed): readonly { readonly name: string; readonly offset: number }[] {
  const found: { name: string; offset: number }[] = [];
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) === undefined) found.push({ name: alias.source, offset: startOf(alias) ?? 0 });
    },
  });
  return found;
}

function broken(fault: Fault): Parsed {
  return { kind: 'broken', faults: [fault] };
}
