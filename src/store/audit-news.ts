/** What the audit log says of itself and of the configuration, each once over all replicas. */
import type { Kysely } from 'kysely';
import { ANNOUNCEMENTS } from '../core/request/step.ts';
import type { AuditRecords, Clock } from '../workflow/ports.ts';
import { type AuditKey, OtherAuditKey } from './audit-key.ts';
import { appendEvent, lockedHead } from './events.ts';
import type { Ledger } from './change.ts';
import type { Tables } from './schema.ts';

/**
 * At the start: where the chain has no key yet and we have one, it is keyed from here on. The event that says so is the
 * first link that is; through its previous hash it seals all before it. Throws OtherAuditKey where ours does not fit.
 */
export async function takeAuditKey(db: Kysely<Tables>, clock: Clock, auditKey: AuditKey | undefined): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { key_id: keyId } = await lockedHead(trx);
    if (keyId === (auditKey?.id ?? null)) return;
    if (keyId !== null || auditKey === undefined) throw new OtherAuditKey(keyId, auditKey);
    await trx.updateTable('audit_head').set({ key_id: auditKey.id }).where('id', '=', 1).execute();
    const event = { kind: 'audit_keyed', actor: 'bot', data: { keyId: auditKey.id } } as const;
    await appendEvent({ trx, clock, auditKey }, event, undefined);
  });
}

export function auditRecords({ db, ...pen }: Ledger): AuditRecords {
  return {
    async noteConfiguration(event) {
      const config = `${event.kind}:${event.data.version}`;
      await db.transaction().execute(async (trx) => {
        const head = await lockedHead(trx);
        if (head.config === config) return;
        await trx.updateTable('audit_head').set({ config }).where('id', '=', 1).execute();
        const isFirst = head.config === null && event.kind === 'config_taken';
        const noted = isFirst ? { ...event, data: { ...event.data, first: true } as const } : event;
        await appendEvent({ ...pen, trx }, noted, undefined);
        await pen.jobs.add({ queue: 'publish', id: ANNOUNCEMENTS }, trx);
      });
    },

    async checkpoint() {
      const today = new Date(`${pen.clock.now().toISOString().slice(0, 10)}T00:00:00.000Z`);
      return db.transaction().execute(async (trx) => {
        const { seq, hash, checkpoint_seq: last } = await lockedHead(trx);
        const next = await trx
          .selectFrom('event')
          .select('at')
          .where('seq', '>', last)
          .orderBy('seq')
          .limit(1)
          .executeTakeFirst();
        if (next === undefined || next.at >= today) return undefined;
        const event = { kind: 'audit_checkpoint', actor: 'bot', data: { seq, hash } } as const;
        await appendEvent({ ...pen, trx }, event, undefined);
        // The line itself is no activity.
        await trx
          .updateTable('audit_head')
          .set({ checkpoint_seq: seq + 1 })
          .where('id', '=', 1)
          .execute();
        await pen.jobs.add({ queue: 'publish', id: ANNOUNCEMENTS }, trx);
        return { seq, hash };
      });
    },
  };
}
