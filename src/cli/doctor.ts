/** `redis-resize doctor`: everything that must be right for the bot to work, looked at without changing any of it. */
import { readFileSync } from 'node:fs';
import { configFileOf, type Environment, readEnvironment } from '../config/env.ts';
import { readPolicyFile } from '../config/load.ts';
import { manifestScopes } from '../config/manifest.ts';
import { secretsOf } from '../config/secrets.ts';
import type { Finding } from '../core/finding.ts';
import type { Policy } from '../core/policy/policy-model.ts';
import { asJson, asText, examined, tally } from '../ops/doctor.ts';
import { redactor } from '../ops/redact.ts';
import { EXIT } from './exit.ts';
import { environmentFindings, isGiven, notChecked, policyFindings } from './doctor-setting.ts';
import { line, reasonOf } from './words.ts';

type Variables = Readonly<Record<string, string | undefined>>;

export async function doctor({ json = false }: { readonly json?: boolean }): Promise<number> {
  const { findings, exitCode } = await examine(process.env);
  console.log(json ? asJson(findings, exitCode) : asText(findings));
  return exitCode;
}

/** Never rejects. What could be looked at is looked at, whatever else is wrong. */
export async function examine(env: Variables): Promise<{ readonly findings: readonly Finding[]; exitCode: number }> {
  const read = readEnvironment(env, (path) => readFileSync(path, 'utf8'));
  const environment = read.kind === 'ok' ? read.environment : read.partial;
  const wrong = new Set(read.kind === 'ok' ? [] : read.problems.map(({ name }) => name.replace(/_FILE$/, '')));
  const file = configFileOf(env);
  const loaded = readPolicyFile(file);
  const policy = loaded.kind === 'ok' ? loaded.policy : undefined;

  const setting = [...environmentFindings(read), ...policyFindings(file, loaded)];
  const looks = [
    ...slackLooks(environment, wrong, policy),
    ...databaseLooks(environment, wrong),
    ...cloudLooks(environment, wrong, policy),
  ];
  const secrets = secretsOf(environment);
  const found = await Promise.all(
    looks.map(({ check, look }) => examined(check, look, (error) => reasonOf(error, secrets))),
  );
  const findings = [...setting, ...found.flat()].map(harmless(redactor(secrets)));
  return { findings, exitCode: exitOf(findings, read.kind === 'bad' || loaded.kind === 'bad') };
}

interface Look {
  readonly check: Finding['check'];
  readonly look: () => Promise<readonly Finding[]>;
}

// Each edge is loaded when it is asked: a broken one must not silence the others, and their libraries load meanwhile.
function slackLooks({ slack }: Environment, wrong: ReadonlySet<string>, policy: Policy | undefined): readonly Look[] {
  const { apiUrl, botToken, appToken, mode } = slack;
  const edge = () => import('../slack/doctor/examine.ts');
  if (wrong.has('SLACK_API_URL')) return notChecked(['clock.slack', 'slack.token'], 'SLACK_API_URL is wrong');
  const clock: Look = { check: 'clock.slack', look: async () => (await edge()).examineSlackClock(apiUrl) };
  const blind = policy === undefined ? notChecked(['channels.all', 'groups.all'], 'the configuration is wrong') : [];
  if (!isGiven('SLACK_BOT_TOKEN', botToken, wrong)) {
    const checks = ['slack.token', ...(policy === undefined ? [] : (['channels.all', 'groups.all'] as const))] as const;
    return [clock, ...notChecked(checks, 'there is no bot token'), ...blind];
  }
  const app = appToken !== undefined && isGiven('SLACK_APP_TOKEN', appToken, wrong) ? appToken : undefined;
  const appless =
    mode === 'socket' && app === undefined ? notChecked(['slack.app-token'], 'there is no app token') : [];
  const asked = { mode, botToken, appToken: app, apiUrl, policy };
  const look = async () => (await edge()).examineSlack({ ...asked, scopes: manifestScopes() });
  return [clock, { check: 'slack.token', look }, ...appless, ...blind];
}

function databaseLooks(environment: Environment, wrong: ReadonlySet<string>): readonly Look[] {
  const { database, host, port } = environment;
  const bot: Look = {
    check: 'bot.ready',
    look: async () => (await import('../ops/running.ts')).examineBot({ host, port }),
  };
  const server = async () => (await import('../store/doctor.ts')).examineDatabase(database);
  const known = wrong.has('DATABASE_URL')
    ? notChecked(['database.server'], 'DATABASE_URL is wrong')
    : [{ check: 'database.server', look: server } as const];
  return [...known, ...(wrong.has('PORT') ? [] : [bot])];
}

function cloudLooks(environment: Environment, wrong: ReadonlySet<string>, policy: Policy | undefined): readonly Look[] {
  if (policy === undefined) return notChecked(['cloud.accounts'], 'the configuration is wrong');
  const keys = environment.alibaba;
  return policy.accounts.flatMap((account): readonly Look[] => {
    const check = `cloud.${account.name}` as const;
    const half = account.credentials.kind !== 'profile' && [...wrong].some((name) => name.startsWith('ALIBABA_CLOUD_'));
    if (half) return notChecked([check], 'the access key of the environment is incomplete');
    return [{ check, look: async () => (await import('../alicloud/doctor.ts')).examineAccount(account, keys) }];
  });
}

/** What Slack, the cloud and the file say is quoted: one line each, and never a secret. */
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
