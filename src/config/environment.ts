/** One environment variable. Every secret may also be given as a file, by NAME_FILE. */
export interface Variable {
  readonly name: string;
  /** Undefined: there is none. */
  readonly default: string | undefined;
  readonly secret: boolean;
  readonly what: string;
}

export const DEFAULT_CONFIG_FILE = 'config/redis-resize.yaml';

/** Every environment variable that we read. The rest of Alibaba's default chain is read by its own library. */
export const ENVIRONMENT = [
  { name: 'SLACK_BOT_TOKEN', default: undefined, secret: true, what: 'Bot token (xoxb-…); required' },
  {
    name: 'SLACK_APP_TOKEN',
    default: undefined,
    secret: true,
    what: 'App-level token (xapp-…); required in Socket Mode',
  },
  { name: 'SLACK_SIGNING_SECRET', default: undefined, secret: true, what: 'Signing secret; required in HTTP mode' },
  {
    name: 'SLACK_MODE',
    default: 'socket when an app token is set, else http',
    secret: false,
    what: 'How Slack reaches us: socket or http',
  },
  {
    name: 'SLACK_API_URL',
    default: 'https://slack.com/api/',
    secret: false,
    what: 'Address of the Web API; http:// only to this machine',
  },
  { name: 'ALIBABA_CLOUD_ACCESS_KEY_ID', default: undefined, secret: true, what: 'Access key, where no role is used' },
  { name: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET', default: undefined, secret: true, what: 'Secret of that access key' },
  { name: 'ALIBABA_CLOUD_SECURITY_TOKEN', default: undefined, secret: true, what: 'STS token of a temporary key' },
  {
    name: 'DATABASE_URL',
    default: 'pglite:./data',
    secret: true,
    what: 'Where requests are kept: pglite:<directory> or postgres://…',
  },
  {
    name: 'DATABASE_SCHEMA',
    default: 'redis_resize',
    secret: false,
    what: 'Schema for the tables; created where it does not exist',
  },
  {
    name: 'AUDIT_KEY',
    default: undefined,
    secret: true,
    what: 'Key for the hash chain of the audit log (HMAC)',
  },
  {
    name: 'AUDIT_WEBHOOK_URL',
    default: undefined,
    secret: true,
    what: 'Where audit events are posted as CloudEvents (https)',
  },
  { name: 'AUDIT_WEBHOOK_SECRET', default: undefined, secret: true, what: 'Key that signs them (whsec_…)' },
  {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    default: undefined,
    secret: false,
    what: 'Collector of OpenTelemetry that gets traces (OTLP/HTTP)',
  },
  { name: 'OTEL_EXPORTER_OTLP_HEADERS', default: undefined, secret: true, what: 'Its headers: name=value,name=value' },
  { name: 'HTTPS_PROXY', default: undefined, secret: true, what: 'Proxy for calls to Slack and Alibaba Cloud' },
  { name: 'HTTP_PROXY', default: undefined, secret: true, what: 'The same, where HTTPS_PROXY is not set' },
  {
    name: 'NO_PROXY',
    default: undefined,
    secret: false,
    what: 'Hosts called directly: name, .domain or *, with commas',
  },
  { name: 'CONFIG_FILE', default: DEFAULT_CONFIG_FILE, secret: false, what: 'Path of the configuration file' },
  { name: 'HOST', default: '127.0.0.1', secret: false, what: 'Address to listen on' },
  { name: 'PORT', default: '3000', secret: false, what: 'Port to listen on; 0: any free one' },
  {
    name: 'LOG_LEVEL',
    default: 'info',
    secret: false,
    what: 'trace, debug, info, warn, error, fatal or silent',
  },
] as const satisfies readonly Variable[];

export type VariableName = (typeof ENVIRONMENT)[number]['name'];

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The environment, checked. It holds secrets: never log it. */
export interface Environment {
  readonly slack: {
    readonly mode: 'socket' | 'http';
    readonly botToken: string;
    readonly appToken: string | undefined;
    readonly signingSecret: string | undefined;
    /** Ends with a slash. */
    readonly apiUrl: string;
  };
  /** Undefined: Alibaba's default chain finds the credentials by itself. */
  readonly alibaba:
    | {
        readonly accessKeyId: string;
        readonly accessKeySecret: string;
        readonly securityToken: string | undefined;
      }
    | undefined;
  readonly database: Database;
  /** Undefined: the audit log is a plain hash chain. */
  readonly auditKey: string | undefined;
  /** Undefined: audit events are posted nowhere. The secret is `whsec_` and base64. */
  readonly webhook: { readonly url: string; readonly secret: string } | undefined;
  /** Undefined: nothing is traced. */
  readonly otlp: { readonly endpoint: string; readonly headers: Readonly<Record<string, string>> } | undefined;
  /** Undefined: Slack and the cloud are called directly. */
  readonly proxy: Proxy | undefined;
  readonly configFile: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogLevel;
}

export interface Proxy {
  /** It may hold a password. */
  readonly url: string;
  /** Hosts that are called directly, as in NO_PROXY. */
  readonly direct: string;
}

export type Database = (
  { readonly kind: 'pglite'; readonly directory: string } | { readonly kind: 'postgres'; readonly url: string }
) & { readonly schema: string };

/** A mistake in the environment; no value of a secret is ever in it. */
export interface EnvironmentProblem {
  readonly name: string;
  readonly message: string;
  readonly hint?: string;
  /** Where a file sets it. */
  readonly place?: string | undefined;
}

/** `environment  SLACK_BOT_TOKEN  is required (hint)` */
export function printEnvironmentProblem({ name, message, hint, place = 'environment' }: EnvironmentProblem): string {
  return `${place}  ${name}  ${hint === undefined ? message : `${message} (${hint})`}`;
}
