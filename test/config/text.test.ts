import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadPolicy, printProblem, readPolicyFile } from '../../src/config/load.ts';

const FILE = (deny: string, tag: string) => `version: 1
accounts: [{ name: main, regions: [cn-hangzhou] }]
rules:
  - { name: no, who: ['*'], instances: { tags: { env: ${tag} } }, deny: ${deny} }
  - { name: yes, who: ['*'], instances: { names: ['*'] }, approval: none }
`;

const warningsOf = (text: string): readonly string[] => {
  const loaded = loadPolicy(text, 'x.yaml');
  return loaded.kind === 'ok' ? loaded.warnings.map(printProblem) : loaded.problems.map(printProblem);
};

describe('what an editor does to a file', () => {
  it('bytes that are not UTF-8 are an error with the line', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'text-')), 'x.yaml');
    // 生产 as GBK.
    const [before, after] = FILE('closed', 'ENV').split('ENV');
    writeFileSync(
      path,
      Buffer.concat([Buffer.from(before!), Buffer.from([0xc9, 0xfa, 0xb2, 0xfa]), Buffer.from(after!)]),
    );
    const read = readPolicyFile(path);
    expect(read.kind === 'bad' ? read.problems.map(printProblem) : []).toEqual([
      `${path}:4:1  is not UTF-8 (save the file as UTF-8)`,
    ]);
  });

  it.each([
    ['typographic quotes', '\u201cprod\u201d', 'U+201C'],
    ['a no-break space', '"prod\u00a0"', 'U+00A0'],
    ['a zero-width space', '"prod\u200b"', 'U+200B'],
    ['a dash', '"prod\u2013eu"', 'U+2013'],
    ['full-width letters', '\uff50\uff52\uff4f\uff44', 'U+FF50'],
    ['a Cyrillic letter', 'pr\u043ed', 'U+043E'],
    ['a Greek letter before a digit', '\u03b11', 'U+03B1'],
  ])('%s in a value are warned of by their code point', (_, tag, code) => {
    expect(warningsOf(FILE('closed', tag))).toMatchObject([
      expect.stringMatching(
        new RegExp(`^x.yaml:4:\\d+  rules\\[0\\].instances.tags.env .*contains ${code.replace('+', '\\+')}`),
      ),
    ]);
  });

  it('a space at an end of a value is warned of', () => {
    expect(warningsOf(FILE('closed', '"prod "'))).toMatchObject([
      expect.stringContaining('begins or ends with a space'),
    ]);
  });

  it.each(['生产（华东）', '\u043f\u0440\u043e\u0434', 'a-\u03a9'])('%s is a word of its own script', (tag) => {
    expect(warningsOf(FILE('closed', tag))).toEqual([]);
  });

  it('quotes in a sentence for people are right', () => {
    expect(warningsOf(FILE('\u201cprod\u201d \u2013 closed', 'prod'))).toEqual([]);
    expect(warningsOf(FILE('\u201cprod\u201d\u200b', 'prod'))).toHaveLength(1);
  });
});

describe('a region', () => {
  it('that is a letter away from one there is is warned of, and a new one is not', () => {
    expect(warningsOf(FILE('closed', 'prod').replace('cn-hangzhou', 'cn-hangzou'))).toEqual([
      'x.yaml:2:36  accounts[0].regions[0] (account "main")  is not a region that we know (did you mean "cn-hangzhou"?)',
    ]);
    expect(warningsOf(FILE('closed', 'prod').replace('cn-hangzhou', 'ap-southeast-9'))).toEqual([]);
  });
});

describe('a time zone', () => {
  const zoned = (zone: string) =>
    warningsOf(
      FILE('closed', 'prod').replace(
        'approval: none',
        `approval: none, windows: [{ from: '10:00', to: '17:00', zone: '${zone}' }]`,
      ),
    );
  it.each(['Asia/Shanghai', 'UTC', 'Etc/UTC', 'America/Argentina/Ushuaia'])('%s is one', (zone) => {
    expect(zoned(zone)).toEqual([]);
  });
  it.each([
    ['CST', 'CST is US Central time and China time; write America/Chicago or Asia/Shanghai'],
    ['EST', 'abbreviations are ambiguous; write a place such as Asia/Shanghai'],
    ['Etc/GMT+8', 'in these names + is west and - is east; write a place such as Asia/Shanghai'],
    ['Asia/Beijing', 'did you mean "Asia/Shanghai"?'],
    ['PRC', 'did you mean "Asia/Shanghai"?'],
    ['UTC+8', 'did you mean "Asia/Shanghai"?'],
    ['Asia/Shangai', 'did you mean "Asia/Shanghai"?'],
  ])('%s is none', (zone, hint) => {
    expect(zoned(zone)).toMatchObject([expect.stringContaining(`must be a time zone such as Asia/Shanghai (${hint})`)]);
  });
});

it('a number that should be text is not repeated without its leading zeros', () => {
  const [problem] = warningsOf(FILE('closed', '0012345678912'));
  expect(problem).toMatch(/must be text, not \d+ \(put it in quotes\)$/);
});
