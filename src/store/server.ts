/** Connections to PostgreSQL: a server, or the embedded engine. No startup parameters but the name: a PgBouncer refuses them. */
import { Socket } from 'node:net';
import { CompiledQuery, type Dialect, PostgresDialect } from 'kysely';
import { Pool, type PoolConfig } from 'pg';
import type { Engine } from './embedded/engine.ts';

/**
 * A connection on which nothing comes or goes for so long, while it is in use, is dead: whatever waits for it fails and
 * the pool makes a new one. Our statements take milliseconds. (`query_timeout` of pg would leave the client in use.)
 */
const SILENCE_MS = 15_000;
const CONNECT_MS = 5_000;
const LIFETIME_SECONDS = 30 * 60;

/** The server ends a transaction in which nothing happens for so long: a frozen replica must not stop the others. */
const BOUND = `set local idle_in_transaction_session_timeout = '10s'`;

interface Connecting {
  readonly name: string;
  readonly max: number;
  readonly silenceMs?: number | undefined;
}

/** For both pools: that of the records, and that of the job engine. */
export function poolConfig(url: string, { name, max, silenceMs = SILENCE_MS }: Connecting) {
  return {
    connectionString: url,
    application_name: name,
    max,
    connectionTimeoutMillis: CONNECT_MS,
    maxLifetimeSeconds: LIFETIME_SECONDS,
    keepAlive: true,
    keepAliveInitialDelayMillis: CONNECT_MS,
    stream: () => {
      const socket = new Socket();
      return socket.setTimeout(silenceMs, () => socket.destroy(new Error('the database does not answer')));
    },
  };
}

/** The same for the embedded engine, which is one session: a second connection would only wait for the first. */
export function enginePoolConfig(engine: Engine) {
  const who = { host: 'embedded', user: 'postgres', password: '', database: 'postgres', ssl: false };
  return { ...who, max: 1, idleTimeoutMillis: 0, stream: () => engine.connect() };
}

export function serverDialect(url: string, connecting: Connecting): Dialect {
  return dialectOf(poolConfig(url, connecting));
}

export function dialectOf(config: PoolConfig): Dialect {
  const pool = new Pool(config);
  // Idle or in use: a connection that is lost fails what waits for it; unheard, its error would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const dialect = new PostgresDialect({ pool });
  return {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createDriver() {
      const driver = dialect.createDriver();
      const begin = driver.beginTransaction.bind(driver);
      driver.beginTransaction = async (connection, settings) => {
        const plain = Object.values(settings).every((setting) => setting === undefined);
        if (!plain) await begin(connection, settings);
        await connection.executeQuery(CompiledQuery.raw(plain ? `begin; ${BOUND}` : BOUND));
      };
      return driver;
    },
  };
}
