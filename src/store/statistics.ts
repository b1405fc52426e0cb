import { type Kysely, sql } from 'kysely';
import { DECISIONS, OPEN_STATES } from '../core/request/state.ts';
import { within } from '../core/within.ts';
import type { Tables } from './schema.ts';
import { troubleOf } from './trouble.ts';
import { webhookState } from './webhook.ts';

const WRITE_MS = 3_000;

/** Counts for the metrics, ages in seconds. A request is one small row, so that counting all of them is quick. */
export async function statistics(db: Kysely<Tables>, now: Date) {
  const count = (names: readonly { name: string; count: string }[]) =>
    Object.fromEntries(names.map(({ name, count: many }) => [name, Number(many)]));
  const [states, decisions, jobs, unsettled, undelivered, open, webhook] = await Promise.all([
    db
      .selectFrom('request')
      .select(['state as name', (eb) => eb.fn.countAll<string>().as('count')])
      .groupBy('state')
      .execute(),
    db
      .selectFrom('event')
      .select(['kind as name', (eb) => eb.fn.countAll<string>().as('count')])
      .where('kind', 'in', DECISIONS)
      .groupBy('kind')
      .execute(),
    db
      .selectFrom('job')
      .select(['name', (eb) => eb.fn.countAll<string>().as('count')])
      .where('state', 'in', ['created', 'retry'])
      .where('start_after', '<=', sql<Date>`now()`)
      .groupBy('name')
      .execute(),
    db
      .selectFrom('inbound')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('settled_at', 'is', null)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('event')
      .select((eb) => [eb.fn.countAll<string>().as('count'), eb.fn.min('at').as('oldest')])
      .where('delivered_at', 'is', null)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('request')
      .select((eb) => eb.fn.min('created_at').as('oldest'))
      .where('state', 'in', OPEN_STATES)
      .executeTakeFirstOrThrow(),
    webhookState(db),
  ]);
  const age = (since: unknown): number =>
    since instanceof Date ? Math.max(0, (now.getTime() - since.getTime()) / 1000) : 0;
  return {
    states: count(states),
    decisions: count(decisions),
    waitingJobs: count(jobs),
    unsettled: Number(unsettled.count),
    undelivered: Number(undelivered.count),
    oldestUndeliveredSeconds: age(undelivered.oldest),
    oldestOpenSeconds: age(open.oldest),
    webhook: { pending: webhook.pending, oldestSeconds: age(webhook.oldest), givenUp: webhook.givenUp },
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
