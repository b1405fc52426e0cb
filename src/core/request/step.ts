import type { Course, MessageRef, NewEvent, RequestId, ResizeRequest } from './request.ts';
import type { State } from './state.ts';

export const QUEUE_NAMES = ['intake', 'publish', 'order', 'find', 'watch', 'deadline', 'home'] as const;

export type Queue = (typeof QUEUE_NAMES)[number];

/** Id of the job that tells the mirror channels what belongs to no request. */
export const ANNOUNCEMENTS = 'news';

/** What a message of ours is about: a request, or what belongs to none. */
export type Subject = RequestId | typeof ANNOUNCEMENTS;

/** Id of the `deadline` job that ends a freeze from Slack. */
export const FREEZE = 'freeze';

const DIGEST = 'digest:';

/** The `publish` job that posts the digest of a day (`YYYY-MM-DD`). */
export function digestJob(day: string): Job {
  return { queue: 'publish', id: `${DIGEST}${day}` };
}

/** The day of such a job; undefined: it is another. */
export function digestDay(id: string): string | undefined {
  return id.startsWith(DIGEST) ? id.slice(DIGEST.length) : undefined;
}

const STRAY = 'stray:';

/** The `publish` job that deletes a message which says what another says, and belongs to no request. */
export function strayJob({ channelId, ts }: MessageRef): Job {
  return { queue: 'publish', id: `${STRAY}${channelId}:${ts}` };
}

/** The message of such a job; undefined: it is another. */
export function strayOf(id: string): MessageRef | undefined {
  if (!id.startsWith(STRAY)) return undefined;
  const [channelId = '', ts = ''] = id.slice(STRAY.length).split(':');
  return { channelId, ts };
}

/** Work to be done after a change, enqueued in the same transaction. One that waits for later is brought forward. */
export interface Job {
  readonly queue: Queue;
  /** Request id; for `intake` the id of what came in; for `publish` also ANNOUNCEMENTS, `digestJob` and `strayJob`; for `deadline` also FREEZE; for `home` a Slack user id. */
  readonly id: string;
  /** Not before this time, ISO 8601; undefined: at once. */
  readonly after?: string;
}

/** The fields a step may write. `state` moves only by `to`; id, version and times are the store's. */
export type Patch = Partial<
  Pick<
    ResizeRequest,
    'before' | 'quote' | 'usage' | 'factsAt' | 'rule' | 'need' | 'expiresAt' | 'remindAt' | 'escalateAt' | Course
  >
>;

/**
 * What a decision wants done to a request: decided by pure functions on the locked record, carried out by the
 * store in one transaction. A `stay` changes nothing. `publish` need not be asked for: events bring it.
 */
export type Step<Result> =
  | {
      readonly kind: 'update';
      /** Undefined: the record changes, the state does not. */
      readonly to?: State;
      readonly patch?: Patch;
      readonly events: readonly NewEvent[];
      readonly jobs?: readonly Job[];
      readonly result: Result;
    }
  | { readonly kind: 'keep'; readonly result: Result };
