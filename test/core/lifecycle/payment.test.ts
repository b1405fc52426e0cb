import { describe, expect, it } from 'vitest';
import { remindOfPayment } from '../../../src/core/lifecycle/payment.ts';
import type { Observation } from '../../../src/core/lifecycle/observation.ts';
import { follow } from '../../../src/core/lifecycle/watch.ts';
import { aChange, anInstance, aRequest, minutesAfter, NOON } from '../../builders.ts';

const HOUR = 3_600_000;
const REMINDERS = { payRemind: HOUR, payRemindAgain: 24 * HOUR };
const PATIENCE = {
  stall: HOUR,
  followUp: 900_000,
  mismatch: HOUR,
  startGrace: 20_000,
  windowPassed: 26 * HOUR,
  ...REMINDERS,
};
const order = { orderId: '42', requestId: 'R', placedAt: NOON.toISOString() };
const unpaid = aRequest({ state: 'awaiting_payment', order });
const seen = (payment: Observation['payment']): Observation => ({
  summary: anInstance(),
  detail: anInstance(),
  payment,
});

describe('an order that waits for payment', () => {
  it('is first reminded of an hour after it was seen unpaid, whatever reminder its approvers had', () => {
    const byHand = aRequest({
      state: 'ordered',
      order,
      change: aChange({ autoPay: false }),
      remindAt: minutesAfter(5).toISOString(),
    });
    expect(follow(byHand, seen('unpaid'), minutesAfter(1), PATIENCE)).toMatchObject({
      to: 'awaiting_payment',
      patch: { remindAt: minutesAfter(61).toISOString() },
    });
  });

  it.each([
    ['before the time', minutesAfter(60).toISOString(), 59.9, undefined],
    ['at the time', minutesAfter(60).toISOString(), 60, 60],
    ['long after it: once', minutesAfter(60).toISOString(), 5000, 5000],
    ['a day later again', minutesAfter(1500).toISOString(), 1500, 1500],
    ['not a moment before that', minutesAfter(1500).toISOString(), 1499, undefined],
    ['where no time was written down', undefined, 61, 61],
    ['where none was, before an hour', undefined, 59, undefined],
  ])('%s', (_, remindAt, at, reminded) => {
    const step = remindOfPayment({ ...unpaid, remindAt }, minutesAfter(at), REMINDERS);
    if (reminded === undefined) expect(step).toEqual({ kind: 'keep', result: undefined });
    else {
      expect(step).toMatchObject({
        kind: 'update',
        patch: { remindAt: minutesAfter(reminded + 24 * 60).toISOString() },
        events: [{ kind: 'payment_reminded', actor: 'bot', data: { orderId: '42' } }],
      });
      expect(step).not.toHaveProperty('to');
    }
  });

  it.each([
    ['unpaid', ['payment_reminded']],
    ['paid', []],
    ['cancelled', ['cancelled']],
    ['unknown', []],
    [undefined, []],
  ] as const)('is reminded of only while it is seen unpaid: %s', (payment, events) => {
    const step = follow(unpaid, seen(payment), minutesAfter(120), PATIENCE);
    expect(step.kind === 'update' ? step.events.map(({ kind }) => kind) : []).toEqual(events);
  });

  it('is not reminded of in any other state', () => {
    expect(remindOfPayment(aRequest({ state: 'changing', order }), minutesAfter(120), REMINDERS).kind).toBe('keep');
  });
});
