/**
 * What people and time decide about a request: pure functions on the locked record. Whether the person is entitled
 * was found out before; whether the request can still be decided is found out here, where nobody can come between.
 */
import { digestOf, standingVotes } from '../policy/digest.ts';
import type { QuorumSlots } from '../policy/quorum.ts';
import type { ClickReason } from '../request/reasons.ts';
import type { Drift } from '../value/drift.ts';
import type { Person, ResizeRequest, Vote } from '../request/request.ts';
import { samePerson } from '../request/person.ts';
import { isAfterApproval, mayMove } from '../request/state.ts';
import type { Step } from '../request/step.ts';

export type Decision =
  | { readonly kind: 'done' }
  | { readonly kind: 'voted'; readonly missing: number }
  | { readonly kind: 'refused'; readonly reason: ClickReason; readonly by?: Vote; readonly drift?: Drift | undefined };

/** What votes are counted against: the rule of the request and the rule of today; both must be satisfied. */
export type Quorum = readonly QuorumSlots[];

/**
 * One vote of somebody who is entitled to it, for what they saw (the digest of the card). The last one needed approves
 * the request and has its order placed. `parts`: those of the request's need that the person fits in. `comment`: as typed.
 */
export function castVote(
  request: ResizeRequest,
  by: Person,
  now: Date,
  quorum: Quorum,
  cardDigest: string | undefined,
  { parts, comment }: { readonly parts?: readonly number[] | undefined; readonly comment?: string | undefined } = {},
): Step<Decision> {
  const standing = standingVotes(request);
  const voted = standing.some((vote) => samePerson(vote.by, by));
  // A press that is carried out again after a crash, or pressed twice, has what it wanted.
  if (voted && isAfterApproval(request.state)) return { kind: 'keep', result: { kind: 'done' } };
  const closed = notPending(request, now);
  if (closed !== undefined) return closed;
  const digest = digestOf(request);
  if (cardDigest !== digest) return outdated(request);
  if (voted) return refuse('already_voted');
  const before = standing.map((vote) => vote.by);
  const after = [...before, by];
  const missing = missingOf(quorum, after);
  // A vote that fills no place now would fill none later: others of the same groups have agreed already.
  const helps = quorum.some(({ filled }) => filled(after) > filled(before));
  if (!helps && missing > 0) return refuse('vote_not_needed');
  const own: Vote = { by, at: now.toISOString(), digest, parts };
  const votes = [...standing, own];
  const count = Math.max(...quorum.map((slots) => slots.count));
  const vote = { kind: 'voted', actor: by, data: { votes: count - missing, count, digest, comment } } as const;
  if (missing > 0) return { kind: 'update', patch: { votes }, events: [vote], result: { kind: 'voted', missing } };
  return {
    kind: 'update',
    to: 'approved',
    patch: { votes },
    events: [vote, { kind: 'approved', actor: by, data: { rule: request.rule.name } }],
    jobs: [{ queue: 'order', id: request.id }],
    result: { kind: 'done' },
  };
}

function missingOf(quorum: Quorum, voters: readonly Person[]): number {
  return Math.max(0, ...quorum.map(({ count, filled }) => count - filled(voters)));
}

/** Until a call of the order is out, also of what was approved. */
export function reject(request: ResizeRequest, by: Person, reason: string, now: Date): Step<Decision> {
  const closed = mayMove(request.state, 'rejected')
    ? expireIfDue<Decision>(request, now, { kind: 'refused', reason: 'request_expired' })
    : notPending(request, now);
  if (closed !== undefined) return closed;
  return {
    kind: 'update',
    to: 'rejected',
    patch: { rejection: { by, reason } },
    events: [{ kind: 'rejected', actor: by, data: { reason } }],
    result: { kind: 'done' },
  };
}

/** The requester may withdraw until the order is under way; also while an approved request waits for its window. */
export function withdraw(request: ResizeRequest, by: Person): Step<Decision> {
  if (!samePerson(request.requester, by)) return refuse('not_the_requester');
  // A press that is carried out again after a crash, or pressed twice, has what it wanted.
  if (request.state === 'withdrawn') return { kind: 'keep', result: { kind: 'done' } };
  if (!mayMove(request.state, 'withdrawn')) return refuse('too_late_to_withdraw');
  return {
    kind: 'update',
    to: 'withdrawn',
    events: [{ kind: 'withdrawn', actor: by, data: {} }],
    result: { kind: 'done' },
  };
}

/** No vote; the card is drawn again. */
function outdated(request: ResizeRequest): Step<Decision> {
  return {
    kind: 'update',
    events: [],
    jobs: [{ queue: 'publish', id: request.id }],
    result: { kind: 'refused', reason: 'card_changed', drift: request.drift },
  };
}

/** The end of a wait for approvers whose time is over; undefined when it is not. */
export function expireIfDue<R>(request: ResizeRequest, now: Date, result: R): Step<R> | undefined {
  return request.state === 'pending' && isExpired(request, now) ? expire(result) : undefined;
}

function isExpired(request: ResizeRequest, now: Date): boolean {
  return now.getTime() >= Date.parse(request.expiresAt);
}

/** Refuses a decision that comes too late; a click after the expiry also expires the request. */
function notPending(request: ResizeRequest, now: Date): Step<Decision> | undefined {
  if (request.state === 'expired') return refuse('request_expired');
  if (request.state !== 'pending') return { kind: 'keep', result: alreadyDecided(request) };
  return expireIfDue(request, now, { kind: 'refused', reason: 'request_expired' });
}

function alreadyDecided(request: ResizeRequest): Decision {
  const by = request.votes.at(-1);
  return by !== undefined && isAfterApproval(request.state)
    ? { kind: 'refused', reason: 'already_decided', by }
    : { kind: 'refused', reason: 'already_decided' };
}

function expire<R>(result: R): Step<R> {
  return { kind: 'update', to: 'expired', events: [{ kind: 'expired', actor: 'bot', data: {} }], result };
}

function refuse(reason: ClickReason): Step<Decision> {
  return { kind: 'keep', result: { kind: 'refused', reason } };
}
