import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cloud, startCloud } from '../../sandbox/alicloud/cloud.ts';
import { demoInstances } from '../../sandbox/alicloud/world.ts';
import { manifestScopes } from '../../sandbox/manifest-scopes.ts';
import { type Slack, startSlack } from '../../sandbox/slack/slack.ts';
import { child, ROOT } from './child.ts';
import { command } from './inside.ts';

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
let folder: string;
let slack: Slack;
let cloud: Cloud;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'redis-resize-start-'));
  [slack, cloud] = [await startSlack({ scopes: [...manifestScopes()] }), await startCloud()];
  for (const instance of demoInstances) cloud.addInstance(instance);
});
afterAll(async () => {
  await Promise.all([slack.close(), cloud.close()]);
  rmSync(folder, { recursive: true });
});

it('start runs the bot until a signal; the other commands read beside it', async () => {
  const file = join(folder, 'config.yaml');
  const text = `version: 1
accounts: [{ name: main, regions: [cn-hangzhou], endpoints: { cn-hangzhou: "${cloud.url}", billing: "${cloud.url}" } }]
rules: [{ name: all, who: [U0DEV1], instances: { names: ["*"] }, approval: none }]
limits: { monthlySpend: { CNY: 1000 } }
`;
  writeFileSync(file, text);
  // A file beside it sets what the process does not.
  writeFileSync(join(folder, '.env'), 'DEBUG=*\nNODE_DEBUG=http\n');
  const env = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    ALIBABA_CLOUD_ACCESS_KEY_ID: cloud.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: cloud.accessKeySecret,
    DATABASE_URL: `pglite:${join(folder, 'data')}`,
    CONFIG_FILE: file,
    PORT: '0',
    // A switch that would make Node.js print what it sends; the one of libraries is in the file.
    NODE_DEBUG: 'http,https,undici,fetch',
  };
  let heard = '';
  const question = ['--user', 'U0DEV1', '--instance', 'r-bp1zxszhcgatnx', '--class', 'redis.master.mid.default'];
  const bot = child(['start'], env);
  for (const stream of [bot.stdout, bot.stderr]) stream.on('data', (part: Buffer) => (heard += part.toString()));
  const ready = await readyLine(bot.stdout);
  expect(ready).toMatchObject({ version, bot: 'redis-resize', workspace: 'T012AB', rules: 1 });
  const metrics = await (await fetch(`http://127.0.0.1:${ready.port}/metrics`)).text();
  expect(metrics).toContain('redis_resize_requests{state="awaiting_payment"} 0');
  expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
  const health = await fetch(`http://127.0.0.1:${ready.port}/readyz`);
  expect({ status: health.status, body: await health.json() }).toEqual({
    status: 200,
    body: { status: 'ready', problems: [], warnings: [] },
  });

  // A process that does not listen to this signal dies of it.
  const readyAfter = async (signal: 'SIGHUP') => {
    bot.kill(signal);
    const at = (path: string) => fetch(`http://127.0.0.1:${ready.port}/${path}`);
    const readyz = await at('readyz');
    const { warnings } = (await readyz.json()) as { warnings: string[] };
    const [ok] = /^redis_resize_config_ok \d/m.exec(await (await at('metrics')).text()) ?? [];
    return [readyz.status, warnings.length, ok];
  };
  appendFileSync(file, 'rule: []\n');
  await expect.poll(() => readyAfter('SIGHUP')).toEqual([200, 1, 'redis_resize_config_ok 0']);
  writeFileSync(file, text);
  await expect.poll(() => readyAfter('SIGHUP')).toEqual([200, 0, 'redis_resize_config_ok 1']);

  for (const asked of [
    ['explain', ...question],
    ['audit', 'verify'],
  ]) {
    expect(await command(asked, env), 'beside the bot').toMatchObject({ code: 0, err: '' });
  }

  bot.kill('SIGTERM');
  const [code] = (await once(bot, 'exit')) as [number];
  expect(code).toBe(0);
  expect(heard).toContain('"msg":"stopped"');
  expect(heard).not.toMatch(/HTTP \d+:|NET \d+:|xoxb-|xapp-|Signature=/);

  const checked = await command(['explain', ...question], env);
  expect(checked).toMatchObject({ code: 0, err: '' });
  expect(checked.out).not.toContain('Note');
  const verified = await command(['audit', 'verify'], env);
  expect(verified).toMatchObject({ code: 0, err: '' });
  // The configuration at the start, the wrong one, and the right one again.
  expect(verified.out).toContain('Audit log intact: 3 events');
});

function readyLine(out: NodeJS.ReadableStream): Promise<{ readonly port: number }> {
  return new Promise((resolve, reject) => {
    let text = '';
    // Read to its end: a full pipe would stop the bot, a closed one would end it.
    out.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const ready = text.split('\n').find((each) => each.includes('"msg":"ready"'));
      if (ready !== undefined) resolve(JSON.parse(ready) as { port: number });
    });
    out.on('end', () => reject(new Error(`it ended before it was ready:\n${text}`)));
  });
}
