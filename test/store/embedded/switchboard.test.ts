/** Connections that share the one session of the embedded engine. */
import { setTimeout } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { prepared } from '../../../src/store/embedded/prepared.ts';
import { enginePoolConfig } from '../../../src/store/server.ts';
import { Switchboard } from '../../../src/store/embedded/switchboard.ts';

const SILENCE_MS = 50;

let pglite: PGlite;
let switchboard: Switchboard;
let one: Client;
let other: Client;

beforeAll(async () => {
  pglite = await PGlite.create();
});
afterAll(() => pglite.close());

beforeEach(async () => {
  await pglite.exec('drop table if exists note; create table note (text text); deallocate all');
  switchboard = new Switchboard(
    prepared((bytes) => pglite.execProtocolRaw(bytes)),
    SILENCE_MS,
  );
  [one, other] = await Promise.all([client(), client()]);
});
afterEach(() => Promise.all([one.end(), other.end()]));

async function client(): Promise<Client> {
  const made = new Client(enginePoolConfig({ connect: () => switchboard.connect(), close: () => Promise.resolve() }));
  made.on('error', () => undefined);
  await made.connect();
  return made;
}

const written = async (by: Client) => (await by.query<{ text: string }>('select text from note')).rows;

it('a transaction has the session to itself, and the others wait for its end', async () => {
  await one.query('begin');
  const read = written(other);
  await one.query('insert into note values ($1)', ['kept']);
  await one.query('commit');
  expect(await read).toEqual([{ text: 'kept' }]);
});

it.each([
  ['its client leaves', () => one.end()],
  ['its connection breaks', () => Promise.resolve(one.connection.stream.destroy())],
  ['it is silent for too long', () => setTimeout(SILENCE_MS)],
])('a transaction is rolled back when %s', async (_, happens) => {
  await one.query('begin');
  await one.query('insert into note values ($1)', ['lost']);
  const read = written(other);
  await happens();
  expect(await read).toEqual([]);
});

it('a statement that is refused fails alone, inside a transaction until its end', async () => {
  await expect(one.query('select * from nothing where a = $1', [1])).rejects.toMatchObject({ code: '42P01' });
  expect(await written(one)).toEqual([]);
  await one.query('begin');
  await expect(one.query('selekt')).rejects.toMatchObject({ code: '42601' });
  await expect(written(one)).rejects.toMatchObject({ code: '25P02' });
  const read = written(other);
  await one.query('rollback');
  expect(await read).toEqual([]);
});

it('a notification is heard by all, whoever listened', async () => {
  const heard: string[] = [];
  for (const each of [one, other]) each.on('notification', ({ payload = '' }) => heard.push(payload));
  await one.query('listen news');
  await other.query(`select pg_notify('news', 'hello')`);
  expect(heard).toEqual(['hello', 'hello']);
});

it('a statement is planned once, however often it is asked, and planned anew when its table has changed', async () => {
  const add = (text: unknown) => one.query('insert into note values ($1) returning text', [text]);
  for (const text of ['a', 'b', null]) expect((await add(text)).rows).toEqual([{ text }]);
  for (let times = 0; times < 3; times += 1) {
    expect((await one.query(`select count(*)::int as n from note where text <> ';'`)).rows).toEqual([{ n: 2 }]);
    expect((await other.query('select * from note')).rows).toHaveLength(3);
    expect((await other.query('delete from note where text is not null and text = $1', ['c'])).rowCount).toBe(0);
    await expect(one.query('select * from nothing where a = $1', [times])).rejects.toMatchObject({ code: '42P01' });
  }
  const kept = await one.query<{ statement: string }>('select statement from pg_prepared_statements;');
  expect(kept.rows.map(({ statement }) => statement).sort()).toEqual([
    'delete from note where text is not null and text = $1',
    'insert into note values ($1) returning text',
    'select * from note',
  ]);
  await one.query('alter table note add column more int');
  await expect(other.query('select * from note')).rejects.toMatchObject({ code: '0A000' });
  expect(Object.keys((await other.query<object>('select * from note')).rows[0] ?? {})).toEqual(['text', 'more']);
});

it('messages may come in pieces', async () => {
  const wire = switchboard.connect();
  const heard: Buffer[] = [];
  wire.on('data', (part: Buffer) => heard.push(part));
  const startup = Buffer.from([0, 0, 0, 8, 0, 3, 0, 0]);
  const query = Buffer.from([0x51, 0, 0, 0, 13, ...Buffer.from('select 7\0')]);
  for (const byte of Buffer.concat([startup, query])) wire.write(Buffer.from([byte]));
  await expect.poll(() => Buffer.concat(heard).toString('latin1')).toMatch(/7.*SELECT 1.*I$/s);
  wire.destroy();
});

it('what the engine cannot do fails what waits for it; what it can’t even roll back ends all', async () => {
  const broken = new Switchboard(() => Promise.reject(new Error('Aborted()')));
  const made = new Client(enginePoolConfig({ connect: () => broken.connect(), close: () => Promise.resolve() }));
  const errors: Error[] = [];
  made.on('error', (error: Error) => errors.push(error));
  await made.connect();
  await expect(made.query('select 1')).rejects.toThrow('Aborted()');
  const later = broken.connect();
  await expect(new Promise((_, reject) => later.on('error', reject))).rejects.toThrow('Aborted()');
});

it('a statement that is refused is planned once too', async () => {
  for (let n = 0; n < 3; n += 1) await expect(one.query('select 1 / $1::int', [0])).rejects.toThrow('division by zero');
  expect((await one.query('select from pg_prepared_statements;')).rowCount).toBe(1);
});
