import { describe, expect, it } from 'vitest';
import { endWayBack, offersBack, withWayBack } from '../../../src/core/lifecycle/back.ts';
import { deadline } from '../../../src/core/lifecycle/waiting.ts';
import type { ResizeRequest } from '../../../src/core/request/request.ts';
import type { Step } from '../../../src/core/request/step.ts';
import { anInstance, aRequest, minutesAfter, NOON } from '../../builders.ts';

const order = { orderId: '1', requestId: 'R', placedAt: NOON.toISOString() };
const WEEK = 7 * 24 * 60;
const until = minutesAfter(WEEK).toISOString();
const changing = (over: Partial<ResizeRequest> = {}) => aRequest({ state: 'changing', order, ...over });
const completes: Step<void> = { kind: 'update', to: 'completed', events: [], result: undefined };
const elsewhere = { isClass: 'redis.master.large.default', orderId: undefined };

describe('the way back', () => {
  it('is offered for seven days with what completes a request, and looked at again then', () => {
    const step = withWayBack(changing(), NOON, completes);
    expect(step).toMatchObject({ patch: { backUntil: until }, jobs: [{ queue: 'deadline', after: until }] });
  });

  it.each<readonly [what: string, request: ResizeRequest, step: Step<void>]>([
    ['another step', changing(), { ...completes, to: 'stalled' }],
    ['nothing new', changing(), { kind: 'keep', result: undefined }],
    ['somebody else changed the class meanwhile', changing({ externalChange: elsewhere }), completes],
    ['the same, seen just now', changing(), { ...completes, patch: { externalChange: elsewhere } }],
    ['an order that was found by its effect', changing({ order: { ...order, orderId: undefined } }), completes],
    ['a class before that nobody knew', changing({ before: anInstance({ realClass: '' }) }), completes],
  ])('is not offered: %s', (_, request, step) => {
    expect(withWayBack(request, NOON, step)).toEqual(step);
  });

  it('ends with its time', () => {
    const done = aRequest({ state: 'completed', backUntil: until });
    const before = minutesAfter(WEEK - 1);
    expect([offersBack(done, before), offersBack(done, minutesAfter(WEEK))]).toEqual([true, false]);
    expect(deadline(done, before)).toEqual({ kind: 'keep', result: until });
    expect(deadline(done, minutesAfter(WEEK))).toMatchObject({
      patch: { backUntil: undefined },
      jobs: [{ queue: 'publish', id: done.id }],
      result: undefined,
    });
  });

  it('ends once', () => {
    expect(endWayBack(aRequest({ state: 'completed' }), 0)).toEqual({ kind: 'keep', result: 0 });
  });
});
