import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openDatabase } from '../../../src/store/database.ts';
import { freshDatabase } from '../../database.ts';

it('the embedded database gives the room of old rows back by itself', async () => {
  const { at, engine } = await freshDatabase();
  const database = await openDatabase({ at, ...(engine && { engine }), vacuumEveryMs: 20 });
  // Only a vacuum writes a map of what everybody sees.
  const size = sql<{ size: number }>`select pg_relation_size('redis_resize.order_freeze', 'vm')::int as size`;
  await expect.poll(async () => (await size.execute(database.db)).rows[0]?.size).toBeGreaterThan(0);
  await database.close();
});
