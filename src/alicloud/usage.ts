import type { InstanceFacts } from '../core/instance/instance.ts';
import { USAGE_DAYS, type Usage } from '../core/instance/usage.ts';
import type { Cloud } from '../workflow/ports.ts';
import type { Gate } from './gate.ts';
import { at, text } from './fields.ts';
import {
  HISTORY_KEYS,
  historyOf,
  hottestOf,
  type MetricPoint,
  pointsOf,
  type Span,
  usageOfMetrics,
} from './usage-reader.ts';
import type { Patience } from './retry.ts';

/** A form and its submission ask within the same minute. */
const KEPT_MS = 60_000;
const KEPT_AT_MOST = 200;

/** One try each: a person waits, and nothing depends on it. */
const ONCE: Patience = { tries: 1, budgetMs: 0, baseMs: 0, timeoutMs: 2000 };

/** CMS names its metrics by architecture. */
const PREFIX: Readonly<Record<string, string>> = { cluster: 'Sharding', rwsplit: 'Splitrw' };
const METRICS = { ...HISTORY_KEYS };

/** An hour's maximum is enough: 168 points of seven days. */
const PERIOD_S = '3600';
const PAGE = '1440';
/** More pages than this, of a very large cluster, and the hottest shard stays unknown. */
const PAGES = 4;

export function createUsage(gate: Gate, now: () => number): Pick<Cloud, 'usage'> {
  const kept = new Map<string, { readonly until: number; readonly usage: Promise<Usage | undefined> }>();

  async function read(facts: InstanceFacts): Promise<Usage | undefined> {
    const to = Math.floor(now() / 1000) * 1000;
    const span = { from: to - USAGE_DAYS * 86_400_000, to };
    const [history, shards] = await Promise.allSettled([
      readHistory(gate, facts, span),
      isSharded(facts) ? readMetric(gate, facts, METRICS.memory, span) : [],
    ]);
    const hottestShardBytes = shards.status === 'fulfilled' ? hottestOf(shards.value) : undefined;
    if (history.status === 'fulfilled' && history.value.peakMemoryBytes !== undefined) {
      return { ...history.value, hottestShardBytes };
    }
    const metrics = await readMetrics(gate, facts, span);
    return isEmpty(metrics) ? undefined : metrics;
  }

  return {
    usage(facts) {
      const key = JSON.stringify([facts.account, facts.region, facts.instanceId]);
      const known = kept.get(key);
      if (known !== undefined && known.until > now()) return known.usage;
      const usage = read(facts);
      const entry = { until: now() + KEPT_MS, usage };
      const forget = () => {
        if (kept.get(key) === entry) kept.delete(key);
      };
      kept.delete(key);
      kept.set(key, entry);
      const [oldest] = kept.keys();
      if (kept.size > KEPT_AT_MOST && oldest !== undefined) kept.delete(oldest);
      // What could not be read may be readable the next time.
      usage.then((value) => value ?? forget(), forget);
      return usage;
    },
  };
}

async function readHistory(gate: Gate, facts: InstanceFacts, span: Span): Promise<Usage> {
  const params = {
    InstanceId: facts.instanceId,
    StartTime: stamp(span.from),
    EndTime: stamp(span.to),
    MonitorKeys: Object.values(HISTORY_KEYS).join(','),
  };
  return historyOf(await gate.read(facts.account, facts.region, 'DescribeHistoryMonitorValues', params, ONCE), span);
}

async function readMetrics(gate: Gate, facts: InstanceFacts, span: Span): Promise<Usage> {
  const read = (name: string) => readMetric(gate, facts, name, span);
  const [memory, peakConnections, peakQps, peakInPercent, peakOutPercent] = await Promise.all([
    read(METRICS.memory),
    // Without one of these the rest is still worth showing.
    ...[METRICS.peakConnections, METRICS.peakQps, METRICS.peakInPercent, METRICS.peakOutPercent].map((name) =>
      read(name).catch((): readonly MetricPoint[] => []),
    ),
  ]);
  const none: readonly MetricPoint[] = [];
  return usageOfMetrics(
    {
      memory,
      peakConnections: peakConnections ?? none,
      peakQps: peakQps ?? none,
      peakInPercent: peakInPercent ?? none,
      peakOutPercent: peakOutPercent ?? none,
    },
    isSharded(facts),
    span,
  );
}

async function readMetric(gate: Gate, facts: InstanceFacts, name: string, span: Span): Promise<readonly MetricPoint[]> {
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
    const body = await gate.metrics(facts.account, facts.region, 'DescribeMetricList', params, ONCE);
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

/** `2024-01-02T03:04:05Z` */
function stamp(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}
