import { readFileSync } from 'node:fs';
import type { PolicyCase } from '../core/explain/cases.ts';
import type { Policy } from '../core/policy/policy-model.ts';
import { buildCase } from './cases-build.ts';
import { lintCases } from './cases-lint.ts';
import { casesFile, casesSchema } from './cases-schema.ts';
import { parseDocument } from './document.ts';
import { findingsOf } from './issues.ts';
import { keysOf } from './known-keys.ts';
import { place, sorted } from './load.ts';
import type { Problem } from './problem.ts';

export type LoadedCases =
  | { readonly kind: 'ok'; readonly cases: readonly PolicyCase[] }
  | { readonly kind: 'bad'; readonly problems: readonly Problem[] };

const knownKeys = keysOf(casesSchema);

/** Reads cases about this policy. Never throws: every problem is reported, at its place, in the order of the file. */
export function loadCases(text: string, file: string, policy: Policy): LoadedCases {
  const parsed = parseDocument(text);
  const faults = parsed.faults.map((fault) => ({ file, path: '', ...fault }));
  if (parsed.kind === 'broken') return { kind: 'bad', problems: sorted(faults) };
  const { value, places } = parsed;
  const read = casesFile.safeParse(value, { reportInput: true });
  const found = read.success ? lintCases(read.data, policy) : findingsOf(read.error.issues, knownKeys);
  const problems = [...faults, ...found.map((finding) => place(finding, places, file))];
  if (!read.success || problems.length > 0) return { kind: 'bad', problems: sorted(problems) };
  const line = (index: number): number => places.of(['cases', index], 'value').line;
  return { kind: 'ok', cases: read.data.cases.map((one, index) => buildCase(one, read.data, policy, line(index))) };
}

/** Reads and checks the file at this path. */
export function readCasesFile(path: string, policy: Policy): LoadedCases {
  try {
    return loadCases(readFileSync(path, 'utf8'), path, policy);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return { kind: 'bad', problems: [{ file: path, line: 1, col: 1, path: '', message: `cannot be read: ${code}` }] };
  }
}
