import type { z } from 'zod';
import { nearest } from '../core/value/nearest.ts';
import { didYouMean, type Finding, type Path } from './problem.ts';

type Issue = z.core.$ZodIssue;

const KINDS: Readonly<Record<string, string>> = {
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

/** Issues of zod in our words. `keysAt` tells which keys the schema knows at a path, for "did you mean". */
export function findingsOf(issues: readonly Issue[], keysAt: (path: Path) => readonly string[]): readonly Finding[] {
  const findings = issues.flatMap((issue) => read(issue, [], keysAt));
  // A misspelled key and the missing one it was meant to be are one mistake.
  const meant = new Set(findings.map((finding) => finding.meant).filter((path) => path !== undefined));
  return findings
    .filter(({ missing, path }) => !missing || !meant.has(path.join('\0')))
    .map(({ missing: _, meant: __, ...finding }) => finding);
}

interface Draft extends Finding {
  readonly missing?: boolean;
  /** Path of the key that an unknown key was meant to be. */
  readonly meant?: string;
}

function read(issue: Issue, base: Path, keysAt: (path: Path) => readonly string[]): readonly Draft[] {
  const path = [...base, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))];
  const value = { path, at: 'value' } as const;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey([...path, key], key, keysAt(path)));
    case 'invalid_key':
      return [{ path, at: 'key', message: issue.issues[0]?.message ?? 'is not a valid key' }];
    case 'invalid_type':
      if (issue.input === undefined) return [{ ...value, message: 'is required', missing: true }];
      return [{ ...value, ...wrongKind(issue) }];
    case 'invalid_value':
      if (issue.input === undefined) return [{ ...value, message: 'is required', missing: true }];
      return [{ ...value, ...wrongChoice(issue.values.map(String), issue.input) }];
    case 'too_small':
      return [
        { ...value, message: issue.origin === 'number' ? `must be at least ${issue.minimum}` : 'must not be empty' },
      ];
    case 'too_big':
      return [
        { ...value, message: `must be at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}` },
      ];
    case 'invalid_union':
      return readUnion(issue, path, keysAt);
    case 'custom':
      return [{ ...value, message: issue.message, ...hintOf(issue.params) }];
    default:
      return [{ ...value, message: issue.message }];
  }
}

function unknownKey(path: Path, key: string, known: readonly string[]): Draft {
  if (key === '<<') {
    return { path, at: 'key', message: 'merge keys are not supported', hint: 'write the keys out' };
  }
  const meant = nearest(key, known);
  const finding = { path, at: 'key', message: 'unknown key', ...didYouMean(meant) } as const;
  return meant === undefined ? finding : { ...finding, meant: [...path.slice(0, -1), meant].join('\0') };
}

// Of several allowed shapes, the one whose outside fits is the one that was meant.
function readUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  keysAt: (path: Path) => readonly string[],
): readonly Draft[] {
  if (issue.input === undefined) return [{ path, at: 'value', message: 'is required', missing: true }];
  const inside = issue.errors.filter((branch) => !branch.some(isOutside));
  const [meant] = inside.toSorted((a, b) => a.length - b.length);
  if (meant !== undefined) return meant.flatMap((inner) => read(inner, path, keysAt));
  const shapes = issue.errors.flat().flatMap((inner) => shapesOf(inner));
  const near =
    typeof issue.input === 'string'
      ? nearest(
          issue.input,
          shapes.filter((shape) => !/ /.test(shape)),
        )
      : undefined;
  return [{ path, at: 'value', message: `must be ${either([...new Set(shapes)])}`, ...didYouMean(near) }];
}

function isOutside(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

function shapesOf(issue: Issue): readonly string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  return issue.code === 'invalid_type' ? [KINDS[issue.expected] ?? issue.expected] : [];
}

function wrongKind(issue: Extract<Issue, { code: 'invalid_type' }>): Pick<Finding, 'message' | 'hint'> {
  const { input, expected, message } = issue;
  // A sentence of the schema's own is better than ours.
  if (!message.startsWith('Invalid input')) return { message };
  const said = { message: `must be ${KINDS[expected] ?? expected}, not ${kindOf(input)}` };
  const quotable = expected === 'string' && (typeof input === 'number' || typeof input === 'boolean');
  return quotable ? { ...said, hint: `in quotes: "${String(input)}"` } : said;
}

function wrongChoice(values: readonly string[], input: unknown): Pick<Finding, 'message' | 'hint'> {
  const message = `must be ${either(values)}`;
  if (typeof input !== 'string') return { message };
  if (values.includes(input)) return { message, hint: 'without quotes' };
  const typed = input.toLowerCase();
  const alike = values.find((value) => typed.startsWith(value.toLowerCase()) || value.toLowerCase().startsWith(typed));
  return { message, ...didYouMean(nearest(input, values) ?? (typed === '' ? undefined : alike)) };
}

function hintOf(params: Readonly<Record<string, unknown>> | undefined): { readonly hint?: string } {
  return typeof params?.['hint'] === 'string' ? { hint: params['hint'] } : {};
}

function either(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1) ?? ''}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? 'text' : 'a mapping';
}
