import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEnvironment } from '../../src/config/env.ts';
import { ENVIRONMENT, printEnvironmentProblem } from '../../src/config/environment.ts';

const SOCKET = { SLACK_BOT_TOKEN: 'xoxb-1-a', SLACK_APP_TOKEN: 'xapp-1-b' };
const HTTP = { SLACK_BOT_TOKEN: 'xoxb-1-a', SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef' };

const MAKE = '(make one with: echo "whsec_$(openssl rand -base64 32)")';
const WEBHOOK_SECRET = `whsec_${'A'.repeat(43)}=`;

const noFiles = (): string => {
  throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
};

function told(
  env: Record<string, string | undefined>,
  readFile: (path: string) => string = noFiles,
): readonly string[] {
  const read = readEnvironment(env, readFile);
  return read.kind === 'ok'
    ? []
    : read.problems.map((problem) => printEnvironmentProblem(problem).replace('environment  ', ''));
}

describe('what is enough', () => {
  test('a bot token and an app token mean Socket Mode, with every default', () => {
    expect(readEnvironment(SOCKET, noFiles)).toEqual({
      kind: 'ok',
      environment: {
        slack: {
          mode: 'socket',
          botToken: 'xoxb-1-a',
          appToken: 'xapp-1-b',
          signingSecret: undefined,
          apiUrl: 'https://slack.com/api/',
        },
        alibaba: undefined,
        database: { kind: 'pglite', directory: './data', schema: 'redis_resize' },
        auditKey: undefined,
        configFile: 'config/redis-resize.yaml',
        host: '127.0.0.1',
        port: 3000,
        logLevel: 'info',
      },
    });
  });

  test('a bot token and a signing secret mean HTTP', () => {
    expect(readEnvironment(HTTP, noFiles)).toMatchObject({ kind: 'ok', environment: { slack: { mode: 'http' } } });
  });

  test('SLACK_MODE chooses where both are possible', () => {
    expect(readEnvironment({ ...SOCKET, ...HTTP, SLACK_MODE: 'http' }, noFiles)).toMatchObject({
      environment: { slack: { mode: 'http' } },
    });
  });

  test('everything given is used', () => {
    const env = {
      ...SOCKET,
      SLACK_API_URL: 'http://127.0.0.1:4000/api',
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
      ALIBABA_CLOUD_SECURITY_TOKEN: 'token',
      DATABASE_URL: 'postgres://u:p@db/x',
      DATABASE_SCHEMA: 'bots',
      AUDIT_KEY: 'k'.repeat(32),
      CONFIG_FILE: '/etc/x.yaml',
      HOST: '0.0.0.0',
      PORT: '0',
      LOG_LEVEL: 'WARN',
    };
    expect(readEnvironment(env, noFiles)).toMatchObject({
      kind: 'ok',
      environment: {
        slack: { apiUrl: 'http://127.0.0.1:4000/api/' },
        alibaba: { accessKeyId: 'id', accessKeySecret: 'secret', securityToken: 'token' },
        database: { kind: 'postgres', url: 'postgres://u:p@db/x', schema: 'bots' },
        auditKey: 'k'.repeat(32),
        configFile: '/etc/x.yaml',
        host: '0.0.0.0',
        port: 0,
        logLevel: 'warn',
      },
    });
  });

  test.each(ENVIRONMENT.filter(({ secret }) => secret).map(({ name }) => name))('%s may be a file', (name) => {
    const all: Record<string, string> = {
      ...SOCKET,
      ...HTTP,
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'i',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 's',
      DATABASE_URL: 'pglite:./x',
      ALIBABA_CLOUD_SECURITY_TOKEN: 't',
      AUDIT_KEY: 'k'.repeat(32),
      AUDIT_WEBHOOK_URL: 'https://siem.example.com/in?token=x',
      AUDIT_WEBHOOK_SECRET: WEBHOOK_SECRET,
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector:4318',
      OTEL_EXPORTER_OTLP_HEADERS: 'Authorization=Bearer%20geheim, x-team=sre',
      HTTPS_PROXY: 'http://u:p@proxy:3128',
      HTTP_PROXY: 'http://u:p@proxy:3128',
    };
    const { [name]: value, ...rest } = all;
    const direct = readEnvironment(all, noFiles);
    expect(
      readEnvironment({ ...rest, [`${name}_FILE`]: '/run/x' }, (path) => `${path === '/run/x' ? (value ?? '') : ''}\n`),
    ).toEqual(direct);
    expect(direct.kind).toBe('ok');
    if (direct.kind === 'ok')
      expect(direct.environment.otlp?.headers).toEqual({ Authorization: 'Bearer geheim', 'x-team': 'sre' });
  });
});

const mistakes: readonly (readonly [what: string, env: Record<string, string>, told: readonly string[]])[] = [
  [
    'nothing',
    {},
    [
      'SLACK_BOT_TOKEN  is required',
      'SLACK_APP_TOKEN  is required for Socket Mode (or SLACK_SIGNING_SECRET for HTTP mode)',
    ],
  ],
  [
    'a key that could be guessed',
    { ...SOCKET, AUDIT_KEY: 'k'.repeat(31) },
    ['AUDIT_KEY  must have at least 32 characters (make one with: openssl rand -hex 32)'],
  ],
  [
    'a webhook to anyone who listens, with a key that nobody made',
    { ...SOCKET, AUDIT_WEBHOOK_URL: 'http://siem.example.com/', AUDIT_WEBHOOK_SECRET: 'whsec_c2hvcnQ=' },
    [
      'AUDIT_WEBHOOK_URL  must be an https URL; http only to this machine',
      `AUDIT_WEBHOOK_SECRET  must be whsec_ and base64 ${MAKE}`,
    ],
  ],
  [
    'a webhook without its key',
    { ...SOCKET, AUDIT_WEBHOOK_URL: 'https://siem.example.com/' },
    [`AUDIT_WEBHOOK_SECRET  is missing ${MAKE}`],
  ],
  [
    'a collector that cannot be read, and headers for anyone who listens',
    { ...SOCKET, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_EXPORTER_OTLP_HEADERS: 'Bearer%2' },
    [
      'OTEL_EXPORTER_OTLP_ENDPOINT  must be https, because headers are sent there',
      'OTEL_EXPORTER_OTLP_HEADERS  must be name=value,name=value',
    ],
  ],
  [
    'a collector that is no URL',
    { ...SOCKET, OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' },
    ['OTEL_EXPORTER_OTLP_ENDPOINT  must be a URL such as http://collector:4318'],
  ],
  ['empty is not set', { SLACK_BOT_TOKEN: ' ', SLACK_APP_TOKEN: 'xapp-1' }, ['SLACK_BOT_TOKEN  is required']],
  [
    'a misspelled name',
    { SLACK_BOT_TOKN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' },
    ['SLACK_BOT_TOKEN  is required (found SLACK_BOT_TOKN instead)'],
  ],
  [
    'Socket Mode without its token',
    { ...HTTP, SLACK_MODE: 'socket' },
    ['SLACK_APP_TOKEN  is required for Socket Mode'],
  ],
  [
    'HTTP mode without its secret',
    { ...SOCKET, SLACK_MODE: 'http' },
    ['SLACK_SIGNING_SECRET  is required for HTTP mode'],
  ],
  [
    'another mode',
    { ...SOCKET, SLACK_MODE: 'sockets' },
    ['SLACK_MODE  must be one of socket, http (did you mean "socket"?)'],
  ],
  [
    'tokens exchanged',
    { SLACK_BOT_TOKEN: 'xapp-1', SLACK_APP_TOKEN: 'xoxb-1' },
    [
      'SLACK_BOT_TOKEN  must start with xoxb- (this is an app-level token (SLACK_APP_TOKEN))',
      'SLACK_APP_TOKEN  must start with xapp- (this is a bot token (SLACK_BOT_TOKEN))',
    ],
  ],
  [
    'a user token',
    { ...SOCKET, SLACK_BOT_TOKEN: 'xoxp-1' },
    ['SLACK_BOT_TOKEN  must start with xoxb- (this is a user token, which this bot does not use)'],
  ],
  ['no token at all', { ...SOCKET, SLACK_BOT_TOKEN: 'hunter2' }, ['SLACK_BOT_TOKEN  must start with xoxb-']],
  [
    'a token in quotes',
    { ...SOCKET, SLACK_APP_TOKEN: 'xapp-1"' },
    ['SLACK_APP_TOKEN  contains characters that tokens do not have (copy it in full, without quotes)'],
  ],
  [
    'a token for a signing secret',
    { ...HTTP, SLACK_SIGNING_SECRET: 'xoxb-1' },
    ['SLACK_SIGNING_SECRET  is a token (find the signing secret under Basic Information)'],
  ],
  [
    'plain http to elsewhere',
    { ...SOCKET, SLACK_API_URL: 'http://slack.com/api/' },
    ['SLACK_API_URL  must be https, because it receives tokens (http is only allowed to this machine)'],
  ],
  [
    'plain http to a name that begins like this machine',
    { ...SOCKET, SLACK_API_URL: 'http://127.0.0.1.example/' },
    ['SLACK_API_URL  must be https, because it receives tokens (http is only allowed to this machine)'],
  ],
  [
    'an address that is none',
    { ...SOCKET, SLACK_API_URL: 'slack.com' },
    ['SLACK_API_URL  must be a URL such as https://slack.com/api/'],
  ],
  [
    'a password in the address',
    { ...SOCKET, SLACK_API_URL: 'https://u:p@slack.com/' },
    ['SLACK_API_URL  must not contain a user name or password'],
  ],
  [
    'a query in the address',
    { ...SOCKET, SLACK_API_URL: 'https://slack.com/api/?' },
    ['SLACK_API_URL  must not contain a query (?) or fragment (#)'],
  ],
  [
    'a fragment in the address',
    { ...SOCKET, SLACK_API_URL: 'https://slack.com/api#x' },
    ['SLACK_API_URL  must not contain a query (?) or fragment (#)'],
  ],
  [
    'a password with a bare %',
    { ...SOCKET, DATABASE_URL: 'postgres://u:p%zz@h/db' },
    [
      'DATABASE_URL  contains an invalid % escape in the user, password or database (encode % as %25, @ as %40, / as %2F)',
    ],
  ],
  [
    'half a key',
    { ...SOCKET, ALIBABA_CLOUD_ACCESS_KEY_ID: 'x' },
    ['ALIBABA_CLOUD_ACCESS_KEY_SECRET  is missing (set key id and secret, or neither)'],
  ],
  [
    'a token without a key',
    { ...SOCKET, ALIBABA_CLOUD_SECURITY_TOKEN: 'x' },
    [
      'ALIBABA_CLOUD_ACCESS_KEY_ID  is missing (set key id and secret, or neither)',
      'ALIBABA_CLOUD_ACCESS_KEY_SECRET  is missing (set key id and secret, or neither)',
    ],
  ],
  [
    'another database',
    { ...SOCKET, DATABASE_URL: 'mysql://u:secret@db' },
    ['DATABASE_URL  must be pglite:<directory> or postgres://user:password@host/database'],
  ],
  [
    'a database nowhere',
    { ...SOCKET, DATABASE_URL: 'pglite:' },
    ['DATABASE_URL  must be pglite:<directory> or postgres://user:password@host/database'],
  ],
  ['no address', { ...SOCKET, HOST: '300.1.1.1' }, ['HOST  must be an IP address or a host name']],
  ['no host name', { ...SOCKET, HOST: 'a b' }, ['HOST  must be an IP address or a host name']],
  ['a port beyond all', { ...SOCKET, PORT: '70000' }, ['PORT  must be a number from 0 to 65535']],
  ['a port that is no number', { ...SOCKET, PORT: '3e3' }, ['PORT  must be a number from 0 to 65535']],
  [
    'another level',
    { ...SOCKET, LOG_LEVEL: 'verbose' },
    ['LOG_LEVEL  must be one of trace, debug, info, warn, error, fatal, silent'],
  ],
  [
    'a secret given twice',
    { ...SOCKET, SLACK_BOT_TOKEN_FILE: '/x' },
    ['SLACK_BOT_TOKEN  is set twice (also by SLACK_BOT_TOKEN_FILE)'],
  ],
  [
    'a file that is not there',
    { SLACK_BOT_TOKEN_FILE: '/x', SLACK_APP_TOKEN: 'xapp-1' },
    ['SLACK_BOT_TOKEN_FILE  points to a file that cannot be read: ENOENT'],
  ],
  [
    'everything at once',
    { SLACK_MODE: 'x', PORT: 'x', LOG_LEVEL: 'inof' },
    [
      'SLACK_MODE  must be one of socket, http',
      'SLACK_BOT_TOKEN  is required',
      'PORT  must be a number from 0 to 65535',
      'LOG_LEVEL  must be one of trace, debug, info, warn, error, fatal, silent (did you mean "info"?)',
    ],
  ],
];

describe('a mistake is told by the name of its variable', () => {
  test.each(mistakes)('%s', (_, env, expected) => {
    expect(told(env)).toEqual(expected);
  });

  test('a file that is empty', () => {
    const { SLACK_BOT_TOKEN: _, ...env } = SOCKET;
    expect(told({ ...env, SLACK_BOT_TOKEN_FILE: '/x' }, () => '\n')).toEqual([
      'SLACK_BOT_TOKEN_FILE  points to an empty file',
    ]);
  });
});

test('no value of a secret is ever in a message', () => {
  const secrets = ENVIRONMENT.filter(({ secret }) => secret).map(({ name }) => name);
  const value = fc
    .stringMatching(/^[QXZ]{12}$/)
    .chain((body) => fc.constantFrom(body, `xoxp-${body}`, `xapp-${body}"`, `xoxb-${body}\n1`, `http://${body}:1`));
  fc.assert(
    fc.property(
      fc.record(Object.fromEntries(secrets.map((name) => [name, fc.option(value, { nil: undefined })]))),
      (env) => {
        expect(told(env).join('\n')).not.toMatch(/[QXZ]{12}/);
      },
    ),
  );
});

describe('the embedded database', () => {
  test.each([
    ['pglite:./data', './data'],
    ['pglite://./data', './data'],
    ['pglite:///var/lib/bot', '/var/lib/bot'],
    ['pglite:~/data', '/srv/mei/data'],
    ['pglite:memory', 'memory'],
  ])('%s is %s', (DATABASE_URL, directory) => {
    const env = { ...SOCKET, DATABASE_URL, HOME: '/srv/mei' };
    expect(readEnvironment(env, noFiles)).toMatchObject({ kind: 'ok', environment: { database: { directory } } });
  });

  test.each([
    [{ DATABASE_URL: 'pglite:~/data' }, 'DATABASE_URL', /home directory that is not known/],
    [{ DATABASE_URL: 'pglite:~bob/data', HOME: '/srv/mei' }, 'DATABASE_URL', /home directory that is not known/],
    [{ DATABASE_SCHEMA: 'Bots' }, 'DATABASE_SCHEMA', /is no name of a schema/],
    [{ DATABASE_SCHEMA: 'pg_bots' }, 'DATABASE_SCHEMA', /is no name of a schema/],
  ])('%j is refused with words', (env, name, message) => {
    const read = readEnvironment({ ...SOCKET, ...env }, noFiles);
    expect(read).toMatchObject({
      kind: 'bad',
      problems: [{ name, message: expect.stringMatching(message) as string }],
    });
  });
});
