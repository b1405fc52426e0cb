import type { Environment } from './environment.ts';

/** Every secret value of the environment, for the redactor of the log. */
export function secretsOf({ slack, alibaba, database }: Environment): readonly string[] {
  const password = database.kind === 'postgres' && URL.canParse(database.url) ? new URL(database.url).password : '';
  return [
    slack.botToken,
    slack.appToken,
    slack.signingSecret,
    alibaba?.accessKeyId,
    alibaba?.accessKeySecret,
    alibaba?.securityToken,
    decodeURIComponent(password),
  ].flatMap((secret) => (secret === undefined || secret === '' ? [] : [secret]));
}
