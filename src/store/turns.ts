import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

export interface Turns {
  /** Takes the next turn: how long to wait for it, in ms; undefined, and none is taken, where that is over `maxWaitMs`. */
  take(account: string, action: string, pace: TurnPace & { readonly maxWaitMs: number }): Promise<number | undefined>;
  /** Nobody's turn for so long; then one after the other. A longer hold that is there already stays. */
  hold(account: string, action: string, ms: number, pace: TurnPace): Promise<void>;
}

interface TurnPace {
  readonly perSecond: number;
  /** Turns that are given at once after a quiet time. */
  readonly burst: number;
}

/**
 * A token bucket per account and API, kept as the one time at which it would be full again. One statement takes a turn,
 * and only the database's clock counts, so that replicas need not agree on the time.
 */
export function sharedTurns(db: Kysely<Tables>): Turns {
  return {
    async take(account, action, pace) {
      const { interval, burst } = inMs(pace);
      const { rows } = await sql<{ left: number }>`
        insert into cloud_turn as t (account, action, full_at)
        values (${account}, ${action}, clock_timestamp() + ${interval} * interval '1 millisecond')
        on conflict (account, action) do update
        set full_at = greatest(t.full_at, clock_timestamp()) + ${interval} * interval '1 millisecond'
        where t.full_at <= clock_timestamp() + ${pace.maxWaitMs + burst - interval} * interval '1 millisecond'
        returning (extract(epoch from full_at - clock_timestamp()) * 1000)::float8 as left`.execute(db);
      const [row] = rows;
      return row === undefined ? undefined : Math.max(0, row.left - burst);
    },
    async hold(account, action, ms, pace) {
      const { interval, burst } = inMs(pace);
      await sql`
        insert into cloud_turn as t (account, action, full_at)
        values (${account}, ${action}, clock_timestamp() + ${ms + burst - interval} * interval '1 millisecond')
        on conflict (account, action) do update set full_at = greatest(t.full_at, excluded.full_at)`.execute(db);
    },
  };
}

/** Time between two turns, and what a full bucket is worth. */
function inMs({ perSecond, burst }: TurnPace): { readonly interval: number; readonly burst: number } {
  const interval = 1000 / perSecond;
  return { interval, burst: burst * interval };
}
