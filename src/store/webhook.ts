/** How far the webhook has read the audit log. One replica at a time sends, under a lease that each delivery renews. */
import type { Kysely } from 'kysely';
import type { Clock } from '../workflow/ports.ts';
import { auditLines } from './audit-export.ts';
import type { Tables } from './schema.ts';

/** Longer than a delivery takes. After a restart it is waited for. */
const LEASE_MS = 15_000;
const BATCH = 50;

export function webhookLog(db: Kysely<Tables>, clock: Clock, replica: string) {
  const now = (): Date => clock.now();
  const in_ = (ms: number): Date => new Date(now().getTime() + ms);
  const ours = () => db.updateTable('audit_webhook').where('lease_id', '=', replica);
  return {
    /** At the start. Where it is in use, events wait for it; where it no longer is, it keeps its place. */
    async use(active: boolean): Promise<void> {
      const row = { id: 1, active, next_at: now(), lease_until: now() };
      if (active)
        await db
          .insertInto('audit_webhook')
          .values(row)
          .onConflict((oc) => oc.column('id').doUpdateSet({ active }))
          .execute();
      else await db.updateTable('audit_webhook').set({ active }).execute();
    },

    /** The next events, for us alone until the lease ends; undefined: none is due, or another replica sends. */
    async take() {
      const taken = await db
        .updateTable('audit_webhook')
        .set({ lease_id: replica, lease_until: in_(LEASE_MS) })
        .where('active', '=', true)
        .where('next_at', '<=', now())
        .where((eb) => eb.or([eb('lease_until', '<=', now()), eb('lease_id', '=', replica)]))
        .where('seq', '<', (eb) => eb.selectFrom('audit_head').select('seq'))
        .returning(['seq', 'tries'])
        .executeTakeFirst();
      return taken && { tries: taken.tries, events: await auditLines(db, taken.seq, {}, BATCH) };
    },

    /** False: another replica has taken over. */
    async delivered(seq: number): Promise<boolean> {
      const next = { seq, tries: 0, failure: null, lease_until: in_(LEASE_MS) };
      return (await ours().set(next).where('seq', '<', seq).executeTakeFirst()).numUpdatedRows === 1n;
    },

    async failed(failure: string, pauseMs: number): Promise<void> {
      const again = { failure, next_at: in_(pauseMs), lease_until: now() };
      await ours()
        .set((eb) => ({ ...again, tries: eb('tries', '+', 1) }))
        .execute();
    },

    /** Goes past an event that the receiver will not take. */
    async gaveUp(seq: number): Promise<void> {
      await ours()
        .set((eb) => ({ seq, tries: 0, gave_up_seq: seq, gave_up_at: now(), given_up: eb('given_up', '+', 1) }))
        .where('seq', '<', seq)
        .execute();
    },
  };
}

const NONE = { failure: null, pending: 0, oldest: null, givenUp: 0, gaveUpSeq: null, gaveUpAt: null };

const DAY_MS = 24 * 3_600_000;

/** In words, for readiness: what it waits for, and what was given up within a day. */
export async function webhookWarnings(db: Kysely<Tables>, now: Date): Promise<readonly string[]> {
  const { failure, pending, gaveUpAt, gaveUpSeq } = await webhookState(db);
  const recent = gaveUpAt !== null && now.getTime() - gaveUpAt.getTime() < DAY_MS;
  return [
    ...(failure === null || pending === 0 ? [] : [`audit webhook: ${failure}, events waiting: ${String(pending)}`]),
    ...(recent ? [`audit webhook: event ${String(gaveUpSeq)} was refused and given up; see audit export`] : []),
  ];
}

/** What waits for the webhook and what became of the rest; all zero where there is none. */
export async function webhookState(db: Kysely<Tables>) {
  const row = await db
    .selectFrom('audit_webhook as w')
    .where('w.active', '=', true)
    .select((eb) => {
      // Not a join: PostgreSQL, which knows nothing of new tables, takes that for millions of rows and compiles it.
      const waiting = eb.selectFrom('event').whereRef('event.seq', '>', 'w.seq');
      return [
        waiting.select((of) => of.fn.countAll().as('count')).as('pending'),
        waiting.select((of) => of.fn.min('event.at').as('at')).as('oldest'),
      ];
    })
    .select(['w.failure', 'w.given_up as givenUp', 'w.gave_up_seq as gaveUpSeq', 'w.gave_up_at as gaveUpAt'])
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? NONE : { ...row, pending: Number(row.pending), givenUp: row.givenUp };
}
