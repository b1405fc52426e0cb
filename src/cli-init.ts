/** The composition root of `init`, and of the proxy that every command may need. */
import { dirname, join } from 'node:path';
import type { InitPlace } from './cli/init.ts';
import type { Environment } from './config/environment.ts';
import { firstFiles } from './config/first.ts';
import { REGIONS } from './config/lint.ts';
import { type Given, policyPath, readSettings } from './config/setting.ts';

export async function initPlace(given: Given, envFile: string | undefined): Promise<InitPlace> {
  const [config, { environment }] = [policyPath(given), readSettings(given)];
  const beside = (name: string): string => join(dirname(config), name);
  const files = { config, variables: envFile ?? beside('.env'), manifest: beside('slack-manifest.yml') };
  await useProxy(environment);
  return {
    files,
    given: given.variables,
    compose: (start) => firstFiles(files, start),
    userGroups: async (token) => (await workspaceLists()).listUserGroups(token, environment.slack.apiUrl),
    channelNamed: async (token, name) => (await workspaceLists()).channelNamed(token, environment.slack.apiUrl, name),
    regionsInUse: async (accessKeyId, accessKeySecret) =>
      (await import('./alicloud/regions.ts')).regionsInUse({ accessKeyId, accessKeySecret }, REGIONS),
  };
}

const workspaceLists = () => import('./slack/web/workspace-lists.ts');

/** Before the first call to Slack or the cloud. */
export async function useProxy({ proxy }: Pick<Environment, 'proxy'>): Promise<void> {
  if (proxy === undefined) return;
  (await import('./slack/web/proxy.ts')).proxySlack(proxy);
  (await import('./alicloud/proxy.ts')).proxyCloud(proxy);
}
