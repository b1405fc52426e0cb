/** The audit log line by line, for a spreadsheet or a log store. */
import { type Kysely, sql } from 'kysely';
import { csvCell } from '../core/value/csv.ts';
import { toEvent } from './events.ts';
import type { Tables } from './schema.ts';

/** Which events are exported; what is undefined does not restrict. */
export interface EventFilter {
  readonly since?: Date | undefined;
  /** Those before it. */
  readonly until?: Date | undefined;
  readonly request?: string | undefined;
  /** A user id, `team/user`, or `bot`. */
  readonly actor?: string | undefined;
  readonly kinds?: readonly string[] | undefined;
}

const PAGE = 500;

const CSV_COLUMNS = [
  ...(['seq', 'at', 'requestId', 'kind', 'actor', 'data', 'hash'] as const),
  ...(['account', 'region', 'instance', 'clientToken', 'price'] as const),
] as const;

/** Oldest first, read in pages. */
export async function* exportAudit(
  db: Kysely<Tables>,
  format: 'jsonl' | 'csv',
  filter: EventFilter = {},
): AsyncGenerator<string> {
  if (format === 'csv') yield CSV_COLUMNS.join(',');
  for (let after = 0; ;) {
    const lines = await auditLines(db, after, filter);
    for (const line of lines) {
      yield format === 'jsonl'
        ? JSON.stringify(line)
        : CSV_COLUMNS.map((column) => csvCell(textOf(line[column]))).join(',');
    }
    const last = lines.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}

/** The events after this one as they are exported, oldest first, a page at most. */
export async function auditLines(db: Kysely<Tables>, after: number, filter: EventFilter = {}, limit = PAGE) {
  const rows = await eventsAfter(db, after, filter).limit(limit).execute();
  return rows.map((row) => ({
    seq: row.seq,
    at: row.at.toISOString(),
    requestId: row.request_id ?? '',
    kind: row.kind,
    actor: actorName(row),
    data: row.data,
    hash: row.hash,
    account: row.account ?? '',
    region: row.region ?? '',
    instance: row.instance ?? '',
    clientToken: row.client_token ?? '',
    price: row.price ?? '',
  }));
}

/**
 * Each event with what identifies its order. All of it is from the chain: what the event says itself, else what the
 * first event of its request said, and the price of the last attempt to order that came before it.
 */
function eventsAfter(db: Kysely<Tables>, after: number, { since, until, request, actor, kinds }: EventFilter) {
  let query = db
    .selectFrom('event as e')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('event as r')
          .select('r.data')
          .whereRef('r.request_id', '=', 'e.request_id')
          .where('r.kind', '=', 'requested')
          .orderBy('r.seq')
          .limit(1)
          .as('q'),
      (on) => on.onTrue(),
    )
    .selectAll('e')
    .select([
      sql<string | null>`coalesce(e.data ->> 'account', q.data ->> 'account')`.as('account'),
      sql<string | null>`coalesce(e.data ->> 'region', q.data ->> 'region')`.as('region'),
      sql<string | null>`coalesce(e.data ->> 'instanceId', q.data ->> 'instanceId')`.as('instance'),
      sql<string | null>`q.data ->> 'clientToken'`.as('client_token'),
    ])
    .select((eb) =>
      eb
        .selectFrom('event as s')
        .select(sql<string | null>`s.data ->> 'price'`.as('price'))
        .whereRef('s.request_id', '=', 'e.request_id')
        .where('s.kind', '=', 'sending')
        .whereRef('s.seq', '<=', 'e.seq')
        .orderBy('s.seq', 'desc')
        .limit(1)
        .as('price'),
    )
    .where('e.seq', '>', after)
    .orderBy('e.seq');
  if (since !== undefined) query = query.where('e.at', '>=', since);
  if (until !== undefined) query = query.where('e.at', '<', until);
  if (request !== undefined) query = query.where('e.request_id', '=', request);
  if (kinds !== undefined && kinds.length > 0) query = query.where('e.kind', 'in', [...kinds]);
  if (actor === 'bot') query = query.where(sql<boolean>`e.actor ->> 'bot' = 'true'`);
  else if (actor !== undefined) {
    const [user, team] = actor.split('/').toReversed();
    query = query.where(sql<boolean>`${user} in (e.actor ->> 'userId', e.actor ->> 'otherId')`);
    if (team !== undefined) query = query.where(sql<boolean>`e.actor ->> 'teamId' = ${team}`);
  }
  return query;
}

function actorName(row: Parameters<typeof toEvent>[0]): string {
  const { actor } = toEvent(row);
  return actor === 'bot' ? actor : `${actor.teamId}/${actor.userId}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
