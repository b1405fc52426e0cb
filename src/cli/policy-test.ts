/** `redis-resize policy test`: a team's own cases, asked of the rules alone; neither Slack nor the cloud is asked. */
import { readCasesFile } from '../config/cases.ts';
import { printProblem } from '../config/load.ts';
import { type CaseResult, runCase } from '../core/explain/cases.ts';
import type { NearRule, RuleRef } from '../core/policy/verdict.ts';
import { EXIT } from './exit.ts';
import { policyPath, readConfiguration } from './setting.ts';
import { counted, line } from './words.ts';

export interface PolicyTestOptions {
  readonly config?: string;
  readonly json?: boolean;
}

export function policyTest(file: string, { config, json = false }: PolicyTestOptions): number {
  const configuration = readConfiguration(policyPath(config));
  if (configuration.kind === 'bad') return wrong(configuration.problems);
  const { policy } = configuration.value;
  const read = readCasesFile(file, policy);
  if (read.kind === 'bad') return wrong(read.problems.map(printProblem));
  const results = read.cases.map((one) => runCase(policy, one));
  const failed = results.filter(({ mismatches }) => mismatches.length > 0).length;
  const passed = results.length - failed;
  if (json)
    console.log(JSON.stringify({ file, config: policy.file, passed, failed, cases: results.map(jsonOf) }, null, 2));
  else console.log([...results.flatMap((one) => textOf(one, file, policy.file)), sum(passed, failed)].join('\n'));
  return failed === 0 ? EXIT.ok : EXIT.no;
}

function wrong(problems: readonly string[]): number {
  console.error(problems.join('\n'));
  return EXIT.wrong;
}

function sum(passed: number, failed: number): string {
  return `${counted(passed + failed, 'case')}: ${passed} passed, ${failed} failed.`;
}

function textOf({ name, line: at, mismatches, verdict, rule, nearest }: CaseResult, file: string, config: string) {
  if (mismatches.length === 0) return [`ok    ${line(name)}`];
  const why = verdict.kind === 'denied' ? ` (${verdict.reason})` : '';
  const decided = nearest.length > 0 || rule === undefined ? '' : ` by ${place(rule, config)}`;
  const undecided = verdict.kind === 'denied' && nearest.length === 0 ? (verdict.nearest?.failed ?? []) : [];
  return [
    `FAIL  ${line(name)} (${file}:${at})`,
    ...mismatches.flatMap(({ what, expected, got }) => [
      `      ${what}`,
      `        - expected ${line(expected)}`,
      `        + got      ${line(got)}`,
    ]),
    `      It is ${verdict.kind}${why}${decided}.`,
    ...termsOf(undecided),
    ...nearest.flatMap((near) => nearOf(near, config)),
  ];
}

function nearOf({ rule, failed }: NearRule, config: string): readonly string[] {
  return [`      ${place(rule, config)} does not hold:`, ...termsOf(failed)];
}

function termsOf(failed: NearRule['failed']): readonly string[] {
  return failed.map(({ term, because, wanted, found }) => {
    const what = because === 'undecided' ? 'cannot be told' : `found ${found === '' ? 'nothing' : found}`;
    return `        ${line(`${term}: wants ${wanted}, ${what}`)}`;
  });
}

function place({ name, line: at }: RuleRef, config: string): string {
  return line(`rule “${name}” (${config}:${at})`);
}

function jsonOf({ name, line: at, mismatches, verdict, rule, nearest }: CaseResult): object {
  const reason = verdict.kind === 'denied' ? verdict.reason : undefined;
  return { name, line: at, passed: mismatches.length === 0, verdict: verdict.kind, reason, rule, nearest, mismatches };
}
