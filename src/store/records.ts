import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import {
  isFinal,
  mayMove,
  TRANSITIONS,
  type NewEvent,
  type RequestId,
  type ResizeRequest,
  type State,
} from '../core/request.ts';
import type { Job } from '../core/step.ts';
import type { Clock, Records } from '../workflow/ports.ts';
import { appendEvent } from './events.ts';
import type { Jobs } from './jobs.ts';
import type { Tables } from './schema.ts';

type RequestRecords = Pick<Records, 'get' | 'find' | 'open' | 'change' | 'note' | 'enqueue' | 'carded'>;

const OPEN = (Object.keys(TRANSITIONS) as State[]).filter((state) => !isFinal(state));

/** Requests and every change of them. Each method is one transaction. */
export function requestRecords(db: Kysely<Tables>, jobs: Jobs, clock: Clock): RequestRecords {
  async function write(trx: Transaction<Tables>, id: RequestId, events: readonly NewEvent[], more: readonly Job[]) {
    for (const event of events) await appendEvent(trx, event, id, clock.now());
    if (events.length > 0) await jobs.add({ queue: 'publish', id }, trx);
    for (const job of more) await jobs.add(job, trx);
  }

  return {
    async get(id) {
      const row = await db.selectFrom('request').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : toRequest(row);
    },

    async find(filter) {
      let query = db.selectFrom('request').selectAll().orderBy('created_at', 'desc').limit(filter.limit);
      if (filter.instanceId !== undefined) query = query.where('instance_id', '=', filter.instanceId);
      if (filter.requester !== undefined) {
        query = query.where(sql`doc #>> '{requester,userId}'`, '=', filter.requester.userId);
      }
      if (filter.open === true) query = query.where('state', 'in', OPEN);
      if (filter.changedSince !== undefined) query = query.where('updated_at', '>=', new Date(filter.changedSince));
      if (filter.states !== undefined) query = query.where('state', 'in', [...filter.states]);
      return (await query.execute()).map(toRequest);
    },

    async open(draft, formId, events, more) {
      return db.transaction().execute(async (trx) => {
        // The row lock makes a second intake of the same form wait and then see the first one's request.
        const form = await trx
          .selectFrom('inbound')
          .select(['request_id', 'settled_at'])
          .where('id', '=', formId)
          .forUpdate()
          .executeTakeFirst();
        if (form?.request_id) {
          const earlier = await find(trx, form.request_id);
          if (earlier !== undefined) return { kind: 'repeated', request: earlier } as const;
        }
        const now = clock.now().toISOString();
        const fresh = { state: 'pending', version: 1, createdAt: now, updatedAt: now, since: now } as const;
        const none = {
          order: undefined,
          failure: undefined,
          notBefore: undefined,
          mismatchSince: undefined,
          spec: undefined,
          card: undefined,
        };
        const request: ResizeRequest = { ...draft, ...fresh, ...none, votes: [], attempts: [] };
        const inserted = await trx
          .insertInto('request')
          .values({ ...columns(request), id: request.id, instance_id: request.before.instanceId, created_at: now })
          // The unique index on open requests decides who was first, not a look before the insert.
          .onConflict((oc) => oc.doNothing())
          .executeTakeFirst();
        if (inserted.numInsertedOrUpdatedRows !== 1n) {
          const by = await openOn(trx, request.before.instanceId);
          if (by === undefined) throw new Error('the instance was busy and is free again: try once more');
          return { kind: 'busy', by } as const;
        }
        await trx
          .updateTable('inbound')
          .set({ request_id: request.id, settled_at: now })
          .where('id', '=', formId)
          .execute();
        await write(trx, request.id, events, more);
        return { kind: 'opened', request } as const;
      });
    },

    async change(id, decide) {
      return db.transaction().execute(async (trx) => {
        // Not FOR UPDATE: a new event refers to its request, and would wait for the row while we wait for its place in
        // the audit log.
        const row = await trx
          .selectFrom('request')
          .selectAll()
          .where('id', '=', id)
          .forNoKeyUpdate()
          .executeTakeFirst();
        if (row === undefined) return undefined;
        const request = toRequest(row);
        const step = decide(request);
        if (step.kind === 'stay') return { result: step.result, request };
        if (step.to !== undefined && !mayMove(request.state, step.to)) {
          throw new Error(`${id}: no way from ${request.state} to ${step.to}`);
        }
        const now = clock.now().toISOString();
        const next: ResizeRequest = {
          ...request,
          ...step.patch,
          state: step.to ?? request.state,
          since: step.to === undefined ? request.since : now,
          version: request.version + 1,
          updatedAt: now,
        };
        const written = await trx
          .updateTable('request')
          .set(columns(next))
          .where('id', '=', id)
          .where('version', '=', request.version)
          .executeTakeFirst();
        if (written.numUpdatedRows !== 1n) throw new Error(`${id} was changed under its lock`);
        await write(trx, id, step.events, step.jobs ?? []);
        return { result: step.result, request: next };
      });
    },

    async note(event, requestId) {
      await db.transaction().execute((trx) => appendEvent(trx, event, requestId, clock.now()));
    },

    async carded(id, card) {
      await db.transaction().execute(async (trx) => {
        const request = await find(trx, id);
        // Where the card is, is not a change of the request: its version stays, or the card would never catch up.
        if (request !== undefined) {
          await trx
            .updateTable('request')
            .set({ doc: json({ ...request, card }) })
            .where('id', '=', id)
            .execute();
        }
      });
    },

    enqueue: (job) => jobs.add(job),
  };
}

async function find(trx: Transaction<Tables>, id: string): Promise<ResizeRequest | undefined> {
  const row = await trx.selectFrom('request').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
  return row === undefined ? undefined : toRequest(row);
}

async function openOn(trx: Transaction<Tables>, instanceId: string): Promise<ResizeRequest | undefined> {
  const row = await trx
    .selectFrom('request')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('state', 'in', OPEN)
    .executeTakeFirst();
  return row === undefined ? undefined : toRequest(row);
}

function columns(request: ResizeRequest) {
  return { state: request.state, version: request.version, updated_at: request.updatedAt, doc: json(request) };
}

function json(request: ResizeRequest): string {
  return JSON.stringify(request);
}

function toRequest(row: Selectable<Tables['request']>): ResizeRequest {
  return row.doc;
}
