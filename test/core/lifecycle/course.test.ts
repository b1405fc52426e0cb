import { describe, expect, it } from 'vitest';
import type { ResizeRequest } from '../../../src/core/request/request.ts';
import type { Observation } from '../../../src/core/lifecycle/observation.ts';
import { needsOrders, needsTask } from '../../../src/core/lifecycle/observation.ts';
import { taskOf } from '../../../src/core/lifecycle/task.ts';
import { newerOrder } from '../../../src/core/lifecycle/external-change.ts';
import { follow } from '../../../src/core/lifecycle/watch.ts';
import { aChange, anAttempt, anInstance, aRequest, aTask, minutesAfter, NOON } from '../../builders.ts';

const MINUTE = 60_000;
const PATIENCE = {
  stall: 60 * MINUTE,
  followUp: 900_000,
  mismatch: 10 * MINUTE,
  startGrace: 20_000,
  windowPassed: 26 * 60 * MINUTE,
  payRemind: 60 * MINUTE,
  payRemindAgain: 60 * MINUTE,
};
const [MID, LARGE] = ['redis.master.mid.default', 'redis.master.large.default'];
const OTHER = '23455807226310107';
const order = { orderId: '207226234310042', requestId: 'R', placedAt: NOON.toISOString() };
const maintain = { change: aChange({ effectiveTime: 'MaintainTime' }) };
const at = (state: ResizeRequest['state'], over: Partial<ResizeRequest> = {}) => aRequest({ state, order, ...over });
const inWindow = (state: ResizeRequest['state'], over: Partial<ResizeRequest> = {}) =>
  at(state, { ...maintain, ...over });

const sees = (facts: Parameters<typeof anInstance>[0], more: Partial<Observation> = {}): Observation => {
  const instance = anInstance(facts);
  return { summary: instance, detail: instance, payment: undefined, ...more };
};
const busy = (task?: Observation['task'], more: Partial<Observation> = {}) =>
  sees({ status: 'Changing', orderCompleted: false }, { task, ...more });
const idle = (task?: Observation['task'], more: Partial<Observation> = {}) =>
  sees({ orderCompleted: false }, { task, ...more });
const over = (task?: Observation['task'], more: Partial<Observation> = {}) => sees({}, { task, ...more });

const waiting = aTask({ status: 'waiting', waitsForSwitch: true, percent: 0 });
const planned = aTask({ status: 'scheduled', percent: undefined });
const stuck = aTask({ status: 'waiting', waitsForSwitch: false });
const running = aTask();
const known = {
  percent: 40,
  step: 'exec_task',
  remainingSeconds: 360,
  switchAt: undefined,
  readAt: NOON.toISOString(),
};

function after(request: ResizeRequest, observation: Observation, minutes = 5) {
  const step = follow(request, observation, minutesAfter(minutes), PATIENCE);
  return step.kind === 'update' ? step : undefined;
}

const NOTHING_STATED = { classes: [], wasClasses: [], operator: undefined };

describe('where an order stands by its task', () => {
  const table: [string, ResizeRequest, Observation, number, string | undefined][] = [
    ['waits, and the status is Normal: scheduled at once', inWindow('ordered'), idle(waiting), 0, 'scheduled'],
    ['waits, and the status is Changing: scheduled at once', inWindow('ordered'), busy(waiting), 0, 'scheduled'],
    ['is planned for later', inWindow('ordered'), busy(planned), 0, 'scheduled'],
    ['waits for something else: the status counts', inWindow('ordered'), busy(stuck), 1, 'changing'],
    ['waits though it was ordered for now', at('ordered'), busy(waiting), 0, 'changing'],
    ['runs, while the status is Normal still', at('ordered'), over(running), 0, 'changing'],
    ['is not told, and the status is Changing, a moment after', inWindow('ordered'), busy(), 0.2, undefined],
    ['is not told, and the status is Changing, later', inWindow('ordered'), busy(), 1, 'changing'],
    [
      'waits, and its payment was just seen',
      inWindow('awaiting_payment'),
      busy(waiting, { payment: 'paid' }),
      5,
      'scheduled',
    ],
    [
      'waits while ours is unpaid: it is not ours',
      inWindow('awaiting_payment'),
      busy(waiting, { payment: 'unpaid' }),
      5,
      undefined,
    ],
    ['waits on', inWindow('scheduled', { progress: known }), busy(waiting), 300, undefined],
    ['has begun', inWindow('scheduled'), busy(running), 300, 'changing'],
    ['could be read before, and cannot now', inWindow('scheduled', { progress: known }), busy(), 300, undefined],
    ['could never be read', inWindow('scheduled'), busy(), 300, 'changing'],
    ['copied the data and waits for its switch', inWindow('changing'), busy(waiting), 30, 'scheduled'],
    [
      'waits, but the three facts agree',
      inWindow('scheduled'),
      sees({ realClass: MID }, { task: waiting }),
      300,
      'completed',
    ],
    ['succeeded, but the facts do not agree', at('changing'), idle(aTask({ status: 'succeeded' })), 5, undefined],
    [
      'was cancelled, and the class is the old one',
      inWindow('scheduled'),
      over(aTask({ status: 'cancelled' })),
      5,
      'stalled',
    ],
    ['failed between two looks', at('ordered'), over(aTask({ status: 'failed' })), 5, 'changing'],
    ['is of a word that nobody documents', inWindow('ordered'), idle(aTask({ status: 'unknown' })), 0.2, undefined],
    ['waits, and the window has passed', inWindow('scheduled'), idle(waiting), 26 * 60, 'stalled'],
    [
      'waits for a later time that somebody set',
      inWindow('scheduled'),
      idle({ ...waiting, switchAt: minutesAfter(48 * 60).toISOString() }),
      26 * 60,
      undefined,
    ],
  ];
  it.each(table)('%s', (_, request, observation, minutes, expected) => {
    expect(after(request, observation, minutes)?.to).toBe(expected);
  });

  it('says that the window was ignored, first when it begins and again when it is done', () => {
    const begins = after(inWindow('ordered'), busy(running));
    expect(begins).toMatchObject({
      to: 'changing',
      patch: { window: 'ignored' },
      events: [{ data: { window: 'ignored' } }],
    });
    const done = after(inWindow('changing', { window: 'ignored' }), sees({ realClass: MID }), 20);
    expect(done).toMatchObject({
      to: 'completed',
      patch: { window: undefined },
      events: [{ data: { window: 'ignored' } }],
    });
    // The window of the instance opens at 18:00.
    expect(after(inWindow('scheduled'), busy(running), 6 * 60 + 1)?.patch?.window).toBeUndefined();
    expect(
      after(inWindow('ordered', { since: minutesAfter(361).toISOString() }), busy(running), 361)?.patch,
    ).toMatchObject({
      window: undefined,
    });
  });

  it('does not know whether the window is waited for, until it is done before it or a task tells', () => {
    expect(after(inWindow('ordered'), busy(), 1)).toMatchObject({ patch: { window: 'unclear' } });
    const unclear = inWindow('changing', { window: 'unclear' });
    expect(after(unclear, busy(), 61)).toBeUndefined();
    expect(after(unclear, busy(), 26 * 60)).toMatchObject({ to: 'stalled' });
    expect(after(unclear, busy(running), 5)).toMatchObject({ patch: { window: undefined }, events: [] });
    expect(after(unclear, sees({ realClass: MID }), 20)).toMatchObject({ events: [{ data: { window: 'ignored' } }] });
    expect(after(unclear, sees({ realClass: MID }), 400)?.events[0]?.data).not.toHaveProperty('window');
  });
});

describe('progress', () => {
  const changing = at('changing', { progress: known });
  it.each([
    ['five points', { percent: 45 }, false],
    ['ten points', { percent: 50 }, true],
    ['another step', { step: 'switch' }, true],
    ['less time', { remainingSeconds: 10 }, false],
    ['percent that are no longer told', { percent: undefined }, true],
  ] as const)('of %s', (_, change, shown) => {
    const step = after(changing, { ...busy({ ...running, ...change }), detail: undefined });
    expect(step === undefined).toBe(!shown);
    if (shown) {
      expect(step).toMatchObject({ patch: { progress: change }, events: [], jobs: [{ queue: 'publish' }] });
      expect(step?.to).toBeUndefined();
    }
  });
  it('comes with the move, is kept by a change that stalls, and ends with it', () => {
    expect(after(at('ordered'), busy(running))?.patch?.progress).toMatchObject({ percent: 40 });
    expect(after(changing, { ...busy(), detail: undefined }, 60)).toMatchObject({
      to: 'stalled',
      patch: { progress: known },
    });
    expect(after(at('stalled', { progress: known }), sees({ realClass: MID }))?.patch).toMatchObject({
      progress: undefined,
    });
    expect(after(at('stalled', { progress: known }), busy({ ...running, percent: 90 }))?.patch?.progress).toMatchObject(
      { percent: 90 },
    );
  });
  it('is not taken away by a look at which it could not be read', () => {
    expect(after(changing, { ...busy(), detail: undefined })).toBeUndefined();
  });
});

describe('what others did', () => {
  const noticedBy = (step: ReturnType<typeof after>) =>
    step?.events.filter(({ kind }) => kind === 'external_change') ?? [];

  it('is said once, whatever state the request is in, and the request goes on', () => {
    for (const state of ['ordered', 'awaiting_payment', 'scheduled', 'changing', 'stalled'] as const) {
      const step = after(at(state), idle(undefined, { newerOrder: OTHER }), 0.1);
      expect(noticedBy(step), state).toMatchObject([{ data: { otherOrderId: OTHER } }]);
      expect(step?.patch, state).toMatchObject({ externalChange: { orderId: OTHER } });
      const again = after(
        at(state, { externalChange: { isClass: undefined, orderId: OTHER } }),
        idle(undefined, { newerOrder: OTHER }),
        0.1,
      );
      expect(noticedBy(again), state).toEqual([]);
    }
    expect(noticedBy(after(at('scheduled'), sees({ realClass: LARGE })))).toMatchObject([{ data: { is: LARGE } }]);
    expect(noticedBy(after(at('changing'), sees({ realClass: MID })))).toEqual([]);
  });

  it.each([
    ['the old class: without effect', {}, undefined, 'ClassNotAsAsked', undefined],
    ['the old class, and another order', {}, OTHER, 'ClassChangedElsewhere', OTHER],
    ['a third class', { realClass: LARGE }, undefined, 'ClassChangedElsewhere', undefined],
    ['a third class, and another order', { realClass: LARGE }, OTHER, 'ClassChangedElsewhere', OTHER],
  ])('ends a request with %s', (_, facts, newer, code, otherOrderId) => {
    const request = at('changing', { mismatchSince: NOON.toISOString() });
    const step = after(request, sees(facts, { newerOrder: newer }), 10);
    expect(step).toMatchObject({ to: 'failed', patch: { failure: { code, otherOrderId } } });
    // The failure tells it itself.
    expect(noticedBy(step)).toEqual([]);
  });

  it('does not pay our order', () => {
    const done = sees({ realClass: MID }, { payment: 'unpaid', newerOrder: OTHER });
    expect(after(at('awaiting_payment'), done)?.to).toBeUndefined();
    expect(
      after(
        at('awaiting_payment', { externalChange: { isClass: undefined, orderId: OTHER } }),
        busy(running, { payment: 'unpaid' }),
      ),
    ).toBeUndefined();
  });

  it('is told by the newest live order that is neither ours, nor older, nor a part of it', () => {
    const own = { orderId: order.orderId, payment: 'paid', createdAt: '', instanceIds: [], ...NOTHING_STATED } as const;
    const other = { ...own, orderId: OTHER };
    expect(newerOrder(at('changing'), [other, own])).toBe(OTHER);
    expect(newerOrder(at('changing'), [other])).toBe(OTHER);
    expect(newerOrder(at('changing'), [own, other])).toBeUndefined();
    expect(newerOrder(at('changing'), [{ ...other, payment: 'cancelled' }, own])).toBeUndefined();
    expect(newerOrder(at('changing'), [{ ...other, relatedOrderId: order.orderId }, own])).toBeUndefined();
    expect(newerOrder(at('changing', { order: { ...order, orderId: undefined } }), [other])).toBeUndefined();
  });
});

describe('which task is the one', () => {
  it('of this instance, begun after the first call, under way before ended, and then the newest', () => {
    const request = at('changing', { attempts: [anAttempt()] });
    const tasks = [
      aTask({ taskId: 'before', startedAt: minutesAfter(-2).toISOString() }),
      aTask({ taskId: 'elsewhere', instanceId: 'r-other' }),
      aTask({ taskId: 'ended', status: 'failed', startedAt: minutesAfter(9).toISOString() }),
      aTask({ taskId: 'older', startedAt: minutesAfter(-0.9).toISOString() }),
      aTask({ taskId: 'live', startedAt: minutesAfter(3).toISOString() }),
    ];
    expect(taskOf(request, tasks)?.taskId).toBe('live');
    expect(taskOf(request, tasks.slice(0, 3))?.taskId).toBe('ended');
    expect(taskOf(request, tasks.slice(0, 2))).toBeUndefined();
  });
});

describe('what is read', () => {
  const PACE = { mismatch: 10 * MINUTE, externalOrders: 10 * MINUTE };
  it('tasks, where a change may run or wait', () => {
    const states = ['ordered', 'scheduled', 'changing', 'stalled'] as const;
    expect(states.map((state) => needsTask(at(state)))).toEqual([true, true, true, true]);
    expect(needsTask(at('awaiting_payment'))).toBe(false);
    expect(needsTask(inWindow('awaiting_payment'))).toBe(true);
  });
  it('orders of others, once in ten minutes or for a cause', () => {
    const looks = Array.from({ length: 180 }, (_, n) => new Date(NOON.getTime() + n * 10_000 + 700));
    const asked = looks.filter((now) => needsOrders(at('changing'), undefined, now, PACE, 10_000));
    expect(asked).toHaveLength(3);
    const quiet = minutesAfter(5);
    const needs = (request: ResizeRequest, facts = {}) => needsOrders(request, anInstance(facts), quiet, PACE, 10_000);
    expect(needs(at('changing'))).toBe(false);
    expect(needs(at('changing'), { realClass: LARGE })).toBe(true);
    expect(
      needs(at('changing', { externalChange: { isClass: LARGE, orderId: undefined } }), { realClass: LARGE }),
    ).toBe(false);
    const unpaid = at('awaiting_payment');
    expect([needs(unpaid), needs(unpaid, { status: 'Changing' }), needs(unpaid, { realClass: MID })]).toEqual([
      false,
      true,
      true,
    ]);
    expect(needs(at('changing', { order: { ...order, orderId: undefined } }), { realClass: LARGE })).toBe(false);
    expect(needs(at('changing', { mismatchSince: minutesAfter(-5).toISOString() }))).toBe(true);
    expect(needs(at('changing', { mismatchSince: minutesAfter(-4).toISOString() }))).toBe(false);
  });
});
