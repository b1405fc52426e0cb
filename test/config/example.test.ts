import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadPolicy, printProblem, readPolicyFile } from '../../src/config/load.ts';
import { jsonSchema } from '../../src/config/schema.ts';

const FILE = 'config/redis-resize.yaml';
const lines = readFileSync(FILE, 'utf8').split('\n');
const KEY = /^(\s*(?:- )?)([A-Za-z]+)(:)/;

test('the example loads without a problem or a warning', () => {
  expect(readPolicyFile(FILE)).toMatchObject({ kind: 'ok', warnings: [] });
});

test('the JSON Schema is up to date', () => {
  const stored: unknown = JSON.parse(readFileSync('config/redis-resize.schema.json', 'utf8'));
  expect(stored).toEqual(JSON.parse(JSON.stringify(jsonSchema())));
});

test('the example names its schema for editors', () => {
  expect(lines[0]).toBe('# yaml-language-server: $schema=./redis-resize.schema.json');
});

const keyed = lines.flatMap((line, index) => (KEY.test(line) ? [[index + 1, line.trim()] as const] : []));

test.each(keyed)('line %i without its last letter of the key is told, on that line: %s', (number) => {
  const misspelled = lines.map((line, index) =>
    index + 1 === number ? line.replace(KEY, (_, space: string, key: string) => `${space}${key.slice(0, -1)}:`) : line,
  );
  const loaded = loadPolicy(misspelled.join('\n'), FILE);
  const problems = loaded.kind === 'bad' ? loaded.problems : [];
  const key = KEY.exec(lines[number - 1] ?? '')?.[2] ?? '';
  // Names of groups are the writer's own: there the uses of the name are what is wrong.
  const isGroup = key === 'backend' || key === 'sre';
  if (isGroup) expect(problems.map(({ message }) => message)).toContain(`there is no group "${key}"`);
  else
    expect(
      problems
        .filter(({ line }) => line === number)
        .map(printProblem)
        .join('\n'),
    ).toMatch(/unknown key \(did you mean "|first, give/);
});

test.each(keyed)('line %i left out is a valid file or a problem with a place: %s', (number) => {
  const loaded = loadPolicy(lines.filter((_, index) => index + 1 !== number).join('\n'), FILE);
  if (loaded.kind === 'ok') return;
  expect(loaded.problems.length).toBeGreaterThan(0);
  for (const { line, col, message } of loaded.problems) {
    expect(line).toBeGreaterThan(0);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(col).toBeGreaterThan(0);
    expect(message).not.toMatch(/undefined|Invalid input|\[object/);
  }
});
