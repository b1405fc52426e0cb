/** `redis-resize doctor`: everything the bot needs to work, examined without changing any of it. */
import type { Account, Policy } from '../core/policy/policy-model.ts';
import { type Finding, ok, problem, unknown, warning } from '../core/finding.ts';
import { redactor } from '../core/redact.ts';
import { EXIT, type Read } from './exit.ts';
import { asJson, asText, examined, tally } from './findings.ts';
import { counted, line, reasonOf, terminalWidth } from './words.ts';

type Look = () => Promise<readonly Finding[]>;

/** What there is to examine, as far as environment and configuration could be read. */
export interface Patient {
  readonly environment: {
    /** Names of variables that are missing or wrong, and the problem as a line to print. */
    readonly problems: readonly { readonly name: string; readonly text: string }[];
    readonly mode: 'socket' | 'http';
    readonly given: { readonly botToken: boolean; readonly appToken: boolean; readonly accessKey: boolean };
  };
  readonly file: string;
  readonly configuration: Read<{ readonly policy: Policy; readonly warnings: readonly string[] }>;
  readonly secrets: readonly string[];
}

/** Each part examines its own edge, and is loaded only then: a broken one must not silence the others. */
export interface Probes {
  readonly slackClock: Look;
  readonly slack: (policy: Policy | undefined, withAppToken: boolean) => Promise<readonly Finding[]>;
  readonly database: Look;
  readonly bot: Look;
  readonly account: (account: Account) => Promise<readonly Finding[]>;
}

interface Probe {
  readonly check: Finding['check'];
  readonly look: Look;
}

export async function doctor({ json = false }: { readonly json?: boolean }, patient: Patient, probes: Probes) {
  const { findings, exitCode } = await examine(patient, probes);
  console.log(json ? asJson(findings, exitCode) : asText(findings, terminalWidth()));
  return exitCode;
}

/** Never rejects. Whatever can be examined is, no matter what else is wrong. */
export async function examine(
  patient: Patient,
  probes: Probes,
): Promise<{ readonly findings: readonly Finding[]; readonly exitCode: number }> {
  const { environment, configuration, secrets } = patient;
  const wrong = new Set(environment.problems.map(({ name }) => name.replace(/_FILE$/, '')));
  const policy = configuration.kind === 'ok' ? configuration.value.policy : undefined;
  const all = [
    ...slackProbes(environment, wrong, policy, probes),
    ...(wrong.has('DATABASE_URL')
      ? notChecked(['database.server'], 'DATABASE_URL is invalid')
      : [{ check: 'database.server', look: probes.database } as const]),
    ...(wrong.has('PORT') ? [] : [{ check: 'bot.ready', look: probes.bot } as const]),
    ...cloudProbes(wrong, policy, probes),
  ];
  const found = await Promise.all(
    all.map(({ check, look }) => examined(check, look, (error) => reasonOf(error, secrets))),
  );
  const settings = [...environmentFindings(environment), ...policyFindings(patient)];
  const findings = [...settings, ...found.flat()].map(harmless(redactor(secrets)));
  return { findings, exitCode: exitOf(findings, wrong.size > 0 || policy === undefined) };
}

function environmentFindings({ problems, mode, given }: Patient['environment']): readonly Finding[] {
  const check = 'setting.environment';
  const fix = 'See the variables under “Configure” in the README.';
  if (problems.length > 0) return problems.map(({ text }) => problem(check, text.replace(/^environment +/, ''), fix));
  const access = given.accessKey ? 'access key set' : 'default credential chain';
  return [ok(check, `${mode === 'socket' ? 'Socket Mode' : 'HTTP mode'}, ${access}`)];
}

function policyFindings({ file, configuration }: Patient): readonly Finding[] {
  const check = 'setting.configuration';
  if (configuration.kind === 'bad') {
    const fix = 'Fix that line; redis-resize check reads the file again.';
    return configuration.problems.map((text) => problem(check, text, fix));
  }
  const { policy, warnings } = configuration.value;
  const rules = policy.rules.length + policy.denials.length;
  const what = `${file}: ${counted(policy.accounts.length, 'account')}, ${counted(rules, 'rule')}`;
  const fix = 'The file is valid; make sure that this is intended.';
  return [ok(check, what), ...warnings.map((text) => warning(check, text, fix))];
}

/** A line for each check that has to wait until something else is fixed. */
function notChecked(checks: readonly Finding['check'][], why: string): readonly Probe[] {
  const fix = 'Fix that first, then re-run.';
  return checks.map((check) => ({
    check,
    look: () => Promise.resolve([unknown(check, `not checked: ${why}`, fix)]),
  }));
}

function slackProbes(
  { mode, given }: Patient['environment'],
  wrong: ReadonlySet<string>,
  policy: Policy | undefined,
  probes: Probes,
): readonly Probe[] {
  if (wrong.has('SLACK_API_URL')) return notChecked(['clock.slack', 'slack.token'], 'SLACK_API_URL is invalid');
  const clock: Probe = { check: 'clock.slack', look: probes.slackClock };
  const blind = policy === undefined ? notChecked(['channels.all', 'groups.all'], CONFIGURATION) : [];
  if (!given.botToken || wrong.has('SLACK_BOT_TOKEN')) {
    const checks = ['slack.token', ...(policy === undefined ? [] : (['channels.all', 'groups.all'] as const))] as const;
    return [clock, ...notChecked(checks, 'there is no bot token'), ...blind];
  }
  const app = given.appToken && !wrong.has('SLACK_APP_TOKEN');
  const appless = mode === 'socket' && !app ? notChecked(['slack.app-token'], 'there is no app token') : [];
  return [clock, { check: 'slack.token', look: () => probes.slack(policy, app) }, ...appless, ...blind];
}

const CONFIGURATION = 'the configuration is invalid';

function cloudProbes(wrong: ReadonlySet<string>, policy: Policy | undefined, probes: Probes): readonly Probe[] {
  if (policy === undefined) return notChecked(['cloud.accounts'], CONFIGURATION);
  const incomplete = [...wrong].some((name) => name.startsWith('ALIBABA_CLOUD_'));
  return policy.accounts.flatMap((account): readonly Probe[] => {
    const check = `cloud.${account.name}` as const;
    if (incomplete && account.credentials.kind !== 'profile')
      return notChecked([check], 'the access key in the environment is incomplete');
    return [{ check, look: () => probes.account(account) }];
  });
}

/** Findings quote Slack, the cloud and the file: one line each, and never a secret. */
function harmless(redact: (text: string) => string): (finding: Finding) => Finding {
  const clean = (text: string): string => line(redact(text));
  return ({ what, fix, ...finding }) => ({
    ...finding,
    what: clean(what),
    ...(fix === undefined ? {} : { fix: clean(fix) }),
  });
}

function exitOf(findings: readonly Finding[], wrong: boolean): number {
  const { problem, unknown } = tally(findings);
  if (wrong) return EXIT.wrong;
  if (problem > 0) return EXIT.no;
  return unknown > 0 ? EXIT.cannot : EXIT.ok;
}
