/** One environment variable. Every secret may also be given as a file, by NAME_FILE. */
export interface Variable {
  readonly name: string;
  /** Undefined: there is none. */
  readonly default: string | undefined;
  readonly secret: boolean;
  readonly what: string;
}

export const DEFAULT_CONFIG_FILE = 'config/redis-resize.yaml';

const secret = <N extends string>(name: N, what: string, byDefault?: string) =>
  ({ name, default: byDefault, secret: true, what }) satisfies Variable;

const plain = <N extends string>(name: N, what: string, byDefault?: string) =>
  ({ name, default: byDefault, secret: false, what }) satisfies Variable;

/** Every environment variable that we read. The rest of Alibaba's default chain is read by its own library. */
export const ENVIRONMENT = [
  secret('SLACK_BOT_TOKEN', 'Bot token (xoxb-…); required'),
  secret('SLACK_APP_TOKEN', 'App-level token (xapp-…); required in Socket Mode'),
  secret('SLACK_SIGNING_SECRET', 'Signing secret; required in HTTP mode'),
  plain('SLACK_MODE', 'How Slack reaches us: socket or http', 'socket when an app token is set, else http'),
  plain('SLACK_API_URL', 'Address of the Web API; http:// only to this machine', 'https://slack.com/api/'),
  secret('ALIBABA_CLOUD_ACCESS_KEY_ID', 'Access key, where no role is used'),
  secret('ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'Secret of that access key'),
  secret('ALIBABA_CLOUD_SECURITY_TOKEN', 'STS token of a temporary key'),
  secret('DATABASE_URL', 'Where requests are kept: pglite:<directory> or postgres://…', 'pglite:./data'),
  plain('DATABASE_SCHEMA', 'Schema for the tables; created where it does not exist', 'redis_resize'),
  secret('AUDIT_KEY', 'Key for the hash chain of the audit log (HMAC)'),
  secret('AUDIT_WEBHOOK_URL', 'Where audit events are posted as CloudEvents (https)'),
  secret('AUDIT_WEBHOOK_SECRET', 'Key that signs them (whsec_…)'),
  plain('OTEL_EXPORTER_OTLP_ENDPOINT', 'Collector of OpenTelemetry that gets traces (OTLP/HTTP)'),
  secret('OTEL_EXPORTER_OTLP_HEADERS', 'Its headers: name=value,name=value'),
  secret('HTTPS_PROXY', 'Proxy for calls to Slack and Alibaba Cloud'),
  secret('HTTP_PROXY', 'The same, where HTTPS_PROXY is not set'),
  plain('NO_PROXY', 'Hosts called directly: name, .domain or *, with commas'),
  plain('CONFIG_FILE', 'Path of the configuration file', DEFAULT_CONFIG_FILE),
  plain('HOST', 'Address to listen on', '127.0.0.1'),
  plain('PORT', 'Port to listen on; 0: any free one', '3000'),
  plain('LOG_LEVEL', 'trace, debug, info, warn, error, fatal or silent', 'info'),
] as const;

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
