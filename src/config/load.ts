import { createHash } from 'node:crypto';
import type { Policy } from '../core/policy/policy-model.ts';
import { build } from './build.ts';
import { parseDocument } from './document.ts';
import { checkShape } from './draft.ts';
import { vocabularyOf } from './json-shape.ts';
import { lint } from './lint.ts';
import type { Problem } from './problem.ts';
import { file as fileSchema, jsonSchema } from './schema.ts';
import { lookAlikes, readText } from './text.ts';

export { printProblem, type Problem } from './problem.ts';

export type Loaded =
  | { readonly kind: 'ok'; readonly policy: Policy; readonly warnings: readonly Problem[] }
  | { readonly kind: 'bad'; readonly problems: readonly Problem[] };

const words = vocabularyOf(jsonSchema);

/**
 * Reads a configuration. Never throws: every problem is reported, at its place, in the order of the file. Freezes that
 * are over by `now` are warnings.
 */
export function loadPolicy(text: string, file: string, now = new Date()): Loaded {
  const source = parseDocument(text);
  const faults = source.faults.map((fault) => ({ file, path: '', ...fault }));
  if (source.kind === 'broken') return { kind: 'bad', problems: sorted(faults) };
  const checked = checkShape(source, file, fileSchema, words);
  const found = lint(checked, now);
  const problems = [...faults, ...checked.problems, ...found.problems.map(checked.place)];
  if (checked.value === undefined || problems.length > 0) return { kind: 'bad', problems: sorted(problems) };
  const version = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const policy = build(checked.value, { version, file }, (index) => source.placeOf(['rules', index], 'value').line);
  return { kind: 'ok', policy, warnings: sorted([...lookAlikes(checked.value), ...found.warnings].map(checked.place)) };
}

const UNNAMED = { hint: 'redis-resize init writes one; or set CONFIG_FILE to its path' };

/** Reads and checks the file at this path; `hint`: what to do where there is none. */
export function readPolicyFile(path: string, now = new Date(), hint: { readonly hint?: string } = UNNAMED): Loaded {
  const read = readText(path, hint);
  return read.kind === 'text' ? loadPolicy(read.text, path, now) : { kind: 'bad', problems: [read.problem] };
}

export function sorted(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.col - b.col);
}
