import type { SandboxInstance } from '../instance.ts';
import { sampleAt } from '../metrics.ts';
import type { Sample } from '../metrics.ts';
import { CMS } from '../operation.ts';
import type { Answer, Call, Operation } from '../operation.ts';
import { integer, text } from '../params.ts';
import type { Params, Schema } from '../params.ts';
import { invalidParameter } from '../refusal.ts';
import type { State } from '../state.ts';

const schema: Schema = {
  Namespace: { kind: 'text', required: true, values: ['acs_kvstore'] },
  MetricName: { kind: 'text', required: true },
  Dimensions: { kind: 'text' },
  Period: { kind: 'text', values: ['15', '60', '900', '3600'] },
  StartTime: { kind: 'text' },
  EndTime: { kind: 'text' },
  Length: { kind: 'integer', min: 1, max: 1440 },
  NextToken: { kind: 'text' },
};

export const describeMetricLast: Operation = {
  name: 'DescribeMetricLast',
  product: CMS,
  ram: 'cms:DescribeMetricLast',
  schema,
  run: (call) => points(call, (period, now) => [now - period, now]),
};

/** How far back an answer without StartTime goes is unknown; one hour here. */
export const describeMetricList: Operation = {
  name: 'DescribeMetricList',
  product: CMS,
  // The right has another name than the call.
  ram: 'cms:QueryMetricList',
  schema,
  run: (call) =>
    points(call, (_period, now) => {
      const end = moment(call.params, 'EndTime') ?? now;
      return [(moment(call.params, 'StartTime') ?? end - 3_600_000) - 1, Math.min(end, now)];
    }),
};

const readings = new Map<string, (sample: Sample) => number>(
  Object.entries({
    MemoryUsage: (sample: Sample) => sample.memoryPercent,
    UsedMemory: (sample: Sample) => sample.usedMemory,
    ConnectionUsage: (sample: Sample) => sample.connectionPercent,
    UsedConnection: (sample: Sample) => sample.connections,
    CpuUsage: (sample: Sample) => sample.cpuPercent,
    UsedQPS: (sample: Sample) => sample.qps,
    IntranetInRatio: (sample: Sample) => sample.cpuPercent / 2,
    IntranetOutRatio: (sample: Sample) => sample.cpuPercent / 2,
    IntranetIn: (sample: Sample) => sample.qps / 4,
    IntranetOut: (sample: Sample) => sample.qps / 2,
    HitRate: () => 97.5,
    Keys: (sample: Sample) => Math.round(sample.usedMemory / 2048),
    AvgRt: () => 120,
  }),
);

/** Every architecture has metrics of its own prefix; an instance has no points under another's. */
const prefixes: Readonly<Record<SandboxInstance['architectureType'], string>> = {
  standard: 'Standard',
  cluster: 'Sharding',
  rwsplit: 'Splitrw',
};

function points({ state, params }: Call, range: (period: number, now: number) => [number, number]): Answer {
  const metric = params['MetricName'] ?? '';
  const prefix = Object.values(prefixes).find((one) => metric.startsWith(one));
  const reading = prefix === undefined ? undefined : readings.get(metric.slice(prefix.length));
  if (reading === undefined) throw invalidParameter('MetricName');
  const Period = text(params, 'Period') ?? '60';
  const step = Number(Period) * 1000;
  const [after, until] = range(step, state.now());
  const all = [];
  for (let at = Math.ceil((after + 1) / step) * step; at <= until; at += step) {
    for (const instance of wantedInstances(state, params)) {
      if (prefixes[instance.architectureType] !== prefix) continue;
      const value = reading(sampleAt(instance, at));
      const node = prefix === 'Splitrw' ? { nodeId: `${instance.instanceId}-db-0` } : {};
      const ids = { userId: state.accountId, instanceId: instance.instanceId, ...node };
      all.push({ timestamp: at, ...ids, Minimum: value, Average: value, Maximum: value });
    }
  }
  const start = Number(text(params, 'NextToken') ?? 0);
  const length = integer(params, 'Length') ?? 1000;
  const more = start + length < all.length ? { NextToken: String(start + length) } : {};
  const Datapoints = JSON.stringify(all.slice(start, start + length));
  return { Code: '200', Success: true, Period, Datapoints, ...more };
}

/** Documented: a JSON array, at most 50 instances; without it all instances of the account. */
function wantedInstances(state: State, params: Params): SandboxInstance[] {
  const dimensions = text(params, 'Dimensions');
  if (dimensions === undefined) return [...state.instances.values()];
  let items: unknown;
  try {
    items = JSON.parse(dimensions);
  } catch {
    throw invalidParameter('Dimensions');
  }
  if (!Array.isArray(items) || items.length > 50) throw invalidParameter('Dimensions');
  const ids = new Set(items.map((item: unknown) => (item as { instanceId?: unknown } | null)?.instanceId));
  return [...state.instances.values()].filter((instance) => ids.has(instance.instanceId));
}

/** Milliseconds since 1970, ISO 8601, or `2024-01-02 03:04:05`, which is taken as UTC here. */
function moment(params: Params, name: string): number | undefined {
  const value = text(params, name);
  if (value === undefined) return undefined;
  const at = /^\d+$/.test(value)
    ? Number(value)
    : Date.parse(value.includes('T') ? value : `${value.replace(' ', 'T')}Z`);
  if (Number.isNaN(at)) throw invalidParameter(name);
  return at;
}
