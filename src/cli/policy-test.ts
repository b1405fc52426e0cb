/** `redis-resize policy test`: a team's own cases against the policy alone, without Slack and the cloud. */
import { type CaseResult, type PolicyCase, runCase } from '../core/explain/cases.ts';
import type { Policy } from '../core/policy/policy-model.ts';
import type { NearRule, RuleRef } from '../core/policy/verdict.ts';
import { EXIT, refuse, type Read } from './exit.ts';
import { counted, line } from './words.ts';

export interface PolicyTestOptions {
  readonly config?: string;
  readonly json?: boolean;
}

export interface PolicyTestInput {
  readonly policy: Policy;
  readonly cases: readonly PolicyCase[];
}

export function policyTest(file: string, input: Read<PolicyTestInput>, { json = false }: PolicyTestOptions): number {
  if (input.kind === 'bad') return refuse(input.problems);
  const { policy, cases } = input.value;
  const results = cases.map((one) => runCase(policy, one));
  const failed = results.filter(({ mismatches }) => mismatches.length > 0).length;
  const passed = results.length - failed;
  if (json)
    console.log(JSON.stringify({ file, config: policy.file, passed, failed, cases: results.map(jsonOf) }, null, 2));
  else console.log([...results.flatMap((one) => textOf(one, file, policy.file)), sum(passed, failed)].join('\n'));
  return failed === 0 ? EXIT.ok : EXIT.no;
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
    `      Decision: ${verdict.kind}${why}${decided}.`,
    ...termsOf(undecided),
    ...nearest.flatMap((near) => nearOf(near, config)),
  ];
}

function nearOf({ rule, failed }: NearRule, config: string): readonly string[] {
  return [`      ${place(rule, config)} does not match:`, ...termsOf(failed)];
}

function termsOf(failed: NearRule['failed']): readonly string[] {
  return failed.map(({ term, because, wanted, found }) => {
    const what = because === 'undecided' ? 'unknown' : `found ${found === '' ? 'nothing' : found}`;
    return `        ${line(`${term}: requires ${wanted}, ${what}`)}`;
  });
}

function place({ name, line: at }: RuleRef, config: string): string {
  return line(`rule “${name}” (${config}:${at})`);
}

function jsonOf({ name, line: at, mismatches, verdict, rule, nearest }: CaseResult): object {
  const reason = verdict.kind === 'denied' ? verdict.reason : undefined;
  return { name, line: at, passed: mismatches.length === 0, verdict: verdict.kind, reason, rule, nearest, mismatches };
}
