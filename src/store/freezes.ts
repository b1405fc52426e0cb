import type { Kysely, Transaction } from 'kysely';
import { liftFreeze, showFreeze } from '../core/lifecycle/lock.ts';
import type { Actor, ChatFreeze, Lock, ResizeRequest } from '../core/request/request.ts';
import { BEFORE_ORDER } from '../core/request/state.ts';
import { FREEZE, type Step } from '../core/request/step.ts';
import type { Clock, FreezeRecords } from '../workflow/ports.ts';
import { carryOut, type Ledger, type Writing } from './change.ts';
import { appendUnlessRepeated } from './events.ts';
import { announceNews, answerOnce, lockOf } from './locks.ts';
import { chatFreeze, parseDoc, toRequest } from './request-row.ts';
import type { Tables } from './schema.ts';

/** See FreezeRecords. `forShare`: inside a transaction, no freeze is declared or lifted before it ends. */
export async function stopOf(
  db: Kysely<Tables>,
  clock: Clock,
  { before, breakGlass }: Pick<ResizeRequest, 'before' | 'breakGlass'>,
  forShare = false,
): Promise<Lock | ChatFreeze | undefined> {
  const lock = await lockOf(db, before.instanceId);
  if (lock !== undefined || breakGlass !== undefined) return lock;
  return freezeOf(db, clock, forShare);
}

/** The freeze from Slack that is in force. */
export async function freezeOf(db: Kysely<Tables>, clock: Clock, forShare = false): Promise<ChatFreeze | undefined> {
  const row = db.selectFrom('order_freeze').select('doc').where('id', '=', 1);
  const { doc } = await (forShare ? row.forShare() : row).executeTakeFirstOrThrow();
  const freeze = toFreeze(doc);
  return freeze === undefined || isOver(freeze, clock) ? undefined : freeze;
}

function toFreeze(doc: unknown): ChatFreeze | undefined {
  return doc === null ? undefined : parseDoc(chatFreeze, doc, 'order_freeze', '1');
}

function isOver({ until }: ChatFreeze, clock: Clock): boolean {
  return until !== undefined && Date.parse(until) <= clock.now().getTime();
}

/**
 * The freeze from Slack. Rows of requests are taken first, then its own, then the end of the audit log: as the claim of
 * an order does.
 */
export function freezeRecords({ db, ...pen }: Ledger): FreezeRecords {
  /** Carries out the step on every request whose order is not out, and writes the row. */
  async function replace(
    writing: Writing,
    rows: readonly ResizeRequest[],
    freeze: ChatFreeze | undefined,
    step: (request: ResizeRequest) => Step<void>,
  ): Promise<number> {
    const doc = freeze === undefined ? null : JSON.stringify(freeze);
    await writing.trx.updateTable('order_freeze').set({ doc }).where('id', '=', 1).execute();
    let waiting = 0;
    for (const request of rows) {
      const next = await carryOut(writing, request, step(request));
      if (next.state === 'approved' && next !== request) waiting += 1;
    }
    return waiting;
  }

  /** Both are ours until the transaction ends; the freeze also where its time is over. */
  async function taken(trx: Transaction<Tables>) {
    const rows = await trx
      .selectFrom('request')
      .selectAll()
      .where('state', 'in', BEFORE_ORDER)
      .orderBy('id')
      .forNoKeyUpdate()
      .execute();
    const { doc } = await trx
      .selectFrom('order_freeze')
      .select('doc')
      .where('id', '=', 1)
      .forUpdate()
      .executeTakeFirstOrThrow();
    return { requests: rows.map(toRequest), freeze: toFreeze(doc) };
  }

  async function lift(trx: Transaction<Tables>, by: Actor, { requests, freeze }: Awaited<ReturnType<typeof taken>>) {
    const writing = { ...pen, trx };
    const waiting = await replace(writing, requests, undefined, (one) => liftFreeze(one, by));
    await announceNews(writing, { kind: 'unfrozen', actor: by, data: { reason: freeze?.reason } });
    return waiting;
  }

  return {
    freeze: () => freezeOf(db, pen.clock),

    stopOf: (request) => stopOf(db, pen.clock, request),

    declareFreeze: (commandId, freeze) =>
      answerOnce(db, pen.clock, commandId, async (trx) => {
        const writing = { ...pen, trx };
        const { requests, freeze: there } = await taken(trx);
        const replaced = there === undefined || isOver(there, pen.clock) ? undefined : there;
        const waiting = await replace(writing, requests, freeze, (request) => showFreeze(request, freeze));
        const { by, reason, until } = freeze;
        const again = replaced === undefined ? undefined : true;
        await announceNews(writing, { kind: 'frozen', actor: by, data: { reason, until, replaced: again } });
        if (until !== undefined) await pen.jobs.add({ queue: 'deadline', id: FREEZE, after: until }, trx);
        return { kind: 'frozen', freeze, replaced, waiting };
      }),

    liftFreeze: (commandId, by) =>
      answerOnce(db, pen.clock, commandId, async (trx) => {
        const there = await taken(trx);
        if (there.freeze === undefined || isOver(there.freeze, pen.clock)) {
          const data = { outcome: 'not_frozen', reason: undefined, action: 'unfreeze' };
          await appendUnlessRepeated({ ...pen, trx }, { kind: 'denied', actor: by, data }, undefined);
          return { kind: 'not_frozen' };
        }
        return { kind: 'unfrozen', freeze: there.freeze, waiting: await lift(trx, by, there) };
      }),

    async endFreeze() {
      const { doc } = await db.selectFrom('order_freeze').select('doc').where('id', '=', 1).executeTakeFirstOrThrow();
      if (toFreeze(doc)?.until === undefined) return undefined;
      return db.transaction().execute(async (trx) => {
        const there = await taken(trx);
        if (there.freeze !== undefined && isOver(there.freeze, pen.clock)) {
          await lift(trx, 'bot', there);
          return undefined;
        }
        return there.freeze?.until;
      });
    },
  };
}
