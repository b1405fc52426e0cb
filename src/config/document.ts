import { LineCounter, parseAllDocuments, type Document } from 'yaml';
import { danglingAliases, pathOfKey, placesOf, type Place, type Places } from './places.ts';
import { printPath } from './problem.ts';

/** Something that YAML itself objects to, at its place. */
export interface Fault extends Place {
  readonly path?: string;
  readonly message: string;
  readonly hint?: string;
}

export type Parsed =
  | { readonly kind: 'parsed'; readonly value: unknown; readonly places: Places; readonly faults: readonly Fault[] }
  | { readonly kind: 'broken'; readonly faults: readonly Fault[] };

const STAR = 'a value that begins with * must be in quotes';
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
  if (document === undefined || document.contents === null) return broken({ ...START, message: 'is empty' });
  const places = placesOf(document, lines);
  if (second !== undefined) {
    const start = places.offset(second.range[0]);
    return broken({ ...start, message: 'a second document begins here', hint: 'one file holds one configuration' });
  }
  if (document.directives.yaml.version !== '1.2') {
    return broken({ ...START, message: 'must be YAML 1.2', hint: 'remove the %YAML line' });
  }
  const problems = [...document.errors, ...document.warnings];
  // After the first mistake of syntax a parser has lost its way, and what it says then confuses.
  const fatal = problems.find(({ code }) => code !== 'DUPLICATE_KEY');
  if (fatal !== undefined) return broken({ ...places.offset(fatal.pos[0]), ...inWords(fatal.code, fatal.message) });
  const dangling = danglingAliases(document);
  if (dangling.length > 0) {
    const faults = dangling.map(({ name, offset }) => ({
      ...places.offset(offset),
      message: `there is no anchor ${JSON.stringify(name)}`,
      hint: STAR,
    }));
    return { kind: 'broken', faults };
  }
  const faults = problems.map(({ pos }) => ({
    ...places.offset(pos[0]),
    path: printPath(pathOfKey(document, pos[0])),
    message: 'this key is given twice',
  }));
  return { kind: 'parsed', value: document.toJS({ maxAliasCount: 100 }), places, faults };
}

function inWords(code: string, message: string): Pick<Fault, 'message' | 'hint'> {
  if (code === 'BAD_ALIAS') return { message, hint: STAR };
  if (code === 'TAB_AS_INDENT') return { message: 'a tab cannot be used to indent', hint: 'use spaces' };
  if (code === 'TAG_RESOLVE_FAILED') return { message: 'tags (!…) are not supported' };
  return { message: `is not valid YAML: ${message}` };
}

function broken(fault: Fault): Parsed {
  return { kind: 'broken', faults: [fault] };
}
