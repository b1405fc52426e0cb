import { Client } from 'pg';
import { afterEach, expect, it } from 'vitest';
import { openStage, type Stage } from '../story/stage.ts';

let stage: Stage;
let client: Client;
afterEach(async () => {
  await client.end();
  await stage.close();
});

it('of a whole story, of metrics and of readiness are none that PostgreSQL takes for so large that it compiles them', async () => {
  stage = await openStage();
  client = new Client({ connectionString: stage.database.url });
  await client.connect();
  await client.query('create extension pg_stat_statements');
  await stage.ask();
  await stage.sre.presses('Approve');
  await stage.reaches('completed');
  await stage.quiet();
  for (const path of ['/metrics', '/readyz']) expect((await stage.http(path)).status).toBe(200);
  const mine = `from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())`;
  const { rows: all } = await client.query(`select count(*)::int as count ${mine}`);
  expect(all).toEqual([{ count: expect.toSatisfy((count: number) => count > 50) as number }]);
  const { rows } = await client.query(`select left(query, 200) as query ${mine} and jit_functions > 0`);
  expect(rows).toEqual([]);
});
