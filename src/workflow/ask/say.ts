/** Lines of a thread or a mirror channel: what was not said stays until it is, or until Slack can never take it. */
import { SlackFault } from '../../core/faults.ts';
import type { OwnMessage } from '../../core/lifecycle/own-message.ts';
import type { RequestEvent } from '../../core/request/request.ts';
import type { Job, Subject } from '../../core/request/step.ts';
import type { Undelivered } from '../ports.ts';
import { later, type World } from '../world.ts';

/** Events in one message. The longest lines hold a reason or the problems of a file, and all of them must fit. */
const MOST_LINES = 5;

export interface Saying {
  readonly id: Subject;
  /** As the record names it. */
  readonly place: string;
  /** One message, a line for each event; undefined when none of them has a line there. */
  readonly post: (events: readonly RequestEvent[]) => Promise<OwnMessage | undefined>;
  /** For events that Slack never takes there. */
  readonly instead?: (events: readonly RequestEvent[]) => Promise<void>;
}

/** The events that wait for one place, in as few messages as they fit in. A message that Slack never takes is given up. */
export async function say(world: World, saying: Saying, pending: readonly RequestEvent[]): Promise<void> {
  const { records } = world;
  const { id, place, post, instead } = saying;
  for (let at = 0; at < pending.length; at += MOST_LINES) {
    const events = pending.slice(at, at + MOST_LINES);
    try {
      const message = await post(events);
      if (message === undefined) await records.markDelivered(seqsOf(events), place);
      else await records.claimMessage(id, message, 0);
    } catch (fault) {
      if (!isHopeless(fault)) throw fault;
      complain(world, id, fault, 'a line cannot be said');
      await instead?.(events);
      await records.markDelivered(seqsOf(events), place);
    }
  }
}

/** At the time that Slack named, or that the pace of a channel asks for; else by the job engine's own back-off. */
export async function tryAgain({ clock, records }: World, id: Job['id'], faults: readonly unknown[]): Promise<void> {
  if (faults.length === 0) return;
  const waits = faults.map((fault) => (fault instanceof SlackFault ? fault.retryAfterMs : undefined));
  const without = waits.indexOf(undefined);
  if (without >= 0) throw faults[without];
  const after = later(clock, Math.min(...waits.filter((ms) => ms !== undefined)));
  await records.enqueue({ queue: 'publish', id, after });
}

export function pendingAt(place: string, undelivered: readonly Undelivered[]): readonly RequestEvent[] {
  return undelivered.filter(({ deliveredTo }) => !deliveredTo.includes(place)).map(({ event }) => event);
}

export function seqsOf(events: readonly RequestEvent[]): readonly number[] {
  return events.map(({ seq }) => seq);
}

/** Slack will not take this message, today or later. What is not a SlackFault is a defect of ours and is tried again. */
export function isHopeless(fault: unknown): boolean {
  return fault instanceof SlackFault && !fault.temporary && fault.about === 'message';
}

/** A person has to do something first: invite the bot, renew its token. */
export function isLasting(fault: unknown): boolean {
  return fault instanceof SlackFault && !fault.temporary && fault.about !== 'message';
}

export function complain({ log }: World, id: Subject, fault: unknown, sentence: string): void {
  log.error({ request: id, code: fault instanceof SlackFault ? fault.code : 'unknown' }, sentence);
}
