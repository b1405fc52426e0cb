import type { Database, Environment } from './environment.ts';

/** Every secret value of the environment, for redaction. */
export function secretsOf({ slack, alibaba, database, auditKey }: Environment): readonly string[] {
  return [
    slack.botToken,
    slack.appToken,
    slack.signingSecret,
    alibaba?.accessKeyId,
    alibaba?.accessKeySecret,
    alibaba?.securityToken,
    auditKey,
    ...passwordOf(database),
  ].flatMap((secret) => (secret === undefined || secret === '' ? [] : [secret]));
}

/** The password of a database URL; empty where there is none. */
export function passwordOf(database: Database): readonly string[] {
  if (database.kind === 'pglite' || !URL.canParse(database.url)) return [];
  const { password } = new URL(database.url);
  return password === '' ? [] : [decodeURIComponent(password)];
}
