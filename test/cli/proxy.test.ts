import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cloud, startCloud } from '../../sandbox/alicloud/cloud.ts';
import { demoInstances } from '../../sandbox/alicloud/world.ts';
import { manifestScopes } from '../../sandbox/manifest-scopes.ts';
import { type Slack, startSlack } from '../../sandbox/slack/slack.ts';
import { type Proxy, startProxy } from '../ops/proxy.ts';
import { type Receiver, startReceiver } from '../ops/receiver.ts';
import { child, redisResize } from './child.ts';

const PASSWORD = 'proxypassword';
const SECRET = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
let [folder, slack, cloud, receiver, proxy]: [string, Slack, Cloud, Receiver, Proxy] = [] as never;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'redis-resize-proxy-'));
  [slack, cloud, receiver] = await Promise.all([
    startSlack({ scopes: [...manifestScopes()] }),
    startCloud(),
    startReceiver(SECRET, Date.now),
  ]);
  for (const instance of demoInstances) cloud.addInstance(instance);
  const hosts = {
    'slack.test': slack.url,
    'wss.slack.test': slack.url,
    'kvstore.test': cloud.url,
    'hook.test': receiver.url,
  };
  const renamed = [[slack.url.replace('http', 'ws'), 'wss://wss.slack.test']] as const;
  proxy = await startProxy({ folder, credentials: `bot:${PASSWORD}`, hosts, renamed });
  const file = join(folder, 'config.yaml');
  const at = JSON.stringify({ 'cn-hangzhou': 'https://kvstore.test', billing: cloud.url, monitor: cloud.url });
  const role = 'credentials: { roleArn: "acs:ram::1234567890123456:role/x" }';
  writeFileSync(
    file,
    `version: 1
accounts:
  - { name: main, regions: [cn-hangzhou], endpoints: ${at} }
  - { name: other, regions: [cn-hangzhou], ${role} }
rules: [{ name: all, who: [U0DEV1], instances: { names: ["*"] }, approval: none }]
`,
  );
  env = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: 'https://slack.test/api/',
    ALIBABA_CLOUD_ACCESS_KEY_ID: cloud.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: cloud.accessKeySecret,
    DATABASE_URL: `pglite:${join(folder, 'data')}`,
    CONFIG_FILE: file,
    PORT: '0',
    LOG_LEVEL: 'debug',
    AUDIT_WEBHOOK_URL: 'https://hook.test/audit',
    AUDIT_WEBHOOK_SECRET: SECRET,
    NODE_EXTRA_CA_CERTS: proxy.certificate,
    https_proxy: proxy.url,
  };
});
afterAll(async () => {
  proxy.close();
  receiver.close();
  await Promise.all([slack.close(), cloud.close()]);
  rmSync(folder, { recursive: true });
});

it('the bot reaches Slack through the proxy, Socket Mode too, and the webhook; its password is in no log', async () => {
  const bot = child(['start'], env);
  let heard = '';
  for (const stream of [bot.stdout, bot.stderr]) stream.on('data', (part: Buffer) => (heard += part.toString()));
  await expect.poll(() => heard, { timeout: 55_000 }).toContain('"msg":"ready"');
  await expect.poll(() => receiver.taken.map(({ data }) => data.kind), { timeout: 10_000 }).toContain('config_taken');
  bot.kill('SIGTERM');
  expect(proxy.tunnels()).toEqual(expect.arrayContaining(['slack.test:443', 'wss.slack.test:443']));
  for (const secret of [PASSWORD, SECRET, 'hook.test']) expect(heard).not.toContain(secret);
  await new Promise((resolve) => bot.on('close', resolve));
}, 60_000);

it('calls to the cloud and for its credentials go through it; this machine is called directly', async () => {
  const { out, err } = await redisResize(['doctor', '--json'], env);
  expect(proxy.tunnels()).toEqual(
    expect.arrayContaining(['slack.test:443', 'kvstore.test:443', 'sts.aliyuncs.com:443']),
  );
  expect(proxy.tunnels().filter((target) => target.startsWith('127.'))).toEqual([]);
  const { findings } = JSON.parse(out) as { findings: { check: string; status: string; what: string }[] };
  const listed = findings.filter(({ what }) => what.includes('kvstore:DescribeInstances'));
  expect(listed).toContainEqual(expect.objectContaining({ check: 'cloud.main cn-hangzhou', status: 'ok' }));
  expect(out + err).not.toContain(PASSWORD);
});

it('hosts of NO_PROXY are called directly; a proxy that refuses is a call that never arrived', async () => {
  const before = proxy.tunnels().length;
  const refused = { https_proxy: '', HTTPS_PROXY: proxy.url.replace(PASSWORD, 'wrongpassword') };
  const { out, err } = await redisResize(['doctor', '--json'], { ...env, ...refused, NO_PROXY: 'slack.test' });
  expect(proxy.tunnels()).toHaveLength(before);
  expect(out).toContain('ERR_PROXY_TUNNEL');
  expect(out + err).not.toContain('wrongpassword');
});
