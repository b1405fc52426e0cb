import type { InstanceFacts, InstanceSummary } from '../core/instance/instance.ts';
import { USAGE_DAYS, type Usage } from '../core/instance/usage.ts';
import type { Cloud } from '../workflow/ports.ts';
import type { CloudClient } from './cloud-client.ts';
import { at, text, utcSeconds } from './fields.ts';
import { instanceCache } from './instance-cache.ts';
import { NO_RETRIES } from './retry.ts';
import {
  highest,
  HISTORY_KEYS,
  historyOf,
  hottestOf,
  type MetricPoint,
  pointsOf,
  type Span,
  usageOfMetrics,
} from './usage-reader.ts';

/** A form and its submission ask within the same minute. */
const REMEMBERED_MS = 60_000;

/** Metric names of CMS start with the architecture (docs/cloud.md#what-the-instance-is-and-used). */
const PREFIX: Readonly<Record<string, string>> = { cluster: 'Sharding', rwsplit: 'Splitrw' };
/** An hour's maximum is enough: 168 points of seven days. */
const PERIOD_S = '3600';
const PAGE = '1440';
/** Of a quarter of an hour every minute counts. */
const MINUTE_S = '60';
/** More pages than this, of a very large cluster, and the hottest shard stays unknown. */
const PAGES = 4;

/** Source: docs/cloud.md#what-the-instance-is-and-used. */
export function createUsage(client: CloudClient, now: () => number): Pick<Cloud, 'usage' | 'vitals' | 'memoryPeaks'> {
  const usage = instanceCache(REMEMBERED_MS, now, (facts) => readUsage(client, facts, weekTo(now())));
  return {
    usage,
    async memoryPeaks(instances) {
      const span = weekTo(now());
      const [first] = instances;
      if (first === undefined) return new Map();
      const points = await readMetricOf(client, first, instances.map(idOf), HISTORY_KEYS.memory, span, PERIOD_S);
      // Of a cluster the metric of the whole counts, as for a single instance.
      const whole = (id: string) =>
        (points.get(id) ?? []).filter(({ node }) => !isSharded(first) || node === undefined);
      return new Map(instances.map(({ instanceId: id }) => [id, highest(whole(id).map(({ value }) => value))]));
    },
    async vitals(facts, span) {
      const [used, latency] = await Promise.all([
        readUsage(client, facts, span, MINUTE_S),
        // Without it the rest is still worth telling.
        readMetric(client, facts, 'AvgRt', span, MINUTE_S).catch((): readonly MetricPoint[] => []),
      ]);
      if (used === undefined) return undefined;
      const { peakMemoryBytes: memoryBytes, peakConnections: connections } = used;
      return { memoryBytes, connections, latencyUs: meanOf(latency) };
    },
  };
}

async function readUsage(
  client: CloudClient,
  facts: InstanceFacts,
  span: Span,
  period = PERIOD_S,
): Promise<Usage | undefined> {
  const [history, shards] = await Promise.allSettled([
    readHistory(client, facts, span),
    isSharded(facts) ? readMetric(client, facts, HISTORY_KEYS.memory, span, period) : [],
  ]);
  const hottestShardBytes = shards.status === 'fulfilled' ? hottestOf(shards.value) : undefined;
  if (history.status === 'fulfilled' && history.value.peakMemoryBytes !== undefined) {
    return { ...history.value, hottestShardBytes };
  }
  const metrics = await readMetrics(client, facts, span, period);
  return isEmpty(metrics) ? undefined : metrics;
}

function meanOf(points: readonly MetricPoint[]): number | undefined {
  const values = points.map(({ value }) => value).filter((value) => value > 0);
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

async function readHistory(client: CloudClient, facts: InstanceFacts, span: Span): Promise<Usage> {
  const params = {
    InstanceId: facts.instanceId,
    StartTime: utcSeconds(span.from),
    EndTime: utcSeconds(span.to),
    MonitorKeys: Object.values(HISTORY_KEYS).join(','),
  };
  return historyOf(
    await client.read(facts.account, facts.region, 'DescribeHistoryMonitorValues', params, NO_RETRIES),
    span,
  );
}

async function readMetrics(client: CloudClient, facts: InstanceFacts, span: Span, period: string): Promise<Usage> {
  const read = (name: string) => readMetric(client, facts, name, span, period);
  // Without one of these the rest is still worth showing.
  const optional = (name: string) => read(name).catch((): readonly MetricPoint[] => []);
  const [memory, peakConnections, peakQps, peakInPercent, peakOutPercent] = await Promise.all([
    read(HISTORY_KEYS.memory),
    optional(HISTORY_KEYS.peakConnections),
    optional(HISTORY_KEYS.peakQps),
    optional(HISTORY_KEYS.peakInPercent),
    optional(HISTORY_KEYS.peakOutPercent),
  ]);
  const metrics = { memory, peakConnections, peakQps, peakInPercent, peakOutPercent };
  return usageOfMetrics(metrics, isSharded(facts), span);
}

async function readMetric(
  client: CloudClient,
  facts: InstanceFacts,
  name: string,
  span: Span,
  period: string,
): Promise<readonly MetricPoint[]> {
  const { instanceId } = facts;
  return (await readMetricOf(client, facts, [instanceId], name, span, period)).get(instanceId) ?? [];
}

/** Of instances of one architecture; nothing of any of them where there are too many points. */
async function readMetricOf(
  client: CloudClient,
  { account, region, architecture }: Pick<InstanceSummary, 'account' | 'region' | 'architecture'>,
  ids: readonly string[],
  name: string,
  span: Span,
  period: string,
): Promise<ReadonlyMap<string, readonly MetricPoint[]>> {
  const points = new Map<string, MetricPoint[]>(ids.map((id) => [id, []]));
  let next: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const params = {
      Namespace: 'acs_kvstore',
      MetricName: `${PREFIX[architecture] ?? 'Standard'}${name}`,
      Dimensions: JSON.stringify(ids.map((instanceId) => ({ instanceId }))),
      Period: period,
      StartTime: String(span.from),
      EndTime: String(span.to),
      Length: PAGE,
      NextToken: next,
    };
    const body = await client.metrics(account, region, 'DescribeMetricList', params, NO_RETRIES);
    for (const [id, own] of points) own.push(...pointsOf(body, id, span));
    next = text(at(body, 'NextToken'));
    if (next === undefined) return points;
  }
  // Half of the points are no peak.
  return new Map();
}

function weekTo(now: number): Span {
  const to = Math.floor(now / 1000) * 1000;
  return { from: to - USAGE_DAYS * 86_400_000, to };
}

function idOf({ instanceId }: InstanceSummary): string {
  return instanceId;
}

function isSharded({ architecture }: Pick<InstanceSummary, 'architecture'>): boolean {
  return architecture === 'cluster';
}

function isEmpty({ peakMemoryBytes, hottestShardBytes, peakConnections, peakQps }: Usage): boolean {
  return [peakMemoryBytes, hottestShardBytes, peakConnections, peakQps].every((one) => one === undefined);
}
