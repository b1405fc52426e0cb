import { type Kysely, sql, type Transaction } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { claimCard, claimLines, type OwnMessage } from '../core/lifecycle/own-message.ts';
import type { Card, MessageRef, RequestId, ResizeRequest } from '../core/request/request.ts';
import { ANNOUNCEMENTS, strayJob, type Subject } from '../core/request/step.ts';
import { DIRECT_ID } from '../core/value/ids.ts';
import type { Records } from '../workflow/ports.ts';
import { json, lockedRow } from './change.ts';
import { lockedHead } from './events.ts';
import type { Jobs } from './jobs.ts';
import { ofSubject } from './outbox.ts';
import { toRequest } from './request-row.ts';
import type { Tables } from './schema.ts';

type OwnMessages = Pick<Records, 'toPublish' | 'claimMessage' | 'knowsMessage' | 'saveDirectCard' | 'strayDeleted'>;

const THREAD = 'thread';

/** Which of the bot's messages stand for a request, and which are to be deleted. */
export function ownMessages(db: Kysely<Tables>, jobs: Jobs): OwnMessages {
  return {
    async toPublish(id) {
      const row = await db
        .selectFrom('request')
        .select(['id', 'doc'])
        .select((eb) => [
          jsonArrayFrom(
            eb.selectFrom('stray_message').select(['channel_id', 'ts']).whereRef('request_id', '=', 'request.id'),
          ).as('strays'),
          jsonArrayFrom(
            eb
              .selectFrom('direct_card')
              .select(['user_id', 'channel_id', 'ts', 'shows'])
              .whereRef('request_id', '=', 'request.id'),
          ).as('cards'),
        ])
        .where('id', '=', id)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      return {
        request: toRequest(row),
        strays: row.strays.map(({ channel_id: channelId, ts }) => ({ channelId, ts })),
        directCards: row.cards.map(({ user_id: userId, channel_id: channelId, ts, shows }) => ({
          ...{ userId, channelId, shows },
          ts: ts ?? undefined,
        })),
      };
    },

    async claimMessage(id, message, shows) {
      const known = message.seq === 0 ? await knownCard(db, id, message, shows) : undefined;
      if (known !== undefined) return known;
      return db.transaction().execute(async (trx) => {
        const claimed = await claim(trx, id, message, shows);
        if (claimed === undefined) return undefined;
        const { card, strays } = claimed;
        for (const ts of strays) {
          if (id === ANNOUNCEMENTS) await jobs.add(strayJob({ ...message, ts }), trx);
          else await setAside(trx, id, { ...message, ts });
        }
        // The job that posted it is not over: it goes on by itself, or is tried again.
        if (strays.length > 0) await jobs.add({ queue: 'publish', id }, trx);
        return card;
      });
    },

    async knowsMessage(id, { channelId, ts, seq, mirror }) {
      if (seq > 0) {
        const place = mirror ? channelId : THREAD;
        const query = db.selectFrom('delivery').select('ts').where('event_seq', '=', seq).where('place', '=', place);
        return (await query.executeTakeFirst())?.ts === ts;
      }
      const card = DIRECT_ID.test(channelId)
        ? db.selectFrom('direct_card').select('ts').where('request_id', '=', id).where('channel_id', '=', channelId)
        : db
            .selectFrom('request')
            .select(sql<string>`doc #>> '{card,ts}'`.as('ts'))
            .where('id', '=', id)
            .where(sql<string>`doc #>> '{card,channelId}'`, '=', channelId);
      return (await card.executeTakeFirst())?.ts === ts;
    },

    async saveDirectCard(id, { userId, channelId, ts = null, shows }) {
      await db
        .insertInto('direct_card')
        .values({ request_id: id, user_id: userId, channel_id: channelId, ts, shows })
        .onConflict((oc) => oc.columns(['request_id', 'user_id']).doUpdateSet({ shows }))
        .execute();
    },

    async strayDeleted({ channelId, ts }) {
      await db.deleteFrom('stray_message').where('channel_id', '=', channelId).where('ts', '=', ts).execute();
    },
  };
}

interface Claimed {
  readonly card: Card | undefined;
  /** `ts` of messages in the same channel that are to be deleted. */
  readonly strays: readonly string[];
}

/** Most cards that are claimed were known: edited, or met again. Nothing else of the request changes, nor does its version. */
async function knownCard(db: Kysely<Tables>, id: Subject, { channelId, ts }: OwnMessage, shows: number) {
  const newest = sql`greatest((doc #>> '{card,shows}')::int, ${shows}::int)`;
  const row = await db
    .updateTable('request')
    .set({ doc: sql`jsonb_set(doc, '{card,shows}', to_jsonb(${newest}))` })
    .where('id', '=', id)
    .where(sql<string>`doc #>> '{card,ts}'`, '=', ts)
    .where(sql<string>`doc #>> '{card,channelId}'`, '=', channelId)
    .returning(sql<number>`(doc #>> '{card,shows}')::int`.as('shows'))
    .executeTakeFirst();
  return row && { channelId, ts, shows: row.shows };
}

/** Who claims for the same subject waits: its row is locked, or, where it has none, the end of the audit log. */
async function claim(
  trx: Transaction<Tables>,
  id: Subject,
  message: OwnMessage,
  shows: number,
): Promise<Claimed | undefined> {
  if (id === ANNOUNCEMENTS) {
    await lockedHead(trx);
    return { card: undefined, strays: await claimShown(trx, id, message) };
  }
  const request = await lockedRow(trx, id);
  if (request === undefined) return undefined;
  if (DIRECT_ID.test(message.channelId)) return claimDirect(trx, request, message, shows);
  if (message.seq > 0) return { card: request.card, strays: await claimShown(trx, id, message) };
  const { card, stray } = claimCard(request.card, message, shows);
  if (stray) return { card, strays: [message.ts] };
  // Where the card is, is not a change of the request: its version stays, or the card would never catch up.
  const doc = json({ ...request, card });
  await trx.updateTable('request').set({ doc }).where('id', '=', id).execute();
  return { card, strays: [] };
}

/** The first card of a conversation stays, like the one of the channel. */
async function claimDirect(
  trx: Transaction<Tables>,
  { id }: ResizeRequest,
  { channelId, ts }: OwnMessage,
  shows: number,
): Promise<Claimed> {
  const own = trx.selectFrom('direct_card').selectAll().where('request_id', '=', id);
  const row = await own.where('channel_id', '=', channelId).executeTakeFirst();
  if (row === undefined) return { card: undefined, strays: [] };
  if (row.ts !== null && row.ts !== ts) return { card: { channelId, ts: row.ts, shows: row.shows }, strays: [ts] };
  const card = { channelId, ts, shows: Math.max(row.shows, shows) };
  await trx
    .updateTable('direct_card')
    .set({ ts, shows: card.shows })
    .where('request_id', '=', id)
    .where('channel_id', '=', channelId)
    .execute();
  return { card, strays: [] };
}

/** Writes which events the message shows; returns the messages that show nothing of their own. */
async function claimShown(trx: Transaction<Tables>, id: Subject, message: OwnMessage): Promise<readonly string[]> {
  const place = message.mirror ? message.channelId : THREAD;
  const rows = await trx
    .selectFrom('event')
    .leftJoin('delivery', (on) => on.onRef('delivery.event_seq', '=', 'event.seq').on('delivery.place', '=', place))
    .select(['event.seq as seq', 'event.delivered_at as closed', 'delivery.ts as ts', 'delivery.place as place'])
    .where(ofSubject(id))
    .where('event.seq', '<=', message.seq)
    // What was closed before its first is no matter of this message.
    .where((eb) => eb('event.delivered_at', 'is', null).or('event.seq', '>=', message.from ?? message.seq))
    .execute();
  // An event that needs no message there (it has no line, is told nowhere, or was given up) is not for a message to take.
  const shown = rows
    .filter(({ seq, closed, ts, place }) => ts !== null || (place ?? closed) === null || seq === message.seq)
    .map(({ seq, ts }) => ({ seq, ts: ts ?? undefined }));
  const { takes, strays } = claimLines(shown, message);
  if (takes.length > 0) {
    await trx
      .insertInto('delivery')
      .values(takes.map((seq) => ({ event_seq: seq, place, ts: message.ts })))
      .onConflict((oc) => oc.columns(['event_seq', 'place']).doUpdateSet({ ts: message.ts }))
      .execute();
  }
  if (strays.length === 0) return [];
  // One that is repeated in part alone stays: nothing else shows its other lines.
  const standing = await trx
    .selectFrom('event')
    .innerJoin('delivery', 'delivery.event_seq', 'event.seq')
    .select('delivery.ts as ts')
    .where(ofSubject(id))
    .where('delivery.place', '=', place)
    .where('delivery.ts', 'in', [...strays])
    .execute();
  return strays.filter((stray) => !standing.some(({ ts }) => ts === stray));
}

async function setAside(trx: Transaction<Tables>, id: RequestId, { channelId, ts }: MessageRef) {
  await trx
    .insertInto('stray_message')
    .values({ channel_id: channelId, ts, request_id: id })
    .onConflict((oc) => oc.doNothing())
    .execute();
}
