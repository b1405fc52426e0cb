import { describe, expect, it } from 'vitest';
import { castVote, reject, withdraw } from '../../../src/core/lifecycle/decisions.ts';
import { digestOf } from '../../../src/core/policy/digest.ts';
import type { Person } from '../../../src/core/request/request.ts';
import { type State, STATES } from '../../../src/core/request/state.ts';
import { aRequest, aVote, DEV, EVERYBODY, minutesAfter, NOON, SRE, SRE2 } from '../../builders.ts';

const twoNeeded = { ...aRequest().need, count: 2 };
/** A vote counted against the need of the request, everybody's counting. */
const cast = (request: ReturnType<typeof aRequest>, by: typeof SRE, now: Date) =>
  castVote(request, by, now, places(request.need.count), digestOf(request));
/** So many places, for anybody. */
const places = (count: number) => [{ count, filled: (voters: readonly Person[]) => Math.min(count, voters.length) }];
const vote = (by = SRE) => aVote(aRequest(), by);

describe('a vote', () => {
  it('approves when it is the last one needed, and has the order placed in the same step', () => {
    const step = cast(aRequest(), SRE, NOON);
    expect(step).toMatchObject({
      kind: 'update',
      to: 'approved',
      jobs: [{ queue: 'order', id: 'rr-7k3f9qx2' }],
      result: { kind: 'done' },
    });
    expect(step.kind === 'update' && step.events.map(({ kind }) => kind)).toEqual(['voted', 'approved']);
  });

  it('is counted and leaves the state when more are needed', () => {
    const step = cast(aRequest({ need: twoNeeded }), SRE, NOON);
    expect(step).toMatchObject({ kind: 'update', patch: { votes: [vote()] }, result: { kind: 'voted', missing: 1 } });
    expect(step).not.toHaveProperty('to');
    expect(step).not.toHaveProperty('jobs');
  });

  it('of the same person twice counts once', () => {
    const step = cast(aRequest({ need: twoNeeded, votes: [vote()] }), SRE, NOON);
    expect(step).toEqual({ kind: 'keep', result: { kind: 'refused', reason: 'already_voted' } });
  });

  it('of somebody who left the group since does not count', () => {
    const request = aRequest({ need: twoNeeded, votes: [vote()] });
    const filled = (voters: readonly Person[]) => voters.filter(({ userId }) => userId !== SRE.userId).length;
    const step = castVote(request, SRE2, NOON, [{ count: 2, filled }], digestOf(request));
    expect(step).toMatchObject({ result: { kind: 'voted', missing: 1 } });
  });

  it('is counted against the stricter of two rules', () => {
    const step = castVote(aRequest(), SRE, NOON, [...places(1), ...places(2)], digestOf(aRequest()));
    expect(step).toMatchObject({ result: { kind: 'voted', missing: 1 } });
  });

  it('of one person from two workspaces counts once', () => {
    const request = aRequest({ need: twoNeeded, votes: [vote()] });
    expect(cast(request, { ...SRE, teamId: 'TOTHER' }, NOON)).toMatchObject({ result: { reason: 'already_voted' } });
  });

  it('for what the card no longer shows does not count, and has the card drawn again', () => {
    const moved = { class: { was: 'a', is: 'b' } };
    const step = castVote(aRequest({ drift: moved }), SRE, NOON, EVERYBODY, 'ffffffffffffffff');
    expect(step).toEqual({
      kind: 'update',
      events: [],
      jobs: [{ queue: 'publish', id: 'rr-7k3f9qx2' }],
      result: { kind: 'refused', reason: 'card_changed', drift: moved },
    });
  });

  it('for what the card shows carries its digest', () => {
    const digest = digestOf(aRequest());
    expect(castVote(aRequest(), SRE, NOON, EVERYBODY, digest)).toMatchObject({
      to: 'approved',
      patch: { votes: [{ by: SRE, digest }] },
    });
  });

  it('from something else than a card of the request does not count', () => {
    expect(castVote(aRequest(), SRE, NOON, EVERYBODY, undefined)).toMatchObject({ result: { reason: 'card_changed' } });
  });

  it('for other facts is not counted with it, and its giver may vote again', () => {
    const stale = { ...vote(), digest: 'ffffffffffffffff' };
    const request = aRequest({ need: twoNeeded, votes: [stale] });
    expect(cast(request, SRE2, NOON)).toMatchObject({
      patch: { votes: [{ by: SRE2 }] },
      result: { kind: 'voted', missing: 1 },
    });
    expect(cast(request, SRE, NOON)).toMatchObject({ result: { kind: 'voted', missing: 1 } });
  });

  it('of two people makes two', () => {
    expect(cast(aRequest({ need: twoNeeded, votes: [vote()] }), SRE2, NOON)).toMatchObject({ to: 'approved' });
  });

  it('at the very moment of expiry expires the request instead', () => {
    const step = cast(aRequest(), SRE, minutesAfter(24 * 60));
    expect(step).toMatchObject({ to: 'expired', result: { kind: 'refused', reason: 'request_expired' } });
  });

  it('a moment before the expiry still counts', () => {
    const request = aRequest();
    expect(cast(request, SRE, new Date(Date.parse(request.expiresAt) - 1))).toMatchObject({ to: 'approved' });
  });

  const DECIDED_OTHERWISE: readonly State[] = ['pending', 'rejected', 'withdrawn', 'expired'];

  it.each(STATES.filter((state) => !DECIDED_OTHERWISE.includes(state)))(
    'that is carried out again in %s, after a crash, has what it wanted',
    (state) => {
      expect(cast(aRequest({ state, votes: [vote()] }), SRE, NOON)).toEqual({ kind: 'keep', result: { kind: 'done' } });
    },
  );

  it.each(STATES.filter((state) => state !== 'pending' && state !== 'expired'))('is too late in %s', (state) => {
    expect(cast(aRequest({ state }), SRE, NOON)).toMatchObject({
      kind: 'keep',
      result: { kind: 'refused', reason: 'already_decided' },
    });
  });

  it('that comes late is told who decided', () => {
    const step = cast(aRequest({ state: 'ordered', votes: [vote(SRE)] }), SRE2, NOON);
    expect(step).toMatchObject({ result: { by: { by: SRE } } });
  });

  it('on an expired request is told so', () => {
    expect(cast(aRequest({ state: 'expired' }), SRE, NOON)).toMatchObject({
      result: { reason: 'request_expired' },
    });
  });
});

describe('a rejection', () => {
  it('closes a pending request with its reason', () => {
    expect(reject(aRequest(), SRE, 'not during the sale', NOON)).toMatchObject({
      to: 'rejected',
      events: [{ kind: 'rejected', actor: SRE, data: { reason: 'not during the sale' } }],
    });
  });
  it('stops what was approved, until its order is out', () => {
    const approved = aRequest({ state: 'approved', votes: [vote()] });
    const step = reject(approved, SRE2, 'the sale began', minutesAfter(25 * 60));
    expect(step).toMatchObject({ to: 'rejected', patch: { rejection: { by: SRE2, reason: 'the sale began' } } });
  });
  const REJECTABLE: readonly State[] = ['pending', 'approved', 'expired'];
  it.each(STATES.filter((state) => !REJECTABLE.includes(state)))('comes too late in %s', (state) => {
    expect(reject(aRequest({ state }), SRE, 'no', NOON)).toMatchObject({
      kind: 'keep',
      result: { reason: 'already_decided' },
    });
  });
});

describe('a withdrawal', () => {
  it.each<State>(['pending', 'approved'])('is possible in %s', (state) => {
    expect(withdraw(aRequest({ state }), DEV)).toMatchObject({ to: 'withdrawn' });
  });
  it.each(STATES.filter((state) => !['pending', 'approved', 'withdrawn'].includes(state)))(
    'comes too late in %s',
    (state) => {
      expect(withdraw(aRequest({ state }), DEV)).toMatchObject({ result: { reason: 'too_late_to_withdraw' } });
    },
  );
  it('that is carried out again has what it wanted', () => {
    expect(withdraw(aRequest({ state: 'withdrawn' }), DEV)).toEqual({ kind: 'keep', result: { kind: 'done' } });
  });
  it('is for the requester alone', () => {
    expect(withdraw(aRequest(), SRE)).toMatchObject({ kind: 'keep', result: { reason: 'not_the_requester' } });
  });
  it('is possible from another workspace of the organisation', () => {
    expect(withdraw(aRequest(), { ...DEV, teamId: 'TOTHER' })).toMatchObject({ to: 'withdrawn' });
  });
});
