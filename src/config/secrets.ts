import type { Database, Environment } from './environment.ts';

/** Every secret value of the environment, for redaction. */
export function secretsOf({
  slack,
  alibaba,
  database,
  auditKey,
  webhook,
  otlp,
  proxy,
}: Environment): readonly string[] {
  return [
    slack.botToken,
    slack.appToken,
    slack.signingSecret,
    alibaba?.accessKeyId,
    alibaba?.accessKeySecret,
    alibaba?.securityToken,
    auditKey,
    webhook?.url,
    webhook?.secret,
    ...Object.values(otlp?.headers ?? {}),
    ...passwordOf(database),
    ...passwordIn(proxy?.url),
  ].flatMap((secret) => (secret === undefined || secret === '' ? [] : [secret]));
}

/** The password of a database URL; empty where there is none. */
export function passwordOf(database: Database): readonly string[] {
  return passwordIn(database.kind === 'pglite' ? undefined : database.url);
}

function passwordIn(url: string | undefined): readonly string[] {
  if (url === undefined || !URL.canParse(url)) return [];
  const { password } = new URL(url);
  return password === '' ? [] : [decodeURIComponent(password)];
}
