import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Policy } from '../core/policy/policy-model.ts';
import { build } from './build.ts';
import { parseDocument } from './document.ts';
import { findingsOf } from './issues.ts';
import { knownKeys } from './known-keys.ts';
import { lint } from './lint.ts';
import type { Places } from './places.ts';
import { printPath, type Finding, type Problem } from './problem.ts';
import { file as fileSchema } from './schema.ts';

export { printProblem, type Problem } from './problem.ts';

export type Loaded =
  | { readonly kind: 'ok'; readonly policy: Policy; readonly warnings: readonly Problem[] }
  | { readonly kind: 'bad'; readonly problems: readonly Problem[] };

/**
 * Reads a configuration. Never throws: every problem is reported, at its place, in the order of the file. `now` tells
 * which freezes are past.
 */
export function loadPolicy(text: string, file: string, now = new Date()): Loaded {
  const parsed = parseDocument(text);
  const faults = parsed.faults.map((fault) => ({ file, path: '', ...fault }));
  if (parsed.kind === 'broken') return { kind: 'bad', problems: sorted(faults) };
  const { value, places } = parsed;
  const read = fileSchema.safeParse(value, { reportInput: true });
  const found = lint(value, now);
  const shape = read.success ? [] : findingsOf(read.error.issues, knownKeys);
  const problems = [...faults, ...[...shape, ...found.problems].map((finding) => place(finding, places, file))];
  if (!read.success || problems.length > 0) return { kind: 'bad', problems: sorted(problems) };
  const version = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const policy = build(read.data, { version, file }, (index) => places.of(['rules', index], 'value').line);
  return { kind: 'ok', policy, warnings: sorted(found.warnings.map((finding) => place(finding, places, file))) };
}

/** Reads and checks the file at this path. */
export function readPolicyFile(path: string, now = new Date()): Loaded {
  try {
    return loadPolicy(readFileSync(path, 'utf8'), path, now);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    const hint = code === 'ENOENT' ? { hint: 'set CONFIG_FILE to the path of the configuration' } : {};
    return {
      kind: 'bad',
      problems: [{ file: path, line: 1, col: 1, path: '', message: `cannot be read: ${code}`, ...hint }],
    };
  }
}

/** A finding at its place in the file. */
export function place({ path, at, ...finding }: Finding, places: Places, file: string): Problem {
  return { file, ...places.of(path, at), path: printPath(path), ...finding };
}

export function sorted(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.col - b.col);
}
