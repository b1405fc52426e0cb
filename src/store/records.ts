import { type Kysely, sql } from 'kysely';
import { shownFrom } from '../core/lifecycle/lock.ts';
import type { ResizeRequest } from '../core/request/request.ts';
import type { Clock, Records } from '../workflow/ports.ts';
import type { AuditKey } from './audit-key.ts';
import { carryOut, columns, lockedRow, openOn, search, write } from './change.ts';
import { appendUnlessRepeated } from './events.ts';
import type { Jobs } from './jobs.ts';
import { stopOf } from './freezes.ts';
import { toRequest } from './request-row.ts';
import type { Tables } from './schema.ts';
import { spendingOf } from './spending.ts';

type RequestRecords = Pick<
  Records,
  'get' | 'find' | 'spending' | 'open' | 'change' | 'claimOrder' | 'note' | 'enqueue'
>;

/** Any number that nothing else in the database locks. */
const COUNTING = 7_230_114;

/** Requests and every change of them. Each method is one transaction. */
export function requestRecords(
  db: Kysely<Tables>,
  jobs: Jobs,
  clock: Clock,
  auditKey: AuditKey | undefined,
): RequestRecords {
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
        const now = clock.now().toISOString();
        const fresh = { version: 1, createdAt: now, updatedAt: now, since: now } as const;
        const none = {
          order: undefined,
          orderQuote: undefined,
          failure: undefined,
          notBefore: undefined,
          lock: shownFrom(await stopOf(trx, clock, draft)),
          mismatchSince: undefined,
          progress: undefined,
          window: undefined,
          drift: undefined,
          externalChange: undefined,
          spec: undefined,
          card: undefined,
        };
        const request: ResizeRequest = { ...draft, ...fresh, ...none, votes: [], attempts: [], reminders: 0 };
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
        await write({ trx, jobs, clock, auditKey }, request.id, events, more);
        return { kind: 'opened', request } as const;
      });
    },

    async change(id, decide) {
      return db.transaction().execute(async (trx) => {
        const request = await lockedRow(trx, id);
        if (request === undefined) return undefined;
        const step = decide(request);
        return { result: step.result, request: await carryOut({ trx, jobs, clock, auditKey }, request, step) };
      });
    },

    async claimOrder(id, counted, decide) {
      return db.transaction().execute(async (trx) => {
        // Each claim that counts must see the one before it; nothing else waits for this lock.
        if (counted.length > 0) await sql`select pg_advisory_xact_lock(${COUNTING})`.execute(trx);
        // Whoever locks the instance, or freezes all orders, takes this row first too: either comes before the other.
        const request = await lockedRow(trx, id);
        if (request === undefined) return undefined;
        const lock = await stopOf(trx, clock, request, true);
        const step = decide(request, { lock, spending: await spendingOf(trx, counted, id) });
        return { result: step.result, request: await carryOut({ trx, jobs, clock, auditKey }, request, step) };
      });
    },

    async note(event, requestId) {
      await db.transaction().execute((trx) => appendUnlessRepeated({ trx, clock, auditKey }, event, requestId));
    },

    enqueue: (job) => jobs.add(job),
  };
}
