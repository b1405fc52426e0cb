import type { QueryOptions, Transaction } from '@electric-sql/pglite';
import { type Engine, startPglite } from '../src/store/database.ts';

/** An engine that a worker keeps: starting one takes a second of a core, emptying it takes 20 ms. */
interface Kept {
  readonly engine: Engine;
  /** Connections to it that are not closed. */
  open: number;
}

const kept: Kept[] = [];

/** Opens an empty database on an engine that nothing is connected to; returns how to connect, any number of times. */
export async function emptyEngine(): Promise<() => Engine> {
  const free = kept.find(({ open }) => open === 0);
  if (free !== undefined) {
    await empty(free.engine);
    return () => connect(free);
  }
  const started: Kept = { engine: await startPglite('memory://'), open: 0 };
  kept.push(started);
  return () => connect(started);
}

/** What the migrations of the bot and of pg-boss put there stays. */
const STAYS = `'kysely_migration', 'kysely_migration_lock', 'version', 'queue'`;

async function empty(engine: Engine): Promise<void> {
  const { rows } = await engine.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname = 'redis_resize' and tablename not in (${STAYS})`,
  );
  if (rows.length === 0) return;
  await engine.exec(`truncate ${rows.map(({ name }) => name).join(', ')} restart identity`);
  await engine.exec(`insert into redis_resize.audit_head (id, seq, hash) values (1, 0, '')`);
  await engine.exec('insert into redis_resize.order_freeze (id) values (1)');
}

/** What a test may close: the engine goes on, and what this connection still tries fails as on a closed engine. */
function connect(to: Kept): Engine {
  const { engine } = to;
  const unsubscribe: (() => Promise<void>)[] = [];
  let closed = false;
  to.open += 1;
  const running = (): Engine => {
    if (closed) throw new Error('PGlite is closed');
    return engine;
  };
  return {
    waitReady: engine.waitReady,
    ready: true,
    get closed() {
      return closed;
    },
    query: async <T>(text: string, values?: unknown[], options?: QueryOptions) =>
      running().query<T>(text, values, options),
    exec: async (text: string, options?: QueryOptions) => running().exec(text, options),
    transaction: async <T>(work: (tx: Transaction) => Promise<T>) => running().transaction(work),
    listen: async (channel: string, hear: (payload: string) => void, tx?: Transaction) => {
      const stop = await running().listen(channel, hear, tx);
      unsubscribe.push(() => stop());
      return stop;
    },
    close: async () => {
      if (closed) return;
      closed = true;
      await Promise.all(unsubscribe.map((stop) => stop()));
      to.open -= 1;
    },
  };
}
