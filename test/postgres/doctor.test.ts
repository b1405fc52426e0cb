import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from 'pg';
import { examineDatabase } from '../../src/store/doctor.ts';
import { emptyDatabase, type TestDatabase } from '../database.ts';
import { openDatabase } from '../../src/store/database.ts';

let database: TestDatabase;
let client: Client;
beforeAll(async () => {
  database = await emptyDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(() => client.end());

const look = async (at = database.at) =>
  (await examineDatabase(at)).map(({ status, check, what }) => `${status} ${check}: ${what}`);
const version = expect.stringMatching(/^ok database\.version: PostgreSQL \d+/) as string;
const writable = 'ok database.writable: tables can be created and written in the schema redis_resize';

describe('the doctor on a PostgreSQL', () => {
  it('without tables finds no fault and makes none', async () => {
    const none = 'ok database.tables: none yet; the bot creates them when it starts';
    expect(await look()).toEqual([version, writable, none]);
    const { rows } = await client.query(
      `select tablename from pg_tables where schemaname in ('public', 'redis_resize')`,
    );
    expect(rows).toEqual([]);
  });

  it('with the tables of this, of an older and of a newer release', async () => {
    await (await openDatabase({ at: database.at })).close();
    expect(await look()).toEqual([version, writable, expect.stringMatching(/^ok database\.tables: up to date/)]);
    await client.query(`insert into redis_resize.kysely_migration values ('999-later', '2030-01-01')`);
    expect(await look()).toContain('problem database.tables: created by a newer release: 999-later');
    await client.query(`delete from redis_resize.kysely_migration where name = '999-later'`);
    await client.query(`insert into redis_resize.kysely_migration values ('000-before', '2020-01-01')`);
    expect((await look()).at(-1)).toMatch(/^problem database\.tables/);
    await client.query(`delete from redis_resize.kysely_migration where name = '000-before'`);
  });

  it('that is read-only, and one whose user may make nothing', async () => {
    await client.query(
      `do $$ begin execute format('alter database %I set default_transaction_read_only = on', current_database()); end $$`,
    );
    expect((await look())[1]).toBe(
      'problem database.writable: cannot create or write tables in the schema redis_resize (25006)',
    );
    await client.query(`set default_transaction_read_only = off`);
    await client.query(
      `do $$ begin execute format('alter database %I reset default_transaction_read_only', current_database()); end $$`,
    );
    const user = `reader${Date.now().toString(36)}`;
    await client.query(`create role ${user} login`);
    const url = new URL(database.url);
    url.username = user;
    expect(await look({ kind: 'postgres', url: url.href })).toEqual([
      version,
      'problem database.writable: cannot create or write tables in the schema redis_resize (42501)',
      'problem database.tables: cannot be read (42501)',
    ]);
  });
});
