import { type RawBuilder, sql } from 'kysely';
import { ANNOUNCEMENTS, type Subject } from '../core/request/step.ts';
import type { Inbound, Records, StoredInbound } from '../workflow/ports.ts';
import { appendUnlessRepeated, REFUSAL_MS, toEvent } from './events.ts';
import { openedSince } from './homes.ts';
import { toInbound, toOutcome } from './inbound-row.ts';
import { toRequest } from './request-row.ts';
import type { Ledger } from './change.ts';

type Outbox = Pick<
  Records,
  | 'receive'
  | 'inbound'
  | 'settle'
  | 'events'
  | 'undelivered'
  | 'markDelivered'
  | 'closeDelivered'
  | 'unfinished'
  | 'tidy'
  | 'claim'
>;

/** What came in and is not answered yet, and what happened and is not said yet. */
export function outbox({ db, ...pen }: Ledger): Outbox {
  return {
    async receive(inbound) {
      const id = idOf(inbound);
      return db.transaction().execute(async (trx) => {
        const inserted = await trx
          .insertInto('inbound')
          .values({ id, doc: JSON.stringify(inbound) })
          .onConflict((oc) => oc.column('id').doNothing())
          .executeTakeFirst();
        if (inserted.numInsertedOrUpdatedRows === 1n) {
          await pen.jobs.add({ queue: 'intake', id }, trx);
          return inbound;
        }
        return toInbound(await trx.selectFrom('inbound').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
      });
    },

    async inbound(id) {
      const row = await db.selectFrom('inbound').selectAll().where('id', '=', id).executeTakeFirst();
      if (row === undefined) return undefined;
      const inbound = toInbound(row);
      const { request_id: requestId } = row;
      // The outcome is that of this kind: nothing else is written for it.
      if (requestId === null) return { ...inbound, outcome: toOutcome(row) } as StoredInbound;
      const request = await db.selectFrom('request').selectAll().where('id', '=', requestId).executeTakeFirstOrThrow();
      return { ...inbound, outcome: { kind: 'created', request: toRequest(request) } } as StoredInbound;
    },

    async settle(id, outcome, event, requestId) {
      await db.transaction().execute(async (trx) => {
        const settled = await trx
          .updateTable('inbound')
          .set({ settled_at: pen.clock.now(), outcome: JSON.stringify(outcome) })
          .where('id', '=', id)
          .where('settled_at', 'is', null)
          .executeTakeFirst();
        if (settled.numUpdatedRows === 1n && event !== undefined) {
          await appendUnlessRepeated({ ...pen, trx }, event, requestId);
        }
      });
    },

    async events(id) {
      const rows = await db.selectFrom('event').selectAll().where('request_id', '=', id).orderBy('seq').execute();
      return rows.map(toEvent);
    },

    async undelivered(id) {
      const rows = await db
        .selectFrom('event')
        .selectAll()
        .select((eb) => {
          const places = eb.selectFrom('delivery').select('place').whereRef('event_seq', '=', 'event.seq');
          return sql<readonly string[]>`array(${places})`.as('places');
        })
        .where(ofSubject(id))
        .where('delivered_at', 'is', null)
        .orderBy('seq')
        .execute();
      return rows.map(({ places: deliveredTo, ...row }) => ({ event: toEvent(row), deliveredTo }));
    },

    async markDelivered(seqs, place) {
      await db
        .insertInto('delivery')
        .values(seqs.map((seq) => ({ event_seq: seq, place, ts: null })))
        .onConflict((oc) => oc.doNothing())
        .execute();
    },

    async closeDelivered(id, places, butFor) {
      await db
        .updateTable('event')
        .set({ delivered_at: pen.clock.now() })
        .where(ofSubject(id))
        .where('delivered_at', 'is', null)
        .where((eb) => {
          const heard = eb
            .selectFrom('delivery')
            .select(eb.fn.countAll<number>().as('n'))
            .whereRef('event_seq', '=', 'event.seq')
            .where('place', '=', sql<string>`any(${places})`);
          return sql<boolean>`${heard} = ${new Set(places).size}`;
        })
        .$if(butFor.length > 0, (query) => query.where('seq', 'not in', butFor))
        .execute();
    },

    async claim(key) {
      const inserted = await db
        .insertInto('claimed_key')
        .values({ key, claimed_at: pen.clock.now() })
        .onConflict((oc) => oc.column('key').doNothing())
        .executeTakeFirst();
      return inserted.numInsertedOrUpdatedRows === 1n;
    },

    async tidy(before) {
      await db.deleteFrom('inbound').where('settled_at', '<', new Date(before)).execute();
      // Longer than any copy of what was claimed is accepted: Slack's signatures are good for five minutes.
      const old = new Date(pen.clock.now().getTime() - REFUSAL_MS);
      await db.deleteFrom('claimed_key').where('claimed_at', '<', old).execute();
      await db.deleteFrom('home').where('opened_at', '<', openedSince(pen.clock)).execute();
      await db.deleteFrom('digest').where('day', '<', before.slice(0, 10)).execute();
      await db.deleteFrom('replica').where('seen_at', '<', old).execute();
    },

    async unfinished() {
      const waiting = await db.selectFrom('inbound').select('id').where('settled_at', 'is', null).execute();
      const unsaid = await db
        .selectFrom('event')
        .select('request_id as id')
        .where('delivered_at', 'is', null)
        .union(db.selectFrom('stray_message').select('request_id as id'))
        .union(
          db
            .selectFrom('direct_card')
            .innerJoin('request', 'request.id', 'direct_card.request_id')
            .select('request_id as id')
            .where('ts', 'is not', null)
            .whereRef('shows', '<', 'request.version'),
        )
        .union(
          db
            .selectFrom('request')
            .select('id')
            .where(sql<boolean>`(doc #>> '{card,shows}')::int < version`),
        )
        .execute();
      return [
        ...waiting.map(({ id }) => ({ queue: 'intake', id }) as const),
        ...unsaid.map(({ id }) => ({ queue: 'publish', id: id ?? ANNOUNCEMENTS }) as const),
      ];
    },
  };
}

/** The events of a request, or those of none. */
export function ofSubject(id: Subject): RawBuilder<boolean> {
  return id === ANNOUNCEMENTS ? sql`event.request_id is null` : sql`event.request_id = ${id}`;
}

function idOf(inbound: Inbound): string {
  switch (inbound.kind) {
    case 'form':
      return inbound.form.id;
    case 'press':
      return inbound.press.id;
    case 'lock':
      return inbound.lock.id;
    case 'freeze':
      return inbound.freeze.id;
    default:
      return inbound satisfies never;
  }
}
