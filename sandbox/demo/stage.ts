/** Puts up the local Slack, the local cloud and the bot between them, and takes everything down again. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, startCloud } from '../alicloud/cloud.ts';
import { demoInstances } from '../alicloud/world.ts';
import { manifestScopes } from '../manifest-scopes.ts';
import { type Slack, startSlack } from '../slack/slack.ts';
import { type BotProcess, startBot, tailOf } from './bot-process.ts';
import { PEOPLE, policyText } from './cast.ts';
import { type Console, createConsole } from './console.ts';
import { answerConsole } from './console-http.ts';
import { freePort } from '../free-port.ts';

/** Long enough to be seen, short enough to be waited for. */
const CHANGE_MS = 3000;
const USUAL_PORT = 4000;

export interface StageOptions {
  readonly mode: 'socket' | 'http';
  /** Undefined: the usual one, or any when that is taken. 0: any. */
  readonly port?: number | undefined;
  readonly changeMs?: number;
}

export interface DemoStage {
  /** Of the page, and of the keys of the terminal. */
  readonly console: Console;
  readonly slack: Slack;
  readonly cloud: Cloud;
  readonly mode: 'socket' | 'http';
  readonly bot: BotProcess;
  /** Of the bot's health checks and metrics. */
  readonly botPort: number;
  readonly configFile: string;
  /** With what the command line needs to look at the same bot. */
  readonly environmentFile: string;
  /** From the start of its process until it is ready. */
  readonly startMs: number;
}

/** What has to be undone, in reverse; `logTail` is what the bot said last, if it came to that. */
export interface Putting {
  readonly undo: AsyncDisposableStack;
  logTail: () => readonly string[];
}

export function nothingYet(): Putting {
  return { undo: new AsyncDisposableStack(), logTail: () => [] };
}

export async function putUp(options: StageOptions, putting: Putting): Promise<DemoStage> {
  const { undo } = putting;
  const { mode } = options;
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  const cloud = await startCloud({
    changeDurationMs: options.changeMs ?? CHANGE_MS,
    now,
  });
  undo.defer(() => cloud.close());
  for (const instance of demoInstances) cloud.addInstance(instance);
  const slack = await slackOn(options.port, { mode, users: PEOPLE, scopes: manifestScopes() });
  undo.defer(() => slack.close());
  const port = mode === 'http' ? await freePort() : 0;

  const folder = mkdtempSync(join(tmpdir(), 'redis-resize-demo-'));
  undo.defer(() => rmSync(folder, { recursive: true, force: true }));
  const configFile = join(folder, 'redis-resize.yaml');
  const logFile = join(folder, 'bot.log');
  writeFileSync(configFile, policyText(cloud.url));

  const began = performance.now();
  const environment = environmentOf({ slack, cloud, mode, configFile, data: join(folder, 'data'), port });
  const environmentFile = join(folder, 'demo.env');
  const bot = startBot(environment, logFile);
  undo.defer(() => bot.stop());
  const forward = (ms: number): void => {
    ahead += ms;
    bot.forward(ms);
  };
  const page = createConsole({ slack, cloud, now, forward });
  slack.setConsole(answerConsole(page));
  putting.logTail = () => tailOf(logFile);
  const { port: botPort } = await bot.ready;
  if (mode === 'http') slack.setRequestUrl(`http://127.0.0.1:${botPort}/slack/events`);
  await slack.connected();
  const lines = Object.entries({ ...environment, PORT: String(botPort) }).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(environmentFile, lines.join(''), { mode: 0o600 });
  return {
    console: page,
    slack,
    cloud,
    mode,
    bot,
    botPort,
    configFile,
    environmentFile,
    startMs: performance.now() - began,
  };
}

function environmentOf(at: {
  readonly slack: Slack;
  readonly cloud: Cloud;
  readonly mode: 'socket' | 'http';
  readonly configFile: string;
  readonly data: string;
  readonly port: number;
}): Record<string, string> {
  const { slack, cloud, mode } = at;
  return {
    SLACK_MODE: mode,
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    ...(mode === 'socket' ? { SLACK_APP_TOKEN: slack.appToken } : { SLACK_SIGNING_SECRET: slack.signingSecret }),
    ALIBABA_CLOUD_ACCESS_KEY_ID: cloud.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: cloud.accessKeySecret,
    DATABASE_URL: `pglite:${at.data}`,
    CONFIG_FILE: at.configFile,
    HOST: '127.0.0.1',
    PORT: String(at.port),
  };
}

async function slackOn(port: number | undefined, options: Parameters<typeof startSlack>[0]): Promise<Slack> {
  try {
    return await startSlack({ ...options, port: port ?? USUAL_PORT });
  } catch (error) {
    if (!isTaken(error)) throw error;
    if (port !== undefined)
      throw new Error(`Port ${port} cannot be had. Give another one with --port.`, { cause: error });
    return startSlack({ ...options, port: 0 });
  }
}

/** Taken by somebody else, or not ours to take. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
}
