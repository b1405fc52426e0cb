import type { PolicyCase } from '../core/explain/cases.ts';
import type { Policy } from '../core/policy/policy-model.ts';
import { buildCase } from './cases-build.ts';
import { lintCases } from './cases-lint.ts';
import { casesFile, casesSchema } from './cases-schema.ts';
import { parseDocument } from './document.ts';
import { checkShape } from './draft.ts';
import { vocabularyOf } from './json-shape.ts';
import { sorted } from './load.ts';
import type { Problem } from './problem.ts';
import { readText } from './text.ts';

export type LoadedCases =
  | { readonly kind: 'ok'; readonly cases: readonly PolicyCase[] }
  | { readonly kind: 'bad'; readonly problems: readonly Problem[] };

const words = vocabularyOf(casesSchema);

/** Reads cases about this policy. Never throws: every problem is reported, at its place, in the order of the file. */
export function loadCases(text: string, file: string, policy: Policy): LoadedCases {
  const source = parseDocument(text);
  const faults = source.faults.map((fault) => ({ file, path: '', ...fault }));
  if (source.kind === 'broken') return { kind: 'bad', problems: sorted(faults) };
  const { value, draft, problems: shape, place } = checkShape(source, file, casesFile, words);
  const problems = [...faults, ...shape, ...lintCases(draft, policy).map(place)];
  if (value === undefined || problems.length > 0) return { kind: 'bad', problems: sorted(problems) };
  const line = (index: number): number => source.placeOf(['cases', index], 'value').line;
  return { kind: 'ok', cases: value.cases.map((one, index) => buildCase(one, value, policy, line(index))) };
}

/** Reads and checks the file at this path. */
export function readCasesFile(path: string, policy: Policy): LoadedCases {
  const read = readText(path);
  return read.kind === 'text' ? loadCases(read.text, path, policy) : { kind: 'bad', problems: [read.problem] };
}
