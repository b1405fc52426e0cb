import { LineCounter, parseAllDocuments, type Document } from 'yaml';
import { placesOf, type Place, type Places } from './places.ts';

/** Something that YAML itself objects to, at its place. */
export interface Fault extends Place {
  readonly message: string;
  readonly hint?: string;
}

export type Parsed =
  | { readonly kind: 'parsed'; readonly value: unknown; readonly places: Places; readonly faults: readonly Fault[] }
  | { readonly kind: 'broken'; readonly faults: readonly Fault[] };

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
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false });
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
  const faults = problems.map(({ code, message, pos }) => ({ ...places.offset(pos[0]), ...inWords(code, message) }));
  const fatal = problems.some(({ code }) => code !== 'DUPLICATE_KEY');
  if (fatal) return { kind: 'broken', faults };
  return { kind: 'parsed', value: document.toJS({ maxAliasCount: 100 }), places, faults };
}

function inWords(code: string, message: string): Pick<Fault, 'message' | 'hint'> {
  if (code === 'DUPLICATE_KEY') return { message: 'this key is given twice' };
  if (code === 'BAD_ALIAS') return { message, hint: 'a value that begins with * must be in quotes' };
  if (code === 'TAB_AS_INDENT') return { message: 'a tab cannot be used to indent', hint: 'use spaces' };
  return { message: `is not valid YAML: ${message}` };
}

function broken(fault: Fault): Parsed {
  return { kind: 'broken', faults: [fault] };
}
