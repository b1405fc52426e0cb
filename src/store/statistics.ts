import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

/** Counts for the metrics. A request is one small row, so that counting all of them is quick. */
export async function statistics(db: Kysely<Tables>): Promise<{ states: Record<string, number>; undelivered: number }> {
  const [states, undelivered] = await Promise.all([
    db
      .selectFrom('request')
      .select(['state', (eb) => eb.fn.countAll<string>().as('count')])
      .groupBy('state')
      .execute(),
    db
      .selectFrom('event')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('delivered_at', 'is', null)
      .executeTakeFirstOrThrow(),
  ]);
  return {
    states: Object.fromEntries(states.map(({ state, count }) => [state, Number(count)])),
    undelivered: Number(undelivered.count),
  };
}

/** Writes nothing, and still fails where the database has become read-only or is gone. */
export async function isWritable(db: Kysely<Tables>): Promise<boolean> {
  try {
    const { rows } = await sql<{
      read_only: string;
    }>`select current_setting('transaction_read_only') as read_only`.execute(db);
    return rows[0]?.read_only === 'off';
  } catch {
    return false;
  }
}
