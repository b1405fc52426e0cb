/** Looks at the database without migrating it: what is written is rolled back. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { type Finding, ok, problem, unknown, warning } from '../core/finding.ts';
import { type DatabaseOptions, isEmpty, startPglite } from './database.ts';
import { DirectoryInUse, lockDirectory } from './directory-lock.ts';
import { type MigrationState, migrationState } from './migrations.ts';
import type { Tables } from './schema.ts';

const PATIENCE_MS = 4_000;
const OLDEST = 14;

/** Never rejects, but for what its caller knows better to say without a password. */
export async function examineDatabase(at: DatabaseOptions['at']): Promise<readonly Finding[]> {
  return at.kind === 'pglite' ? examineDirectory(at.directory) : examineServer(at.url);
}

async function examineDirectory(directory: string): Promise<readonly Finding[]> {
  const check = 'database.directory';
  const whole = resolve(directory);
  const obstacle = obstacleTo(whole);
  if (obstacle !== undefined) {
    const fix = 'Give the user of the bot the right to write there, or set DATABASE_URL to another place.';
    return [problem(check, `${directory} cannot be written to: ${obstacle}`, fix)];
  }
  if (isEmpty(join(whole, 'pgdata'))) {
    return [ok(check, `${directory} (embedded): there is no database yet, the bot makes it when it starts`)];
  }
  try {
    const unlock = lockDirectory(whole);
    try {
      const pglite = await startPglite(join(whole, 'pgdata'));
      const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
      const embedded = ok(
        check,
        `${directory} (embedded: for trying out and small teams; PostgreSQL is for production)`,
      );
      return [embedded, ...(await tableFindings(db).finally(() => pglite.close()))];
    } finally {
      unlock();
    }
  } catch (error) {
    if (!(error instanceof DirectoryInUse)) throw error;
    return [ok(check, `${directory} (embedded) is in use: a bot is running on it, so it was not opened`)];
  }
}

/** Why nothing can be made in a directory, or in the nearest one above it that is there. */
function obstacleTo(directory: string): string | undefined {
  const there = existsSync(directory) ? directory : undefined;
  if (there === undefined && dirname(directory) !== directory) return obstacleTo(dirname(directory));
  if (!statSync(directory).isDirectory()) return 'ENOTDIR';
  try {
    accessSync(directory, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  }
}

async function examineServer(url: string): Promise<readonly Finding[]> {
  const pool = new Pool({
    connectionString: url,
    max: 1,
    application_name: 'redis-resize-doctor',
    connectionTimeoutMillis: PATIENCE_MS,
    statement_timeout: PATIENCE_MS,
  });
  pool.on('error', () => undefined);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    const { rows } = await sql<{ server_version: string }>`show server_version`.execute(db);
    const version = rows[0]?.server_version ?? '';
    const number = ok('database.version', `PostgreSQL ${version}`);
    const old = Number.parseInt(version, 10) < OLDEST;
    const fix = `Use PostgreSQL ${String(OLDEST)} or newer.`;
    return [
      old ? problem('database.version', `PostgreSQL ${version} is too old`, fix) : number,
      ...(await tableFindings(db)),
    ];
  } finally {
    await db.destroy();
  }
}

async function tableFindings(db: Kysely<Tables>): Promise<readonly Finding[]> {
  return [await writableFinding(db), await migrationFinding(db)];
}

class RolledBack extends Error {}

/** Tables are made when the bot is started on a new release, so this is the right that it needs. */
async function writableFinding(db: Kysely<Tables>): Promise<Finding> {
  const check = 'database.writable';
  try {
    await db.transaction().execute(async (trx) => {
      await sql`create table redis_resize_doctor (nothing integer)`.execute(trx);
      const { rows } = await sql<{ there: boolean }>`select to_regclass('audit_head') is not null as there`.execute(
        trx,
      );
      if (rows[0]?.there === true) await sql`update audit_head set seq = seq where false`.execute(trx);
      throw new RolledBack();
    });
  } catch (error) {
    if (error instanceof RolledBack) return ok(check, 'tables can be made and written');
    const fix = 'The user of DATABASE_URL needs the right to create in this database, and a primary, not a standby.';
    return problem(check, `no table can be made or written${codeOf(error)}`, fix);
  }
  return unknown(check, 'it could not be found out', 'Try again.');
}

async function migrationFinding(db: Kysely<Tables>): Promise<Finding> {
  try {
    return releaseFinding(await migrationState(db));
  } catch (error) {
    return problem(
      'database.tables',
      `they cannot be read${codeOf(error)}`,
      'Start the bot as the user that made them.',
    );
  }
}

export function releaseFinding({ applied, pending, newer }: MigrationState): Finding {
  const check = 'database.tables';
  if (newer.length > 0) {
    const fix = 'Start the newer release, or restore the backup that was made before it.';
    return problem(check, `they are of a newer release: ${newer.join(', ')}`, fix);
  }
  if (applied.length === 0) return ok(check, 'there are none yet, the bot makes them when it starts');
  if (pending.length === 0) return ok(check, `up to date (${applied.at(-1) ?? ''})`);
  const fix = 'Back up, then start the bot: it brings them up to date.';
  return warning(check, `they are of an older release; missing: ${pending.join(', ')}`, fix);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
}
