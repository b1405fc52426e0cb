/**
 * The stage of the story tests: a local Slack, a local cloud, a real database and the bot between them, all in this
 * process. Only the pauses between looks are shorter than in life.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Cloud, startCloud } from '../../sandbox/alicloud/cloud.ts';
import { demoInstances } from '../../sandbox/alicloud/world.ts';
import { manifestScopes } from '../../sandbox/manifest-scopes.ts';
import { readable } from '../../sandbox/slack/mrkdwn.ts';
import type { SandboxMessage } from '../../sandbox/slack/api.ts';
import type { PersonDriver } from '../../sandbox/slack/person.ts';
import { type Slack, startSlack } from '../../sandbox/slack/slack.ts';
import { type App, startApp } from '../../src/app.ts';
import { readEnvironment } from '../../src/config/env.ts';
import { printEnvironmentProblem } from '../../src/config/environment.ts';
import { printProblem, readPolicyFile } from '../../src/config/load.ts';
import { followPolicyFile, type PolicySource } from '../../src/config/policy-source.ts';
import { secretsOf } from '../../src/config/secrets.ts';
import type { RequestId, ResizeRequest } from '../../src/core/request/request.ts';
import { isFinal, type State } from '../../src/core/request/state.ts';
import { createLog } from '../../src/ops/log.ts';
import { verifyAudit } from '../../src/store/audit.ts';
import type { Timings } from '../../src/workflow/timings.ts';
import { freshDatabase, type TestDatabase } from '../database.ts';
import { bringForward } from '../../sandbox/demo/bring-forward.ts';
import { idle } from '../idle.ts';
import { FAST, FAST_RATES } from './timings.ts';
import { freePort } from '../../sandbox/free-port.ts';

export const ORDERS = 'r-bp1zxszhcgatnx';
export const MID = 'redis.master.mid.default';
export const SMALL = 'redis.master.small.default';

/** Long enough for the bot to see it running. */
const CHANGE_MS = 1000;

export interface StageOptions {
  readonly mode?: 'socket' | 'http';
  /** Text of the rules and what follows, in place of the usual ones. */
  readonly rules?: string;
  readonly slack?: string;
  readonly changeDurationMs?: number;
  readonly pace?: Partial<Timings>;
  /** Embedded database in a folder: for a bot in a process of its own. The one in memory outlives a restart here. */
  readonly onDisk?: boolean;
  /** An Enterprise Grid with an org-wide token. */
  readonly orgWide?: boolean;
  /** Start no bot: the test starts its own, as processes. */
  readonly empty?: boolean;
  /** What runs at a stop gets this long. */
  readonly stopMs?: number;
  /** When Slack sends an event again that was not acknowledged. */
  readonly eventRetriesMs?: readonly number[];
  /** More variables of the environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cloudTimeouts?: { readonly readMs?: number; readonly orderMs?: number };
}

interface Asked {
  readonly line?: string;
  readonly reason?: string;
  readonly by?: PersonDriver;
  readonly state?: State;
}

/** Whoever sends a form takes the second step too, where it comes; what becomes of it is waited for by each story. */
function resolute(person: PersonDriver): PersonDriver {
  const goOn = async (): Promise<void> => {
    for (let looks = 0; looks < 100; looks += 1) {
      const top = person.modals().at(-1);
      if (top === undefined) return;
      if (top.callbackId === 'confirm') {
        await person.submits();
        return;
      }
      await new Promise((done) => setTimeout(done, 40).unref());
    }
  };
  return {
    ...person,
    async submits(waiting) {
      const sent = await person.submits(waiting);
      void goOn().catch(() => undefined);
      return sent;
    },
  };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

export const RULES = `
groups:
  backend: [U0DEV1, S0BACKEND]
  sre: [S0SRE]
rules:
  - name: dev alone
    who: [backend, sre]
    instances: { tags: { env: dev } }
    approval: none
  - name: prod needs one of SRE
    who: [backend, sre]
    instances: { tags: { env: prod } }
    approval: { from: [sre], count: 1 }
`;

/** An hour old, at its peak: a week of points a minute would be a third of what a story computes. */
function young<T extends (typeof demoInstances)[number]>(instance: T): T {
  const createTime = `${new Date(Date.now() - 3_600_000).toISOString().slice(0, 19)}Z`;
  return { ...instance, createTime, usedMemoryBytes: instance.peakMemoryBytes };
}

export async function openStage(options: StageOptions = {}) {
  const mode = options.mode ?? 'socket';
  const port = mode === 'http' ? await freePort() : 0;
  // The cloud's business time is ours to move; its check of request timestamps stays on the wall clock.
  let ahead = 0;
  let botAhead = 0;
  const cloud = await startCloud({
    now: () => Date.now() + ahead,
    changeDurationMs: options.changeDurationMs ?? CHANGE_MS,
  });
  for (const instance of demoInstances) cloud.addInstance(young(instance));
  const requestUrl = mode === 'http' ? { requestUrl: `http://127.0.0.1:${String(port)}/slack/events` } : {};
  const orgWide = options.orgWide ?? false;
  const { eventRetriesMs } = options;
  const events = eventRetriesMs === undefined ? {} : { eventRetriesMs };
  const slack = await startSlack({ mode, orgWide, scopes: [...manifestScopes()], ...requestUrl, ...events });
  const folder = mkdtempSync(join(tmpdir(), 'redis-resize-story-'));
  const database = await freshDatabase(options.onDisk === true ? join(folder, 'data') : undefined);
  const file = join(folder, 'config.yaml');
  const logged: string[] = [];
  let app: App | undefined;
  let policy: PolicySource | undefined;

  const configure = (rules: string): void => writeFileSync(file, configText(cloud, options.slack, rules));

  async function start(): Promise<App> {
    const read = readEnvironment(
      { ...environmentOf(slack, cloud, mode, database, file, port), ...options.env },
      () => '',
    );
    if (read.kind === 'bad') throw new Error(read.problems.map(printEnvironmentProblem).join('\n'));
    const loaded = readPolicyFile(file);
    if (loaded.kind === 'bad') throw new Error(loaded.problems.map(printProblem).join('\n'));
    policy = followPolicyFile(file, loaded.policy);
    const log = createLog('debug', secretsOf(read.environment), { write: (line: string) => void logged.push(line) });
    app = await startApp({
      environment: read.environment,
      policy,
      log,
      clock: { now: () => new Date(Date.now() + botAhead) },
      timings: { ...FAST, ...options.pace },
      slackRates: FAST_RATES,
      cloudTimeouts: { maxPauseMs: 50, ...options.cloudTimeouts },
      ...(options.stopMs === undefined ? {} : { stopMs: options.stopMs }),
      ...opened(database),
    });
    await slack.connected();
    return app;
  }

  async function stop(): Promise<void> {
    policy?.close();
    await app?.stop();
    app = undefined;
  }

  configure(options.rules ?? RULES);
  if (options.empty !== true) await start();
  const store = () => {
    if (app === undefined) throw new Error('the bot is not running');
    return app.store;
  };

  return {
    slack,
    cloud,
    database,
    logged,
    configure: (rules: string) => {
      configure(rules);
      policy?.reload();
    },
    store,
    port: () => app?.port ?? 0,
    /** What a probe or a scrape gets. */
    async http(path: string) {
      const response = await fetch(`http://127.0.0.1:${String(app?.port)}${path}`);
      return { status: response.status, body: await response.text() };
    },
    dev: resolute(slack.person('U0DEV1')),
    dev2: resolute(slack.person('U0DEV2')),
    sre: resolute(slack.person('U0SRE1')),
    sre2: resolute(slack.person('U0SRE2')),
    lead: resolute(slack.person('U0LEAD')),
    /** Lets time pass, for the cloud and for the bot: what becomes due in it has been done when this resolves. */
    async tick(ms: number) {
      ahead += ms;
      botAhead += ms;
      await bringForward(store().db, ms);
      await idle(store().db);
    },
    /** Moves the cloud's time; the bot's stays. */
    advance: (ms: number) => void (ahead += ms),
    /** Moves the bot's time, so that what it remembers of people is old. */
    later: (ms: number) => void (botAhead += ms),
    /** The developer asks for a change of orders-cache, by the form. */
    async ask({
      line = `${ORDERS} ${MID}`,
      reason = 'Peak memory is at 71 %',
      by = resolute(slack.person('U0DEV1')),
      state = 'pending',
    }: Asked = {}) {
      await by.types(`/redis-resize ${line}`, { in: '#payments' });
      await by.waitsForModal();
      await by.fills({ reason });
      await by.submits();
      const request = await this.reaches(state);
      await this.quiet();
      return request;
    },
    /** Stops the bot and starts it again on the same data. */
    async restart() {
      await stop();
      await start();
    },
    stop,
    start,
    /** What a bot in a process of its own is started with. */
    environment: () => environmentOf(slack, cloud, mode, database, file, port),
    async only(): Promise<ResizeRequest> {
      const [request, ...more] = await store().records.find({ limit: 2 });
      if (request === undefined || more.length > 0) throw new Error('there is not exactly one request');
      return request;
    },
    /** Waits for the state. Where it is the last one, a change that was seen to run does not take its whole time. */
    async reaches(state: State, id?: RequestId): Promise<ResizeRequest> {
      let hurry = isFinal(state) && options.changeDurationMs === undefined;
      const look = async () => {
        const found = id === undefined ? (await store().records.find({ limit: 1 }))[0] : await store().records.get(id);
        if (found !== undefined && found.state !== state && isFinal(found.state)) {
          throw new Error(`it ended in ${found.state} (${found.failure?.code ?? 'no code'}) instead of ${state}`);
        }
        if (hurry && found?.state === 'changing') {
          ahead += CHANGE_MS;
          hurry = false;
        }
        return found;
      };
      await expect.poll(async () => (await look())?.state, { timeout: 15_000, interval: 40 }).toBe(state);
      const found = await look();
      if (found === undefined) throw new Error('it is gone');
      return found;
    },
    /** Until everything that happened was said. */
    async quiet() {
      const undelivered = store().db.selectFrom('event').where('delivered_at', 'is', null).select('seq').limit(1);
      await expect.poll(() => undelivered.executeTakeFirst(), { timeout: 10_000 }).toBeUndefined();
    },
    cards: (channel = '#payments') =>
      slack.messages(channel, ({ threadTs, ephemeralTo }) => threadTs === undefined && ephemeralTo === undefined),
    /** The thread of the newest card, as people read it. */
    thread(channel = '#payments') {
      const card = this.cards(channel).at(-1);
      if (card === undefined) return [];
      return slack.thread(channel, card.ts).flatMap((message) => linesOf(message).map((line) => this.read(line)));
    },
    read: (message: SandboxMessage) => readable(message, slack.users, { userGroups: slack.userGroups }),
    orderCalls: () => cloud.calls.filter(({ action }) => action === 'ModifyInstanceSpec'),
    async close() {
      // In one snapshot: the bot may still be writing.
      const snapshot = app?.store.db.transaction().setIsolationLevel('repeatable read');
      const whole = (await snapshot?.execute((trx) => verifyAudit(trx))) ?? { kind: 'whole' };
      await stop();
      await slack.close();
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
      expect(whole).toMatchObject({ kind: 'whole' });
      // Of every story, whatever it is about: what was logged, and what was sent to Slack.
      const wrote = [...logged, ...slack.calls.map(({ args }) => JSON.stringify(args))].join('\n');
      const secrets = [slack.botToken, slack.appToken, slack.signingSecret, cloud.accessKeySecret];
      expect(secrets.filter((secret) => wrote.includes(secret))).toEqual([]);
    },
  };
}

/** What is pending in a thread is said in one message: a section for each event, and what was written to it. */
function linesOf(message: SandboxMessage): SandboxMessage[] {
  const lines: SandboxMessage[] = [];
  for (const block of message.blocks) {
    const last = lines.at(-1);
    if (block.type === 'section' || last === undefined) lines.push({ ...message, blocks: [block] });
    else lines[lines.length - 1] = { ...last, blocks: [...last.blocks, block] };
  }
  return lines;
}

/** What startApp takes of it; the rest is in the environment. */
function opened({ engine }: TestDatabase) {
  return engine === undefined ? {} : { engine };
}

function configText(cloud: Cloud, slack: string | undefined, rules: string): string {
  return `version: 1
slack:
  mirror: [C0AUDIT]
${slack ?? ''}
accounts:
  - name: main
    regions: [cn-hangzhou, cn-shanghai]
    endpoints: { cn-hangzhou: "${cloud.url}", cn-shanghai: "${cloud.url}", billing: "${cloud.url}", monitor: "${cloud.url}" }
${rules}`;
}

function environmentOf(
  slack: Slack,
  cloud: Cloud,
  mode: 'socket' | 'http',
  database: TestDatabase,
  file: string,
  port: number,
) {
  return {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_API_URL: slack.apiUrl,
    ...(mode === 'socket' ? { SLACK_APP_TOKEN: slack.appToken } : { SLACK_SIGNING_SECRET: slack.signingSecret }),
    SLACK_MODE: mode,
    ALIBABA_CLOUD_ACCESS_KEY_ID: cloud.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: cloud.accessKeySecret,
    DATABASE_URL: database.url,
    CONFIG_FILE: file,
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'debug',
  };
}
