import { nearest } from '../core/value/nearest.ts';
import { DEFAULT_CONFIG_FILE, ENVIRONMENT, LOG_LEVELS } from './environment.ts';
import type { Environment, EnvironmentProblem, VariableName } from './environment.ts';
import { isHost, isLoopback } from './fields.ts';
import { codeOf, didYouMean } from './problem.ts';
import { otlpOf, webhookOf } from './telemetry.ts';

export type ReadEnvironment =
  | { readonly kind: 'ok'; readonly environment: Environment }
  | {
      readonly kind: 'bad';
      readonly problems: readonly EnvironmentProblem[];
      /** What could be read anyway. A variable with a problem is empty or a guess here. */
      readonly partial: Environment;
    };

type Variables = Readonly<Record<string, string | undefined>>;
type Values = Partial<Record<VariableName, string>>;
type Report = (name: string, message: string, hint?: { readonly hint?: string }) => void;

/** Reads the environment. Never throws; `readFile` may. Reports every problem at once. */
export function readEnvironment(env: Variables, readFile: (path: string) => string): ReadEnvironment {
  const problems: EnvironmentProblem[] = [];
  const report: Report = (name, message, hint) => problems.push({ name, message, ...hint });
  const values = collect(env, readFile, report);
  const environment = {
    slack: slackOf(values, env, report),
    alibaba: alibabaOf(values, report),
    database: {
      ...databaseOf(values.DATABASE_URL, env['HOME'], report),
      schema: schemaOf(values.DATABASE_SCHEMA, report),
    },
    auditKey: auditKeyOf(values.AUDIT_KEY, report),
    webhook: webhookOf(values, report),
    otlp: otlpOf(values, report),
    proxy: proxyOf(values, report),
    configFile: configFileOf(env),
    host: hostOf(values.HOST ?? '127.0.0.1', report),
    port: portOf(values.PORT ?? '3000', report),
    logLevel: choiceOf('LOG_LEVEL', values.LOG_LEVEL ?? 'info', LOG_LEVELS, report) ?? 'info',
  };
  return problems.length === 0 ? { kind: 'ok', environment } : { kind: 'bad', problems, partial: environment };
}

/** Path of the configuration; known even when the rest of the environment is wrong. */
export function configFileOf(env: Variables): string {
  return env['CONFIG_FILE']?.trim() || DEFAULT_CONFIG_FILE;
}

// An empty variable counts as not set: that is how compose files and CI leave things out.
function collect(env: Variables, readFile: (path: string) => string, report: Report): Values {
  const values: Values = {};
  for (const { name, secret } of ENVIRONMENT) {
    // Proxies are often written in lower case.
    const direct = env[name]?.trim() || (name.endsWith('_PROXY') && env[name.toLowerCase()]?.trim()) || '';
    const file = secret ? (env[`${name}_FILE`]?.trim() ?? '') : '';
    if (direct !== '' && file !== '') report(name, 'is set twice', { hint: `also by ${name}_FILE` });
    const value = direct === '' && file !== '' ? contentOf(`${name}_FILE`, file, readFile, report) : direct;
    if (value !== '') values[name] = value;
  }
  return values;
}

function contentOf(name: string, path: string, readFile: (path: string) => string, report: Report): string {
  try {
    const content = readFile(path).trim();
    if (content === '') report(name, 'points to an empty file');
    return content;
  } catch (error) {
    report(name, `points to a file that cannot be read: ${codeOf(error)}`);
    return '';
  }
}

function slackOf(values: Values, env: Variables, report: Report): Environment['slack'] {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = values;
  // A variable that is set but cannot be used has a problem of its own already.
  const given = (name: VariableName): boolean =>
    Boolean(env[name]?.trim() ?? '') || Boolean(env[`${name}_FILE`]?.trim());
  const require = (name: VariableName, why: string): void => {
    if (given(name)) return;
    const meant = nearest(
      name,
      Object.keys(env).filter((key) => !ENVIRONMENT.some((known) => known.name === key)),
    );
    report(name, why, meant === undefined ? {} : { hint: `found ${meant} instead` });
  };
  const guessed = given('SLACK_APP_TOKEN') ? 'socket' : 'http';
  const mode =
    values.SLACK_MODE === undefined ? guessed : choiceOf('SLACK_MODE', values.SLACK_MODE, ['socket', 'http'], report);
  require('SLACK_BOT_TOKEN', 'is required');
  if (values.SLACK_MODE === undefined && guessed === 'http' && !given('SLACK_SIGNING_SECRET')) {
    require('SLACK_APP_TOKEN', 'is required for Socket Mode (or SLACK_SIGNING_SECRET for HTTP mode)');
  } else {
    if (mode === 'socket') require('SLACK_APP_TOKEN', 'is required for Socket Mode');
    if (mode === 'http') require('SLACK_SIGNING_SECRET', 'is required for HTTP mode');
  }
  if (botToken !== undefined) checkToken('SLACK_BOT_TOKEN', botToken, 'xoxb-', report);
  if (appToken !== undefined) checkToken('SLACK_APP_TOKEN', appToken, 'xapp-', report);
  if (signingSecret !== undefined && /^xox|^xapp-/.test(signingSecret)) {
    report('SLACK_SIGNING_SECRET', 'is a token', { hint: 'find the signing secret under Basic Information' });
  }
  const apiUrl = apiUrlOf(values.SLACK_API_URL ?? 'https://slack.com/api/', report);
  return { mode: mode ?? guessed, botToken: botToken ?? '', appToken, signingSecret, apiUrl };
}

const KINDS: Readonly<Record<string, string>> = {
  'xoxb-': 'a bot token (SLACK_BOT_TOKEN)',
  'xapp-': 'an app-level token (SLACK_APP_TOKEN)',
  'xoxp-': 'a user token, which this bot does not use',
  xoxe: 'a rotating token, which is not supported',
};

function checkToken(name: VariableName, token: string, prefix: string, report: Report): void {
  const kind = Object.keys(KINDS).find((start) => token.startsWith(start));
  if (kind !== prefix) {
    report(name, `must start with ${prefix}`, kind === undefined ? {} : { hint: `this is ${KINDS[kind] ?? ''}` });
  } else if (!/^[\w.-]+$/.test(token)) {
    report(name, 'contains characters that tokens do not have', { hint: 'copy it in full, without quotes' });
  }
}

function apiUrlOf(text: string, report: Report): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url?.protocol === 'http:';
  if (url === undefined || !(plain || url.protocol === 'https:')) {
    report('SLACK_API_URL', 'must be a URL such as https://slack.com/api/');
  } else if (plain && !isLoopback(url.hostname)) {
    report('SLACK_API_URL', 'must be https, because it receives tokens', {
      hint: 'http is only allowed to this machine',
    });
  } else if (url.username !== '' || url.password !== '') {
    report('SLACK_API_URL', 'must not contain a user name or password');
  } else if (/[?#]/.test(text)) {
    report('SLACK_API_URL', 'must not contain a query (?) or fragment (#)');
  }
  return text.endsWith('/') ? text : `${text}/`;
}

function alibabaOf(values: Values, report: Report): Environment['alibaba'] {
  const accessKeyId = values.ALIBABA_CLOUD_ACCESS_KEY_ID;
  const accessKeySecret = values.ALIBABA_CLOUD_ACCESS_KEY_SECRET;
  const securityToken = values.ALIBABA_CLOUD_SECURITY_TOKEN;
  if (accessKeyId !== undefined && accessKeySecret !== undefined)
    return { accessKeyId, accessKeySecret, securityToken };
  const half = accessKeyId ?? accessKeySecret ?? securityToken;
  if (half !== undefined && accessKeyId === undefined) report('ALIBABA_CLOUD_ACCESS_KEY_ID', 'is missing', PAIR);
  if (half !== undefined && accessKeySecret === undefined)
    report('ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'is missing', PAIR);
  return undefined;
}

const PAIR = { hint: 'set key id and secret, or neither' };

/** Never through a proxy: this machine, and the metadata service that gives an ECS instance its role. */
const DIRECT = 'localhost,127.0.0.1,[::1],::1,100.100.100.200';

function proxyOf(values: Values, report: Report): Environment['proxy'] {
  const name = values.HTTPS_PROXY === undefined ? 'HTTP_PROXY' : 'HTTPS_PROXY';
  const url = values[name];
  if (url === undefined) return undefined;
  // It may contain a password, so the message does not repeat it.
  if (!/^https?:\/\/./.test(url) || !URL.canParse(url) || !decodes(new URL(url)))
    report(name, 'must be http://host:port or https://host:port', {
      hint: 'with user:password@ where it asks for one',
    });
  else if (!process.allowedNodeEnvironmentFlags.has('--use-env-proxy')) report(name, 'needs Node.js 22.21 or newer');
  return { url, direct: values.NO_PROXY === undefined ? DIRECT : `${values.NO_PROXY},${DIRECT}` };
}

const FORMS = 'must be pglite:<directory> or postgres://user:password@host/database';

type Where =
  { readonly kind: 'pglite'; readonly directory: string } | { readonly kind: 'postgres'; readonly url: string };

function databaseOf(text = 'pglite:./data', home: string | undefined, report: Report): Where {
  if (text.startsWith('pglite:')) {
    // People write it like a URL, and like a path of a shell.
    const path = text.slice('pglite:'.length).replace(/^\/\/(?=.)/, '');
    const directory = home === undefined ? path : path.replace(/^~(?=\/|$)/, home);
    if (directory === '') report('DATABASE_URL', FORMS);
    else if (directory.startsWith('~')) {
      report('DATABASE_URL', 'names a home directory that is not known', { hint: 'write the whole path' });
    } else if (/^\w+:\/\//.test(directory)) report('DATABASE_URL', FORMS);
    return { kind: 'pglite', directory };
  }
  // It may contain a password, so the message does not repeat it.
  if (!/^postgres(?:ql)?:\/\/./.test(text) || !URL.canParse(text)) {
    report('DATABASE_URL', FORMS);
  } else if (!decodes(new URL(text))) {
    const hint = 'encode % as %25, @ as %40, / as %2F';
    report('DATABASE_URL', 'contains an invalid % escape in the user, password or database', { hint });
  }
  return { kind: 'postgres', url: text };
}

/** A name that needs no quotes, short enough for the names that are made of it. */
function schemaOf(text = 'redis_resize', report: Report): string {
  if (!/^[a-z_][a-z0-9_]{0,49}$/.test(text) || text.startsWith('pg_')) {
    const hint = 'lower-case letters, digits and _, at most 50, not beginning with pg_';
    report('DATABASE_SCHEMA', 'is no name of a schema', { hint });
  }
  return text;
}

/** Of 64 hexadecimal digits, as it is recommended, half would do. */
const KEY_LENGTH = 32;

function auditKeyOf(text: string | undefined, report: Report): string | undefined {
  if (text !== undefined && text.length < KEY_LENGTH) {
    const hint = 'make one with: openssl rand -hex 32';
    report('AUDIT_KEY', `must have at least ${String(KEY_LENGTH)} characters`, { hint });
  }
  return text;
}

function decodes({ username, password, pathname }: URL): boolean {
  try {
    for (const part of [username, password, pathname]) decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

function hostOf(text: string, report: Report): string {
  if (!isHost(text)) report('HOST', 'must be an IP address or a host name');
  return text;
}

function portOf(text: string, report: Report): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  report('PORT', 'must be a number from 0 to 65535');
  return 0;
}

function choiceOf<T extends string>(
  name: VariableName,
  text: string,
  choices: readonly T[],
  report: Report,
): T | undefined {
  const choice = choices.find((one) => one === text.toLowerCase());
  if (choice === undefined) report(name, `must be one of ${choices.join(', ')}`, didYouMean(nearest(text, choices)));
  return choice;
}
