import { describe, expect, test } from 'vitest';
import { createClock } from '../../../sandbox/alicloud/clock.ts';
import { nextWindowMoment } from '../../../sandbox/alicloud/window.ts';
import { at, call } from './client.ts';
import { HOUR, MINUTE, NOON, bench, toMid } from './spec-change.ts';
import type { Bench } from './spec-change.ts';

const [SMALL, MID] = ['redis.master.small.default', 'redis.master.mid.default'];

/** What the three facts say: status, order completed, real class. */
async function facts(one: Bench): Promise<unknown[]> {
  const row = await one.describe();
  return [row['InstanceStatus'], row['IsOrderCompleted'], row['RealInstanceClass']];
}

test('a change takes its time on the clock and no other', async () => {
  await using one = await bench();
  expect(await facts(one)).toEqual(['Normal', true, SMALL]);
  await one.change(toMid);
  expect(await facts(one)).toEqual(['Changing', false, SMALL]);
  one.clock.advance(10 * MINUTE - 1);
  expect(await facts(one)).toEqual(['Changing', false, SMALL]);
  one.clock.advance(1);
  expect(await facts(one)).toEqual(['Normal', true, MID]);
  expect(one.one()).toMatchObject({ instanceStatus: 'Normal', instanceClass: MID });
});

test('nothing else can be ordered meanwhile, and everything afterwards', async () => {
  await using one = await bench();
  await one.change(toMid);
  expect((await one.change({ ...toMid, InstanceClass: SMALL })).code).toBe('IncorrectDBInstanceState');
  one.clock.advance(10 * MINUTE);
  expect((await one.change({ ...toMid, InstanceClass: SMALL })).status).toBe(200);
});

describe('by quirk', () => {
  const early = ['Normal', false, SMALL];

  test('the status reads Normal at first', async () => {
    await using one = await bench({ quirks: { normalAfterSubmitMs: 5000 } });
    await one.change(toMid);
    expect(await facts(one)).toEqual(early);
    one.clock.advance(5000);
    expect(await facts(one)).toEqual(['Changing', false, SMALL]);
  });

  test('the status reads Normal before the end', async () => {
    await using one = await bench({ quirks: { normalBeforeEndMs: MINUTE } });
    await one.change(toMid);
    one.clock.advance(9 * MINUTE);
    expect(await facts(one)).toEqual(early);
    expect((await one.change({ ...toMid, InstanceClass: SMALL })).code).toBe('IncorrectDBInstanceState');
  });

  test('the whole record is stale at first', async () => {
    await using one = await bench({ quirks: { staleAfterSubmitMs: 5000 } });
    await one.change(toMid);
    expect(await facts(one)).toEqual(['Normal', true, SMALL]);
  });

  test('the class comes later than the status', async () => {
    await using one = await bench({ quirks: { classLagMs: 3 * MINUTE } });
    await one.change(toMid);
    one.clock.advance(10 * MINUTE);
    expect(await facts(one)).toEqual(['Normal', true, SMALL]);
    expect(one.one().instanceClass).toBe(MID);
    one.clock.advance(3 * MINUTE);
    expect(await facts(one)).toEqual(['Normal', true, MID]);
  });

  test('it ends with another class', async () => {
    await using one = await bench({ quirks: { endsWithClass: SMALL } });
    await one.change(toMid);
    one.clock.advance(10 * MINUTE);
    expect(await facts(one)).toEqual(['Normal', true, SMALL]);
  });

  test('it never ends, until somebody ends it', async () => {
    await using one = await bench({ quirks: { neverEnds: true } });
    await one.change(toMid);
    one.clock.advance(1000 * HOUR);
    expect(await facts(one)).toEqual(['Changing', false, SMALL]);
    const { change } = one.one();
    if (change !== undefined) change.endsAt = one.clock.now();
    expect(await facts(one)).toEqual(['Normal', true, MID]);
  });

  test('one instance is faster than the others', async () => {
    await using one = await bench({ quirks: { durationMs: 1000 } });
    await one.change(toMid);
    one.clock.advance(1000);
    expect(await facts(one)).toEqual(['Normal', true, MID]);
  });

  test('somebody else changes the class', async () => {
    await using one = await bench();
    one.one().instanceClass = 'redis.master.large.default';
    expect(await facts(one)).toEqual(['Normal', true, 'redis.master.large.default']);
    expect((await one.describe())['Capacity']).toBe(8192);
  });
});

test.each([
  ['2024-06-03T12:00:00Z', '18:00Z', '22:00Z', '2024-06-03T18:00:00Z'],
  ['2024-06-03T18:00:00Z', '18:00Z', '22:00Z', '2024-06-03T18:00:00Z'],
  ['2024-06-03T21:59:59Z', '18:00Z', '22:00Z', '2024-06-03T21:59:59Z'],
  ['2024-06-03T22:00:00Z', '18:00Z', '22:00Z', '2024-06-04T18:00:00Z'],
  ['2024-06-03T22:30:00Z', '23:00Z', '01:00Z', '2024-06-03T23:00:00Z'],
  ['2024-06-03T23:30:00Z', '23:00Z', '01:00Z', '2024-06-03T23:30:00Z'],
  ['2024-06-04T00:59:59Z', '23:00Z', '01:00Z', '2024-06-04T00:59:59Z'],
  ['2024-06-04T01:00:00Z', '23:00Z', '01:00Z', '2024-06-04T23:00:00Z'],
  ['2024-06-04T00:30:00Z', '00:00Z', '01:00Z', '2024-06-04T00:30:00Z'],
  ['2024-12-31T23:59:00Z', '00:15Z', '01:15Z', '2025-01-01T00:15:00Z'],
])('at %s the window %s-%s begins at %s', (now, start, end, expected) => {
  expect(nextWindowMoment(Date.parse(now), start, end)).toBe(Date.parse(expected));
});

describe('EffectiveTime=MaintainTime', () => {
  const params = { ...toMid, EffectiveTime: 'MaintainTime' };

  test('waits for the window with the order made and the status at Normal', async () => {
    await using one = await bench();
    const { body } = await one.change(params);
    expect(one.cloud.orders[0]).toMatchObject({ orderId: body['OrderId'], status: 'Paid' });
    expect(await facts(one)).toEqual(['Normal', false, SMALL]);
    one.clock.advance(6 * HOUR - 1);
    expect(await facts(one)).toEqual(['Normal', false, SMALL]);
    one.clock.advance(1);
    expect(await facts(one)).toEqual(['Changing', false, SMALL]);
    one.clock.advance(10 * MINUTE);
    expect(await facts(one)).toEqual(['Normal', true, MID]);
  });

  test('may as well show Changing while it waits: nobody has published which', async () => {
    await using one = await bench({}, { statusWhileWaiting: 'Changing' });
    await one.change(params);
    expect(await facts(one)).toEqual(['Changing', false, SMALL]);
  });

  test('refuses a second change while one waits', async () => {
    await using one = await bench();
    await one.change(params);
    expect((await one.change({ ...toMid, InstanceClass: 'redis.master.stand.default' })).code).toBe('Task.Conflict');
  });

  test('starts at once inside of the window, also behind midnight', async () => {
    await using one = await bench({ maintainStartTime: '23:00Z', maintainEndTime: '01:00Z' }, {}, NOON + 12.5 * HOUR);
    await one.change(params);
    expect((await facts(one))[0]).toBe('Changing');
  });

  test('passes the whole course in one look when nobody looked', async () => {
    await using one = await bench();
    await one.change(params);
    one.clock.advance(24 * HOUR);
    expect(await facts(one)).toEqual(['Normal', true, MID]);
  });

  const native = { instanceClass: 'redis.shard.large.ce', usedMemoryBytes: 1 };
  const xlarge = { InstanceClass: 'redis.shard.xlarge.ce', EffectiveTime: 'MaintainTime' };

  test.each([
    ['a standard cloud-native instance with local resources', { ...native, localResources: true }, xlarge, 'Changing'],
    ['the same without', native, xlarge, 'Normal'],
    ['local resources of a cluster', { ...native, localResources: true, shardCount: 2 }, xlarge, 'Normal'],
    ['replicas alone', { ...native, shardCount: 2 }, { ReplicaCount: '2', EffectiveTime: 'MaintainTime' }, 'Changing'],
  ])('%s: %s', async (_what, instance, change, status) => {
    await using one = await bench(instance);
    await one.change(change);
    expect((await one.describe())['InstanceStatus']).toBe(status);
  });

  test('follows the window that ModifyInstanceMaintainTime sets', async () => {
    await using one = await bench();
    const window = { InstanceId: 'r-one', MaintainStartTime: '13:00Z', MaintainEndTime: '14:00Z' };
    expect((await call(one.cloud, 'ModifyInstanceMaintainTime', window)).status).toBe(200);
    expect(await one.describe()).toMatchObject({ MaintainStartTime: '13:00Z', MaintainEndTime: '14:00Z' });
    await one.change(params);
    expect(one.one().change?.startsAt).toBe(NOON + HOUR);
  });

  test.each([
    ['13:00', '14:00Z'],
    ['25:00Z', '02:00Z'],
    ['13:00Z', '13:59Z'],
    ['13:00Z', '13:00Z'],
  ])('a window %s-%s is refused', async (MaintainStartTime, MaintainEndTime) => {
    await using one = await bench();
    const window = { InstanceId: 'r-one', MaintainStartTime, MaintainEndTime };
    expect((await call(one.cloud, 'ModifyInstanceMaintainTime', window)).code).toBe('InvalidParameter');
  });
});

describe('the task centre', () => {
  const span = { FromStartTime: '2024-06-03T11:00:00Z', ToStartTime: '2024-06-05T00:00:00Z' };

  async function task(one: Bench, params: Record<string, string> = {}): Promise<Record<string, unknown>> {
    const { body } = await call(one.cloud, 'DescribeHistoryTasks', { ...span, ...params });
    return { count: body['TotalCount'], ...(at(body, 'Items', 0) as Record<string, unknown> | undefined) };
  }

  test('shows waiting, running and done', async () => {
    await using one = await bench();
    await one.change({ ...toMid, EffectiveTime: 'MaintainTime' });
    const waiting = await task(one);
    expect(waiting).toMatchObject({ count: 1, TaskType: 'ModifyInsSpec', Status: 'Waiting', InstanceId: 'r-one' });
    expect(waiting['ActionInfo']).toContain('modifySwitchTime');
    one.clock.advance(6 * HOUR + 4 * MINUTE);
    expect(await task(one)).toMatchObject({ Status: 'Running', Progress: 40, RemainTime: 360, EndTime: '' });
    one.clock.advance(6 * MINUTE);
    expect(await task(one)).toMatchObject({ Status: 'Succeed', Progress: 100, EndTime: '2024-06-03T18:10:00Z' });
    expect(await task(one, { Status: 'Running' })).toMatchObject({ count: 0 });
    expect(await task(one, { InstanceId: 'r-one,r-two', TaskType: 'ModifyInsSpec' })).toMatchObject({ count: 1 });
    expect(await task(one, { TaskType: 'HaSwitch' })).toMatchObject({ count: 0 });
  });

  test('shows a change that ended with another class as failed', async () => {
    await using one = await bench({ quirks: { endsWithClass: SMALL } });
    await one.change(toMid);
    one.clock.advance(10 * MINUTE);
    expect(await task(one)).toMatchObject({ Status: 'Failed' });
  });

  test.each([
    [{ FromStartTime: '2024-05-01T00:00:00Z' }, 'InvalidParameter'],
    [{ ToStartTime: '2024-06-01T00:00:00Z' }, 'InvalidParameter'],
    [{ PageSize: '9' }, 'InvalidParameter'],
    [{ InstanceId: Array.from({ length: 31 }, (_, n) => `r-${n}`).join(',') }, 'InvalidParameter'],
  ])('refuses %j', async (params, code) => {
    await using one = await bench();
    expect((await call(one.cloud, 'DescribeHistoryTasks', { ...span, ...params })).code).toBe(code);
  });
});

describe('the clock', () => {
  test('stands still until it is moved', () => {
    const clock = createClock({ start: NOON });
    expect(clock.now()).toBe(NOON);
    clock.advance(5);
    expect(clock.now()).toBe(NOON + 5);
    clock.set(NOON);
    expect(clock.now()).toBe(NOON);
    expect(() => clock.advance(-1)).toThrow(RangeError);
  });

  test('runs with the wall clock when told to', () => {
    const clock = createClock({ start: NOON, running: true });
    const first = clock.now();
    expect(first - NOON).toBeLessThan(1000);
    clock.advance(HOUR);
    expect(clock.now()).toBeGreaterThanOrEqual(first + HOUR);
  });
});
