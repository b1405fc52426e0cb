import { describe, expect, test } from 'vitest';
import { GIB } from '../../../sandbox/alicloud/instance.ts';
import { CMS, call } from './client.ts';
import { HOUR, NOON } from './spec-change.ts';
import { cloud, demoAccount, now, ORDERS, stamp } from './account.ts';

demoAccount();

describe('DescribeHistoryMonitorValues', () => {
  const read = (params: Record<string, string>) =>
    call(cloud, 'DescribeHistoryMonitorValues', {
      InstanceId: ORDERS,
      StartTime: stamp(now - 24 * HOUR),
      EndTime: stamp(now),
      ...params,
    });

  test('is a JSON string with a point a minute; its greatest is the peak', async () => {
    const { body } = await read({ MonitorKeys: 'memoryUsage,UsedMemory' });
    const points = Object.values(JSON.parse(String(body['MonitorHistory'])) as Record<string, Record<string, string>>);
    expect(points).toHaveLength(1441);
    expect(Math.max(...points.map((point) => Number(point['memoryUsage'])))).toBe(71);
    expect(points.every((point) => Object.keys(point).length === 2)).toBe(true);
  });

  test('has a week with a shape: quiet working days, a high Sunday, a level that grows, every time the same', async () => {
    const week = { StartTime: stamp(now - 7 * 24 * HOUR), MonitorKeys: 'memoryUsage' };
    const { body } = await read(week);
    const points = Object.entries(
      JSON.parse(String(body['MonitorHistory'])) as Record<string, { memoryUsage: string }>,
    );
    const at = (time: string) => Number(points.find(([when]) => when === time)?.[1].memoryUsage);
    // From Tuesday on; 2024-06-02 is the Sunday.
    const noons = [28, 29, 30, 31].map((day) => at(`2024-05-${String(day)}T12:30:00Z`));
    expect([...noons, at('2024-06-01T12:30:00Z'), at('2024-06-02T12:30:00Z')]).toEqual([
      63.83, 65, 66.13, 67.68, 70.08, 71,
    ]);
    expect(Math.max(...points.map(([, { memoryUsage }]) => Number(memoryUsage)))).toBe(71);
    expect([at('2024-05-28T06:00:00Z'), at('2024-06-03T06:00:00Z')]).toEqual([60.51, 62]);
    expect((await read(week)).body['MonitorHistory']).toBe(body['MonitorHistory']);
  });

  test('has a point every five seconds in ten minutes, and leaves zeros out', async () => {
    cloud.instance(ORDERS).cpuPercent = 0;
    const { body } = await read({ StartTime: stamp(now - 600_000), MonitorKeys: 'CpuUsage$db,UsedMemory' });
    const points = Object.values(JSON.parse(String(body['MonitorHistory'])) as Record<string, Record<string, string>>);
    expect(points).toHaveLength(121);
    expect(points[0]).toEqual({ UsedMemory: String(Math.round(0.62 * GIB)) });
  });

  test.each([
    [{ StartTime: '2024-06-03' }, 'InvalidStartTime.Malformed'],
    [{ StartTime: stamp(NOON - 40 * 24 * HOUR) }, 'InvalidStartTime.Malformed'],
    [{ StartTime: stamp(NOON - 7 * 24 * HOUR - 1000) }, 'InvalidEndTime.Malformed'],
    [{ EndTime: stamp(NOON - 25 * HOUR) }, 'InvalidEndTime.Malformed'],
    [{ EndTime: '' }, 'MissingParameter'],
    [{ NodeRole: 'SLAVE' }, 'InvalidParameter'],
  ])('refuses %j', async (params, code) => {
    expect((await read(params)).code).toBe(code);
  });
});

describe('monitoring', () => {
  const metric = (params: Record<string, string>, action = 'DescribeMetricLast') =>
    call(cloud, action, { Namespace: 'acs_kvstore', MetricName: 'StandardMemoryUsage', ...params }, { version: CMS });
  const dimensions = (...ids: string[]) => JSON.stringify(ids.map((instanceId) => ({ instanceId })));
  const points = (body: Record<string, unknown>) => JSON.parse(String(body['Datapoints'])) as Record<string, unknown>[];

  test('gives the last point, as a JSON string, with the code 200 as a string', async () => {
    const { body } = await metric({ Dimensions: dimensions(ORDERS) });
    expect(body).toMatchObject({ Code: '200', Success: true, Period: '60' });
    expect(points(body)).toMatchObject([{ instanceId: ORDERS, Average: 65.15, Maximum: 65.15, timestamp: NOON }]);
  });

  test('has points only under the prefix of the architecture', async () => {
    const Dimensions = dimensions('r-uf6feedcluster1');
    expect(points((await metric({ Dimensions })).body)).toEqual([]);
    expect(points((await metric({ Dimensions, MetricName: 'ShardingMemoryUsage' })).body)).toHaveLength(1);
    const splitting = { Dimensions: dimensions('r-bp1searchrw0001'), MetricName: 'SplitrwMemoryUsage' };
    expect(points((await metric(splitting)).body)[0]).toHaveProperty('nodeId');
  });

  test('lists a range in pages', async () => {
    const range = { Dimensions: dimensions(ORDERS), StartTime: stamp(now - HOUR), EndTime: stamp(now), Length: '50' };
    const first = await metric(range, 'DescribeMetricList');
    expect(points(first.body)).toHaveLength(50);
    const next = await metric({ ...range, NextToken: String(first.body['NextToken']) }, 'DescribeMetricList');
    expect(points(next.body)).toHaveLength(11);
    expect(next.body).not.toHaveProperty('NextToken');
    const millis = { ...range, StartTime: String(now - 5 * 60_000), EndTime: '2024-06-03 12:00:00' };
    expect(points((await metric(millis, 'DescribeMetricList')).body)).toHaveLength(6);
  });

  test.each([
    [{ Namespace: 'acs_ecs' }, 'InvalidParameter'],
    [{ MetricName: 'NoSuchMetric' }, 'InvalidParameter'],
    [{ MetricName: '' }, 'MissingParameter'],
    [{ Dimensions: '{' }, 'InvalidParameter'],
    [{ Dimensions: JSON.stringify(Array.from({ length: 51 }, () => ({ instanceId: 'r' }))) }, 'InvalidParameter'],
    [{ Period: '61' }, 'InvalidParameter'],
    [{ Length: '1441' }, 'InvalidParameter'],
  ])('refuses %j', async (params, code) => {
    const reply = await metric(params);
    expect([reply.code, reply.body['HostId']]).toEqual([code, 'metrics.cn-hangzhou.aliyuncs.com']);
  });
});
