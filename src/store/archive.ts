import { join, resolve } from 'node:path';
import { Kysely, sql } from 'kysely';
import { OPEN_STATES } from '../core/request/state.ts';
import type { Records } from '../workflow/ports.ts';
import { type DatabaseAddress, schemaOf } from './address.ts';
import { DirectoryInUse, lockDirectory } from './embedded/directory-lock.ts';
import { urlOfHolder } from './embedded/holder.ts';
import { isEmpty, startEngine } from './embedded/engine.ts';
import { freezeOf } from './freezes.ts';
import type { Jobs } from './jobs.ts';
import { lockOf } from './locks.ts';
import { requestRecords } from './records.ts';
import type { Tables } from './schema.ts';
import { dialectOf, enginePoolConfig, serverDialect } from './server.ts';

/** What the bot has written, for reading, but for `redraw`: no job engine, nothing made and nothing migrated. */
export interface Archive {
  readonly db: Kysely<Tables>;
  readonly find: Records['find'];
  readonly spending: Records['spending'];
  readonly get: Records['get'];
  readonly lockOf: Records['lockOf'];
  readonly freeze: Records['freeze'];
  /** Has the bot edit the cards of open requests, whatever they show. Returns how many. */
  redraw(): Promise<number>;
  close(): Promise<void>;
}

/** The database is not there, or the bot was never started on it. */
class NoRecords extends Error {
  override readonly name = 'NoRecords';
}

/** Beside a running bot it asks that one. Throws NoRecords, or what the database's own client throws when it cannot be reached. */
export async function openArchive(at: DatabaseAddress): Promise<Archive> {
  const schema = schemaOf(at);
  const { db: whole, close } = at.kind === 'pglite' ? await openDirectory(at.directory) : openServer(at.url);
  const db = whole.withSchema(schema);
  try {
    const head = `${schema}.audit_head`;
    const { rows } = await sql<{ found: string | null }>`select to_regclass(${head})::text as found`.execute(db);
    if ((rows[0]?.found ?? null) === null)
      throw new NoRecords(`the database has no tables of this bot in the schema ${schema}: it was not started on it`);
    const clock = { now: () => new Date() };
    const records = requestRecords({ db, jobs: NO_JOBS, clock, auditKey: undefined });
    return {
      db,
      close,
      find: (filter) => records.find(filter),
      spending: (filters, except) => records.spending(filters, except),
      get: (id) => records.get(id),
      lockOf: (id) => lockOf(db, id),
      freeze: () => freezeOf(db, clock),
      redraw: () => redraw(db),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openDirectory(directory: string): Promise<Pick<Archive, 'db' | 'close'>> {
  const path = join(resolve(directory), 'pgdata');
  if (isEmpty(path)) throw new NoRecords(`there is no database in ${directory}`);
  let unlock: () => void;
  try {
    unlock = await lockDirectory(resolve(directory));
  } catch (error) {
    if (error instanceof DirectoryInUse) return openServer(urlOfHolder(directory));
    throw error;
  }
  try {
    const engine = await startEngine(path);
    const db = new Kysely<Tables>({ dialect: dialectOf(enginePoolConfig(engine)) });
    return { db, close: () => engine.close().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

function openServer(url: string): Pick<Archive, 'db' | 'close'> {
  const db = new Kysely<Tables>({ dialect: serverDialect(url, { name: 'redis-resize-reader', max: 1 }) });
  return { db, close: () => db.destroy() };
}

async function redraw(db: Kysely<Tables>): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const open = trx.selectFrom('request').select('id').where('state', 'in', OPEN_STATES);
    await trx.updateTable('direct_card').set({ shows: 0 }).where('request_id', 'in', open).execute();
    const drawn = await trx
      .updateTable('request')
      .set({ doc: sql<string>`jsonb_set(doc, '{card,shows}', '0')` })
      .where('state', 'in', OPEN_STATES)
      .where(sql<boolean>`doc -> 'card' is not null`)
      .executeTakeFirst();
    return Number(drawn.numUpdatedRows);
  });
}

const refuse = (): Promise<never> => Promise.reject(new Error('an archive is only read'));
const NO_JOBS: Jobs = { add: refuse, work: refuse, polledMsAgo: () => 0, stop: () => Promise.resolve() };
