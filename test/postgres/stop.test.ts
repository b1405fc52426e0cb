/** SIGTERM to the bot as it is started in life, in every state of waiting: it is gone within the ten seconds it has. */
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { portOf } from '../chaos/crew.ts';
import { type BotProcess, startBot } from '../story/process.ts';
import { openStage, ORDERS, MID, type Stage } from '../story/stage.ts';
import { openTunnel } from './tunnel.ts';

const ENTRY = join(import.meta.dirname, '../../src/main.ts');
const RULES = `
rules: [{ name: all, who: [U0DEV1], instances: { names: ["*"] }, approval: none }]
`;
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** What is asked for is about to be ordered, and said in Slack. */
async function ask({ dev }: Stage): Promise<void> {
  await dev.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
  await dev.waitsFor('orders-cache');
  await dev.fills({ reason: 'x' });
  await dev.submits();
}

type Wait = (stage: Stage, silence: () => void, bot: BotProcess) => Promise<void>;

/** As a probe and Prometheus ask, which give up after five seconds and ten. */
async function answersProbes(bot: BotProcess): Promise<void> {
  const get = async (path: string, ms: number) => {
    const response = await fetch(`http://127.0.0.1:${String(portOf(bot))}${path}`, { signal: AbortSignal.timeout(ms) });
    return [response.status, await response.text()] as const;
  };
  const [[ready, why], [scraped, metrics]] = await Promise.all([get('/readyz', 5_000), get('/metrics', 10_000)]);
  expect([ready, scraped]).toEqual([503, 200]);
  expect(why).toContain('database');
  expect(metrics).toContain('redis_resize_ready 0');
}

const WAITS: Readonly<Record<string, Wait>> = {
  'nothing to do, Socket Mode open': () => Promise.resolve(),
  'an order that the cloud does not answer': async (stage) => {
    stage.cloud.fault({ kind: 'hang', action: 'ModifyInstanceSpec', times: 9 });
    await ask(stage);
    await expect.poll(() => stage.orderCalls().length, { timeout: 20_000 }).toBe(1);
  },
  'a card that Slack does not answer': async (stage) => {
    stage.slack.fault({ kind: 'hang', method: 'chat.postMessage', ms: 60_000, times: 9 });
    await ask(stage);
    await expect.poll(() => stage.slack.faults[0], { timeout: 20_000 }).toMatchObject({ times: 8 });
  },
  'a database that fell silent': async (stage, silence, bot) => {
    silence();
    await answersProbes(bot);
    await stage.dev.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
  },
};

async function started(): Promise<readonly [Stage, BotProcess, () => void]> {
  const stage = await openStage({ empty: true, rules: RULES });
  ends.push(() => stage.close());
  const way = await openTunnel(stage.database.url);
  ends.push(way.close);
  const bot = await startBot(stage, { entry: ENTRY, env: { DATABASE_URL: way.url, NODE_DISABLE_COMPILE_CACHE: '1' } });
  ends.push(() => bot.kill('SIGKILL'));
  return [stage, bot, way.silenceForGood];
}

it('ends the process in ten seconds, whatever it waits for', async () => {
  const waiting: (readonly [string, BotProcess])[] = [];
  for (const [what, wait] of Object.entries(WAITS)) {
    const [stage, bot, silence] = await started();
    await wait(stage, silence, bot);
    waiting.push([what, bot]);
  }
  const took = waiting.map(async ([what, bot]) => {
    void bot.kill('SIGTERM');
    return (await bot.ended(10_000))
      ? []
      : [`${what}: ${(/.*stopping[^]*/.exec(bot.output()) ?? [])[0] ?? ''} now ${new Date().toISOString()}`];
  });
  expect((await Promise.all(took)).flat()).toEqual([]);
  for (const [what, bot] of waiting) expect(bot.output(), what).toContain('"msg":"stopping"');
}, 150_000);
