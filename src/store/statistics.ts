import type { Kysely } from 'kysely';
import { within } from '../core/within.ts';
import type { Tables } from './schema.ts';
import { troubleOf } from './trouble.ts';

const WRITE_MS = 3_000;

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

/** Writes a row of this process, in a time that a probe waits. What stands in the way, in words. */
export async function writeTrouble(db: Kysely<Tables>, replica: string, now: Date): Promise<string | undefined> {
  try {
    const row = { id: replica, seen_at: now };
    const written = db
      .insertInto('replica')
      .values(row)
      .onConflict((oc) => oc.column('id').doUpdateSet(row))
      .execute();
    return (await within(written, WRITE_MS)) === undefined ? 'it does not answer' : undefined;
  } catch (error) {
    return troubleOf(error).words;
  }
}
