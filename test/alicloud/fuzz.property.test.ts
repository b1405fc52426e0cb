/**
 * Every reader of an answer, fed with answers that went wrong: it gives a value all of whose words and numbers stand in
 * the answer, or throws a CloudFault; never another error, never a number that is none, never the word "undefined".
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOf } from '../../src/alicloud/errors.ts';
import { type Fields, fields } from '../../src/alicloud/fields.ts';
import { factsOf, instanceRows, summaryOf } from '../../src/alicloud/instance-reader.ts';
import { quoteOf, targetsOf } from '../../src/alicloud/offer-reader.ts';
import { orderOf, orderPageOf, placedOf } from '../../src/alicloud/order-reader.ts';
import { bandwidthOf, directConnectionOf } from '../../src/alicloud/network-facts-reader.ts';
import { historyOf, pointsOf, usageOfMetrics } from '../../src/alicloud/usage-reader.ts';
import { describeClass } from '../../src/core/instance/classes.ts';
import { CloudFault } from '../../src/core/faults.ts';
import published from '../sandbox/alicloud/response-examples.json' with { type: 'json' };
import { mutated } from './mutations.ts';
import { runs } from '../runs.ts';

const ID = 'r-bp1zxszhcgatnx00';
const REF = { account: 'main', region: 'cn-hangzhou', instanceId: ID };
const NOW = Date.parse('2024-01-02T03:30:00Z');
const SPAN = { from: NOW - 7 * 86_400_000, to: NOW };
const sample = (name: keyof typeof published): unknown => published[name].example;

const METRICS = {
  Code: '200',
  Success: true,
  Datapoints: JSON.stringify([{ timestamp: NOW - 1000, userId: '1', instanceId: ID, nodeId: 'db-0', Maximum: 70.1 }]),
};
const NETWORK = { NetInfoItems: { InstanceNetInfo: [{ DirectConnection: 0 }, { DirectConnection: 1, Port: '6379' }] } };
const BANDWIDTH = {
  ExpireTime: '2024-01-03T03:30:00Z',
  HasPrePaidBandWidthOrderRunning: true,
  BandwidthExpireTime: '2024-03-03T03:30:00Z',
  IntranetBandwidth: 102,
};

const metricsOf = (body: Fields) => {
  const points = pointsOf(body, ID, SPAN);
  const all = {
    memory: points,
    peakConnections: points,
    peakQps: points,
    peakInPercent: points,
    peakOutPercent: points,
  };
  return [points.map(({ value, node }) => ({ value, node })), told(usageOfMetrics(all, true, SPAN))];
};

/** What we add ourselves to a usage: its span, and which source it is from. */
function told(usage: ReturnType<typeof historyOf>) {
  const { from, to, source, dailyMemoryBytes, ...peaks } = usage;
  expect([from, to, typeof source]).toEqual([
    new Date(SPAN.from).toISOString(),
    new Date(SPAN.to).toISOString(),
    'string',
  ]);
  return { ...peaks, daily: dailyMemoryBytes.filter((one) => one !== null && one !== 0) };
}

/** What all sub-orders cost is in none of them. */
function ordered(order: ReturnType<typeof orderOf>) {
  if (order?.price !== undefined) expect(order.price.amount).toMatch(/^-?\d+(?:\.\d+)?$/);
  return order && { ...order, price: order.price?.currency };
}

function factsTold(body: Fields) {
  const facts = factsOf(REF, body);
  if (facts === undefined) return undefined;
  const { shards, ...rest } = facts;
  // Of a class whose name says it, or of the only architecture that has one.
  const named = facts.architecture === 'standard' ? 1 : describeClass(facts.realClass)?.shards;
  return shards === named ? rest : facts;
}

const READERS: readonly (readonly [string, unknown, (body: Fields) => unknown])[] = [
  ['DescribeInstanceAttribute', sample('DescribeInstanceAttribute'), factsTold],
  [
    'DescribeInstances',
    sample('DescribeInstances'),
    (body) => instanceRows(body).map((row) => summaryOf('main', 'cn-hangzhou', row)),
  ],
  ['DescribePrice', sample('DescribePrice'), quoteOf],
  [
    'DescribeAvailableResource',
    sample('DescribeAvailableResource'),
    (body) => targetsOf({ engineVersion: '5.0', shards: 8 }, body),
  ],
  ['ModifyInstanceSpec', sample('ModifyInstanceSpec'), placedOf],
  ['QueryOrders', sample('QueryOrders'), orderPageOf],
  ['GetOrderDetail', sample('GetOrderDetail'), (body) => ordered(orderOf('207226234310042', body))],
  ['DescribeHistoryMonitorValues', sample('DescribeHistoryMonitorValues'), (body) => told(historyOf(body, SPAN))],
  ['DescribeMetricList', METRICS, metricsOf],
  ['DescribeDBInstanceNetInfo', NETWORK, directConnectionOf],
  ['DescribeIntranetAttribute', BANDWIDTH, (body) => bandwidthOf(body, NOW)],
];

/** Words and numbers that a reader may say although the answer does not. */
const OWN = new Set([
  '',
  '0',
  'unknown',
  'prepaid',
  'postpaid',
  'unpaid',
  'paid',
  'cancelled',
  'main',
  'cn-hangzhou',
  ID,
]);

/** Every text and number of a value, names of fields included, without what no database takes; a BigNumber as its digits. */
function leaves(value: unknown, seen = new Set<unknown>()): readonly string[] {
  if (typeof value === 'string') return [value.replaceAll('\0', '').toWellFormed().toLowerCase()];
  if (typeof value === 'number' || typeof value === 'bigint') return [String(value)];
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  if ('toFixed' in value && typeof value.toFixed === 'function') return [(value as { toFixed(): string }).toFixed()];
  return Object.entries(value).flatMap(([name, one]) => [name.toLowerCase(), ...leaves(one, seen)]);
}

const values = (value: unknown): readonly string[] =>
  typeof value !== 'object' || value === null ? leaves(value) : Object.values(value).flatMap(values);

describe('an answer that went wrong is a CloudFault, or a value that stands in it:', () => {
  it.each(READERS)('%s', (_, good, read) => {
    expect(() => read(fields(good) ?? {})).not.toThrow();
    fc.assert(
      fc.property(mutated(good), (body) => {
        let value: unknown;
        try {
          value = read(fields(body) ?? {});
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(CloudFault);
          expect((thrown as CloudFault).code).toMatch(/^[\w.-]{1,80}$/);
          return;
        }
        const said = leaves(body);
        const claims = values(value).filter((claim) => !OWN.has(claim));
        expect(claims.filter((claim) => !said.some((one) => one.includes(claim)))).toEqual([]);
        expect(
          claims.filter((claim) => /^(?:nan|-?infinity|\[object object\])$/.test(claim) && !said.includes(claim)),
        ).toEqual([]);
      }),
      { numRuns: runs(600) },
    );
  });
});

describe('an error that went wrong', () => {
  const body = {
    RequestId: '0DA1D7EF-C80D-432C-8758-7D225182626B',
    HostId: 'r-kvstore.aliyuncs.com',
    Code: 'Throttling.User',
    Message: 'secret-in-message',
    Recommend: 'https://api.aliyun.com/troubleshoot?q=secret-in-link',
    AccessDeniedDetail: { AuthAction: 'kvstore:ModifyInstanceSpec', Policy: 'secret-in-detail' },
  };
  const thrown = {
    name: 'Throttling.UserError',
    code: 'Throttling.User',
    message: 'secret-in-error, URL: https://r-kvstore.aliyuncs.com/?Signature=secret',
    data: body,
    url: 'https://r-kvstore.aliyuncs.com/?Signature=secret',
    entry: { url: 'secret', request: { headers: {} }, response: { statusCode: 400, headers: {} } },
  };

  it('is a CloudFault that shows a code and a RequestId, and nothing else of it', () => {
    fc.assert(
      fc.property(fc.oneof(mutated(thrown), fc.anything({ withNullPrototype: true })), (error) => {
        const fault = faultOf(error);
        expect(fault).toBeInstanceOf(CloudFault);
        expect(fault.code).toMatch(/^[A-Za-z][\w.-]{0,79}$/);
        expect(fault.requestId ?? 'none').toMatch(/^[\w-]{1,64}$/);
        expect(['no', 'unlikely', 'unknown']).toContain(fault.arrived);
        expect(['soon', 'later', 'never']).toContain(fault.retry);
        expect(fault.message).toBe(`Alibaba Cloud: ${fault.code}`);
        expect(fault.cause).toBeUndefined();
      }),
      { numRuns: runs(2000) },
    );
  });
});
