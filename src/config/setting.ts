/** Environment, configuration and cases as commands need them: the value, or every problem as a line to print. */
import { readFileSync } from 'node:fs';
import type { PolicyCase } from '../core/explain/cases.ts';
import type { Policy } from '../core/policy/policy-model.ts';
import { readCasesFile } from './cases.ts';
import { configFileOf, readEnvironment } from './env.ts';
import { type Environment, printEnvironmentProblem } from './environment.ts';
import type { Given } from './env-file.ts';
import { printProblem, readPolicyFile } from './load.ts';

export { type Given, withEnvFile } from './env-file.ts';
export { passwordOf, secretsOf } from './secrets.ts';

type Read<T> =
  { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'bad'; readonly problems: readonly string[] };

/** The environment as far as it could be read, and each problem by the name of its variable. */
export function readSettings({ variables, places, problems: ofFile }: Given) {
  const read = readEnvironment(variables, (path) => readFileSync(path, 'utf8'));
  const problems = read.kind === 'ok' ? [] : read.problems;
  return {
    environment: read.kind === 'ok' ? read.environment : read.partial,
    problems: [
      ...ofFile.map((text) => ({ name: '.env', text })),
      ...problems.map((one) => ({
        name: one.name,
        text: printEnvironmentProblem({ ...one, place: places.get(one.name) }),
      })),
    ],
  };
}

export function readVariables(given: Given): Read<Environment> {
  const { environment, problems } = readSettings(given);
  return problems.length === 0
    ? { kind: 'ok', value: environment }
    : { kind: 'bad', problems: problems.map(({ text }) => text) };
}

/** The file that is named, or that of CONFIG_FILE, or the default one. */
export function policyPath({ variables }: Given, named?: string): string {
  return named ?? configFileOf(variables);
}

/** `named`: on the command line, so that no variable is to blame. */
export function readConfiguration(
  path: string,
  named = false,
): Read<{ readonly policy: Policy; readonly warnings: readonly string[] }> {
  const loaded = named ? readPolicyFile(path, new Date(), {}) : readPolicyFile(path);
  return loaded.kind === 'bad'
    ? { kind: 'bad', problems: loaded.problems.map(printProblem) }
    : { kind: 'ok', value: { policy: loaded.policy, warnings: loaded.warnings.map(printProblem) } };
}

/** Cases about a policy that is read already. */
export function readCases(
  file: string,
  policy: Policy,
): Read<{ readonly policy: Policy; readonly cases: readonly PolicyCase[] }> {
  const read = readCasesFile(file, policy);
  return read.kind === 'bad'
    ? { kind: 'bad', problems: read.problems.map(printProblem) }
    : { kind: 'ok', value: { policy, cases: read.cases } };
}

const AUDIT = ['DATABASE_URL', 'DATABASE_URL_FILE', 'DATABASE_SCHEMA', 'AUDIT_KEY', 'AUDIT_KEY_FILE', 'HOME'] as const;

/** What the audit log is read with. It needs none of the bot's tokens: placeholders take their place. */
export function readAuditSettings({ variables, ...file }: Given): Read<Pick<Environment, 'database' | 'auditKey'>> {
  const tokens = { SLACK_BOT_TOKEN: 'xoxb-none', SLACK_SIGNING_SECRET: 'none' };
  const needed = { ...tokens, ...Object.fromEntries(AUDIT.map((name) => [name, variables[name]])) };
  return readVariables({ ...file, variables: needed });
}
