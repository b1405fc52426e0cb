/**
 * What people and time decide about a request: pure functions on the locked record. Whether the person is entitled
 * was found out before; whether the request can still be decided is found out here, where nobody can come between.
 */
import type { ClickReason } from './reasons.ts';
import type { Person, ResizeRequest, Vote } from './request.ts';
import type { Step } from './step.ts';

export type Decision =
  | { readonly kind: 'done' }
  | { readonly kind: 'voted'; readonly missing: number }
  | { readonly kind: 'refused'; readonly reason: ClickReason; readonly by?: Vote };

/** One vote. The last one needed approves the request and has its order placed. */
export function castVote(request: ResizeRequest, by: Person, now: Date): Step<Decision> {
  const closed = notPending(request, now);
  if (closed !== undefined) return closed;
  if (request.votes.some((vote) => samePerson(vote.by, by))) return refuse('already_voted');
  const votes = [...request.votes, { by, at: now.toISOString() }];
  const missing = request.need.count - votes.length;
  const voted = { kind: 'voted', actor: by, data: { votes: votes.length, count: request.need.count } } as const;
  if (missing > 0) return { kind: 'move', patch: { votes }, events: [voted], result: { kind: 'voted', missing } };
  return {
    kind: 'move',
    to: 'approved',
    patch: { votes },
    events: [voted, { kind: 'approved', actor: by, data: { rule: request.rule.name } }],
    jobs: [{ queue: 'order', id: request.id }],
    result: { kind: 'done' },
  };
}

/** A rule with `approval: none` approves by itself. */
export function approveByRule(request: ResizeRequest): Step<void> {
  if (request.state !== 'pending' || request.need.count > 0) return { kind: 'stay', result: undefined };
  return {
    kind: 'move',
    to: 'approved',
    events: [{ kind: 'approved', actor: 'bot', data: { rule: request.rule.name } }],
    jobs: [{ queue: 'order', id: request.id }],
    result: undefined,
  };
}

export function reject(request: ResizeRequest, by: Person, reason: string, now: Date): Step<Decision> {
  const closed = notPending(request, now);
  if (closed !== undefined) return closed;
  return {
    kind: 'move',
    to: 'rejected',
    events: [{ kind: 'rejected', actor: by, data: { reason } }],
    result: { kind: 'done' },
  };
}

/** The requester may withdraw until the order is under way; also while an approved request waits for its window. */
export function withdraw(request: ResizeRequest, by: Person): Step<Decision> {
  if (!samePerson(request.requester, by)) return refuse('not_the_requester');
  if (request.state !== 'pending' && request.state !== 'approved') return refuse('too_late_to_withdraw');
  return {
    kind: 'move',
    to: 'withdrawn',
    events: [{ kind: 'withdrawn', actor: by, data: {} }],
    result: { kind: 'done' },
  };
}

/** Reminds or expires what waits for approvers, whichever is due. The result is when to look again. */
export function deadline(request: ResizeRequest, now: Date, remindMs: number | undefined): Step<string | undefined> {
  if (request.state !== 'pending') return { kind: 'stay', result: undefined };
  if (isExpired(request, now)) return expire(undefined);
  const next = (remindAt: string | undefined): string =>
    remindAt !== undefined && remindAt < request.expiresAt ? remindAt : request.expiresAt;
  if (request.remindAt === undefined || remindMs === undefined || request.remindAt > now.toISOString()) {
    return { kind: 'stay', result: next(request.remindAt) };
  }
  const remindAt = new Date(now.getTime() + remindMs).toISOString();
  const data = { missing: request.need.count - request.votes.length, expiresAt: request.expiresAt };
  return {
    kind: 'move',
    patch: { remindAt },
    events: [{ kind: 'reminded', actor: 'bot', data }],
    result: next(remindAt),
  };
}

export function samePerson(a: Person, b: Person): boolean {
  return a.teamId === b.teamId && a.userId === b.userId;
}

function isExpired(request: ResizeRequest, now: Date): boolean {
  return now.getTime() >= Date.parse(request.expiresAt);
}

/** Refuses a decision that comes too late; a click after the expiry also expires the request. */
function notPending(request: ResizeRequest, now: Date): Step<Decision> | undefined {
  if (request.state === 'expired') return refuse('request_expired');
  if (request.state !== 'pending') return { kind: 'stay', result: alreadyDecided(request) };
  if (isExpired(request, now)) return expire({ kind: 'refused', reason: 'request_expired' });
  return undefined;
}

function alreadyDecided(request: ResizeRequest): Decision {
  const by = request.votes.at(-1);
  return by === undefined || request.state === 'rejected' || request.state === 'withdrawn'
    ? { kind: 'refused', reason: 'already_decided' }
    : { kind: 'refused', reason: 'already_decided', by };
}

function expire<R>(result: R): Step<R> {
  return { kind: 'move', to: 'expired', events: [{ kind: 'expired', actor: 'bot', data: {} }], result };
}

function refuse(reason: ClickReason): Step<Decision> {
  return { kind: 'stay', result: { kind: 'refused', reason } };
}
