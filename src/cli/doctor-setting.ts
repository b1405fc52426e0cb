import { type EnvironmentProblem, printEnvironmentProblem, type ReadEnvironment } from '../config/env.ts';
import { type Loaded, printProblem } from '../config/load.ts';
import { type Finding, ok, problem, unknown, warning } from '../core/finding.ts';
import { counted } from './words.ts';

const ENVIRONMENT = 'setting.environment';

export function environmentFindings(read: ReadEnvironment): readonly Finding[] {
  if (read.kind === 'bad') {
    const fix = 'The table “Environment” of the README tells what it takes.';
    return read.problems.map((one) => problem(ENVIRONMENT, told(one), fix));
  }
  const { slack, alibaba } = read.environment;
  const mode = slack.mode === 'socket' ? 'Socket Mode' : 'HTTP mode';
  return [ok(ENVIRONMENT, `${mode}, ${alibaba === undefined ? 'no access key of its own' : 'access key given'}`)];
}

/** `SLACK_BOT_TOKEN is required`: that it is of the environment stands before it. */
function told(one: EnvironmentProblem): string {
  return printEnvironmentProblem(one).replace(/^environment\s+/, '');
}

export function policyFindings(file: string, loaded: Loaded): readonly Finding[] {
  const check = 'setting.configuration';
  if (loaded.kind === 'bad') {
    const fix = 'Mend that line; redis-resize check reads the file again.';
    return loaded.problems.map((one) => problem(check, printProblem(one), fix));
  }
  const { accounts, rules } = loaded.policy;
  const read = ok(check, `${file}: ${counted(accounts.length, 'account')}, ${counted(rules.length, 'rule')}`);
  const fix = 'Nothing is wrong with the file; is it meant?';
  return [read, ...loaded.warnings.map((one) => warning(check, printProblem(one), fix))];
}

export function isGiven(name: string, value: string, wrong: ReadonlySet<string>): boolean {
  return value !== '' && !wrong.has(name);
}

/** A line for each check that has to wait for something else to be mended first. */
export function notChecked(checks: readonly Finding['check'][], why: string) {
  return checks.map((check) => ({
    check,
    look: () => Promise.resolve([unknown(check, `not checked: ${why}`, 'First mend that, then ask again.')]),
  }));
}
