import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import { digestJob } from '../core/request/step.ts';
import type { Digest, DigestRecords } from '../workflow/ports.ts';
import type { Jobs } from './jobs.ts';
import { parseDoc } from './request-row.ts';
import type { Tables } from './schema.ts';

const message = z.object({ channelId: z.string(), ts: z.string() });
const digestDoc: z.ZodType<Digest> = z.object({ messages: z.array(message), settled: z.boolean() });

/** See DigestRecords. A row for each day. */
export function digestRecords(db: Kysely<Tables>, jobs: Jobs): DigestRecords {
  const read = (from: Kysely<Tables>, day: string) => from.selectFrom('digest').select('doc').where('day', '=', day);

  function change(day: string, next: (digest: Digest, trx: Transaction<Tables>) => Promise<Digest> | Digest) {
    return db.transaction().execute(async (trx) => {
      const row = await read(trx, day).forUpdate().executeTakeFirst();
      // Of another database, or long forgotten.
      if (row === undefined) return;
      const doc = JSON.stringify(await next(parseDoc(digestDoc, row.doc, 'digest', day), trx));
      await trx.updateTable('digest').set({ doc }).where('day', '=', day).execute();
    });
  }

  return {
    async startDigest(day) {
      await db.transaction().execute(async (trx) => {
        const doc = JSON.stringify({ messages: [], settled: false } satisfies Digest);
        const inserted = await trx
          .insertInto('digest')
          .values({ day, doc })
          .onConflict((oc) => oc.doNothing())
          .executeTakeFirst();
        if (inserted.numInsertedOrUpdatedRows === 1n) await jobs.add(digestJob(day), trx);
      });
    },

    async digest(day) {
      const row = await read(db, day).executeTakeFirst();
      return row && parseDoc(digestDoc, row.doc, 'digest', day);
    },

    digestSeen: (day, { channelId, ts }) =>
      change(day, async (digest, trx) => {
        if (digest.messages.some((one) => one.ts === ts && one.channelId === channelId)) return digest;
        if (digest.messages.length > 0) await jobs.add(digestJob(day), trx);
        return { ...digest, messages: [...digest.messages, { channelId, ts }] };
      }),

    digestDeleted: (day, { ts }) =>
      change(day, (digest) => ({ ...digest, messages: digest.messages.filter((one) => one.ts !== ts) })),

    digestSettled: (day) => change(day, (digest) => ({ ...digest, settled: true })),
  };
}
