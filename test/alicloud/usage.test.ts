import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyOf, pointsOf, usageOfMetrics } from '../../src/alicloud/usage-reader.ts';
import { aCloud, anAccount, FACTS, faultOfCall, ID, oneWire, refusal, type Reply, wire } from './wire.ts';

const DAY = 86_400_000;
const NOW = new Date('2026-11-23T12:00:00.500Z');
const TO = Date.parse('2026-11-23T12:00:00Z');
const SPAN = { from: TO - 7 * DAY, to: TO };
const NODES = { cluster: { architecture: 'cluster', shards: 2 } } as const;

const point = (daysAgo: number, values: object) => [new Date(TO - daysAgo * DAY).toISOString(), values] as const;
const history = (...points: (readonly [string, object])[]) => ({
  MonitorHistory: JSON.stringify(Object.fromEntries(points)),
});
const metric = (...rows: object[]) => ({ Code: '200', Success: true, Datapoints: JSON.stringify(rows) });
const row = (daysAgo: number, Maximum: unknown, more: object = {}) => ({
  timestamp: TO - daysAgo * DAY,
  instanceId: ID,
  Maximum,
  ...more,
});

oneWire();

/** Answers by action, and for CMS by metric. */
function answering(replies: Readonly<Record<string, Reply>>) {
  wire.reply = ({ params }) =>
    replies[params['MetricName'] ?? ''] ?? replies[params['Action'] ?? ''] ?? { json: metric() };
  const account = anAccount(wire.url, { endpoints: { 'cn-hangzhou': wire.url, monitor: wire.url } });
  return aCloud([account], { now: () => NOW }).cloud;
}

const GOOD: Reply = {
  json: history(
    point(6.5, { UsedMemory: '100', UsedConnection: '7' }),
    point(0.5, { UsedMemory: 300.5, UsedQPS: '12.5', IntranetInRatio: '3.1' }),
    point(0.4, {}),
    // A day whose peak is not that of the week, and one on which nothing was used.
    point(3.5, { UsedMemory: '50' }),
    point(3.4, { UsedMemory: '60' }),
    point(3.3, { UsedMemory: '40' }),
    point(2.5, {}),
    point(9, { UsedMemory: '999999' }),
  ),
};

describe('what an instance used', () => {
  it('is the highest value of each key in seven days; a key that no point has is unknown', async () => {
    const usage = await answering({ DescribeHistoryMonitorValues: GOOD }).usage(FACTS);
    expect(usage).toEqual({
      peakMemoryBytes: 300.5,
      hottestShardBytes: undefined,
      peakConnections: 7,
      peakQps: 12.5,
      peakInPercent: 3.1,
      peakOutPercent: undefined,
      dailyMemoryBytes: [100, null, null, 60, 0, null, 300.5],
      from: '2026-11-16T12:00:00.000Z',
      to: '2026-11-23T12:00:00.000Z',
      source: 'history',
    });
    expect(wire.calls.map(({ params }) => params)).toEqual([
      {
        Action: 'DescribeHistoryMonitorValues',
        InstanceId: ID,
        StartTime: '2026-11-16T12:00:00Z',
        EndTime: '2026-11-23T12:00:00Z',
        MonitorKeys: 'UsedMemory,UsedConnection,UsedQPS,IntranetInRatio,IntranetOutRatio',
      },
    ]);
  });

  it('is asked once a minute, by however many at once; a failure is not kept', async () => {
    const cloud = answering({ DescribeHistoryMonitorValues: GOOD });
    await Promise.all([cloud.usage(FACTS), cloud.usage(FACTS)]);
    await cloud.usage(FACTS);
    expect(wire.calls).toHaveLength(1);
    const failing = answering({
      DescribeHistoryMonitorValues: refusal('Forbidden.RAM', 403),
      DescribeMetricList: refusal('Forbidden.RAM', 403),
    });
    await faultOfCall(failing.usage(FACTS));
    wire.reply = () => GOOD;
    expect(await failing.usage(FACTS)).toMatchObject({ peakMemoryBytes: 300.5 });
  });

  it.each<[string, Reply]>([
    ['is refused', refusal('Forbidden.RAM', 403)],
    ['has no data', { json: { MonitorHistory: '{}' } }],
    ['is no JSON', { json: { MonitorHistory: '<html>' } }],
    ['is a page', { raw: '<html></html>', status: 502 }],
  ])('comes from CloudMonitor where the history %s', async (_, reply) => {
    const cloud = answering({
      DescribeHistoryMonitorValues: reply,
      StandardUsedMemory: {
        json: metric(row(0.1, 500, { Average: 900 }), row(3, 400), row(1, 800, { instanceId: 'r-other' })),
      },
      StandardUsedQPS: refusal('Throttling.User'),
      StandardUsedConnection: { json: metric(row(1, 9)) },
    });
    expect(await cloud.usage(FACTS)).toMatchObject({
      source: 'cms',
      peakMemoryBytes: 500,
      peakConnections: 9,
      peakQps: undefined,
      dailyMemoryBytes: [null, null, null, 400, null, null, 500],
    });
    expect(wire.calls.find(({ params }) => params['Action'] === 'DescribeMetricList')?.all).toMatchObject({
      Version: '2019-01-01',
      Namespace: 'acs_kvstore',
      Dimensions: `[{"instanceId":"${ID}"}]`,
      Period: '3600',
    });
  });

  it('is undefined where there is no data anywhere', async () => {
    expect(
      await answering({ DescribeHistoryMonitorValues: { json: { MonitorHistory: '{}' } } }).usage(FACTS),
    ).toBeUndefined();
  });

  it('of a cluster has its fullest shard, when CloudMonitor tells them apart', async () => {
    const rows = [row(1, 40, { nodeId: 'a' }), row(1, 60, { nodeId: 'b' })];
    const replies = { ShardingUsedMemory: { json: metric(...rows) } };
    const cloud = answering({ DescribeHistoryMonitorValues: GOOD, ...replies });
    const facts = { ...FACTS, ...NODES.cluster };
    expect(await cloud.usage(facts)).toMatchObject({ peakMemoryBytes: 300.5, hottestShardBytes: 60 });
    // Maxima of shards do not add up to one of the whole.
    const alone = answering({ DescribeHistoryMonitorValues: { json: { MonitorHistory: '{}' } }, ...replies });
    expect(await alone.usage(facts)).toMatchObject({ peakMemoryBytes: undefined, hottestShardBytes: 60 });
  });
});

describe('a damaged answer', () => {
  const json = fc.oneof(
    fc.json(),
    fc.anything().map((value) => {
      try {
        const text: unknown = JSON.stringify(value);
        return typeof text === 'string' ? text : '';
      } catch {
        return '';
      }
    }),
    fc.string(),
  );
  const odd = fc.oneof(
    fc.constantFrom<unknown>('NaN', '-1', '1e9', '', null, {}, [], true, '0x10', '9'.repeat(40)),
    fc.anything(),
  );

  it('claims nothing that was not in it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: -2, max: 9, noNaN: true }), odd)),
        json,
        fc.anything(),
        (points, text, any) => {
          const good = points.map(([daysAgo, UsedMemory]) => point(daysAgo, { UsedMemory }));
          let body: object;
          try {
            body = history(point(1, { UsedMemory: '50' }), ...good);
          } catch {
            return;
          }
          const read = historyOf(body as never, SPAN);
          expect(read.peakMemoryBytes).toBeGreaterThanOrEqual(50);
          expect(Number.isFinite(read.peakMemoryBytes)).toBe(true);
          expect(read.dailyMemoryBytes).toHaveLength(7);
          for (const MonitorHistory of [text, any]) expect(() => historyOf({ MonitorHistory }, SPAN)).not.toThrow();
          for (const Datapoints of [text, any]) {
            const none = pointsOf({ Datapoints }, ID, SPAN);
            const all = {
              memory: none,
              peakConnections: none,
              peakQps: none,
              peakInPercent: none,
              peakOutPercent: none,
            };
            expect(usageOfMetrics(all, true, SPAN).peakMemoryBytes).toBeUndefined();
          }
        },
      ),
    );
  });
});
