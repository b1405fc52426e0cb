/** What is read when 10,000 requests have ended: the answer to `list`, to `history`, and the App Home. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openStore } from '../src/store/store.ts';
import { aDraft, anInstance } from '../test/builders.ts';
import { addInstance, openScene, type Scene } from './scene.ts';
import { until } from './until.ts';
import { type Line, quantile } from './table.ts';

const FINISHED = 10_000;
const TIMES = 30;

export async function measureLists({ rounds }: { readonly rounds: number }) {
  const list: number[] = [];
  const history: number[] = [];
  const home: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const scene = await openScene();
    const instance = addInstance(scene, 'orders-cache', 'prod');
    const data = mkdtempSync(join(tmpdir(), 'redis-resize-bench-data-'));
    await fillDatabase(data, instance);
    const bot = await scene.start('ours', data);
    list.push(await answersTo(scene, 'list'));
    history.push(await answersTo(scene, `history ${instance}`));
    home.push(await firstLooks(scene));
    await bot.stop();
    await scene.close();
    rmSync(data, { recursive: true });
  }
  return [
    { what: `list, ${String(FINISHED)} requests, p99`, unit: 'ms', ours: list, bare: [], bar: 50 },
    { what: 'history, p99', unit: 'ms', ours: history, bare: [], bar: 50 },
    { what: 'App Home, first look, slowest', unit: 'ms', ours: home, bare: [], bar: 50 },
  ] satisfies Line[];
}

/** One is made by the store; the others are copies of it. */
async function fillDatabase(directory: string, instanceId: string): Promise<void> {
  const store = await openStore({
    at: { kind: 'pglite', directory },
    clock: { now: () => new Date() },
    onError: (error) => console.error(error),
  });
  const requester = { teamId: 'T012AB', userId: 'U0DEV1' };
  await store.records.open(aDraft({ before: anInstance({ instanceId }), requester }), 'V1', [], []);
  await sql`update redis_resize.request set state = 'completed', doc = doc || '{"state": "completed"}'`.execute(
    store.db,
  );
  await sql`insert into redis_resize.request (id, state, instance_id, created_at, updated_at, version, doc, placed_at, counts)
    select 'rr-' || translate(lpad(n::text, 8, '0'), '01', 'ab'), state, instance_id, created_at - n * interval '1 minute', updated_at,
      version, doc || jsonb_build_object('id', 'rr-' || translate(lpad(n::text, 8, '0'), '01', 'ab')), placed_at, counts
    from redis_resize.request, generate_series(1, ${FINISHED}) n`.execute(store.db);
  await sql`delete from redis_resize.job`.execute(store.db);
  // As the bot does once an hour.
  await sql`vacuum (analyze)`.execute(store.db);
  await store.close(1000);
}

function answersTo({ slack }: Scene, command: string): Promise<number> {
  const dev = slack.person('U0DEV1');
  return times(async () => {
    const before = slack.messages('#payments').length;
    await dev.types(`/redis-resize ${command}`, { in: '#payments' });
    await until(() => slack.messages('#payments').length > before);
  });
}

/** The slowest first look of all people there are: what Home shows already is not published again. */
async function firstLooks({ slack }: Scene): Promise<number> {
  const taken: number[] = [];
  for (const { id } of slack.users.filter(({ flags }) => flags.length === 0)) {
    const before = slack.calls.length;
    const began = performance.now();
    await slack.person(id).opensHome();
    await until(() => slack.calls.slice(before).some(({ method }) => method === 'views.publish'));
    taken.push(performance.now() - began);
  }
  return Math.max(...taken.slice(1));
}

/** The 99th percentile of how long it takes, in milliseconds. */
async function times(act: () => Promise<void>): Promise<number> {
  const taken: number[] = [];
  await act();
  for (let n = 0; n < TIMES; n += 1) {
    const began = performance.now();
    await act();
    taken.push(performance.now() - began);
  }
  return quantile(taken, 0.99);
}
