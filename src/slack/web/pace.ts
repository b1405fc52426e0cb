/**
 * Slack's pace for what the bot posts and edits: each channel has room of its own, a pause that Slack asks for is kept, and
 * a channel (or a token) that refuses everything is tried again less and less often. Nobody waits in here: a call without
 * room is refused with the time at which to come back, and its place is kept until then.
 */
import { SlackFault } from '../../core/faults.ts';
import { faultOf } from './faults.ts';
import type { Log } from '../../core/log.ts';

/** One in so many milliseconds in the long run, and so many right away. */
export interface Rate {
  readonly everyMs: number;
  readonly burst: number;
}

/** What Slack takes (its page “Rate limits”; the bursts are not given). Stories use a faster one; nobody else needs to. */
export interface Rates {
  /** chat.postMessage: one a second in a channel. */
  readonly posts: Rate;
  /** chat.update and chat.delete: tier 3, some 50 a minute in the workspace. */
  readonly edits: Rate;
}

export const RATES: Rates = { posts: { everyMs: 1_000, burst: 4 }, edits: { everyMs: 1_500, burst: 10 } };

/** Edits of cards in direct messages: behind those of the channels, which must not wait for them. */
export const DIRECT_EDITS: Rate = { everyMs: 3_000, burst: 10 };

/** views.publish: tier 4, some 100 a minute in the workspace. */
export const HOMES: Rate = { everyMs: 750, burst: 20 };

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** A place kept for a call that did not come back (another replica made it) is given up after this. */
const KEPT_MS = 60_000;
/** A trouble that nothing has met again for so long may be over: somebody else may have delivered. */
const STALE_MS = 5 * LONGEST_PAUSE_MS;

export interface Call {
  /** Calls of one lane share a rate. */
  readonly lane: string;
  readonly rate: Rate;
  readonly channelId: string;
  /** Whose call it is: a place is kept for it. */
  readonly who: string;
}

/** What keeps messages from a channel, or from all of them. */
export interface Trouble {
  readonly channelId: string;
  readonly fault: SlackFault;
}

export interface Pace {
  /** Makes the call, or throws a SlackFault: Slack's, or one with `retryAfterMs` before which nothing is sent. */
  run<T>(call: Call, send: () => Promise<T>): Promise<T>;
  /** What stands in the way of deliveries now. */
  troubles(): readonly Trouble[];
}

interface Lane {
  /** When the next place would be free without a burst. */
  next: number;
  /** Nothing before this: Slack said so. */
  pausedUntil: number;
  readonly kept: Map<string, number>;
}

export function createPace({ now, log }: { readonly now: () => Date; readonly log: Log }): Pace {
  const lanes = new Map<string, Lane>();
  const blocked = new Map<string, { fault: SlackFault; pauseMs: number; until: number }>();
  const clock = (): number => now().getTime();

  function refuseWithoutRoom({ lane: name, rate, who }: Call): void {
    const lane = lanes.get(name) ?? { next: 0, pausedUntil: 0, kept: new Map<string, number>() };
    lanes.set(name, lane);
    const at = clock();
    for (const [key, due] of lane.kept) if (due + KEPT_MS < at) lane.kept.delete(key);
    const place = lane.kept.get(who) ?? Math.max(at, lane.next - (rate.burst - 1) * rate.everyMs);
    if (!lane.kept.has(who)) lane.next = Math.max(at, lane.next) + rate.everyMs;
    const due = Math.max(place, lane.pausedUntil);
    if (due <= at) return void lane.kept.delete(who);
    lane.kept.set(who, place);
    throw new SlackFault({ code: 'ratelimited', temporary: true, retryAfterMs: due - at });
  }

  function refuseWhileBlocked(channelId: string): void {
    const block = blocked.get(channelId);
    const left = (block?.until ?? 0) - clock();
    if (block !== undefined && left > 0) throw block.fault.after(left);
  }

  function met(channelId: string, lane: string, fault: SlackFault): SlackFault {
    if (fault.temporary) {
      const known = lanes.get(lane);
      if (known !== undefined) known.pausedUntil = Math.max(known.pausedUntil, clock() + (fault.retryAfterMs ?? 0));
      return fault;
    }
    if (fault.about === 'message') return fault;
    const before = blocked.get(channelId);
    const pauseMs = Math.min((before?.pauseMs ?? FIRST_PAUSE_MS / 2) * 2, LONGEST_PAUSE_MS);
    blocked.set(channelId, { fault, pauseMs, until: clock() + pauseMs });
    if (before?.fault.code !== fault.code) {
      log.error({ channel: channelId, code: fault.code }, 'Slack refuses messages; they are kept and tried again');
    }
    return fault.after(pauseMs);
  }

  function delivered(channelId: string): void {
    for (const [id, { fault }] of blocked) {
      if (id !== channelId && fault.about === 'channel') continue;
      blocked.delete(id);
      log.info({ channel: id, code: fault.code }, 'Slack takes messages again');
    }
  }

  return {
    async run(call, send) {
      refuseWhileBlocked(call.channelId);
      refuseWithoutRoom(call);
      try {
        const answer = await send();
        delivered(call.channelId);
        return answer;
      } catch (error) {
        throw met(call.channelId, call.lane, faultOf(error));
      }
    },
    troubles: () =>
      [...blocked]
        .filter(([, { until }]) => until + STALE_MS > clock())
        .map(([channelId, { fault }]) => ({ channelId, fault })),
  };
}
