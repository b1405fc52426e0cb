import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadPolicy } from '../../src/config/load.ts';
import { runs } from '../runs.ts';

const EXAMPLE = readFileSync('config/redis-resize.example.yaml', 'utf8');

function check(text: string): void {
  const loaded = loadPolicy(text, 'f');
  if (loaded.kind === 'bad') {
    expect(loaded.problems.length).toBeGreaterThan(0);
    expect(loaded.problems.every(({ line, col, message }) => line > 0 && col > 0 && message !== '')).toBe(true);
  }
}

test('no text makes it throw', () => {
  const scraps = fc.constantFrom(
    'version: 1',
    'rules:',
    '\n',
    '  ',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '&a',
    '*a',
    '<<: ',
    '? ',
    '!!set',
    '---',
    '...',
    '"',
    '\t',
    '#',
    'null',
    '__proto__: ',
    '|',
    '>',
    '%YAML 1.1',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(scraps, { maxLength: 30 }).map((all) => all.join('')),
  );
  fc.assert(fc.property(text, check), { numRuns: runs(1_500) });
});

test('no damage to the example makes it throw', () => {
  const at = fc.nat({ max: EXAMPLE.length });
  const damage = fc.tuple(
    at,
    fc.nat({ max: 40 }),
    fc.oneof(
      fc.constant(''),
      fc.string({ maxLength: 3, unit: 'binary' }),
      fc.constantFrom('\n', ': ', '[', '{}', '~', '- '),
    ),
  );
  fc.assert(
    fc.property(damage, ([start, length, put]) => {
      check(EXAMPLE.slice(0, start) + put + EXAMPLE.slice(start + length));
    }),
    { numRuns: runs(400) },
  );
});

test('no value anywhere makes it throw', () => {
  const shape = fc.record(
    {
      version: fc.constant(1),
      accounts: fc.anything(),
      groups: fc.anything(),
      rules: fc.array(fc.anything()),
      freezes: fc.anything(),
      limits: fc.anything(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        shape.map((value) => JSON.stringify(value)),
      ),
      check,
    ),
    { numRuns: runs(500) },
  );
});

test('deep nesting and multiplying aliases end in a problem', () => {
  for (const text of [
    '['.repeat(50_000),
    '{a: '.repeat(20_000),
    `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from('bcdefghi')
      .map((name, index) => `${name}: &${name} [${`*${'abcdefghi'.charAt(index)},`.repeat(9)}]`)
      .join('\n')}`,
  ]) {
    expect(loadPolicy(text, 'f').kind).toBe('bad');
  }
});
