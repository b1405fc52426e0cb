import { describe, expect, it } from 'vitest';
import { freshness } from '../../../src/core/lifecycle/freshness.ts';
import { digestOf } from '../../../src/core/policy/digest.ts';
import {
  attemptEnded,
  claimAttempt,
  failed,
  hold,
  ordered,
  unknown,
} from '../../../src/core/lifecycle/order-decisions.ts';
import { priceDrifted } from '../../../src/core/value/drift.ts';
import { cloudFailure, internalFailure } from '../../../src/core/request/failure.ts';
import type { State } from '../../../src/core/request/state.ts';
import { anAttempt, anInstance, aRequest, minutesAfter, NOON } from '../../builders.ts';

const quote = (tradeAmount: string, currency = 'CNY') => ({
  currency,
  originalAmount: tradeAmount,
  discountAmount: '0',
  tradeAmount,
});
const approved = aRequest({ state: 'approved', quote: quote('100') });
const noApproval = aRequest({ state: 'approved', need: { ...approved.need, count: 0 } });

describe('facts read again before the order', () => {
  const table: [string, Parameters<typeof freshness>[0], Parameters<typeof freshness>[1], object][] = [
    ['nothing moved', approved, { facts: anInstance(), quote: quote('100') }, { kind: 'as_approved' }],
    [
      'the instance is gone',
      approved,
      { facts: undefined, quote: undefined },
      { failure: internalFailure('InstanceGone') },
    ],
    [
      'it has the target class already',
      approved,
      { facts: anInstance({ realClass: 'redis.master.mid.default' }), quote: undefined },
      { failure: internalFailure('AlreadyTargetClass') },
    ],
    [
      'somebody changed the class',
      approved,
      { facts: anInstance({ realClass: 'redis.master.large.default' }), quote: undefined },
      { kind: 'drifted' },
    ],
    [
      'somebody changed the class and nobody approved',
      noApproval,
      { facts: anInstance({ realClass: 'redis.master.large.default' }), quote: undefined },
      { failure: internalFailure('ClassMoved', { isClass: 'redis.master.large.default' }) },
    ],
    ['6 % dearer with a band of 5 %', approved, { facts: anInstance(), quote: quote('106') }, { kind: 'drifted' }],
    ['5 % dearer with a band of 5 %', approved, { facts: anInstance(), quote: quote('105') }, { kind: 'as_approved' }],
    ['6 % cheaper', approved, { facts: anInstance(), quote: quote('94') }, { kind: 'drifted' }],
    ['another currency', approved, { facts: anInstance(), quote: quote('100', 'USD') }, { kind: 'drifted' }],
    [
      'there was no price',
      aRequest({ state: 'approved', quote: undefined }),
      { facts: anInstance(), quote: quote('9') },
      { kind: 'as_approved' },
    ],
    [
      'the price cannot be read',
      approved,
      { facts: anInstance(), quote: 'unreadable' },
      { kind: 'wait', because: 'price_unreadable' },
    ],
    [
      'the instance is busy',
      approved,
      { facts: anInstance({ status: 'Changing' }), quote: quote('100') },
      { kind: 'wait', because: 'not_ready' },
    ],
    [
      'an unknown status',
      approved,
      { facts: anInstance({ status: 'Whatever' }), quote: quote('100') },
      { kind: 'wait' },
    ],
  ];
  it.each(table)('%s', (_, request, reread, expected) => {
    expect(freshness(request, reread, 0.05)).toMatchObject(expected);
  });

  it('a price from zero has moved with any difference', () => {
    expect(priceDrifted(quote('0'), quote('0.01'), 0.05)).toBe(true);
    expect(priceDrifted(quote('0'), quote('0.00'), 0.05)).toBe(false);
  });
  it('a refund counts by its size', () => {
    expect(priceDrifted(quote('-100'), quote('-103'), 0.05)).toBe(false);
    expect(priceDrifted(quote('-100'), quote('-106'), 0.05)).toBe(true);
  });
});

describe('a claim', () => {
  const digest = digestOf(approved);
  const seen = { attempts: 0, digest, spec: { InstanceId: 'r-1' }, now: NOON, leaseMs: 30_000 };

  it('writes the attempt down before the call', () => {
    expect(claimAttempt(approved, seen)).toMatchObject({
      to: 'ordering',
      patch: { spec: { InstanceId: 'r-1' }, attempts: [{ number: 1, outcome: 'in_flight' }] },
      result: true,
    });
  });
  it('is lost when somebody was faster', () => {
    const taken = aRequest({ ...approved, state: 'ordering', attempts: [anAttempt()] });
    expect(claimAttempt(taken, seen)).toEqual({ kind: 'keep', result: false });
  });
  it('keeps the parameters of the first attempt', () => {
    const again = aRequest({ ...approved, state: 'ordering', spec: { InstanceId: 'first' }, attempts: [anAttempt()] });
    expect(claimAttempt(again, { ...seen, attempts: 1 })).toMatchObject({ patch: { spec: { InstanceId: 'first' } } });
  });
  it('is lost when the facts were renewed and agreed to again meanwhile', () => {
    expect(claimAttempt({ ...approved, quote: quote('120') }, seen)).toEqual({ kind: 'keep', result: false });
  });
  it.each<State>(['pending', 'withdrawn', 'unknown', 'ordered', 'failed'])('is refused in %s', (state) => {
    expect(claimAttempt({ ...approved, state }, seen)).toEqual({ kind: 'keep', result: false });
  });
});

describe('the outcome of a call', () => {
  const ordering = aRequest({ state: 'ordering', attempts: [anAttempt()] });
  const order = { orderId: '207226234310042000', requestId: '0DA1', placedAt: NOON.toISOString() };

  it('an OrderId makes it ordered and has it watched', () => {
    expect(ordered(ordering, order, 'accepted')).toMatchObject({
      to: 'ordered',
      patch: { order },
      jobs: [{ queue: 'watch' }],
      events: [{ kind: 'ordered', data: { orderId: '207226234310042000' } }],
    });
  });
  it('an OrderId settles what was unknown', () => {
    expect(ordered(aRequest({ state: 'unknown' }), order, 'found')).toMatchObject({ to: 'ordered' });
  });
  it('an OrderId for a closed request is not swallowed', () => {
    expect(ordered(aRequest({ state: 'failed' }), order, 'accepted')).toEqual({ kind: 'keep', result: false });
  });
  it('an unclear call keeps the request in ordering', () => {
    const step = attemptEnded(ordering, 1, 'unclear', 'RequestTimeout', NOON.toISOString());
    expect(step).toMatchObject({ patch: { attempts: [{ outcome: 'unclear', code: 'RequestTimeout' }] } });
    expect(step).not.toHaveProperty('to');
  });
  it('the news of an older attempt changes nothing', () => {
    expect(attemptEnded(ordering, 0, 'unclear', 'x', '').kind).toBe('keep');
  });
  it('a refusal fails it', () => {
    expect(failed(ordering, cloudFailure({ code: 'PaymentMethodNotFound', requestId: undefined }))).toMatchObject({
      to: 'failed',
    });
  });
  it('the refusal of an older attempt says nothing about a newer one', () => {
    const second = aRequest({ state: 'ordering', attempts: [anAttempt(), anAttempt({ number: 2 })] });
    expect(failed(second, cloudFailure({ code: 'PaymentMethodNotFound', requestId: undefined }), 1).kind).toBe('keep');
    expect(failed(second, cloudFailure({ code: 'PaymentMethodNotFound', requestId: undefined }), 2)).toMatchObject({
      to: 'failed',
    });
  });
  it('a late refusal does not undo an order', () => {
    expect(failed(aRequest({ state: 'ordered' }), internalFailure('OrderNotFound')).kind).toBe('keep');
  });
  it('only a call that is out can become unknown', () => {
    expect(unknown(ordering, internalFailure('OrderNotFound'))).toMatchObject({ to: 'unknown' });
    expect(unknown(approved, internalFailure('OrderNotFound')).kind).toBe('keep');
  });
});

describe('an approved request', () => {
  const window = {
    kind: 'later',
    notBefore: minutesAfter(60).toISOString(),
    because: 'window',
    reason: 'mon 10:00',
  } as const;

  it('says once that it waits for its window', () => {
    expect(hold(approved, window)).toMatchObject({
      patch: { notBefore: window.notBefore },
      events: [{ kind: 'held' }],
    });
    expect(hold(aRequest({ state: 'approved', notBefore: window.notBefore }), window).kind).toBe('keep');
  });
});
