import type { z } from 'zod';
import { nearest } from '../core/value/nearest.ts';
import type { Vocabulary } from './json-shape.ts';
import { didYouMean, finding, wrongKey, type Finding, type Path } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** A finding about the shape of a file. */
export interface ShapeFinding extends Finding {
  /** The key that an unknown key was meant to be. */
  readonly meant?: string;
}

const KINDS: Readonly<Record<string, string>> = {
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

/** Issues of zod in our words. `words` knows the keys and an example for each path. */
export function findingsOf(issues: readonly Issue[], words: Vocabulary): readonly ShapeFinding[] {
  return issues.flatMap((issue) => read(issue, [], words));
}

function read(issue: Issue, base: Path, words: Vocabulary): readonly ShapeFinding[] {
  const path = [...base, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))];
  const wrong = (message: string, hint?: { readonly hint?: string }) => [finding(path, message, hint)];
  if (issue.code !== 'unrecognized_keys' && issue.code !== 'invalid_key' && issue.input === undefined)
    return wrong('is required');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey([...path, key], key, words.keys(path)));
    case 'invalid_key':
      return [wrongKey(path, issue.issues[0]?.message ?? 'is not a valid key')];
    case 'invalid_type':
      return wrong(...wrongKind(issue, words.example(path)));
    case 'invalid_value':
      return wrong(...wrongChoice(issue.values.map(String), issue.input));
    case 'too_small':
      if (issue.origin === 'number') return wrong(`must be at least ${issue.minimum}`);
      return wrong(issue.minimum === 1 ? 'must not be empty' : `must have at least ${issue.minimum} entries`);
    case 'too_big':
      return wrong(`must be at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}`);
    case 'invalid_union':
      return readUnion(issue, path, words);
    case 'custom':
      return wrong(issue.message, hintOf(issue.params));
    default:
      return wrong(issue.message);
  }
}

function unknownKey(path: Path, key: string, known: readonly string[]): ShapeFinding {
  if (key === '<<') return wrongKey(path, 'merge keys are not supported', { hint: 'write the keys out' });
  // Of one of several shapes, while another was meant.
  if (known.includes(key)) return wrongKey(path, 'does not go with the other keys here');
  const meant = nearest(key, known);
  return { ...wrongKey(path, 'unknown key', didYouMean(meant)), ...(meant === undefined ? {} : { meant }) };
}

// Of several allowed shapes, the one whose outside fits is the one that was meant.
function readUnion(issue: Extract<Issue, { code: 'invalid_union' }>, path: Path, words: Vocabulary) {
  const inside = issue.errors.filter((branch) => !branch.some(isOutside));
  const [meant] = inside.toSorted((a, b) => a.length - b.length);
  if (meant !== undefined) return meant.flatMap((inner) => read(inner, path, words));
  const shapes = [...new Set(issue.errors.flat().flatMap((inner) => shapesOf(inner)))];
  const choices = shapes.filter((shape) => !shape.includes(' '));
  const near = typeof issue.input === 'string' ? nearest(issue.input, choices) : undefined;
  const hint = near === undefined ? example(words.example(path)) : didYouMean(near);
  return [finding(path, `must be ${either(shapes)}`, hint)];
}

function isOutside(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

function shapesOf(issue: Issue): readonly string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  return issue.code === 'invalid_type' ? [KINDS[issue.expected] ?? issue.expected] : [];
}

type Words = readonly [message: string, hint?: { readonly hint?: string }];

function wrongKind(issue: Extract<Issue, { code: 'invalid_type' }>, right: string | undefined): Words {
  const { input, expected, message } = issue;
  // A sentence of the schema's own is better than ours.
  if (!message.startsWith('Invalid input')) return [message];
  const sentence = `must be ${KINDS[expected] ?? expected}, not ${kindOf(input)}`;
  // A number has lost its leading zeros, and digits beyond the sixteenth.
  if (expected === 'string' && typeof input === 'number') return [sentence, { hint: 'put it in quotes' }];
  if (expected === 'string' && typeof input === 'boolean') return [sentence, { hint: `write "${String(input)}"` }];
  if (expected === 'array' && typeof input === 'string')
    return [sentence, { hint: `write [${/^[\w.-]+$/.test(input) ? input : `'${input}'`}]` }];
  return [sentence, example(right)];
}

function wrongChoice(values: readonly string[], input: unknown): Words {
  const message = `must be ${either(values)}`;
  if (typeof input !== 'string') return [message];
  if (values.includes(input)) return [message, { hint: 'without quotes' }];
  const typed = input.toLowerCase();
  const alike = values.find((value) => typed.startsWith(value.toLowerCase()) || value.toLowerCase().startsWith(typed));
  return [message, didYouMean(nearest(input, values) ?? (typed === '' ? undefined : alike))];
}

function example(right: string | undefined): { readonly hint?: string } {
  return right === undefined ? {} : { hint: `e.g. ${right}` };
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
