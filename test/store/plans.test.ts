/** That PostgreSQL can take the indexes that are there for a search. */
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { OPEN_STATES } from '../../src/core/request/state.ts';
import { inOrder, matching } from '../../src/store/change.ts';
import { openDatabase } from '../../src/store/database.ts';
import { freshDatabase } from '../database.ts';

it('open requests are looked for among the open ones, also by a plan that is made for any value', async () => {
  const database = await openDatabase(await freshDatabase());
  const open = (db: typeof database.db) => matching(db, { open: true }).selectAll().orderBy('created_at', 'desc');
  // A parameter may be any state: a plan that is kept could not take the index.
  expect(open(database.db).compile().parameters).toEqual([]);
  const plan = await database.db.transaction().execute(async (trx) => {
    await sql`set local enable_seqscan = off; set local enable_sort = off`.execute(trx);
    return open(trx).explain('text');
  });
  expect(JSON.stringify(plan)).toContain('request_open on request');
  await database.close();
});

it('planned returns of all instances are read in the order of their index: without sorting, and none but those shown', async () => {
  const database = await openDatabase(await freshDatabase());
  const plan = await database.db.transaction().execute(async (trx) => {
    await sql`set local enable_seqscan = off; set local enable_bitmapscan = off`.execute(trx);
    return inOrder(trx, { returning: true }).limit(20).explain('text');
  });
  expect(JSON.stringify(plan)).toMatch(
    /Limit.*Incremental Sort.*Presorted Key: return_at.*request_by_return on request/,
  );
  await database.close();
});

it.each(['request_open_instance', 'request_open'])(
  'a request is open for the database in exactly the states in which it is open for the code: %s',
  async (index) => {
    const database = await openDatabase(await freshDatabase());
    const { rows } = await sql<{ indexdef: string }>`
      select indexdef from pg_indexes where indexname = ${index}`.execute(database.db);
    const states = [...(rows[0]?.indexdef ?? '').matchAll(/'(\w+)'/g)].map(([, state]) => state);
    expect(states.toSorted()).toEqual([...OPEN_STATES].toSorted());
    await database.close();
  },
);
