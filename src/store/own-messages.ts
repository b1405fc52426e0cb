import type { Kysely, Transaction } from 'kysely';
import { claimCard, claimLines, type OwnMessage } from '../core/lifecycle/own-message.ts';
import type { Card, RequestId, ResizeRequest } from '../core/request/request.ts';
import { DIRECT_ID } from '../core/value/ids.ts';
import type { Records } from '../workflow/ports.ts';
import { json, lockedRow } from './change.ts';
import type { Jobs } from './jobs.ts';
import type { Tables } from './schema.ts';

type OwnMessages = Pick<Records, 'claimMessage' | 'directCards' | 'saveDirectCard' | 'strays' | 'strayDeleted'>;
type Claimed = ReturnType<typeof claimLines>;

/** Which of the bot's messages stand for a request, and which are to be deleted. */
export function ownMessages(db: Kysely<Tables>, jobs: Jobs): OwnMessages {
  return {
    async claimMessage(id, message, shows) {
      return db.transaction().execute(async (trx) => {
        const request = await lockedRow(trx, id);
        if (request === undefined) return undefined;
        if (DIRECT_ID.test(message.channelId)) {
          if (await claimedDirect(trx, request, message, shows)) await jobs.add({ queue: 'publish', id }, trx);
          return request.card;
        }
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

    async directCards(id) {
      const rows = await db.selectFrom('direct_card').selectAll().where('request_id', '=', id).execute();
      return rows.map(({ user_id: userId, channel_id: channelId, ts, shows }) => ({
        ...{ userId, channelId, shows },
        ts: ts ?? undefined,
      }));
    },

    async saveDirectCard(id, { userId, channelId, ts = null, shows }) {
      await db
        .insertInto('direct_card')
        .values({ request_id: id, user_id: userId, channel_id: channelId, ts, shows })
        .onConflict((oc) => oc.columns(['request_id', 'user_id']).doUpdateSet({ shows }))
        .execute();
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

/** The first card of a conversation stays, like the one of the channel. Whether there is something to publish. */
async function claimedDirect(
  trx: Transaction<Tables>,
  { id, version }: ResizeRequest,
  { channelId, ts }: OwnMessage,
  shows: number,
): Promise<boolean> {
  const own = trx.selectFrom('direct_card').selectAll().where('request_id', '=', id);
  const row = await own.where('channel_id', '=', channelId).executeTakeFirst();
  if (row === undefined) return false;
  const stray = row.ts !== null && row.ts !== ts;
  if (stray) await setAside(trx, id, { channelId, ts });
  else {
    await trx
      .updateTable('direct_card')
      .set({ ts, shows: Math.max(row.shows, shows) })
      .where('request_id', '=', id)
      .where('channel_id', '=', channelId)
      .execute();
  }
  return stray || Math.max(row.shows, shows) < version;
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
