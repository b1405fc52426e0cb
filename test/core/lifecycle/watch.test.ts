import { describe, expect, it } from 'vitest';
import type { ResizeRequest } from '../../../src/core/request/request.ts';
import { needsDetail, needsPayment, type Observation } from '../../../src/core/lifecycle/observation.ts';
import { follow } from '../../../src/core/lifecycle/watch.ts';
import { aChange, anInstance, aRequest, minutesAfter, NOON } from '../../builders.ts';

const REMINDERS = { payRemind: 3_600_000, payRemindAgain: 24 * 3_600_000 };
const PATIENCE = {
  stall: 60 * 60_000,
  followUp: 900_000,
  mismatch: 10 * 60_000,
  startGrace: 20_000,
  windowPassed: 26 * 3_600_000,
  ...REMINDERS,
};
const MID = 'redis.master.mid.default';

function sees(over: Parameters<typeof anInstance>[0], payment?: Observation['payment']): Observation {
  const facts = anInstance(over);
  return { summary: facts, detail: facts, payment };
}

const running = { summary: anInstance({ status: 'Changing' }), detail: undefined, payment: undefined };
const done = sees({ realClass: MID });
const untouched = sees({});
const order = { orderId: '1', requestId: 'R', placedAt: NOON.toISOString() };
const inState = (state: ResizeRequest['state'], over: Partial<ResizeRequest> = {}) =>
  aRequest({ state, order, ...over });
const maintain = { change: aChange({ effectiveTime: 'MaintainTime' }) };

describe('a placed order', () => {
  const table: [string, ResizeRequest, Observation, string | undefined][] = [
    ['ordered, the instance is changing', inState('ordered'), running, 'changing'],
    ['ordered, nothing to be seen yet', inState('ordered'), untouched, undefined],
    [
      'ordered, the order is unfinished though the status is Normal',
      inState('ordered'),
      sees({ orderCompleted: false }),
      'changing',
    ],
    ['ordered, all three facts agree', inState('ordered'), done, 'completed'],
    ['ordered, not paid', inState('ordered'), sees({}, 'unpaid'), 'awaiting_payment'],
    ['ordered for the maintenance window', inState('ordered', maintain), untouched, 'scheduled'],
    [
      'ordered for the window, the order unfinished',
      inState('ordered', maintain),
      sees({ orderCompleted: false }),
      'scheduled',
    ],
    ['ordered for the window, which the cloud ignores', inState('ordered', maintain), running, 'changing'],
    ['unpaid still', inState('awaiting_payment'), sees({}, 'unpaid'), undefined],
    ['paid and running', inState('awaiting_payment'), running, 'changing'],
    [
      'paid, for the window',
      inState('awaiting_payment', { ...maintain, mismatchSince: NOON.toISOString() }),
      sees({}, 'paid'),
      'scheduled',
    ],
    ['paid, not running yet', inState('awaiting_payment'), sees({}, 'paid'), undefined],
    ['paid and finished between two looks', inState('awaiting_payment'), sees({ realClass: MID }, 'paid'), 'changing'],
    ['cancelled instead of paid', inState('awaiting_payment'), sees({}, 'cancelled'), 'cancelled'],
    ['payment cannot be read', inState('awaiting_payment'), sees({}, 'unknown'), undefined],
    ['the window has come', inState('scheduled', maintain), running, 'changing'],
    ['the window has come and gone', inState('scheduled', maintain), done, 'completed'],
    ['the window has not come', inState('scheduled', maintain), untouched, undefined],
    ['changing still', inState('changing'), running, undefined],
    ['changed', inState('changing'), done, 'completed'],
    [
      'the class and the order, but the status is not Normal',
      inState('changing'),
      sees({ realClass: MID, status: 'Changing' }),
      undefined,
    ],
    [
      'finished, with a class that was not asked for',
      inState('changing'),
      sees({ realClass: 'redis.master.large.default' }),
      undefined,
    ],
    [
      'Normal too early: the order is unfinished',
      inState('changing'),
      sees({ realClass: MID, orderCompleted: false }),
      undefined,
    ],
    [
      'Normal, but whether the order is finished is not said',
      inState('changing'),
      sees({ realClass: MID, orderCompleted: undefined }),
      undefined,
    ],
    ['Normal and another class: the metadata may lag', inState('changing'), untouched, undefined],
    [
      'changing, and gone',
      inState('changing'),
      { summary: undefined, detail: undefined, payment: undefined, gone: true },
      undefined,
    ],
    [
      'stalled, and gone',
      inState('stalled'),
      { summary: undefined, detail: undefined, payment: undefined, gone: true },
      'failed',
    ],
    [
      'stalled, in no list once',
      inState('stalled'),
      { summary: undefined, detail: anInstance({ status: 'Changing' }), payment: undefined },
      undefined,
    ],
    ['stalled and then changed', inState('stalled'), done, 'completed'],
    [
      'gone from the list',
      inState('changing'),
      { summary: undefined, detail: undefined, payment: undefined },
      undefined,
    ],
  ];
  it.each(table)('%s', (_, request, observation, expected) => {
    const step = follow(request, observation, minutesAfter(5), PATIENCE);
    expect(step.kind === 'update' ? step.to : undefined).toBe(expected);
  });

  it('is not called scheduled before it had the time to begin', () => {
    expect(follow(inState('ordered', maintain), untouched, new Date(NOON.getTime() + 19_999), PATIENCE).kind).toBe(
      'keep',
    );
    expect(follow(inState('ordered', maintain), untouched, new Date(NOON.getTime() + 20_000), PATIENCE)).toMatchObject({
      to: 'scheduled',
    });
  });

  it('stalls after an hour, and not a moment before', () => {
    expect(follow(inState('changing'), running, minutesAfter(60), PATIENCE)).toMatchObject({ to: 'stalled' });
    expect(follow(inState('changing'), running, minutesAfter(59.9), PATIENCE).kind).toBe('keep');
  });

  it('fails for another class only when it was seen for ten minutes', () => {
    const first = follow(inState('changing'), untouched, minutesAfter(5), PATIENCE);
    expect(first).toMatchObject({ patch: { mismatchSince: minutesAfter(5).toISOString() }, events: [] });
    const seen = inState('changing', { mismatchSince: minutesAfter(5).toISOString() });
    expect(follow(seen, untouched, minutesAfter(14.9), PATIENCE).kind).toBe('keep');
    expect(follow(seen, untouched, minutesAfter(15), PATIENCE)).toMatchObject({
      to: 'failed',
      patch: { failure: { code: 'ClassNotAsAsked', isClass: 'redis.master.small.default' } },
      events: [{ data: { code: 'ClassNotAsAsked', is: 'redis.master.small.default' } }],
    });
  });

  it('starts over when the change goes on after all', () => {
    const seen = inState('changing', { mismatchSince: minutesAfter(1).toISOString() });
    const step = follow(seen, running, minutesAfter(5), PATIENCE);
    expect(step).toEqual({ kind: 'update', patch: { mismatchSince: undefined }, events: [], result: undefined });
  });

  it('does not believe an unpaid order at once where it is paid automatically', () => {
    const at = (ms: number) => new Date(NOON.getTime() + ms);
    expect(follow(inState('ordered'), sees({}, 'unpaid'), at(19_999), PATIENCE).kind).toBe('keep');
    expect(follow(inState('ordered'), sees({}, 'unpaid'), at(20_000), PATIENCE)).toMatchObject({
      to: 'awaiting_payment',
    });
    const byHand = inState('ordered', { change: aChange({ autoPay: false }) });
    expect(follow(byHand, sees({}, 'unpaid'), at(0), PATIENCE)).toMatchObject({ to: 'awaiting_payment' });
  });

  it('that never begins is called stalled: after an hour, or when its window has passed', () => {
    expect(follow(inState('ordered'), untouched, minutesAfter(59), PATIENCE).kind).toBe('keep');
    expect(follow(inState('ordered'), untouched, minutesAfter(60), PATIENCE)).toMatchObject({ to: 'stalled' });
    expect(follow(inState('scheduled', maintain), untouched, minutesAfter(25 * 60), PATIENCE).kind).toBe('keep');
    expect(follow(inState('scheduled', maintain), untouched, minutesAfter(26 * 60), PATIENCE)).toMatchObject({
      to: 'stalled',
    });
  });

  it('that was paid and never begins is called stalled an hour after', () => {
    const first = follow(inState('awaiting_payment'), sees({}, 'paid'), minutesAfter(500), PATIENCE);
    expect(first).toMatchObject({ patch: { mismatchSince: minutesAfter(500).toISOString() }, events: [] });
    const seen = inState('awaiting_payment', { mismatchSince: minutesAfter(500).toISOString() });
    expect(follow(seen, sees({}, 'paid'), minutesAfter(559), PATIENCE).kind).toBe('keep');
    expect(follow(seen, sees({}, 'paid'), minutesAfter(560), PATIENCE)).toMatchObject({ to: 'stalled' });
  });

  it('completes when the lagging class arrives', () => {
    const seen = inState('changing', { mismatchSince: minutesAfter(5).toISOString() });
    expect(follow(seen, done, minutesAfter(30), PATIENCE)).toMatchObject({ to: 'completed' });
  });
});

describe('what is read', () => {
  it('the detail only when the status could end the wait', () => {
    expect(needsDetail(inState('changing'), anInstance({ status: 'Changing' }))).toBe(false);
    expect(needsDetail(inState('changing'), anInstance())).toBe(true);
    expect(needsDetail(inState('ordered'), anInstance({ status: 'Changing' }))).toBe(true);
  });
  it('the payment only where it is open', () => {
    expect(needsPayment(inState('awaiting_payment'))).toBe(true);
    expect(needsPayment(inState('ordered'))).toBe(true);
    expect(needsPayment(inState('ordered', { order: { ...order, orderId: undefined } }))).toBe(false);
    expect(needsPayment(inState('changing'))).toBe(false);
  });
});

describe('a change that may still wait for its window', () => {
  const unclear = inState('changing', { ...maintain, window: 'unclear', mismatchSince: NOON.toISOString() });
  const after = (minutes: number, observation = untouched) =>
    follow(unclear, observation, minutesAfter(minutes), PATIENCE);

  it('has not failed because the instance looks as before, until the window is over', () => {
    expect(after(11)).toMatchObject({ kind: 'keep' });
    expect(after(25 * 60)).toMatchObject({ kind: 'keep' });
    expect(after(26 * 60 + 1)).toMatchObject({ to: 'failed' });
  });
});
