/** Whole lives: from the forms, all sent at once, to the verified changes in the record; the words follow at Slack's pace. */
import { withServer } from '../test/postgres/server.ts';
import type { Bot } from './bot.ts';
import { addInstance, openScene, type Scene } from './scene.ts';
import type { Line } from './table.ts';
import { until } from './until.ts';

const TARGET = 'redis.master.mid.default';
/** Each second of the measure; a change is first looked at after ten seconds, so that fewer measure that pause. */
const LIVES_A_SECOND = 30;
const FORMS_AT_ONCE = 4;
const PATIENCE_MS = 300_000;

interface Size {
  readonly rounds: number;
  readonly seconds: number;
}

export async function measureLives({ rounds, seconds }: Size) {
  const size = Math.round(LIVES_A_SECOND * seconds);
  const embedded: number[] = [];
  const server: number[] = [];
  const replicas: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    embedded.push(await livesPerSecond(size, [undefined]));
    await withServer(async (url) => {
      server.push(await livesPerSecond(size, [url]));
    });
    await withServer(async (url) => {
      replicas.push(await livesPerSecond(size, [url, url, url]));
    });
  }
  const line = (where: string, ours: readonly number[], bar: number) =>
    ({ what: `whole lives, ${where}`, unit: '/s', ours, bare: [], bar, least: true }) satisfies Line;
  return [line('embedded', embedded, 10), line('PostgreSQL', server, 10), line('three replicas', replicas, 18)];
}

/** `databases`: one for each replica. */
async function livesPerSecond(lives: number, databases: readonly (string | undefined)[]): Promise<number> {
  const people = Array.from({ length: lives }, (_, n) => `U0LIFE${String(n)}`);
  const scene = await openScene(people);
  const bots: [Bot, ...Bot[]] = [await scene.start('ours', databases[0])];
  for (const database of databases.slice(1)) bots.push(await scene.start('ours', database));
  const todo = people.map((person, n) => () => fill(scene, person, addInstance(scene, `life-${String(n)}`, 'dev')));
  const filling = async (): Promise<void> => {
    for (let next = todo.shift(); next !== undefined; next = todo.shift()) await next();
  };
  await Promise.all(Array.from({ length: FORMS_AT_ONCE }, filling));
  const began = performance.now();
  const sent = Promise.all(people.map((person) => scene.slack.person(person).submits({ timeoutMs: PATIENCE_MS })));
  while ((await completed(bots[0])) < lives) {
    if (performance.now() - began > PATIENCE_MS) throw new Error('the lives did not end');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const seconds = (performance.now() - began) / 1000;
  await sent;
  await Promise.all(bots.map((bot) => bot.stop()));
  await scene.close();
  return lives / seconds;
}

async function fill({ slack }: Scene, id: string, instance: string): Promise<void> {
  const person = slack.person(id);
  await person.types(`/redis-resize ${instance} ${TARGET}`, { in: '#payments' });
  // With the price: what is sent before it was shown is confirmed once more.
  await until(() => {
    const shown = JSON.stringify(person.modals().at(-1) ?? '');
    return shown.includes(instance) && /¥|CNY/.test(shown);
  });
  await person.fills({ reason: 'bench' });
}

async function completed(bot: Bot): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${String(bot.port)}/metrics`)).text();
  return Number(/^redis_resize_requests\{state="completed"\} (\d+)/m.exec(text)?.[1] ?? 0);
}
