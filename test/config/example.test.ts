import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isCollection, isMap, isNode, isScalar, LineCounter, parseDocument, visit, type Node } from 'yaml';
import type { Policy } from '../../src/core/policy/policy-model.ts';
import { loadPolicy, readPolicyFile, type Loaded } from '../../src/config/load.ts';
import { jsonSchema } from '../../src/config/schema.ts';

const FILE = 'config/redis-resize.example.yaml';
const NOW = new Date('2026-12-01T00:00:00Z');
const TEXT = readFileSync(FILE, 'utf8');
const lines = TEXT.split('\n');
const load = (text: string): Loaded => loadPolicy(text, FILE, NOW);

test('the example loads without a problem or a warning', () => {
  expect(readPolicyFile(FILE, NOW)).toMatchObject({ kind: 'ok', warnings: [] });
});

test('the JSON Schema is up to date', () => {
  const stored: unknown = JSON.parse(readFileSync('config/redis-resize.schema.json', 'utf8'));
  expect(stored).toEqual(JSON.parse(JSON.stringify(jsonSchema())));
});

test('the example names its schema for editors', () => {
  expect(lines[0]).toBe('# yaml-language-server: $schema=./redis-resize.schema.json');
});

interface Spot {
  readonly path: string;
  readonly line: number;
  readonly col: number;
  readonly start: number;
  readonly end: number;
  readonly node: Node;
}

const counter = new LineCounter();
const keys: Spot[] = [];
const values: Spot[] = [];
/** First line of each collection, by the line of what is in it. */
const parents = new Map<number, Set<number>>();

visit(parseDocument(TEXT, { lineCounter: counter, keepSourceTokens: true }), {
  Pair(_, pair, ancestors) {
    if (isNode(pair.key)) add(keys, pair.key, ancestors);
  },
  Node(key, node, ancestors) {
    if (key !== 'key' && ancestors.length > 1) add(values, node, ancestors);
  },
});

function add(to: Spot[], node: Node, ancestors: readonly unknown[]): void {
  const [start = 0, end = 0] = node.range ?? [];
  const { line, col } = counter.linePos(start);
  const around = ancestors.filter(isCollection).map(({ range }) => counter.linePos(range?.[0] ?? 0).line);
  parents.set(line, new Set([...(parents.get(line) ?? []), ...around]));
  const path = ancestors.flatMap((one) => (isNode(one) || !hasKey(one) ? [] : [String(one.key)])).join('.');
  to.push({ path, line, col, start, end, node });
}

function hasKey(value: unknown): value is { readonly key: unknown } {
  return typeof value === 'object' && value !== null && 'key' in value;
}

const told = (loaded: Loaded) => (loaded.kind === 'bad' ? loaded.problems : loaded.warnings);
const meaning = (loaded: Loaded): unknown => loaded.kind === 'ok' && meaningOf(loaded.policy);
// Of what a file means, neither its hash nor the lines of its rules are a part.
const meaningOf = ({ version: _, rules, denials, ...rest }: Policy): unknown => ({
  ...rest,
  rules: rules.map(({ line: __, ...rule }) => rule),
  denials: denials.map(({ line: __, ...rule }) => rule),
});
const ORIGINAL = meaning(load(TEXT));

/** Keys that the writer of a file makes up: names of groups, holidays, presets and tags. */
const isOwn = (path: string): boolean => /^(?:groups|holidays|presets)$|\.tags$/.test(path);

describe('a key without its last letter', () => {
  const known = keys
    .filter(({ path }) => !isOwn(path))
    .map((spot) => [TEXT.slice(spot.start, spot.end), spot] as const);

  test.each(known)('is told at its place, with what was meant: %s', (key, { line, col, end }) => {
    const loaded = load(TEXT.slice(0, end - 1) + TEXT.slice(end));
    expect(loaded.kind).toBe('bad');
    expect(told(loaded)).toContainEqual(
      expect.objectContaining({ line, col, message: 'unknown key', hint: `did you mean "${key}"?` }),
    );
  });

  const own = keys.filter(({ path }) => isOwn(path)).map((spot) => [TEXT.slice(spot.start, spot.end), spot] as const);

  test.each(own)('is told where the name is used, or means something else: %s', (key, { path, start, end }) => {
    const other = key.length > 1 ? key.slice(0, -1) : `${key}x`;
    const loaded = load(TEXT.slice(0, start) + other + TEXT.slice(end));
    if (/(?:tags|presets)$/.test(path)) expect(meaning(loaded)).not.toEqual(ORIGINAL);
    else expect(told(loaded).map(({ message }) => message)).toContainEqual(expect.stringContaining(`"${key}"`));
  });
});

describe('a value of another type', () => {
  const cases = values.map(
    (spot) => [`line ${spot.line}: ${TEXT.slice(spot.start, spot.end).split('\n')[0]}`, spot] as const,
  );

  test.each(cases)('is told on its line, %s', (_, { line, col, start, end, node }) => {
    const was = TEXT.slice(start, end);
    const put = isScalar(node) ? '{ unexpected: 7 }' : '7';
    const loaded = load(TEXT.slice(0, start) + put + (was.endsWith('\n') ? '\n' : '') + TEXT.slice(end));
    expect(loaded.kind).toBe('bad');
    expect(told(loaded).some((problem) => problem.line === line && problem.col >= col)).toBe(true);
  });
});

/** Lines that say what would be so without them; they are there to be seen. */
const SAYS_THE_DEFAULT =
  /^\s*(?:locale: auto|site: china|endpoints: \{\}|credentials: default|autoPay: true|effectiveTime: Immediately|forceUpgrade: false|coupon: (?:none|true)|self: false|expires: 24h|openPerInstance: 1|priceDrift: 5%)(?: #.*)?$/;

describe('a line left out', () => {
  const written = lines.flatMap((line, index) =>
    /^\s*(?:#.*)?$/.test(line) ? [] : [[index + 1, line.trim()] as const],
  );

  test.each(written)('%i is a problem near it, another meaning, or a default: %s', (number, text) => {
    const loaded = load(lines.filter((_, index) => index + 1 !== number).join('\n'));
    if (loaded.kind === 'ok') {
      if (SAYS_THE_DEFAULT.test(text)) return;
      expect(meaning(loaded)).not.toEqual(ORIGINAL);
      return;
    }
    for (const { line, col, message } of loaded.problems) {
      expect(Math.min(line, col)).toBeGreaterThan(0);
      expect(line).toBeLessThanOrEqual(lines.length);
      expect(message).not.toMatch(/undefined|Invalid input|\[object/);
    }
    const near = new Set([number - 1, number, ...(parents.get(number) ?? [])]);
    const [, name] = /^(?:- )?([\w-]+):/.exec(text) ?? [];
    const isNear = ({ line, message }: { readonly line: number; readonly message: string }): boolean =>
      near.has(line) ||
      near.has(line - 1) ||
      message.includes(`"${name ?? ''}"`) ||
      // Without its dash a list is no list, or its items run together.
      (text.startsWith('- ') && message === 'this key is given twice') ||
      message.startsWith('is not valid YAML');
    expect(loaded.problems.some(isNear)).toBe(true);
  });
});

test('every key of the vocabulary stands in the example, but for what goes without saying', () => {
  const shown = new Set(keys.map(({ start, end }) => TEXT.slice(start, end)));
  // In words beside a line: other terms of instances, other credentials, other flags that can be forced.
  const externalChange = new Set(['profile', 'roleArn', 'externalId', 'ids', 'names', 'regions', 'accounts']);
  const all = new Set(propertiesOf(jsonSchema()));
  expect([...all].filter((key) => !shown.has(key) && !externalChange.has(key))).toEqual([]);
});

function propertiesOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own =
    'properties' in schema && typeof schema.properties === 'object' ? Object.keys(schema.properties ?? {}) : [];
  return [...own, ...Object.values(schema).flatMap(propertiesOf)];
}

test('every mutation was tried', () => {
  expect(keys.length).toBeGreaterThan(90);
  expect(values.length).toBeGreaterThan(keys.length);
  expect(values.filter(({ node }) => isMap(node)).length).toBeGreaterThan(15);
});
