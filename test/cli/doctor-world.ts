import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloud } from '../../sandbox/alicloud/cloud.ts';
import { demoInstances } from '../../sandbox/alicloud/world.ts';
import { manifestScopes } from '../../sandbox/manifest-scopes.ts';
import { startSlack } from '../../sandbox/slack/slack.ts';
import { examination } from '../../src/cli.ts';
import { examine } from '../../src/cli/doctor.ts';
import type { Finding } from '../../src/core/finding.ts';
import { ROOT } from './child.ts';

export const GROUPS = `
groups:
  backend: [U0DEV1, S0BACKEND]
  sre: [S0SRE]
`;
export const RULES = `${GROUPS}
rules:
  - name: everything
    who: [backend, sre]
    instances: { names: ["*"] }
    approval: { from: [sre], count: 2 }
`;

const HOUR_MS = 3_600_000;

export type World = Awaited<ReturnType<typeof openWorld>>;

interface Asked {
  readonly slack?: string;
  readonly rules?: string;
  readonly account?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A bot's surroundings in which everything is as it should be; each test spoils one thing. */
export async function openWorld() {
  let slackAhead = 0;
  let cloudAhead = 0;
  const slack = await startSlack({ scopes: [...manifestScopes()], now: () => Date.now() + slackAhead });
  const cloud = await startCloud({ wallClock: () => Date.now() + cloudAhead });
  // With little to read of the past.
  const createTime = new Date(Date.now() - HOUR_MS).toISOString();
  for (const instance of demoInstances) cloud.addInstance({ ...instance, createTime });
  const key = cloud.addKey({ id: 'LTAIdoctorkeyid', secret: 'verysecretkey', actions: shippedRights() });
  const folder = mkdtempSync(join(tmpdir(), 'redis-resize-doctor-'));
  const file = join(folder, 'config.yaml');

  const account = (over: Asked['account']) => {
    const { url } = cloud;
    const endpoints = { 'cn-hangzhou': url, 'cn-shanghai': url, monitor: url, billing: url };
    return { name: 'main', regions: ['cn-hangzhou', 'cn-shanghai'], endpoints, ...over };
  };

  /** The variables of the bot; its file says this. */
  function environment(asked: Asked = {}) {
    const settings = asked.slack ?? 'slack: { cards: C0REDISOPS, mirror: [C0AUDIT] }';
    const accounts = `accounts: ${JSON.stringify([account(asked.account)])}`;
    writeFileSync(file, `version: 1\n${settings}\n${accounts}\n${asked.rules ?? RULES}`);
    return {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      ALIBABA_CLOUD_ACCESS_KEY_ID: key.id,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: key.secret,
      DATABASE_URL: `pglite:${join(folder, 'data')}`,
      CONFIG_FILE: file,
      PORT: '0',
      ...asked.env,
    };
  }

  return {
    slack,
    cloud,
    key,
    folder,
    account,
    environment,
    examine: (asked?: Asked) => examined(environment(asked)),
    /** What is not as it should be. Hints are always there. */
    async trouble(asked?: Asked) {
      const { findings, exitCode } = await examined(environment(asked));
      const wrong = findings.filter(({ status }) => status !== 'ok' && status !== 'hint');
      return { lines: wrong.map(({ status, check, what }) => `${status} ${check}: ${what}`), wrong, exitCode };
    },
    /** Moves the clocks of the others. */
    ahead(of: { slack?: number; cloud?: number }) {
      slackAhead = of.slack ?? 0;
      cloudAhead = of.cloud ?? 0;
    },
    async close() {
      await Promise.all([slack.close(), cloud.close()]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** As the command does it. */
async function examined(env: Readonly<Record<string, string | undefined>>) {
  const { patient, probes } = await examination(env);
  return examine(patient, probes);
}

export function shippedRights(): string[] {
  const text = readFileSync(join(ROOT, 'docs/ram-policy.json'), 'utf8');
  const { Statement } = JSON.parse(text) as { Statement: { Action: string | string[] }[] };
  return Statement.flatMap(({ Action }) => Action);
}

/** Every finding with something to do says what. */
export function fixless(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ status, fix = '' }) => (status === 'ok') === (fix !== ''));
}
