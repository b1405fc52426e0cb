/** Examines the database without migrating it: what is written is rolled back. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Kysely, sql } from 'kysely';
import { type Finding, ok, problem, unknown, warning } from '../core/finding.ts';
import { type DatabaseAddress, schemaOf } from './address.ts';
import { DirectoryInUse, lockDirectory } from './embedded/directory-lock.ts';
import { urlOfHolder } from './embedded/holder.ts';
import { isEmpty, startEngine } from './embedded/engine.ts';
import { hasSchema, type MigrationState, migrationState } from './migrations.ts';
import type { Tables } from './schema.ts';
import { dialectOf, enginePoolConfig, serverDialect } from './server.ts';

const PATIENCE_MS = 4_000;
const CONNECTING = { name: 'redis-resize-doctor', max: 1, silenceMs: PATIENCE_MS };
const OLDEST = 14;

/** Rejects only with errors of the connection: the caller reports them without the password. */
export async function examineDatabase(at: DatabaseAddress): Promise<readonly Finding[]> {
  return at.kind === 'pglite' ? examineDirectory(at.directory, schemaOf(at)) : examineServer(at.url, schemaOf(at));
}

async function examineDirectory(directory: string, schema: string): Promise<readonly Finding[]> {
  const check = 'database.directory';
  const whole = resolve(directory);
  const obstacle = obstacleTo(whole);
  if (obstacle !== undefined) {
    const fix = 'Give the bot’s user write access, or set DATABASE_URL to another directory.';
    return [problem(check, `cannot write to ${directory}: ${obstacle}`, fix)];
  }
  if (isEmpty(join(whole, 'pgdata'))) {
    return [ok(check, `${directory} (embedded): no database yet; the bot creates it when it starts`)];
  }
  try {
    const unlock = await lockDirectory(whole);
    try {
      const engine = await startEngine(join(whole, 'pgdata'));
      const db = new Kysely<Tables>({ dialect: dialectOf(enginePoolConfig(engine)) });
      const embedded = ok(
        check,
        `${directory} (embedded: for evaluation and small teams; use PostgreSQL in production)`,
      );
      return [embedded, ...(await tableFindings(db, schema).finally(() => engine.close()))];
    } finally {
      unlock();
    }
  } catch (error) {
    if (!(error instanceof DirectoryInUse)) throw error;
    const db = new Kysely<Tables>({ dialect: serverDialect(urlOfHolder(directory), CONNECTING) });
    const used = ok(check, `${directory} (embedded) is in use by a running bot, which was asked`);
    return [used, ...(await tableFindings(db, schema).finally(() => db.destroy()))];
  }
}

/** Why nothing can be created in a directory, or in the nearest existing one above it. */
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

async function examineServer(url: string, schema: string): Promise<readonly Finding[]> {
  const db = new Kysely<Tables>({ dialect: serverDialect(url, CONNECTING) });
  try {
    const { rows } = await sql<{ server_version: string }>`show server_version`.execute(db);
    const version = rows[0]?.server_version ?? '';
    const number = ok('database.version', `PostgreSQL ${version}`);
    const old = Number.parseInt(version, 10) < OLDEST;
    const fix = `Use PostgreSQL ${String(OLDEST)} or newer.`;
    return [
      old ? problem('database.version', `PostgreSQL ${version} is too old`, fix) : number,
      ...(await tableFindings(db, schema)),
    ];
  } finally {
    await db.destroy();
  }
}

async function tableFindings(db: Kysely<Tables>, schema: string): Promise<readonly Finding[]> {
  return [await writableFinding(db, schema), await migrationFinding(db, schema)];
}

class RolledBack extends Error {}

/** The bot creates its schema and its tables when it starts, so it needs these rights. */
async function writableFinding(db: Kysely<Tables>, schema: string): Promise<Finding> {
  const check = 'database.writable';
  // What the transaction did is undone with it; what it found out stays.
  const found = { schema: true };
  try {
    await db.transaction().execute(async (trx) => {
      found.schema = await hasSchema(trx, schema);
      if (!found.schema) await sql`create schema ${sql.id(schema)}`.execute(trx);
      await sql`create table ${sql.id(schema, 'redis_resize_doctor')} (nothing integer)`.execute(trx);
      const head = `${schema}.audit_head`;
      const { rows } = await sql<{ there: boolean }>`select to_regclass(${head}) is not null as there`.execute(trx);
      if (rows[0]?.there === true)
        await sql`update ${sql.id(schema, 'audit_head')} set seq = seq where false`.execute(trx);
      throw new RolledBack();
    });
  } catch (error) {
    if (error instanceof RolledBack) return ok(check, `tables can be created and written in the schema ${schema}`);
    const fix = !found.schema
      ? `The user in DATABASE_URL needs CREATE on this database, or a schema ${schema} of its own (DATABASE_SCHEMA).`
      : `The user in DATABASE_URL must own the schema ${schema}, and the database must be a primary, not a standby.`;
    return problem(check, `cannot create or write tables in the schema ${schema}${codeOf(error)}`, fix);
  }
  return unknown(check, 'inconclusive', 'Try again.');
}

async function migrationFinding(db: Kysely<Tables>, schema: string): Promise<Finding> {
  try {
    return releaseFinding(await migrationState(db, schema));
  } catch (error) {
    return problem('database.tables', `cannot be read${codeOf(error)}`, 'Use the database user that created them.');
  }
}

export function releaseFinding({ applied, pending, newer }: MigrationState): Finding {
  const check = 'database.tables';
  if (newer.length > 0) {
    const fix = 'Start the newer release, or restore the backup from before the upgrade.';
    return problem(check, `created by a newer release: ${newer.join(', ')}`, fix);
  }
  if (applied.length === 0) return ok(check, 'none yet; the bot creates them when it starts');
  if (pending.length === 0) return ok(check, `up to date (${applied.at(-1) ?? ''})`);
  const fix = 'Back up, then start the bot: it migrates them.';
  return warning(check, `created by an older release; missing: ${pending.join(', ')}`, fix);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
}
