import { describe, expect, test } from 'vitest';
import { nextWindowMoment } from '../../../sandbox/alicloud/window.ts';
import { call } from './client.ts';
import { HOUR, MINUTE, NOON, bench, facts, toMid } from './spec-change.ts';

const [SMALL, MID] = ['redis.master.small.default', 'redis.master.mid.default'];

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
