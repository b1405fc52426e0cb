import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDoor } from '../../sandbox/demo/database-door.ts';
import { startPglite } from '../../src/store/database.ts';

let engine: Awaited<ReturnType<typeof startPglite>>;
let door: Awaited<ReturnType<typeof openDoor>>;
beforeAll(async () => {
  engine = await startPglite('memory://');
  await engine.exec('create table said (words text)');
  door = await openDoor(engine);
});
afterAll(async () => {
  door.close();
  await engine.close();
});

async function visitor(): Promise<Client> {
  const client = new Client({ connectionString: door.url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
const said = async () => (await engine.query<{ words: string }>('select words from said')).rows.map((row) => row.words);

it('has who is inside alone: what the bot does meanwhile is outside of their transaction, and waits', async () => {
  const reader = await visitor();
  await reader.query('start transaction isolation level repeatable read read only');
  const writing = engine.query(`insert into said values ('by the bot')`);
  expect((await reader.query('select $1::int + 1 as sum', [41])).rows).toEqual([{ sum: 42 }]);
  expect((await reader.query('select words from said')).rows).toEqual([]);
  await expect(reader.query(`insert into said values ('by a reader')`)).rejects.toThrow('read-only transaction');
  await reader.end();
  await writing;
  expect(await said()).toEqual(['by the bot']);
});

it('ends the transaction of a visitor who leaves in the middle, and lets the next one in', async () => {
  const [first, second] = [await visitor(), visitor()];
  await first.query(`begin; insert into said values ('never')`);
  await first.end();
  const next = await second;
  expect((await next.query('select words from said')).rows).toEqual([{ words: 'by the bot' }]);
  await next.end();
});
