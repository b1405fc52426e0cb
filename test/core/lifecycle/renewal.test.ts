import { describe, expect, it } from 'vitest';
import type { Quote } from '../../../src/core/value/change.ts';
import { digestOf, standingVotes } from '../../../src/core/policy/digest.ts';
import { type Fresh, recheck, renewRule, voidApprovals, driftOf } from '../../../src/core/lifecycle/renewal.ts';
import type { ResizeRequest } from '../../../src/core/request/request.ts';
import type { State } from '../../../src/core/request/state.ts';
import type { Step } from '../../../src/core/request/step.ts';
import { anInstance, aRequest, aUsage, aVote, minutesAfter, NOON, SRE } from '../../builders.ts';

const quote = (tradeAmount: string, currency = 'CNY'): Quote => ({
  currency,
  originalAmount: tradeAmount,
  discountAmount: '0',
  tradeAmount,
});
const RULE = { name: 'prod', line: 3, version: 'v1', forced: undefined };
const pending = aRequest({ quote: quote('100'), rule: RULE, factsAt: NOON.toISOString() });
const vote = aVote(pending, SRE);
const approved = { ...pending, state: 'approved', votes: [vote] } as const;
const OTHER_CLASS = anInstance({ realClass: 'redis.master.large.default' });
const LATER = minutesAfter(10);

const fresh = (over: Partial<Fresh> = {}): Fresh => ({
  facts: anInstance(),
  quote: quote('100'),
  rule: { name: 'prod', line: 3 },
  version: 'v1',
  need: pending.need,
  priceDrift: 0.05,
  at: LATER,
  ...over,
});

/** The record as the store would have it after the step. */
function after(request: ResizeRequest, step: Step<unknown>): ResizeRequest {
  return step.kind === 'keep' ? request : { ...request, ...step.patch, state: step.to ?? request.state };
}

describe('what moved', () => {
  it.each<[string, ResizeRequest, Partial<Fresh>, ReturnType<typeof driftOf>]>([
    ['nothing', pending, {}, undefined],
    ['a price within the band', pending, { quote: quote('105') }, undefined],
    ['a price beyond it', pending, { quote: quote('106') }, { price: { was: quote('100'), is: quote('106') } }],
    [
      'the class',
      pending,
      { facts: OTHER_CLASS },
      { class: { was: 'redis.master.small.default', is: 'redis.master.large.default' } },
    ],
    ['the rule, edited', pending, { version: 'v2' }, { rule: { was: 'prod', is: 'prod' } }],
    [
      'another rule',
      pending,
      { version: 'v2', rule: { name: 'dear', line: 9 } },
      { rule: { was: 'prod', is: 'dear' } },
    ],
    ['a rule with another name only', pending, { rule: { name: 'production', line: 9 } }, undefined],
    [
      'a first price, while it is decided',
      { ...pending, quote: undefined },
      {},
      { price: { was: undefined, is: quote('100') } },
    ],
    ['a first price, after it was agreed to without one', { ...approved, quote: undefined }, {}, undefined],
  ])('%s', (_, request, over, wanted) => {
    expect(driftOf(request, fresh(over))).toEqual(wanted);
  });
});

describe('void approvals', () => {
  it('bring an approved request back with the new facts, the new rule and a new wait', () => {
    // What it is now falls under another rule.
    const need = { ...approved.need, count: 2, expiresMs: 3_600_000 };
    const now = fresh({ facts: OTHER_CLASS, quote: quote('7'), rule: { name: 'dear', line: 9 }, version: 'v2', need });
    const step = voidApprovals(approved, now);
    expect(step).toMatchObject({
      to: 'pending',
      patch: {
        votes: [],
        before: OTHER_CLASS,
        quote: quote('7'),
        rule: { name: 'dear', line: 9, version: 'v2' },
        need,
        factsAt: LATER.toISOString(),
        expiresAt: minutesAfter(70).toISOString(),
      },
      events: [
        {
          kind: 'drift_detected',
          data: {
            wasClass: 'redis.master.small.default',
            isClass: 'redis.master.large.default',
            wasPrice: '100 CNY',
            isPrice: '7 CNY',
            wasRule: 'prod',
            isRule: 'dear',
            voided: 1,
          },
        },
      ],
    });
    expect(digestOf(after(approved, step))).not.toBe(digestOf(approved));
  });

  it('keep those who had to agree where the rule of today needs nobody', () => {
    const free = { ...approved.need, count: 0, from: [] };
    expect(voidApprovals(approved, fresh({ version: 'v2', need: free }))).toMatchObject({
      patch: { need: approved.need },
    });
  });

  it.each<State>(['ordering', 'ordered', 'unknown', 'failed', 'withdrawn'])('leave a request alone in %s', (state) => {
    expect(voidApprovals({ ...approved, state }, fresh()).kind).toBe('keep');
  });
});

describe('looking again', () => {
  const again = (request: ResizeRequest, over: Partial<Fresh> = {}) =>
    recheck(request, request.version, fresh(over), SRE);

  it('finds nothing drift: only the time and the usage are new, and votes stand', () => {
    const step = again({ ...pending, votes: [vote] }, { quote: quote('103'), usage: aUsage() });
    expect(step).toMatchObject({
      patch: { factsAt: LATER.toISOString(), usage: aUsage() },
      events: [],
      jobs: [{ queue: 'publish' }],
      result: { kind: 'same' },
    });
    expect(standingVotes(after({ ...pending, votes: [vote] }, step))).toHaveLength(1);
  });

  it('keeps the usage it knows where none can be read', () => {
    expect(again({ ...pending, usage: aUsage() })).toMatchObject({ patch: { usage: aUsage() } });
  });

  it('wakes the order of an approved request', () => {
    expect(again(approved)).toMatchObject({
      jobs: [{ queue: 'publish' }, { queue: 'order' }],
      result: { kind: 'same' },
    });
  });

  it.each<[string, ResizeRequest]>([
    ['pending', { ...pending, votes: [vote] }],
    ['approved', approved],
  ])('renews a request that is %s', (_, request) => {
    const step = again(request, { quote: quote('120') });
    expect(step).toMatchObject({
      patch: { votes: [], quote: quote('120') },
      events: [{ kind: 'drift_detected', actor: SRE, data: { voided: 1 } }],
      result: { kind: 'renewed', drift: { price: { is: quote('120') } } },
    });
    expect(after(request, step).state).toBe('pending');
  });

  it.each<State>(['ordering', 'ordered', 'unknown', 'completed'])('never disturbs a request in %s', (state) => {
    expect(again({ ...approved, state }, { quote: quote('120') })).toEqual({
      kind: 'keep',
      result: { kind: 'raced' },
    });
  });

  it('does nothing to a record that is newer than the look', () => {
    expect(recheck(approved, approved.version - 1, fresh({ quote: quote('120') }), SRE)).toMatchObject({
      kind: 'keep',
      result: { kind: 'raced' },
    });
  });

  it('expires what is over', () => {
    expect(again(pending, { at: minutesAfter(24 * 60) })).toMatchObject({ to: 'expired', result: { kind: 'expired' } });
  });

  describe('at a request that nobody had to agree to', () => {
    const need = { ...pending.need, count: 0, from: [] };
    const free: ResizeRequest = { ...approved, need, votes: [] };

    it.each<[string, Partial<Fresh>, object]>([
      ['goes on under another rule that needs nobody', { version: 'v2' }, { result: { kind: 'same' } }],
      [
        'fails it when the price moved',
        { quote: quote('120') },
        { to: 'failed', patch: { failure: { code: 'PriceMoved' } } },
      ],
      [
        'fails it when the class moved',
        { facts: OTHER_CLASS },
        { to: 'failed', patch: { failure: { code: 'ClassMoved' } } },
      ],
    ])('%s', (_, over, wanted) => {
      expect(again(free, { need, ...over })).toMatchObject(wanted);
    });

    it('asks for the approvers that the rule wants now', () => {
      expect(again(free, { version: 'v2' })).toMatchObject({ to: 'pending', patch: { need: pending.need } });
    });
  });
});

describe('an approval under a rule that was edited', () => {
  it('does not count; the record takes the rule of today, and the facts stay as old as they are', () => {
    const { facts: _facts, quote: _quote, ...judged } = fresh({ version: 'v2' });
    expect(renewRule({ ...pending, votes: [vote] }, judged)).toMatchObject({
      patch: { votes: [], rule: { version: 'v2' }, before: pending.before, factsAt: NOON.toISOString() },
      events: [{ kind: 'drift_detected', data: { voided: 1 } }],
      result: { kind: 'refused', reason: 'card_changed', drift: { rule: { was: 'prod', is: 'prod' } } },
    });
  });
});
