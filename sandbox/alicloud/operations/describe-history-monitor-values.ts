import { type SandboxInstance, stamp } from '../instance.ts';
import { sampleAt, usedAt } from '../metrics.ts';
import type { Sample } from '../metrics.ts';
import { RKVSTORE } from '../operation.ts';
import type { Answer, Call, Operation } from '../operation.ts';
import { text, time } from '../params.ts';
import { refuse } from '../refusal.ts';
import { findInstance } from '../state.ts';

const DAY_MS = 86_400_000;

export const describeHistoryMonitorValues: Operation = {
  name: 'DescribeHistoryMonitorValues',
  product: RKVSTORE,
  ram: 'kvstore:DescribeHistoryMonitorValues',
  schema: {
    InstanceId: { kind: 'text', required: true },
    StartTime: { kind: 'time', required: true, code: 'InvalidStartTime.Malformed' },
    EndTime: { kind: 'time', required: true, code: 'InvalidEndTime.Malformed' },
    // Deprecated and fixed at 01m.
    IntervalForHistory: { kind: 'text' },
    MonitorKeys: { kind: 'text' },
    NodeId: { kind: 'text' },
    NodeRole: { kind: 'text', values: ['MASTER', 'READONLY'] },
  },
  run,
};

const readings = new Map<string, (sample: Sample) => number>(
  Object.entries({
    memoryUsage: (sample: Sample) => sample.memoryPercent,
    UsedMemory: (sample: Sample) => sample.usedMemory,
    quotaMemory: (sample: Sample) => sample.quotaMemory,
    CpuUsage: (sample: Sample) => sample.cpuPercent,
    ConnectionUsage: (sample: Sample) => sample.connectionPercent,
    UsedConnection: (sample: Sample) => sample.connections,
    UsedQPS: (sample: Sample) => sample.qps,
    IntranetInRatio: (sample: Sample) => sample.cpuPercent / 2,
    IntranetOutRatio: (sample: Sample) => sample.cpuPercent / 2,
  }),
);

/** Documented: at most seven days of the last month; ten minutes or less give a point every five seconds. */
function run({ state, params }: Call): Answer {
  const instance = findInstance(state, params['InstanceId'] ?? '', text(params, 'RegionId'));
  const [start, end] = [time(params, 'StartTime') ?? 0, time(params, 'EndTime') ?? 0];
  if (start < state.now() - 31 * DAY_MS) throw refuse('InvalidStartTime.Malformed');
  if (end <= start || end - start > 7 * DAY_MS) throw refuse('InvalidEndTime.Malformed');
  const step = end - start <= 600_000 ? 5_000 : 60_000;
  // Unknown: what comes without MonitorKeys (everything, here) and for keys that do not exist (nothing, here).
  const keys = text(params, 'MonitorKeys')?.split(',') ?? [...readings.keys()];
  const history: string[] = [];
  // Memory is level for hours, so that few points are written out.
  const points = new Map<number, string>();
  const last = Math.min(end, state.now());
  for (let at = firstPoint(instance, start, step); at <= last; at += step) {
    const used = usedAt(instance, at);
    const point = points.get(used) ?? JSON.stringify(pointOf(sampleAt(instance, at), keys));
    points.set(used, point);
    history.push(`"${stamp(at)}":${point}`);
  }
  return { MonitorHistory: `{${history.join(',')}}` };
}

/** Nothing was measured before the instance was there. */
function firstPoint({ createTime }: SandboxInstance, start: number, step: number): number {
  return start + Math.max(0, Math.ceil((Date.parse(createTime) - start) / step)) * step;
}

function pointOf(sample: Sample, keys: readonly string[]): Record<string, string> {
  const point: Record<string, string> = {};
  for (const key of keys) {
    // `$db` asks for the aggregate of a cluster's data nodes.
    const value = readings.get(key.replace(/\$db$/, ''))?.(sample) ?? 0;
    // Documented: zero values are left out.
    if (value !== 0) point[key] = String(value);
  }
  return point;
}
