/** Which message of ours stands for the card, or for lines of its thread, when there are two: pure. */
import type { Card } from '../request/request.ts';

/** A message the bot posted for a request, from the answer to the post, from Slack's event, or from a pressed button. */
export interface OwnMessage {
  readonly channelId: string;
  readonly ts: string;
  /** 0: the card. Else the last event that the message shows, as in its metadata. */
  readonly seq: number;
  /** The first event that it shows; undefined for a card. */
  readonly from?: number | undefined;
  /** A line of a mirror channel, not of the thread. */
  readonly mirror: boolean;
}

/** The first card that becomes known stays; any other is deleted. `shows`: the version on it; 0 when that is not known. */
export function claimCard(
  card: Card | undefined,
  { channelId, ts }: OwnMessage,
  shows: number,
): { readonly card: Card; readonly stray: boolean } {
  if (card === undefined) return { card: { channelId, ts, shows }, stray: false };
  if (card.ts !== ts || card.channelId !== channelId) return { card, stray: true };
  return { card: { ...card, shows: Math.max(card.shows, shows) }, stray: false };
}

/** An event and the message that shows it in one place. `ts` undefined: shown nowhere yet, or in no message. */
export interface Shown {
  readonly seq: number;
  readonly ts: string | undefined;
}

/**
 * The message whose last event is already shown by another is a stray. One that stays takes the events up to its last:
 * those that are not shown yet, and, where its first is known, those that an earlier post of the same lines shows.
 */
export function claimLines(
  shown: readonly Shown[],
  { ts, seq, from }: OwnMessage,
): { readonly takes: readonly number[]; readonly strays: readonly string[] } {
  const last = shown.find((one) => one.seq === seq);
  if (last === undefined) return { takes: [], strays: [] };
  if (last.ts !== undefined && last.ts !== ts) return { takes: [], strays: [ts] };
  const upToLast = shown.filter((one) => one.seq <= seq && one.ts !== ts);
  const repeated = from === undefined ? [] : upToLast.filter((one) => one.ts !== undefined && one.seq >= from);
  return {
    takes: [...upToLast.filter((one) => one.ts === undefined), ...repeated].map((one) => one.seq),
    strays: [...new Set(repeated.flatMap((one) => one.ts ?? []))],
  };
}
