import { type Kysely, sql, type Transaction } from 'kysely';
import { idsOf } from '../core/request/person.ts';
import type { NewEvent, RequestId, ResizeRequest } from '../core/request/request.ts';
import { amountOf, spendingOf } from '../core/policy/spending.ts';
import { mayMove, OPEN_STATES } from '../core/request/state.ts';
import type { Job, Step } from '../core/request/step.ts';
import type { RequestSearch } from '../workflow/ports.ts';
import { appendEvents, type Pen } from './events.ts';
import type { Jobs } from './jobs.ts';
import { toRequest } from './request-row.ts';
import type { Tables } from './schema.ts';

/** What a change of a record takes, inside somebody's transaction. */
export interface Writing extends Pen {
  readonly jobs: Jobs;
}

/** What records are kept with. */
export interface Ledger extends Omit<Writing, 'trx'> {
  readonly db: Kysely<Tables>;
}

/** Carries out what was decided on a locked row, and gives the record as it is afterwards. */
export async function carryOut(writing: Writing, request: ResizeRequest, step: Step<unknown>): Promise<ResizeRequest> {
  if (step.kind === 'keep') return request;
  const { id } = request;
  if (step.to !== undefined && !mayMove(request.state, step.to)) {
    throw new Error(`${id}: no way from ${request.state} to ${step.to}`);
  }
  const now = writing.clock.now().toISOString();
  const next: ResizeRequest = {
    ...request,
    ...step.patch,
    state: step.to ?? request.state,
    since: step.to === undefined ? request.since : now,
    version: request.version + 1,
    updatedAt: now,
  };
  const written = await writing.trx
    .updateTable('request')
    .set(columns(next))
    .where('id', '=', id)
    .where('version', '=', request.version)
    .executeTakeFirst();
  if (written.numUpdatedRows !== 1n) throw new Error(`${id} was changed under its lock`);
  await write(writing, id, step.events, step.jobs ?? []);
  return next;
}

export async function write(
  { jobs, ...pen }: Writing,
  id: RequestId,
  events: readonly NewEvent[],
  more: readonly Job[],
): Promise<void> {
  await appendEvents(pen, events, id);
  // What is to be done wakes its workers before what is to be said.
  for (const job of more) await jobs.add(job, pen.trx);
  if (events.length > 0) await jobs.add({ queue: 'publish', id }, pen.trx);
}

/** The row is ours until the transaction ends. */
export async function lockedRow(trx: Transaction<Tables>, id: string): Promise<ResizeRequest | undefined> {
  // Not FOR UPDATE: a new event refers to its request, and would wait for the row while we wait for its place in
  // the audit log.
  const row = await trx.selectFrom('request').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
  return row === undefined ? undefined : toRequest(row);
}

/** The open request of an instance; `locked`: also ours until the transaction ends. */
export async function openOn(
  trx: Transaction<Tables>,
  instanceId: string,
  locked = false,
): Promise<ResizeRequest | undefined> {
  const open = trx.selectFrom('request').selectAll().where('instance_id', '=', instanceId).where(isOpen);
  const row = await (locked ? open.forNoKeyUpdate() : open).executeTakeFirst();
  return row === undefined ? undefined : toRequest(row);
}

/** The newest request of an instance that was completed, likewise: at most this one still offers the way back. */
export async function lastCompletedOn(
  trx: Transaction<Tables>,
  instanceId: string,
): Promise<ResizeRequest | undefined> {
  const [newest] = await search(trx, { instanceId, states: ['completed'], limit: 1 });
  return newest && lockedRow(trx, newest.id);
}

/** Spelled out, as in the indexes of open requests: PostgreSQL does not know what a parameter will be. */
const isOpen = sql<boolean>`state in (${sql.join(OPEN_STATES.map((state) => sql.lit(state)))})`;

export async function search(db: Kysely<Tables>, filter: RequestSearch): Promise<readonly ResizeRequest[]> {
  const { limit, skip = 0 } = filter;
  const query = inOrder(db, filter).limit(limit).offset(skip);
  return (await query.execute()).map(toRequest);
}

/** An index has each of these orders, so that a short list of many is a short read. */
export function inOrder(db: Kysely<Tables>, filter: Omit<RequestSearch, 'limit'>) {
  const query = matching(db, filter).selectAll();
  const soonest = filter.returning === true && filter.instanceId === undefined;
  return (soonest ? query.orderBy('return_at') : query.orderBy('created_at', 'desc')).orderBy('id');
}

export function matching(db: Kysely<Tables>, filter: Omit<RequestSearch, 'limit'>) {
  let query = db.selectFrom('request');
  if (filter.instanceId !== undefined) query = query.where('instance_id', '=', filter.instanceId);
  if (filter.card !== undefined) {
    const { channelId, ts } = filter.card;
    query = query
      .where(sql<string>`doc #>> '{card,ts}'`, '=', ts)
      .where(sql<string>`doc #>> '{card,channelId}'`, '=', channelId);
  }
  if (filter.requester !== undefined) {
    const ids = [...idsOf(filter.requester)];
    query = query.where((eb) =>
      eb.or([
        eb(sql<string>`doc #>> '{requester,userId}'`, 'in', ids),
        eb(sql<string>`doc #>> '{requester,otherId}'`, 'in', ids),
      ]),
    );
  }
  if (filter.returning === true) query = query.where('return_at', 'is not', null);
  if (filter.open === true) query = query.where(isOpen);
  if (filter.changedSince !== undefined) query = query.where('updated_at', '>=', new Date(filter.changedSince));
  if (filter.placed !== undefined) {
    const [from, until] = [new Date(filter.placed.from), new Date(filter.placed.until)];
    query = query.where('placed_at', '>=', from).where('placed_at', '<', until);
  }
  if (filter.states !== undefined) query = query.where('state', 'in', [...filter.states]);
  return query;
}

export function columns(request: ResizeRequest) {
  const { state, version, updatedAt, order, plannedReturn } = request;
  const returnAt = plannedReturn?.outcome === undefined ? (plannedReturn?.at ?? null) : null;
  const times = { updated_at: updatedAt, placed_at: order?.placedAt ?? null, return_at: returnAt };
  return { state, version, ...times, counts: countsOf(request), doc: json(request) };
}

export function json(request: ResizeRequest): string {
  return JSON.stringify(request);
}

/** What a request counts for in a monthly limit, as a row keeps it. `adds`: a decimal string; missing: there is no price. */
function countsOf(request: ResizeRequest): string {
  const spending = spendingOf(request);
  const { requester, account, quote } = spending;
  return JSON.stringify({ requester, account, currency: quote?.currency, adds: amountOf(spending)?.toFixed() });
}
