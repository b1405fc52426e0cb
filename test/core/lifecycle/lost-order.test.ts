import { describe, expect, it } from 'vitest';
import type { OrderFacts } from '../../../src/core/lifecycle/cloud-answers.ts';
import {
  classNamesIn,
  doubtSince,
  madeAt,
  mayTurnUp,
  searchPeriod,
  whoseOrder,
} from '../../../src/core/lifecycle/lost-order.ts';
import {
  failed,
  foreignOrder,
  ordered,
  settled,
  unknown,
  unsure,
} from '../../../src/core/lifecycle/order-decisions.ts';
import { internalFailure } from '../../../src/core/request/failure.ts';
import { anAttempt, aRequest, minutesAfter, NOON, SRE } from '../../builders.ts';

const SMALL = 'redis.master.small.default';
const MID = 'redis.master.mid.default';
const LARGE = 'redis.master.large.default';
const HOURS_6 = 6 * 3_600_000;

const anOrder = (over: Partial<OrderFacts> = {}): OrderFacts => ({
  orderId: '7',
  payment: 'paid',
  createdAt: NOON.toISOString(),
  instanceIds: ['r-bp1zxszhcgatnx'],
  classes: [MID],
  wasClasses: [SMALL],
  operator: undefined,
  ...over,
});
const unclear = anAttempt({ outcome: 'unclear', again: minutesAfter(0.2).toISOString() });
const doubtful = aRequest({ state: 'ordering', attempts: [unclear] });

describe('class names', () => {
  it.each([
    [`InstanceClass:[InstanceClass:${MID};EngineVersion:5.0;]`, [MID]],
    [`DBInstanceClass:[DBInstanceClass:tair.rdb.with.proxy.1g;ShardCount:2;]`, ['tair.rdb.with.proxy.1g']],
    [`{"class":"${MID}","region":"cn-hangzhou"} ${MID}`, [MID]],
    ['规格：redis.shard.small.2.ce，版本：7.0', ['redis.shard.small.2.ce']],
    ['', []],
    ['Redis 5.0 cloud.essd', []],
    [`${SMALL}->${MID}`, [SMALL, MID]],
    [`${SMALL}--${MID}_`, [SMALL]],
    ['Host:r-bp1zxszhcgatnx.redis.rds.aliyuncs.com;', []],
    ['redis.cn-hangzhou.rds.aliyuncs.com:6379', []],
    ['Engine=redis.5.0;File=redis.conf', []],
  ])('in %s', (text, names) => {
    expect(classNamesIn(text)).toEqual(names);
  });
});

describe('an order that was found', () => {
  it.each<[string, Partial<OrderFacts>, ReturnType<typeof whoseOrder>]>([
    ['for the class that was asked for', {}, 'ours'],
    ['without the class before', { wasClasses: [] }, 'ours'],
    ['with both classes in one field', { classes: [SMALL, MID], wasClasses: [] }, 'ours'],
    ['in capitals', { classes: [MID.toUpperCase()] }, 'ours'],
    ['for another class', { classes: [LARGE] }, 'foreign'],
    ['from another class', { wasClasses: [LARGE] }, 'foreign'],
    ['for another instance', { instanceIds: ['r-other'] }, 'foreign'],
    ['that states no class', { classes: [], wasClasses: [] }, 'unstated'],
    ['that states the old class only', { classes: [SMALL], wasClasses: [] }, 'unstated'],
    ['for several instances', { instanceIds: ['r-bp1zxszhcgatnx', 'r-2'] }, 'unstated'],
  ])('%s', (_, order, whose) => {
    expect(whoseOrder(doubtful, anOrder(order))).toBe(whose);
  });

  it('of another class is told once, with who placed it', () => {
    const step = foreignOrder(doubtful, anOrder({ classes: [LARGE], operator: '42' }));
    expect(step).toMatchObject({
      events: [{ kind: 'external_change', data: { otherOrderId: '7', otherClass: LARGE, operator: '42' } }],
    });
    expect(step).not.toHaveProperty('to');
    const told = { ...doubtful, externalChange: { isClass: undefined, orderId: '7' } };
    expect(foreignOrder(told, anOrder({ classes: [LARGE] })).kind).toBe('keep');
  });
});

it('an order was made when the cloud says, unless that is no time or still to come', () => {
  const now = minutesAfter(180);
  expect(madeAt({ createdAt: '2026-11-30T23:59:59Z' }, new Date('2026-12-01T02:00:00Z'))).toBe(
    '2026-11-30T23:59:59.000Z',
  );
  for (const createdAt of ['', 'yesterday', minutesAfter(181).toISOString()]) {
    expect(madeAt({ createdAt }, now)).toBe(now.toISOString());
  }
});

describe('the time of a search', () => {
  it('has a beginning and an end', () => {
    expect(searchPeriod(doubtful, HOURS_6)).toEqual({
      since: minutesAfter(-1).toISOString(),
      until: minutesAfter(0.5 + 1 + 360).toISOString(),
    });
  });
  it('ends before the next call for the instance where the request has ended, by as much as clocks differ', () => {
    const ended = aRequest({ state: 'failed', attempts: [unclear] });
    const at = (minutes: number) => ({ attempts: [anAttempt({ startedAt: minutesAfter(minutes).toISOString() })] });
    const others = [at(-20), at(20), at(30), { attempts: [] }];
    const until = (request: typeof ended, now: number) =>
      searchPeriod(request, HOURS_6, { others, now: minutesAfter(now) }).until;
    expect(until(ended, 40)).toBe(minutesAfter(19).toISOString());
    // The next call may be made while we look.
    expect(until(ended, 10)).toBe(minutesAfter(9).toISOString());
    // While a request is open, there is no other for its instance.
    expect(until({ ...ended, state: 'unknown' }, 10)).toBe(minutesAfter(361.5).toISOString());
  });
  it('is over hours after the last call', () => {
    const gone = aRequest({ state: 'failed', attempts: [unclear] });
    expect(mayTurnUp(gone, minutesAfter(300), HOURS_6)).toBe(true);
    expect(mayTurnUp({ ...gone, state: 'unknown' }, minutesAfter(300), HOURS_6)).toBe(true);
    expect(mayTurnUp(gone, minutesAfter(400), HOURS_6)).toBe(false);
    expect(mayTurnUp({ ...gone, attempts: [anAttempt({ outcome: 'not_arrived' })] }, NOON, HOURS_6)).toBe(false);
    expect(mayTurnUp({ ...gone, state: 'completed' }, NOON, HOURS_6)).toBe(false);
  });
  it('of doubt begins when the last unclear call may have ended', () => {
    const later = anAttempt({ number: 2, outcome: 'not_arrived', again: minutesAfter(9).toISOString() });
    expect(doubtSince({ attempts: [unclear, later] })).toBe(minutesAfter(0.2).getTime());
    expect(doubtSince({ attempts: [anAttempt({ outcome: 'refused' })] })).toBeUndefined();
  });
});

describe('a refusal that is certain', () => {
  it('leaves nothing to look for', () => {
    const sent = aRequest({ state: 'ordering', attempts: [anAttempt({ outcome: 'in_flight' })] });
    const step = failed(sent, internalFailure('PriceMoved'), 1);
    expect(step).toMatchObject({ patch: { attempts: [{ outcome: 'not_arrived', code: 'PriceMoved' }] }, jobs: [] });
  });
});

describe('an order that turns up', () => {
  const order = { orderId: '7', requestId: undefined, placedAt: NOON.toISOString() };
  it('after the request failed is told, and the request stays failed', () => {
    const step = ordered(aRequest({ state: 'failed', attempts: [unclear] }), order, 'found', '42');
    expect(step).toMatchObject({
      patch: { order },
      events: [{ kind: 'ordered', data: { how: 'late', operator: '42' } }],
    });
    expect(step).not.toHaveProperty('to');
  });
  it('gives its number to a request that was known by its effect', () => {
    const known = { ...order, orderId: undefined };
    const step = ordered(aRequest({ state: 'changing', order: known }), order, 'found');
    expect(step).toMatchObject({ patch: { order }, events: [{ kind: 'ordered', data: { how: 'found' } }] });
    expect(step).not.toHaveProperty('to');
  });
  it('and may be ours is named on the card of what is unknown, once', () => {
    const open = aRequest({ state: 'unknown', attempts: [unclear] });
    expect(unsure(open, '7', NOON)).toMatchObject({ events: [{ kind: 'unknown', data: { candidate: '7' } }] });
    const failure = internalFailure('OrderUnsure', { otherOrderId: '7' });
    expect(unsure({ ...open, failure }, '7', NOON).kind).toBe('keep');
    expect(unsure(aRequest({ state: 'ordered', order }), '7', NOON).kind).toBe('keep');
  });
  it('is looked for after an end in doubt, and after no other', () => {
    const failure = internalFailure('OrderNotFound');
    expect(failed(doubtful, failure)).toMatchObject({ jobs: [{ queue: 'find' }] });
    expect(unknown(doubtful, failure)).toMatchObject({ jobs: [{ queue: 'find' }] });
    expect(failed(aRequest({ state: 'approved' }), failure)).toMatchObject({ jobs: [] });
  });
});

describe('what a person states of a request that is unknown', () => {
  const open = aRequest({ state: 'unknown', attempts: [unclear] });
  const order = { orderId: '7', requestId: undefined, placedAt: NOON.toISOString() };
  it('that there is no order fails it', () => {
    expect(settled(open, SRE, undefined)).toMatchObject({
      to: 'failed',
      events: [{ kind: 'settled', actor: SRE, data: { statement: 'no_order' } }, { kind: 'failed' }],
      result: true,
    });
  });
  it('that it is this order has it watched', () => {
    expect(settled(open, SRE, order)).toMatchObject({
      to: 'ordered',
      patch: { order },
      events: [{ kind: 'settled', data: { statement: 'order', orderId: '7' } }, { kind: 'ordered' }],
      jobs: [{ queue: 'watch' }],
    });
  });
  it.each(['ordering', 'failed', 'ordered'] as const)('does nothing in %s', (state) => {
    expect(settled({ ...open, state }, SRE, undefined)).toEqual({ kind: 'keep', result: false });
  });
});
