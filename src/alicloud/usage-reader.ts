/**
 * Reads what an instance used. Whatever is not a plain number of that instance and that time is left out: a peak is
 * the highest value that was surely read, and nothing else.
 */
import { USAGE_DAYS, type Usage } from '../core/instance/usage.ts';
import { at, type Fields, fields, jsonIn, text } from './fields.ts';

export interface Span {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

type Peaks = Pick<Usage, 'peakConnections' | 'peakQps' | 'peakInPercent' | 'peakOutPercent'>;

/** Keys of DescribeHistoryMonitorValues. */
export const HISTORY_KEYS = {
  memory: 'UsedMemory',
  peakConnections: 'UsedConnection',
  peakQps: 'UsedQPS',
  peakInPercent: 'IntranetInRatio',
  peakOutPercent: 'IntranetOutRatio',
} as const;

const KEYS = Object.values(HISTORY_KEYS);
const DAY_MS = 86_400_000;

/** `MonitorHistory` is JSON in a string: UTC time -> key -> value, zeros left out. A key that no point has is unknown. */
export function historyOf(body: Fields, span: Span): Usage {
  const peaks = new Map<string, number>();
  const days = emptyWeek();
  for (const [time, values] of Object.entries(fields(jsonIn(at(body, 'MonitorHistory'))) ?? {})) {
    const moment = Date.parse(time);
    const point = fields(values);
    if (point === undefined || !within(span, moment)) continue;
    const day = dayOf(moment, span);
    days[day] ??= 0;
    // Ten thousand points of a week, while others wait to be acknowledged: only what is higher is read with care.
    for (const key of KEYS) {
      const given = point[key];
      const [top, ofDay] = [peaks.get(key) ?? 0, key === HISTORY_KEYS.memory ? days[day] : undefined];
      // Not a number is not higher.
      const quick = typeof given === 'string' || typeof given === 'number' ? Number(given) : 0;
      if (!(quick > Math.min(top, ofDay ?? top))) continue;
      const value = amount(given) ?? 0;
      if (value > top) peaks.set(key, value);
      if (ofDay !== undefined) days[day] = Math.max(ofDay, value);
    }
  }
  const peak = (key: string) => peaks.get(key);
  const peakMemoryBytes = peak(HISTORY_KEYS.memory);
  return {
    peakMemoryBytes,
    hottestShardBytes: undefined,
    peakConnections: peak(HISTORY_KEYS.peakConnections),
    peakQps: peak(HISTORY_KEYS.peakQps),
    peakInPercent: peak(HISTORY_KEYS.peakInPercent),
    peakOutPercent: peak(HISTORY_KEYS.peakOutPercent),
    dailyMemoryBytes: peakMemoryBytes === undefined ? emptyWeek() : days,
    ...times(span),
    source: 'history',
  };
}

/** One metric of CMS: `Datapoints` is a JSON array in a string. */
export interface MetricPoint {
  readonly at: number;
  readonly value: number;
  /** A part of the instance; undefined where the value is that of the whole. */
  readonly node: string | undefined;
}

/** Only maxima are read: an average says nothing about a peak. */
export function pointsOf(body: Fields, instanceId: string, span: Span): readonly MetricPoint[] {
  const rows = jsonIn(at(body, 'Datapoints'));
  if (!Array.isArray(rows)) return [];
  return (rows as readonly unknown[]).flatMap((row) => {
    const time = amount(at(row, 'timestamp'));
    const value = amount(at(row, 'Maximum'));
    if (text(at(row, 'instanceId')) !== instanceId || time === undefined || !within(span, time)) return [];
    return value === undefined ? [] : [{ at: time, value, node: text(at(row, 'nodeId')) }];
  });
}

/** The answers of CMS, metric by metric. `sharded`: nodes hold different data; else each holds all of it. */
export function usageOfMetrics(
  metrics: Readonly<Record<keyof Peaks | 'memory', readonly MetricPoint[]>>,
  sharded: boolean,
  span: Span,
): Usage {
  // Nodes peak at different times, so that their peaks do not add up to one of the whole.
  const whole = (points: readonly MetricPoint[]) => points.filter(({ node }) => node === undefined);
  const memory = sharded ? whole(metrics.memory) : metrics.memory;
  const peak = (points: readonly MetricPoint[]) => highest(whole(points).map(({ value }) => value));
  return {
    peakMemoryBytes: highest(memory.map(({ value }) => value)),
    hottestShardBytes: sharded ? hottestOf(metrics.memory) : undefined,
    peakConnections: peak(metrics.peakConnections),
    peakQps: peak(metrics.peakQps),
    peakInPercent: peak(metrics.peakInPercent),
    peakOutPercent: peak(metrics.peakOutPercent),
    dailyMemoryBytes: daily(memory, span),
    ...times(span),
    source: 'cms',
  };
}

export function hottestOf(points: readonly MetricPoint[]): number | undefined {
  return highest(points.filter(({ node }) => node !== undefined).map(({ value }) => value));
}

function daily(points: readonly MetricPoint[], span: Span): readonly (number | null)[] {
  const days = emptyWeek();
  for (const point of points) {
    const day = dayOf(point.at, span);
    days[day] = Math.max(days[day] ?? 0, point.value);
  }
  return days;
}

function emptyWeek(): (number | null)[] {
  return Array.from({ length: USAGE_DAYS }, () => null);
}

function dayOf(moment: number, { to }: Span): number {
  return Math.max(0, USAGE_DAYS - 1 - Math.floor((to - moment) / DAY_MS));
}

/** 0 counts as missing: an unknown metric key also reads as 0. */
export function highest(values: readonly (number | undefined)[]): number | undefined {
  return values.reduce<number>((top, value) => Math.max(top, value ?? 0), 0) || undefined;
}

function amount(value: unknown): number | undefined {
  const digits = text(value);
  const number = digits !== undefined && /^\d{1,15}(?:\.\d{1,20})?$/.test(digits) ? Number(digits) : undefined;
  return number;
}

function within({ from, to }: Span, time: number): boolean {
  return time >= from && time <= to;
}

function times({ from, to }: Span): Pick<Usage, 'from' | 'to'> {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
