import type { Kysely, Transaction } from 'kysely';
import { liftLock, showLock } from '../core/lifecycle/lock.ts';
import type { Lock, NewEvent, Person } from '../core/request/request.ts';
import { ANNOUNCEMENTS } from '../core/request/step.ts';
import type { Clock, LockOutcome, LockRecords } from '../workflow/ports.ts';
import { carryOut, type Ledger, openOn, type Writing } from './change.ts';
import { appendEvent, appendUnlessRepeated } from './events.ts';
import { type Outcome, toOutcome } from './inbound-row.ts';
import { lock as lockDoc, parseDoc } from './request-row.ts';
import type { Tables } from './schema.ts';

export async function lockOf(db: Kysely<Tables>, instanceId: string): Promise<Lock | undefined> {
  const row = await db
    .selectFrom('instance_lock')
    .select('doc')
    .where('instance_id', '=', instanceId)
    .executeTakeFirst();
  return row === undefined ? undefined : toLock(instanceId, row.doc);
}

/** Answers a command once: a second intake of it waits for the first, and gets its answer. */
export function answerOnce<T extends Outcome>(
  db: Kysely<Tables>,
  clock: Clock,
  commandId: string,
  act: (trx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (trx) => {
    const command = await trx
      .selectFrom('inbound')
      .select(['id', 'settled_at', 'outcome'])
      .where('id', '=', commandId)
      .forUpdate()
      .executeTakeFirst();
    const known = command === undefined ? undefined : toOutcome(command);
    if (known !== undefined) return known as T;
    const outcome = await act(trx);
    const settled = { settled_at: clock.now(), outcome: JSON.stringify(outcome) };
    await trx.updateTable('inbound').set(settled).where('id', '=', commandId).execute();
    return outcome;
  });
}

/** What belongs to no request, for the mirror channels. */
export async function announceNews({ jobs, ...pen }: Writing, event: NewEvent): Promise<void> {
  await appendEvent(pen, event, undefined);
  await jobs.add({ queue: 'publish', id: ANNOUNCEMENTS }, pen.trx);
}

/**
 * Locks of instances. The row of the open request is taken before the lock is written, as the claim of an order takes
 * it before it looks for a lock: one of them is first, and the other sees it.
 */
export function lockRecords({ db, ...pen }: Ledger): LockRecords {
  const answering = (commandId: string, act: (trx: Transaction<Tables>) => Promise<LockOutcome>) =>
    answerOnce(db, pen.clock, commandId, act);
  const announce = (trx: Transaction<Tables>, event: NewEvent) => announceNews({ ...pen, trx }, event);

  /** Nothing came of the command, since another was first. */
  async function refuse(trx: Transaction<Tables>, outcome: string, action: string, instanceId: string, actor: Person) {
    const data = { outcome, reason: undefined, action, instanceId };
    await appendUnlessRepeated({ ...pen, trx }, { kind: 'denied', actor, data }, undefined);
  }

  return {
    lockOf: (instanceId) => lockOf(db, instanceId),

    async locks() {
      const rows = await db
        .selectFrom('instance_lock')
        .select(['instance_id', 'doc'])
        .orderBy('locked_at', 'desc')
        .execute();
      return rows.map((row) => toLock(row.instance_id, row.doc));
    },

    lock: (commandId, lock) =>
      answering(commandId, async (trx) => {
        const { instanceId } = lock.instance;
        const request = await openOn(trx, instanceId, true);
        const inserted = await trx
          .insertInto('instance_lock')
          .values({ instance_id: instanceId, locked_at: lock.at, doc: JSON.stringify(lock) })
          .onConflict((oc) => oc.doNothing())
          .executeTakeFirst();
        if (inserted.numInsertedOrUpdatedRows !== 1n) {
          const there = await lockOf(trx, instanceId);
          if (there === undefined) throw new Error(`${instanceId} was locked and is unlocked again: try once more`);
          await refuse(trx, 'already_locked', 'lock', instanceId, lock.by);
          return { kind: 'already_locked', lock: there };
        }
        await announce(trx, { kind: 'locked', actor: lock.by, data: { ...nameOf(lock), reason: lock.reason } });
        if (request === undefined) return { kind: 'locked', lock, request };
        const shown = await carryOut({ ...pen, trx }, request, showLock(request, lock));
        return { kind: 'locked', lock, request: shown };
      }),

    unlock: (commandId, instanceId, by) =>
      answering(commandId, async (trx) => {
        const request = await openOn(trx, instanceId, true);
        const deleted = await trx
          .deleteFrom('instance_lock')
          .where('instance_id', '=', instanceId)
          .returning('doc')
          .executeTakeFirst();
        if (deleted === undefined) {
          await refuse(trx, 'not_locked', 'unlock', instanceId, by);
          return { kind: 'not_locked' };
        }
        const lock = toLock(instanceId, deleted.doc);
        await announce(trx, { kind: 'unlocked', actor: by, data: nameOf(lock) });
        if (request === undefined) return { kind: 'unlocked', lock, request };
        const freed = await carryOut({ ...pen, trx }, request, liftLock(request, by));
        return { kind: 'unlocked', lock, request: freed };
      }),
  };
}

function toLock(instanceId: string, doc: unknown): Lock {
  return parseDoc(lockDoc, doc, 'instance_lock', instanceId);
}

function nameOf({ instance }: Lock) {
  const { instanceId, name, account, region } = instance;
  return { instanceId, name, account, region };
}
