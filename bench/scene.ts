/** What a bot is measured between: a local Slack and a local cloud, in the process that brings the load. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, startCloud } from '../sandbox/alicloud/cloud.ts';
import { GIB } from '../sandbox/alicloud/instance.ts';
import { manifestScopes } from '../sandbox/manifest-scopes.ts';
import { type Slack, startSlack } from '../sandbox/slack/slack.ts';
import { type Bot, type Kind, startBot } from './bot.ts';

export interface Scene {
  readonly slack: Slack;
  readonly cloud: Cloud;
  /** Directory of its embedded database, `data` in a folder of the scene unless another is named; or where a server is. */
  start(kind: Kind, database?: string): Promise<Bot>;
  close(): Promise<void>;
}

/** Instances of tag env: dev need no approval, those of env: prod need one. */
const rules = (people: readonly string[]): string => `
groups:
  team: [U0DEV1, ${people.join(', ')}]
rules:
  - name: dev alone
    who: [team]
    instances: { tags: { env: dev } }
    approval: none
  - name: prod needs one
    who: [U0DEV1]
    instances: { tags: { env: prod } }
    approval: { from: [U0SRE1], count: 1 }
`;

/** `people`: more of them who may ask. */
export async function openScene(people: readonly string[] = []): Promise<Scene> {
  // What is changed is changed at once: the cloud's own time is not ours.
  const cloud = await startCloud({ changeDurationMs: 1 });
  const slack = await startSlack({ mode: 'socket', scopes: [...manifestScopes()], rateLimits: 'off' });
  const [first] = slack.users;
  const room = slack.channels.find(({ name }) => name === 'payments');
  for (const id of people)
    if (first !== undefined) slack.users.push({ ...first, id, name: id.toLowerCase(), realName: id });
  if (room !== undefined) room.members = [...room.members, ...people];
  const folder = mkdtempSync(join(tmpdir(), 'redis-resize-bench-'));
  const config = join(folder, 'config.yaml');
  const at = (name: string) => `${name}: "${cloud.url}"`;
  const endpoints = `{ ${['cn-hangzhou', 'billing', 'monitor'].map(at).join(', ')} }`;
  writeFileSync(
    config,
    `version: 1\naccounts: [{ name: main, regions: [cn-hangzhou], endpoints: ${endpoints} }]\n${rules(people)}`,
  );
  const environment = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    ALIBABA_CLOUD_ACCESS_KEY_ID: cloud.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: cloud.accessKeySecret,
    CONFIG_FILE: config,
    HOST: '127.0.0.1',
    PORT: '0',
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
  };
  return {
    slack,
    cloud,
    async start(kind, database = join(folder, 'data')) {
      const bot = await startBot(kind, {
        ...environment,
        DATABASE_URL: /^postgres:/.test(database) ? database : `pglite:${database}`,
      });
      await slack.connected();
      return bot;
    },
    async close() {
      await slack.close();
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Another instance, like the others. `env` is its tag. */
export function addInstance({ cloud }: Scene, name: string, env: 'dev' | 'prod'): string {
  const { instanceId } = cloud.addInstance({
    instanceId: `r-${name.replaceAll('-', '')}`,
    instanceName: name,
    regionId: 'cn-hangzhou',
    instanceClass: 'redis.master.small.default',
    chargeType: 'PrePaid',
    engineVersion: '5.0',
    tags: { env },
    usedMemoryBytes: GIB / 2,
  });
  return instanceId;
}
