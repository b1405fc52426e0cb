/** The wait for approvers: when they are reminded, when others may approve as well, and when it is over. */
import { standingVotes } from '../policy/digest.ts';
import { escalatedNeed } from '../policy/quorum.ts';
import { afterQuiet } from '../policy/windows.ts';
import type { ApprovalNeed, NewEvent, ResizeRequest } from '../request/request.ts';
import type { Step } from '../request/step.ts';
import type { Change } from '../value/change.ts';
import { endWayBack, offersBack } from './back.ts';
import { expireIfDue } from './decisions.ts';
import { lastMoment } from './planned-return.ts';

type Times = Pick<ResizeRequest, 'expiresAt' | 'remindAt' | 'escalateAt'>;

/** The times of a wait that begins now. No one approves a temporary change that would be over, or another end when it is over. */
export function waitFrom(
  { expiresMs, remindMs, escalate, escalated }: ApprovalNeed,
  { until }: Pick<Change, 'until'>,
  now: Date,
  prolongs?: ResizeRequest['prolongs'],
): Times {
  const from = (ms: number): string => new Date(now.getTime() + ms).toISOString();
  const ends = [from(expiresMs), lastMoment(until), prolongs?.insteadOf].filter((end) => end !== undefined);
  return {
    expiresAt: ends.reduce((first, end) => (end < first ? end : first)),
    remindAt: remindMs === undefined ? undefined : from(remindMs),
    escalateAt: escalate === undefined || escalated ? undefined : from(escalate.afterMs),
  };
}

/** The first of them. */
export function firstOf({ expiresAt, remindAt, escalateAt }: Times): string {
  return [remindAt, escalateAt].reduce<string>((first, at) => (at !== undefined && at < first ? at : first), expiresAt);
}

/**
 * Reminds, escalates or expires what waits for approvers, whichever is due. What becomes due in quiet hours is said at their
 * end, once. Each pause between reminders is twice as long as the one before. What is done offers the way back no longer
 * than it should. The result is when to look again.
 */
export function deadline(request: ResizeRequest, now: Date): Step<string | undefined> {
  if (offersBack(request, now)) return { kind: 'keep', result: request.backUntil };
  if (request.state !== 'pending') return endWayBack(request, undefined);
  const late = expireIfDue(request, now, undefined);
  if (late !== undefined) return late;
  const { need, remindAt, reminders, escalateAt } = request;
  const quiet = afterQuiet(need.quiet, now) > now;
  const isDue = (at: string | undefined): boolean => at !== undefined && at <= now.toISOString() && !quiet;
  const patch = {
    ...(isDue(escalateAt) ? { need: escalatedNeed(need), escalateAt: undefined } : {}),
    ...(isDue(remindAt) ? { remindAt: nextReminder(request, now), reminders: reminders + 1 } : {}),
  };
  const next = { ...request, ...patch };
  const result = nextLook(next, now);
  const events = [
    ...(isDue(escalateAt) ? escalatedEvent(need) : []),
    ...(isDue(remindAt) ? [remindedEvent(next)] : []),
  ];
  return events.length === 0 ? { kind: 'keep', result } : { kind: 'update', patch, events, result };
}

function nextReminder({ need, reminders }: ResizeRequest, now: Date): string | undefined {
  if (need.remindMs === undefined) return undefined;
  return new Date(now.getTime() + need.remindMs * 2 ** (reminders + 1)).toISOString();
}

function nextLook({ need, ...times }: ResizeRequest, now: Date): string {
  const said = (at: string | undefined): string | undefined =>
    at === undefined
      ? undefined
      : afterQuiet(need.quiet, new Date(Math.max(Date.parse(at), now.getTime()))).toISOString();
  return firstOf({ ...times, remindAt: said(times.remindAt), escalateAt: said(times.escalateAt) });
}

function escalatedEvent({ escalate }: ApprovalNeed): readonly NewEvent[] {
  return escalate === undefined ? [] : [{ kind: 'escalated', actor: 'bot', data: { to: escalate.to.join(' ') } }];
}

function remindedEvent(request: ResizeRequest): NewEvent {
  const { need, expiresAt } = request;
  return { kind: 'reminded', actor: 'bot', data: { missing: need.count - standingVotes(request).length, expiresAt } };
}
