import { describe, expect, it } from 'vitest';
import {
  announceReturn,
  cancelReturn,
  endReturn,
  holdReturn,
  madeReturn,
  planReturn,
  returnDue,
  windowAfterEnd,
  withReturn,
} from '../../../src/core/lifecycle/planned-return.ts';
import { deadline, waitFrom } from '../../../src/core/lifecycle/waiting.ts';
import type { PlannedReturn } from '../../../src/core/request/planned-return.ts';
import { limitOfReturn, overLimit } from '../../../src/core/value/drift.ts';
import { aChange, aNeed, anInstance, aRequest, DEV, NOON, SRE } from '../../builders.ts';

const plan = (at: string, over: Partial<PlannedReturn> = {}): PlannedReturn => ({
  ...{ at: new Date(at).toISOString(), announced: undefined, waitsFor: undefined, outcome: undefined },
  ...over,
});
const until = (at: string) => ({ kind: 'instant', at: new Date(at).toISOString() }) as const;
const lasting = (ms: number) => ({ kind: 'duration', ms }) as const;
const HOUR = 3_600_000;

describe('a planned return', () => {
  it.each([
    ['none for a change for good', aChange(), undefined],
    ['a length from the completion on', aChange({ until: lasting(3 * HOUR) }), '2026-11-23T15:00:00.000Z'],
    ['a moment', aChange({ until: until('2026-11-30T01:00Z') }), '2026-11-30T01:00:00.000Z'],
    ['at once, where the change took longer', aChange({ until: until('2026-11-23T11:00Z') }), NOON.toISOString()],
  ])('%s', (_, change, at) => {
    expect(planReturn(aRequest({ change }), NOON)?.at).toBe(at);
  });

  it('is written down with the completion alone, told with it, and has a job that looks at it', () => {
    const request = aRequest({ state: 'changing', change: aChange({ until: lasting(HOUR) }) });
    const completing = {
      kind: 'update',
      to: 'completed',
      patch: {},
      result: undefined,
      events: [{ kind: 'completed', actor: 'bot', data: { class: 'redis.master.mid.default', orderId: '1' } }],
    } as const;
    const at = '2026-11-23T13:00:00.000Z';
    expect(withReturn(request, NOON, completing)).toMatchObject({
      patch: { plannedReturn: { at } },
      events: [{ kind: 'completed', data: { orderId: '1', returnAt: at } }],
      jobs: [{ queue: 'deadline', id: request.id }],
    });
    const stalling = { ...completing, to: 'stalled', events: [] } as const;
    expect(withReturn(request, NOON, stalling)).toBe(stalling);
    expect(withReturn({ ...request, change: aChange() }, NOON, completing)).toBe(completing);
  });

  const MONDAY = plan('2026-11-30T01:00Z');
  it.each<[what: string, since: string, planned: PlannedReturn, zone: string | undefined, now: string, due: object]>([
    [
      'nothing before the evening',
      '2026-11-23T12:00Z',
      MONDAY,
      'Asia/Shanghai',
      '2026-11-24T12:00Z',
      look('2026-11-29T10:00Z'),
    ],
    [
      'the evening is that of the requester',
      '2026-11-23T12:00Z',
      MONDAY,
      'America/New_York',
      '2026-11-24T12:00Z',
      look('2026-11-28T23:00Z'),
    ],
    [
      'without a zone it is UTC’s',
      '2026-11-23T12:00Z',
      MONDAY,
      undefined,
      '2026-11-24T12:00Z',
      look('2026-11-29T18:00Z'),
    ],
    ['the evening before', '2026-11-23T12:00Z', MONDAY, 'Asia/Shanghai', '2026-11-29T10:00Z', announce('evening')],
    [
      'once',
      '2026-11-23T12:00Z',
      { ...MONDAY, announced: 'evening' },
      'Asia/Shanghai',
      '2026-11-29T10:00Z',
      look('2026-11-30T00:50Z'),
    ],
    [
      'late, after a time of being down',
      '2026-11-23T12:00Z',
      MONDAY,
      'Asia/Shanghai',
      '2026-11-29T23:00Z',
      announce('evening'),
    ],
    [
      'ten minutes before',
      '2026-11-23T12:00Z',
      { ...MONDAY, announced: 'evening' },
      'Asia/Shanghai',
      '2026-11-30T00:50Z',
      announce('soon'),
    ],
    [
      'only the last of two that are late',
      '2026-11-23T12:00Z',
      MONDAY,
      'Asia/Shanghai',
      '2026-11-30T00:55Z',
      announce('soon'),
    ],
    [
      'not before its time',
      '2026-11-23T12:00Z',
      { ...MONDAY, announced: 'soon' },
      'Asia/Shanghai',
      '2026-11-30T00:59:59.999Z',
      look('2026-11-30T01:00Z'),
    ],
    [
      'at its time',
      '2026-11-23T12:00Z',
      { ...MONDAY, announced: 'soon' },
      'Asia/Shanghai',
      '2026-11-30T01:00Z',
      make(),
    ],
    [
      'without an announcement that would be late',
      '2026-11-23T12:00Z',
      MONDAY,
      'Asia/Shanghai',
      '2026-11-30T09:00Z',
      make(),
    ],
    [
      'no evening for a day or less',
      '2026-11-29T01:00Z',
      MONDAY,
      'Asia/Shanghai',
      '2026-11-29T02:00Z',
      look('2026-11-30T00:50Z'),
    ],
    [
      'no evening that was before the completion',
      '2026-11-28T13:00Z',
      plan('2026-11-29T14:00Z'),
      'Asia/Shanghai',
      '2026-11-28T14:00Z',
      look('2026-11-29T13:50Z'),
    ],
    [
      'nothing ahead of a few minutes',
      '2026-11-30T00:55Z',
      MONDAY,
      'Asia/Shanghai',
      '2026-11-30T00:56Z',
      look('2026-11-30T01:00Z'),
    ],
    [
      '18:00 on the day the clocks go back',
      '2026-10-20T12:00Z',
      plan('2026-10-26T08:00Z'),
      'Europe/Berlin',
      '2026-10-21T12:00Z',
      look('2026-10-25T17:00Z'),
    ],
    [
      '18:00 on the day the clocks go forward',
      '2026-03-20T12:00Z',
      plan('2026-03-30T08:00Z'),
      'Europe/Berlin',
      '2026-03-21T12:00Z',
      look('2026-03-29T16:00Z'),
    ],
    [
      'nothing once it was made',
      '2026-11-23T12:00Z',
      { ...MONDAY, outcome: { made: 'rr-00000002' } },
      undefined,
      '2026-12-30T01:00Z',
      { kind: 'nothing' },
    ],
  ])('is due: %s', (_, since, plannedReturn, zone, now, due) => {
    const request = aRequest({ state: 'completed', since: new Date(since).toISOString(), plannedReturn });
    expect(returnDue(request, new Date(now), zone)).toEqual(due);
  });

  it('is made once, at its time, and never after it ended or was made', () => {
    const request = (over: Partial<PlannedReturn>) =>
      aRequest({ state: 'completed', plannedReturn: { ...MONDAY, ...over } });
    const then = new Date(MONDAY.at);
    expect(madeReturn(request({}), 'rr-00000002', new Date(then.getTime() - 1))).toBeUndefined();
    expect(madeReturn(request({}), 'rr-00000002', then)).toMatchObject({ kind: 'update' });
    for (const outcome of [{ made: 'rr-00000003' } as const, { ended: { because: 'gone' } } as const]) {
      const over = request({ outcome });
      expect(madeReturn(over, 'rr-00000002', then)).toBeUndefined();
      expect([announceReturn(over, 'soon').kind, holdReturn(over, 'rr-00000004').kind]).toEqual(['keep', 'keep']);
      expect(endReturn(over, { because: 'gone' }, NOON)).toEqual({ kind: 'keep', result: false });
    }
  });

  it('says once for which request it waits, and cancels once', () => {
    const waiting = aRequest({ state: 'completed', plannedReturn: { ...MONDAY, waitsFor: 'rr-00000002' } });
    expect(holdReturn(waiting, 'rr-00000002').kind).toBe('keep');
    expect(holdReturn(waiting, 'rr-00000003')).toMatchObject({ events: [{ data: { for: 'rr-00000003' } }] });
    expect(cancelReturn(waiting, SRE, NOON)).toMatchObject({
      events: [{ kind: 'return_ended', actor: SRE }],
      result: { kind: 'done' },
    });
    const cancelled = { ...MONDAY, outcome: { ended: { because: 'cancelled', by: DEV } as const } };
    expect(cancelReturn(aRequest({ plannedReturn: cancelled }), SRE, NOON)).toEqual({
      kind: 'keep',
      result: { kind: 'done' },
    });
    expect(
      cancelReturn(aRequest({ plannedReturn: { ...MONDAY, outcome: { made: 'rr-00000002' } } }), SRE, NOON),
    ).toEqual({
      kind: 'keep',
      result: { kind: 'refused', reason: 'no_return_planned' },
    });
  });
});

describe('the wait for approvals of a temporary change', () => {
  it('is over when the change would be', () => {
    const change = aChange({ until: until('2026-11-23T14:00Z') });
    const request = aRequest({ change, ...waitFrom(aNeed(), change, NOON) });
    expect(request.expiresAt).toBe('2026-11-23T14:00:00.000Z');
    expect(deadline(request, new Date('2026-11-23T14:00Z'))).toMatchObject({ to: 'expired' });
    const longer = aChange({ until: until('2026-12-23T14:00Z') });
    expect(waitFrom(aNeed(), longer, NOON).expiresAt).toBe('2026-11-24T12:00:00.000Z');
    expect(waitFrom(aNeed(), aChange({ until: lasting(HOUR) }), NOON).expiresAt).toBe('2026-11-24T12:00:00.000Z');
  });
});

describe('the price of a return', () => {
  const quote = (tradeAmount: string, priceNow?: string) => ({
    ...{ currency: 'CNY', originalAmount: tradeAmount, discountAmount: '0', tradeAmount },
    ...(priceNow === undefined ? {} : { priceNow }),
  });
  it.each([
    ['after a dearer class of a subscription nothing', quote('42.10'), 'PrePaid', '0'],
    ['after a cheaper one what was refunded', quote('-30'), 'PrePaid', '30'],
    ['by the hour what it cost before', quote('0.37', '0.19'), 'PostPaid', '0.19'],
    ['by the hour, not known', quote('0.37'), 'PostPaid', undefined],
    ['no price', undefined, 'PrePaid', undefined],
  ] as const)('%s', (_, there, chargeType, limit) => {
    expect(limitOfReturn(there, chargeType)?.tradeAmount).toBe(limit);
  });

  it.each([
    ['0', '-12', 'CNY', false],
    ['0', '0', 'CNY', false],
    ['0', '0.01', 'CNY', true],
    ['30', '31.5', 'CNY', false],
    ['30', '31.51', 'CNY', true],
    ['30', '1', 'USD', true],
  ])('a limit of %s and a price of %s %s', (limit, tradeAmount, currency, over) => {
    expect(overLimit({ currency: 'CNY', tradeAmount: limit }, { currency, tradeAmount }, 0.05)).toBe(over);
  });
});

function look(at: string) {
  return { kind: 'look', at: new Date(at).toISOString() };
}

function announce(which: 'evening' | 'soon') {
  return { kind: 'announce', which };
}

function make() {
  return { kind: 'make' };
}

describe('the maintenance window that a change would wait for until it is over', () => {
  const maintain = (end: string) => aChange({ effectiveTime: 'MaintainTime', until: until(end) });
  const facts = anInstance({ maintenance: { start: '18:00Z', end: '22:00Z' } });
  it.each([
    ['a minute before it', maintain('2026-11-23T17:59Z'), '2026-11-23T12:00Z', undefined, '2026-11-23T18:00:00.000Z'],
    ['at its start', maintain('2026-11-23T18:00Z'), '2026-11-23T12:00Z', undefined, '2026-11-23T18:00:00.000Z'],
    ['within it', maintain('2026-11-23T18:01Z'), '2026-11-23T12:00Z', undefined, undefined],
    ['in one that is open', maintain('2026-11-23T21:00Z'), '2026-11-23T20:00Z', undefined, undefined],
    [
      'a start after the window',
      maintain('2026-11-24T17:00Z'),
      '2026-11-23T12:00Z',
      '2026-11-23T23:00Z',
      '2026-11-24T18:00:00.000Z',
    ],
    ['a start that has passed', maintain('2026-11-24T17:00Z'), '2026-11-23T12:00Z', '2026-11-22T23:00Z', undefined],
    ['made immediately', aChange({ until: until('2026-11-23T17:00Z') }), '2026-11-23T12:00Z', undefined, undefined],
    [
      'a length',
      aChange({ effectiveTime: 'MaintainTime', until: lasting(HOUR) }),
      '2026-11-23T12:00Z',
      undefined,
      undefined,
    ],
    ['for good', aChange({ effectiveTime: 'MaintainTime' }), '2026-11-23T12:00Z', undefined, undefined],
  ])('%s', (_, change, now, startAt, expected) => {
    expect(windowAfterEnd(change, facts, new Date(now), startAt)).toBe(expected);
    expect(windowAfterEnd(change, { maintenance: undefined }, new Date(now), startAt)).toBeUndefined();
  });
});
