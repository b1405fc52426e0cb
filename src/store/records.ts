import { sql, type Transaction } from 'kysely';
import { shownFrom } from '../core/lifecycle/lock.ts';
import type { Draft, ResizeRequest, Vote } from '../core/request/request.ts';
import { endWayBack } from '../core/lifecycle/back.ts';
import type { Clock, Records } from '../workflow/ports.ts';
import { carryOut, columns, lastCompletedOn, type Ledger, lockedRow, openOn, search, write } from './change.ts';
import { appendUnlessRepeated } from './events.ts';
import { stopOf } from './freezes.ts';
import { toRequest } from './request-row.ts';
import type { Tables } from './schema.ts';
import { spendingOf } from './spending.ts';

type RequestRecords = Pick<
  Records,
  'get' | 'find' | 'spending' | 'open' | 'openReturn' | 'change' | 'changeBoth' | 'claimOrder' | 'note' | 'enqueue'
>;

/** Any number that nothing else in the database locks. */
const COUNTING = 7_230_114;

/** Requests and every change of them. Each method is one transaction. */
export function requestRecords({ db, ...pen }: Ledger): RequestRecords {
  return {
    async get(id) {
      const row = await db.selectFrom('request').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : toRequest(row);
    },

    find: (filter) => search(db, filter),
    spending: (filters, except) => spendingOf(db, filters, except),

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
          const earlier = await lockedRow(trx, form.request_id);
          if (earlier !== undefined) return { kind: 'repeated', request: earlier } as const;
        }
        // Before the insert, like the return of a temporary change: it locks this row first too.
        const done = await lastCompletedOn(trx, draft.before.instanceId);
        const request = await insert(trx, draft, pen.clock);
        if (request === undefined) {
          const by = await openOn(trx, draft.before.instanceId);
          if (by === undefined) throw new Error('the instance was busy and is free again: try once more');
          return { kind: 'busy', by } as const;
        }
        await trx
          .updateTable('inbound')
          .set({ request_id: request.id, settled_at: request.createdAt })
          .where('id', '=', formId)
          .execute();
        const writing = { ...pen, trx };
        await write(writing, request.id, events, more);
        if (done !== undefined) await carryOut(writing, done, endWayBack(done, undefined));
        return { kind: 'opened', request } as const;
      });
    },

    async openReturn(id, decide) {
      return db.transaction().execute(async (trx) => {
        const there = await lockedRow(trx, id);
        const made = there && decide(there);
        if (there === undefined || made === undefined) return undefined;
        const { draft, votes, events, jobs: more, step } = made;
        const request = await insert(trx, draft, pen.clock, votes);
        if (request === undefined) return { kind: 'busy', by: await openOn(trx, there.before.instanceId) } as const;
        const writing = { ...pen, trx };
        await write(writing, request.id, events, more);
        await carryOut(writing, there, step);
        return { kind: 'opened', request } as const;
      });
    },

    async change(id, decide) {
      return db.transaction().execute(async (trx) => {
        const request = await lockedRow(trx, id);
        if (request === undefined) return undefined;
        const step = decide(request);
        return { result: step.result, request: await carryOut({ ...pen, trx }, request, step) };
      });
    },

    async changeBoth(olderId, id, decide) {
      await db.transaction().execute(async (trx) => {
        const older = await lockedRow(trx, olderId);
        const request = await lockedRow(trx, id);
        if (request === undefined) return;
        const { there, own } = decide(older, request);
        const writing = { ...pen, trx };
        if (older !== undefined) await carryOut(writing, older, there);
        await carryOut(writing, request, own);
      });
    },

    async claimOrder(id, counted, decide) {
      return db.transaction().execute(async (trx) => {
        // Each claim that counts must see the one before it; nothing else waits for this lock.
        if (counted.length > 0) await sql`select pg_advisory_xact_lock(${COUNTING})`.execute(trx);
        // Whoever locks the instance, or freezes all orders, takes this row first too: either comes before the other.
        const request = await lockedRow(trx, id);
        if (request === undefined) return undefined;
        const lock = await stopOf(trx, pen.clock, request, true);
        const step = decide(request, { lock, spending: await spendingOf(trx, counted, id) });
        return { result: step.result, request: await carryOut({ ...pen, trx }, request, step) };
      });
    },

    async note(event, requestId) {
      await db.transaction().execute((trx) => appendUnlessRepeated({ ...pen, trx }, event, requestId));
    },

    enqueue: (job) => pen.jobs.add(job),
  };
}

/** Undefined: the instance has an open request, or the return was made before. The indexes decide who was first. */
async function insert(
  trx: Transaction<Tables>,
  draft: Draft,
  clock: Clock,
  votes: readonly Vote[] = [],
): Promise<ResizeRequest | undefined> {
  const now = clock.now().toISOString();
  const request: ResizeRequest = {
    ...draft,
    ...{ version: 1, createdAt: now, updatedAt: now, since: now },
    ...{ votes, attempts: [], reminders: 0, order: undefined, orderQuote: undefined, failure: undefined },
    ...{ notBefore: undefined, mismatchSince: undefined, progress: undefined, window: undefined },
    lock: shownFrom(await stopOf(trx, clock, draft)),
    ...{ drift: undefined, externalChange: undefined, plannedReturn: undefined, spec: undefined, card: undefined },
  };
  const inserted = await trx
    .insertInto('request')
    .values({
      ...columns(request),
      id: request.id,
      instance_id: request.before.instanceId,
      return_of: request.returnOf ?? null,
      created_at: now,
    })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n ? request : undefined;
}
