import { type Kysely, type RawBuilder, sql } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, type Migration, Migrator } from 'kysely/migration';

/** Of 001: the states in which a request is open. */
const OPEN = sql`state in ('pending', 'approved', 'ordering', 'ordered', 'awaiting_payment', 'scheduled',
  'changing', 'stalled', 'unknown')`;

/** Only ever appended to; a released migration is never edited. Written out by hand, free of today's types. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-requests': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('request')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('instance_id', 'text', (c) => c.notNull())
        // A temporary change is taken back once.
        .addColumn('return_of', 'text', (c) => c.unique().references('request.id'))
        .addColumn('return_at', 'timestamptz')
        .addColumn('created_at', 'timestamptz', (c) => c.notNull())
        .addColumn('updated_at', 'timestamptz', (c) => c.notNull())
        .addColumn('version', 'integer', (c) => c.notNull())
        .addColumn('doc', 'jsonb', (c) => c.notNull())
        .addColumn('placed_at', 'timestamptz')
        .addColumn('counts', 'jsonb', (c) => c.notNull())
        .execute();
      // At most one open request per instance, whatever the code above it believes.
      await sql`create unique index request_open_instance on request (instance_id)
        where ${OPEN}`.execute(db);
      await sql`create index request_by_instance on request (instance_id, created_at desc)`.execute(db);
      await sql`create index request_by_creation on request (created_at desc)`.execute(db);
      await sql`create index request_open on request (created_at desc)
        where ${OPEN}`.execute(db);
      await sql`create index request_by_return on request (return_at) where return_at is not null`.execute(db);
      // For lists of one person, and for messages in the thread of a card.
      await sql`create index request_by_requester on request ((doc #>> '{requester,userId}'))`.execute(db);
      await sql`create index request_by_other_id on request ((doc #>> '{requester,otherId}'))`.execute(db);
      await sql`create index request_by_card on request ((doc #>> '{card,ts}'))`.execute(db);
      await sql`create index request_by_change on request (updated_at)`.execute(db);
      // For the monthly limits, which add up what was ordered since the first of the month.
      await sql`create index request_by_order on request (placed_at)`.execute(db);

      await db.schema
        .createTable('event')
        .addColumn('seq', 'integer', (c) => c.primaryKey())
        .addColumn('request_id', 'text', (c) => c.references('request.id'))
        .addColumn('at', 'timestamptz', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('actor', 'jsonb', (c) => c.notNull())
        .addColumn('data', 'jsonb', (c) => c.notNull())
        .addColumn('prev_hash', 'text', (c) => c.notNull())
        .addColumn('hash', 'text', (c) => c.notNull())
        .addColumn('delivered_at', 'timestamptz')
        .execute();
      await sql`create index event_by_request on event (request_id, seq)`.execute(db);
      await sql`create index event_undelivered on event (request_id, seq) where delivered_at is null`.execute(db);

      await db.schema
        .createTable('delivery')
        .addColumn('event_seq', 'integer', (c) => c.notNull().references('event.seq'))
        .addColumn('place', 'text', (c) => c.notNull())
        .addColumn('ts', 'text')
        .addPrimaryKeyConstraint('delivery_pk', ['event_seq', 'place'])
        .execute();

      await db.schema
        .createTable('stray_message')
        .addColumn('channel_id', 'text', (c) => c.notNull())
        .addColumn('ts', 'text', (c) => c.notNull())
        .addColumn('request_id', 'text', (c) => c.notNull().references('request.id'))
        .addPrimaryKeyConstraint('stray_message_pk', ['channel_id', 'ts'])
        .execute();

      await db.schema
        .createTable('direct_card')
        .addColumn('request_id', 'text', (c) => c.notNull().references('request.id'))
        .addColumn('user_id', 'text', (c) => c.notNull())
        .addColumn('channel_id', 'text', (c) => c.notNull())
        .addColumn('ts', 'text')
        .addColumn('shows', 'integer', (c) => c.notNull())
        .addPrimaryKeyConstraint('direct_card_pk', ['request_id', 'user_id'])
        .execute();

      await db.schema
        .createTable('audit_head')
        .addColumn('id', 'integer', (c) => c.primaryKey())
        .addColumn('seq', 'integer', (c) => c.notNull())
        .addColumn('hash', 'text', (c) => c.notNull())
        .addColumn('key_id', 'text')
        .addColumn('checkpoint_seq', 'integer', (c) => c.notNull().defaultTo(0))
        .addColumn('config', 'text')
        .execute();
      await sql`insert into audit_head (id, seq, hash) values (1, 0, '')`.execute(db);

      await db.schema
        .createTable('inbound')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('received_at', 'timestamptz', (c) => c.notNull().defaultTo(sql`now()`))
        .addColumn('settled_at', 'timestamptz')
        .addColumn('request_id', 'text', (c) => c.references('request.id'))
        .addColumn('outcome', 'jsonb')
        .addColumn('doc', 'jsonb', (c) => c.notNull())
        .execute();
      await sql`create index inbound_unsettled on inbound (received_at) where settled_at is null`.execute(db);

      await db.schema
        .createTable('claimed_key')
        .addColumn('key', 'text', (c) => c.primaryKey())
        .addColumn('claimed_at', 'timestamptz', (c) => c.notNull())
        .execute();
      await sql`create index claimed_key_by_time on claimed_key (claimed_at)`.execute(db);

      await db.schema
        .createTable('instance_lock')
        .addColumn('instance_id', 'text', (c) => c.primaryKey())
        .addColumn('locked_at', 'timestamptz', (c) => c.notNull())
        .addColumn('doc', 'jsonb', (c) => c.notNull())
        .execute();

      await db.schema
        .createTable('order_freeze')
        .addColumn('id', 'integer', (c) => c.primaryKey())
        .addColumn('doc', 'jsonb')
        .execute();
      await sql`insert into order_freeze (id) values (1)`.execute(db);

      await db.schema
        .createTable('digest')
        .addColumn('day', 'text', (c) => c.primaryKey())
        .addColumn('doc', 'jsonb', (c) => c.notNull())
        .execute();

      await db.schema
        .createTable('home')
        .addColumn('user_id', 'text', (c) => c.primaryKey())
        .addColumn('opened_at', 'timestamptz', (c) => c.notNull())
        .addColumn('shown', 'text')
        .addColumn('doc', 'jsonb', (c) => c.notNull())
        .execute();
      await sql`create index home_by_opening on home (opened_at desc)`.execute(db);

      await db.schema
        .createTable('audit_webhook')
        .addColumn('id', 'integer', (c) => c.primaryKey())
        .addColumn('active', 'boolean', (c) => c.notNull())
        .addColumn('seq', 'integer', (c) => c.notNull().defaultTo(0))
        .addColumn('tries', 'integer', (c) => c.notNull().defaultTo(0))
        .addColumn('next_at', 'timestamptz', (c) => c.notNull())
        .addColumn('lease_id', 'text')
        .addColumn('lease_until', 'timestamptz', (c) => c.notNull())
        .addColumn('failure', 'text')
        .addColumn('given_up', 'integer', (c) => c.notNull().defaultTo(0))
        .addColumn('gave_up_seq', 'integer')
        .addColumn('gave_up_at', 'timestamptz')
        .execute();

      await db.schema
        .createTable('replica')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('seen_at', 'timestamptz', (c) => c.notNull())
        .execute();
    },
  },
};

/** Brings the schema to this release's tables, and makes it first; safe to run from several replicas at once. */
export async function migrate<DB>(db: Kysely<DB>, schema: string): Promise<void> {
  if (await isCurrent(db, schema)) return;
  await makeSchema(db, schema);
  const { error } = await migratorOf(db, schema).migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('the database could not be migrated');
}

/** The migrator would find that out too, after reading the columns of every table there is, twice. */
async function isCurrent<DB>(db: Kysely<DB>, schema: string): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass(${`${schema}.${DEFAULT_MIGRATION_TABLE}`}) is not null as there`.execute(db);
  return rows[0]?.there === true && sameNames(await appliedNames(db, schema), Object.keys(MIGRATIONS));
}

async function appliedNames<DB>(db: Kysely<DB>, schema: string): Promise<readonly string[]> {
  const table = sql.id(schema, DEFAULT_MIGRATION_TABLE);
  const { rows } = await sql<{ name: string }>`select name from ${table} order by name`.execute(db);
  return rows.map(({ name }) => name);
}

function sameNames(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((name) => others.includes(name));
}

/** Not `create schema if not exists`: that asks for the right to create one even where it is there. */
async function makeSchema<DB>(db: Kysely<DB>, schema: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`schema ${schema}`}))`.execute(trx);
    if (!(await hasSchema(trx, schema))) await sql`create schema ${sql.id(schema)}`.execute(trx);
  });
}

export async function hasSchema(db: Parameters<RawBuilder<unknown>['execute']>[0], schema: string): Promise<boolean> {
  const { rows } = await sql`select from pg_namespace where nspname = ${schema}`.execute(db);
  return rows.length > 0;
}

/** Names of migrations: what the database has of this release's, what it lacks, and what a newer release left in it. */
export interface MigrationState {
  readonly applied: readonly string[];
  readonly pending: readonly string[];
  readonly newer: readonly string[];
}

/** Reads only. */
export async function migrationState<DB>(db: Kysely<DB>, schema: string): Promise<MigrationState> {
  // Refused where we may not look into the schema, which would seem empty.
  await sql`select to_regclass(${`${schema}.${DEFAULT_MIGRATION_TABLE}`})`.execute(db);
  const known = await migratorOf(db, schema).getMigrations();
  const applied = known.filter(({ executedAt }) => executedAt !== undefined).map(({ name }) => name);
  const pending = known.filter(({ executedAt }) => executedAt === undefined).map(({ name }) => name);
  if (applied.length === 0) return { applied, pending, newer: [] };
  const names = await appliedNames(db, schema);
  return { applied, pending, newer: names.filter((name) => !(name in MIGRATIONS)) };
}

function migratorOf<DB>(db: Kysely<DB>, schema: string): Migrator {
  // For the statements that are written out; until the end of the migration's transaction.
  const inSchema = (migration: Migration): Migration => ({
    async up(trx) {
      await sql`set local search_path to ${sql.id(schema)}`.execute(trx);
      await migration.up(trx);
    },
  });
  const migrations = Object.fromEntries(
    Object.entries(MIGRATIONS).map(([name, one]) => [name, inSchema(one)] as const),
  );
  const provider = { getMigrations: () => Promise.resolve(migrations) };
  return new Migrator({ db: db.withSchema(schema), provider, migrationTableSchema: schema });
}
