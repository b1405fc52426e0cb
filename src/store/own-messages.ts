import type { Kysely, Transaction } from 'kysely';
import { claimCard, claimLines, type OwnMessage } from '../core/lifecycle/own-message.ts';
import type { Card, RequestId } from '../core/request/request.ts';
import type { Records } from '../workflow/ports.ts';
import { json, lockedRow } from './change.ts';
import type { Jobs } from './jobs.ts';
import type { Tables } from './schema.ts';

type Claimed = ReturnType<typeof claimLines>;

/** Which of the bot's messages stand for a request, and which are to be deleted. */
export function ownMessages(db: Kysely<Tables>, jobs: Jobs): Pick<Records, 'claimMessage' | 'strays' | 'strayDeleted'> {
  return {
    async claimMessage(id, message, shows) {
      return db.transaction().execute(async (trx) => {
        const request = await lockedRow(trx, id);
        if (request === undefined) return undefined;
        if (message.seq > 0) {
          const { takes, strays } = await claimedLines(trx, id, message);
          for (const ts of strays) await setAside(trx, id, { ...message, ts });
          if (takes.length + strays.length > 0) await jobs.add({ queue: 'publish', id }, trx);
          return request.card;
        }
        const { card, stray } = claimCard(request.card, message, shows);
        if (stray) await setAside(trx, id, message);
        // Where the card is, is not a change of the request: its version stays, or the card would never catch up.
        else {
          const doc = json({ ...request, card });
          await trx.updateTable('request').set({ doc }).where('id', '=', id).execute();
        }
        if (stray || card.shows < request.version) await jobs.add({ queue: 'publish', id }, trx);
        return card;
      });
    },

    async strays(id) {
      const rows = await db.selectFrom('stray_message').selectAll().where('request_id', '=', id).execute();
      return rows.map(({ channel_id: channelId, ts }) => ({ channelId, ts }));
    },

    async strayDeleted({ channelId, ts }) {
      await db.deleteFrom('stray_message').where('channel_id', '=', channelId).where('ts', '=', ts).execute();
    },
  };
}

/** Writes which events the message shows; returns them, and the messages that show nothing of their own. */
async function claimedLines(trx: Transaction<Tables>, id: RequestId, message: OwnMessage): Promise<Claimed> {
  const place = message.mirror ? message.channelId : 'thread';
  const rows = await trx
    .selectFrom('event')
    .leftJoin('delivery', (on) => on.onRef('delivery.event_seq', '=', 'event.seq').on('delivery.place', '=', place))
    .select(['event.seq as seq', 'delivery.ts as ts', 'delivery.place as place'])
    .where('event.request_id', '=', id)
    .where('event.seq', '<=', message.seq)
    .execute();
  // An event that needs no message there (it has no line, or was given up) is not for a message to take.
  const shown = rows
    .filter(({ seq, ts, place }) => ts !== null || place === null || seq === message.seq)
    .map(({ seq, ts }) => ({ seq, ts: ts ?? undefined }));
  const claimed = claimLines(shown, message);
  for (const seq of claimed.takes) {
    await trx
      .insertInto('delivery')
      .values({ event_seq: seq, place, ts: message.ts })
      .onConflict((oc) => oc.columns(['event_seq', 'place']).doUpdateSet({ ts: message.ts }))
      .execute();
  }
  return claimed;
}

async function setAside(trx: Transaction<Tables>, id: RequestId, { channelId, ts }: Pick<Card, 'channelId' | 'ts'>) {
  await trx
    .insertInto('stray_message')
    .values({ channel_id: channelId, ts, request_id: id })
    .onConflict((oc) => oc.doNothing())
    .execute();
}
