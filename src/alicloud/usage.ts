import type { InstanceFacts } from '../core/instance/instance.ts';
import { USAGE_DAYS, type Usage } from '../core/instance/usage.ts';
import type { Cloud } from '../workflow/ports.ts';
import type { CloudClient } from './cloud-client.ts';
import { at, text, utcSeconds } from './fields.ts';
import { instanceCache } from './instance-cache.ts';
import { NO_RETRIES } from './retry.ts';
import {
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
/** More pages than this, of a very large cluster, and the hottest shard stays unknown. */
const PAGES = 4;

/** Source: docs/cloud.md#what-the-instance-is-and-used. */
export function createUsage(client: CloudClient, now: () => number): Pick<Cloud, 'usage'> {
  const usage = instanceCache(REMEMBERED_MS, now, async (facts): Promise<Usage | undefined> => {
    const to = Math.floor(now() / 1000) * 1000;
    const span = { from: to - USAGE_DAYS * 86_400_000, to };
    const [history, shards] = await Promise.allSettled([
      readHistory(client, facts, span),
      isSharded(facts) ? readMetric(client, facts, HISTORY_KEYS.memory, span) : [],
    ]);
    const hottestShardBytes = shards.status === 'fulfilled' ? hottestOf(shards.value) : undefined;
    if (history.status === 'fulfilled' && history.value.peakMemoryBytes !== undefined) {
      return { ...history.value, hottestShardBytes };
    }
    const metrics = await readMetrics(client, facts, span);
    return isEmpty(metrics) ? undefined : metrics;
  });
  return { usage };
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

async function readMetrics(client: CloudClient, facts: InstanceFacts, span: Span): Promise<Usage> {
  const read = (name: string) => readMetric(client, facts, name, span);
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
): Promise<readonly MetricPoint[]> {
  const points: MetricPoint[] = [];
  let next: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const params = {
      Namespace: 'acs_kvstore',
      MetricName: `${PREFIX[facts.architecture] ?? 'Standard'}${name}`,
      Dimensions: JSON.stringify([{ instanceId: facts.instanceId }]),
      Period: PERIOD_S,
      StartTime: String(span.from),
      EndTime: String(span.to),
      Length: PAGE,
      NextToken: next,
    };
    const body = await client.metrics(facts.account, facts.region, 'DescribeMetricList', params, NO_RETRIES);
    points.push(...pointsOf(body, facts.instanceId, span));
    next = text(at(body, 'NextToken'));
    if (next === undefined) return points;
  }
  // Half of the points are no peak.
  return [];
}

function isSharded({ architecture }: InstanceFacts): boolean {
  return architecture === 'cluster';
}

function isEmpty({ peakMemoryBytes, hottestShardBytes, peakConnections, peakQps }: Usage): boolean {
  return [peakMemoryBytes, hottestShardBytes, peakConnections, peakQps].every((one) => one === undefined);
}
