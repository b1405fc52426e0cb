import { Client } from 'pg';
import { type Engine, MEMORY, startEngine } from '../src/store/embedded/engine.ts';
import { enginePoolConfig } from '../src/store/server.ts';

/** An engine that a worker keeps: starting one takes a second of a core, emptying it takes 20 ms. */
interface Kept {
  readonly engine: Engine;
  /** Bots that use it. */
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
  const started: Kept = { engine: await startEngine(MEMORY), open: 0 };
  kept.push(started);
  return () => connect(started);
}

/** Runs statements on an engine. */
export async function execute(engine: Engine, text: string): Promise<readonly { readonly name: string }[]> {
  const client = new Client(enginePoolConfig(engine));
  await client.connect();
  const { rows } = await client.query<{ readonly name: string }>(text);
  await client.end();
  return rows;
}

/** What the migrations of the bot and of pg-boss put there stays. */
const STAYS = `'kysely_migration', 'kysely_migration_lock', 'version', 'queue'`;

async function empty(engine: Engine): Promise<void> {
  const rows = await execute(
    engine,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname = 'redis_resize' and tablename not in (${STAYS})`,
  );
  if (rows.length === 0) return;
  await execute(
    engine,
    `truncate ${rows.map(({ name }) => name).join(', ')} restart identity;
     insert into redis_resize.audit_head (id, seq, hash) values (1, 0, '');
     insert into redis_resize.order_freeze (id) values (1)`,
  );
}

/** What a test may close: the engine goes on, and what this one still tries fails as on a closed engine. */
function connect(to: Kept): Engine {
  const connections: ReturnType<Engine['connect']>[] = [];
  let closed = false;
  to.open += 1;
  return {
    connect() {
      const connection = to.engine.connect();
      connections.push(connection);
      if (closed) connection.destroy(new Error('the embedded database is closed'));
      return connection;
    },
    close() {
      if (!closed) to.open -= 1;
      closed = true;
      for (const connection of connections) connection.destroy(new Error('the embedded database is closed'));
      return Promise.resolve();
    },
  };
}
