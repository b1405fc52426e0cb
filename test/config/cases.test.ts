import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCases, readCasesFile } from '../../src/config/cases.ts';
import { casesSchema } from '../../src/config/cases-schema.ts';
import { loadPolicy, printProblem, readPolicyFile } from '../../src/config/load.ts';
import { runCase, type PolicyCase } from '../../src/core/explain/cases.ts';
import type { Policy } from '../../src/core/policy/policy-model.ts';
import { BASE } from './base.ts';

const FILE = 'config/policy-cases.yaml';
const TEXT = readFileSync(FILE, 'utf8');

function policyOf(loaded: ReturnType<typeof loadPolicy>): Policy {
  if (loaded.kind === 'bad') throw new Error(loaded.problems.map(printProblem).join('\n'));
  return loaded.policy;
}
const EXAMPLE = policyOf(readPolicyFile('config/redis-resize.example.yaml'));
const SHORT = policyOf(loadPolicy(BASE, 'base.yaml'));

describe('the example', () => {
  test('passes on the example configuration, case by case', () => {
    const read = readCasesFile(FILE, EXAMPLE);
    expect(read.kind === 'bad' ? read.problems.map(printProblem) : []).toEqual([]);
    const results = read.kind === 'ok' ? read.cases.map((one) => runCase(EXAMPLE, one)) : [];
    expect(results.length).toBeGreaterThan(9);
    expect(results.filter(({ mismatches }) => mismatches.length > 0)).toEqual([]);
  });

  test('names its schema for editors, which is up to date', () => {
    expect(TEXT.split('\n')[0]).toBe('# yaml-language-server: $schema=./policy-cases.schema.json');
    const stored: unknown = JSON.parse(readFileSync('config/policy-cases.schema.json', 'utf8'));
    expect(stored).toEqual(JSON.parse(JSON.stringify(casesSchema())));
  });

  test('fails where an expectation is turned round', () => {
    const turned = TEXT.replaceAll('verdict: allowed', 'verdict: DENIED')
      .replaceAll('verdict: denied', 'verdict: allowed')
      .replaceAll('verdict: DENIED', 'verdict: denied')
      .replace(
        /(approvals|timing|because|flags|rule): (?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\[[^\]]*\]|[^,}\n]+)(?=,|\s*\}|\n)/g,
        '',
      )
      .replace(/,(\s*,)+/g, ',')
      .replace(/,\s*\}/g, ' }');
    const read = loadCases(turned, FILE, EXAMPLE);
    expect(read.kind === 'bad' ? read.problems.map(printProblem) : []).toEqual([]);
    const results = read.kind === 'ok' ? read.cases.map((one) => runCase(EXAMPLE, one)) : [];
    expect(results.filter(({ mismatches }) => mismatches.length === 0)).toEqual([]);
  });
});

const CASE = `version: 1
time: 2027-03-03T11:00:00+08:00
members: { sre: [U0SRE1, U0SRE2] }
cases:
  - name: one
    given:
      person: U0DEV1
      instance: { tags: { env: prod }, class: redis.master.small.default }
      change: { class: redis.master.mid.default }
    expect: allowed
`;

describe('a mistake is told at its place', () => {
  test.each([
    ['tim: 2027-03-03T11:00:00+08:00', /^x:2:1 {2}tim {2}unknown key \(did you mean "time"\?\)$/],
    ['members: { sr: [U0SRE1] }', /^x:3:12 {2}members\.sr {2}there is no group "sr" .*\(did you mean "sre"\?\)$/],
    ['members: { dev: [U0SRE1] }', /^x:3:12 {2}members\.dev {2}"dev" has no user group or channel/],
    ['members: { sre: [mei] }', /^x:3:18 {2}members\.sre\[0\] {2}must be a Slack user id/],
    ['      person: mei', /^x:7:15 {2}cases\[0\]\.given\.person \(case "one"\) {2}must be a Slack user id/],
    ['      person: { groups: [sree] }', /^x:7:26 .*there is no group "sree" .*\(did you mean "sre"\?\)$/],
    [
      '      instance: { account: man, class: redis.master.small.default }',
      /^x:8:28 .*there is no account "man" .*\(did you mean "main"\?\)$/,
    ],
    [
      '      instance: { region: cn-hangzhu, class: redis.master.small.default }',
      /^x:8:27 .*not a region of the account "main" \(did you mean "cn-hangzhou"\?\)$/,
    ],
    [
      '      change: { clas: redis.master.mid.default }',
      /^x:9:17 .*clas \(case "one"\) {2}unknown key \(did you mean "class"\?\)$/,
    ],
    ['      change: { class: 2GB }', /^x:9:24 .*must be a class such as/],
    ['    expect: alowed', /^x:10:13 .*must be allowed, denied or a mapping \(did you mean "allowed"\?\)$/],
    ['    expect: { verdict: allowed, rule: prd }', /^x:10:39 .*there is no rule "prd" .*\(did you mean "prod"\?\)$/],
    ['    expect: { verdict: denied, timing: now }', /^x:10:32 .*goes with allowed only$/],
    ['    expect: { verdict: allowed, because: who }', /^x:10:33 .*goes with denied only$/],
    ['    expect: { verdict: denied, because: [no_rul] }', /^x:10:42 .*\(did you mean "no_rule"\?\)$/],
  ])('%s', (line, told) => {
    const key = /^ *[\w]{3}/.exec(line)?.[0] ?? '?';
    const lines = CASE.split('\n');
    const at = lines.findIndex((one) => one.startsWith(key));
    const read = loadCases(lines.with(at, line).join('\n'), 'x', SHORT);
    expect(read.kind === 'bad' ? read.problems.map(printProblem) : []).toContainEqual(expect.stringMatching(told));
  });

  test('a name that is used twice, and a file that is not there', () => {
    const twice = CASE + CASE.slice(CASE.indexOf('  - name'));
    const read = loadCases(twice, 'x', SHORT);
    expect(read).toMatchObject({ kind: 'bad', problems: [{ line: 11, message: 'is used twice' }] });
    expect(readCasesFile('nowhere.yaml', SHORT)).toMatchObject({ problems: [{ message: 'does not exist' }] });
  });

  test('whatever the text', () => {
    const word = fc.constantFrom(...CASE.split(/(\s+|[{}[\],:])/).filter((part) => part !== ''));
    fc.assert(
      fc.property(
        fc.nat({ max: CASE.length }),
        fc.nat({ max: 30 }),
        fc.array(word, { maxLength: 3 }),
        (at, cut, put) => {
          const read = loadCases(CASE.slice(0, at) + put.join('') + CASE.slice(at + cut), 'x', SHORT);
          if (read.kind === 'ok') return;
          expect(read.problems.length).toBeGreaterThan(0);
          for (const { line, message } of read.problems) {
            expect(line).toBeGreaterThan(0);
            expect(message).not.toMatch(/undefined|\[object|Invalid input/);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('what is not said', () => {
  const first = (text: string): PolicyCase => {
    const read = loadCases(text, 'x', SHORT);
    if (read.kind === 'bad') throw new Error(read.problems.map(printProblem).join('\n'));
    return read.cases[0] as PolicyCase;
  };

  test('is as the configuration and the class have it', () => {
    const { question, line } = first(CASE);
    expect(line).toBe(5);
    expect(question).toMatchObject({
      instance: {
        account: 'main',
        region: 'cn-hangzhou',
        capacityMb: 1024,
        architecture: 'standard',
        chargeType: 'PrePaid',
      },
      change: { targetClass: 'redis.master.mid.default', autoPay: true, coupon: 'none' },
      quote: undefined,
      now: new Date('2027-03-03T03:00:00Z'),
      breakGlass: false,
    });
  });

  test('nobody is in a group unless it is said, and a case says it for itself alone', () => {
    expect(first(CASE).question.directory.get('S0SRE')).toEqual(new Set(['U0SRE1', 'U0SRE2']));
    expect(first(CASE.replace(/^members.*\n/m, '')).question.directory.get('S0SRE')).toEqual(new Set());
    const own = CASE.replace('    expect', '      members: { S0SRE: unknown }\n    expect');
    expect(first(own).question.directory.get('S0SRE')).toBe('unknown');
    const asked = first(CASE.replace('U0DEV1', '{ groups: [sre] }')).question;
    expect(asked.directory.get('S0SRE')).toEqual(new Set(['U0SRE1', 'U0SRE2', asked.person.userId]));
  });

  test('money is of the account, and what was spent is of the person', () => {
    const priced = CASE.replace('    expect', '      price: -5\n      spentThisMonth: 90\n    expect');
    expect(first(priced).question).toMatchObject({
      quote: { currency: 'CNY', tradeAmount: '-5' },
      spending: [{ requester: { userId: 'U0DEV1' }, account: 'main', quote: { currency: 'CNY', tradeAmount: '90' } }],
    });
    expect(
      first(CASE.replace('    expect', '      spentThisMonth: unknown\n    expect')).question.spending,
    ).toBeUndefined();
  });
});
