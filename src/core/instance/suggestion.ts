/** Which class would do, by what an instance used in seven days: pure. */
import { fit, MEMORY_SHARE } from './fit.ts';
import type { InstanceFacts } from './instance.ts';
import { alike, type Offered } from './sizing.ts';
import { type Usage, USAGE_DAYS } from './usage.ts';

const MB = 1024 * 1024;

/** Limits of a class that could not be compared: no metric, or none is published. */
export type Unchecked = 'connections' | 'bandwidth' | 'qps';

export type Suggestion =
  /** The smallest class that holds the peaks; in one family the smallest is the cheapest. */
  | ({ readonly kind: 'smaller'; readonly targetClass: string; readonly unchecked: readonly Unchecked[] } & Known)
  /** Above 80% of its memory. `targetClass` undefined: no class on offer has room. */
  | ({
      readonly kind: 'larger';
      readonly targetClass: string | undefined;
      readonly fullInDays: number | undefined;
    } & Known)
  | ({ readonly kind: 'fits' } & Known)
  /** It has its class for a time. `at`: ISO 8601; `backMb`: memory of the class `back`. */
  | { readonly kind: 'returns'; readonly back: string; readonly backMb: number | undefined; readonly at: string }
  /** What was used is not known, or only of a day or two. */
  | { readonly kind: 'unknown' };

interface Known {
  /** Bytes at the peak. */
  readonly used: number;
  /** Bytes of the class now. */
  readonly limit: number;
  /** How many of the seven days have metrics. */
  readonly days: number;
}

/** Less says nothing about a week. */
const LEAST_DAYS = 3;

/** `offered`: the classes on offer for the instance. */
export function suggestionFor(
  usage: Usage | undefined,
  facts: InstanceFacts,
  offered: readonly Offered[],
): Exclude<Suggestion, { kind: 'returns' }> {
  const { used, limit } = fit(usage, facts, facts.realClass).memory;
  const days = (usage?.dailyMemoryBytes ?? []).filter((day) => day !== null).length;
  if (used === undefined || limit === undefined) return { kind: 'unknown' };
  const known = { used, limit, days };
  const classes = offered.flatMap((one) => alike(facts, one)).sort((a, b) => a.mb - b.mb);
  const holding = classes.filter(({ name }) => holds(usage, facts, name));
  if (used >= limit * MEMORY_SHARE) {
    const larger = holding.find(({ mb }) => mb * MB > limit);
    const fullInDays = daysUntilFull(usage?.dailyMemoryBytes ?? [], limit);
    return { kind: 'larger', targetClass: larger?.name, fullInDays, ...known };
  }
  if (days < LEAST_DAYS) return { kind: 'unknown' };
  const smaller = holding.find(({ mb }) => mb * MB < limit);
  if (smaller === undefined) return { kind: 'fits', ...known };
  return { kind: 'smaller', targetClass: smaller.name, unchecked: unchecked(usage, facts, smaller.name), ...known };
}

/** Of memory at most 80% may be used, of the rest 90%. What is not known speaks against no class. */
function holds(usage: Usage | undefined, facts: InstanceFacts, name: string): boolean {
  const { memory, shard, ...rest } = fit(usage, facts, name);
  const enough = memory.kind === 'fits' || memory.kind === 'tight';
  const others = Object.values(rest).every(({ kind }) => kind === 'fits' || kind === 'unknown');
  return enough && shard.kind !== 'does_not_fit' && others;
}

function unchecked(usage: Usage | undefined, facts: InstanceFacts, name: string): readonly Unchecked[] {
  const found = fit(usage, facts, name);
  return (['connections', 'bandwidth', 'qps'] as const).filter((limit) => found[limit].kind === 'unknown');
}

const LEAST_POINTS = 5;
/** Share of the ups and downs that the line has to explain: a shop's week has none that does. */
const LEAST_R2 = 0.8;
/** Rise in a week, of the whole memory: less is noise. */
const LEAST_RISE = 0.02;
const HORIZON_DAYS = 30;

/**
 * In how many days the memory is full, if it goes on like this: where a straight line through the daily peaks of at
 * least five days rises by 2% of the memory a week and explains 80% of their variance (R²). Undefined: no such trend,
 * or more than a month ahead. `daily`: bytes, the oldest first.
 */
export function daysUntilFull(daily: readonly (number | null)[], capacity: number): number | undefined {
  const points = daily.flatMap((value, day) => (value === null ? [] : [{ day, value }]));
  if (points.length < LEAST_POINTS) return undefined;
  const mean = (of: (point: { day: number; value: number }) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [day, value] = [mean((point) => point.day), mean((point) => point.value)];
  const spread = mean((point) => (point.day - day) ** 2);
  const slope = mean((point) => (point.day - day) * (point.value - value)) / spread;
  const variance = mean((point) => (point.value - value) ** 2);
  const explained = variance === 0 ? 0 : (slope ** 2 * spread) / variance;
  if (slope * USAGE_DAYS < capacity * LEAST_RISE || explained < LEAST_R2) return undefined;
  const now = value + slope * (daily.length - 1 - day);
  const days = Math.ceil((capacity - now) / slope);
  return days >= 1 && days <= HORIZON_DAYS ? days : undefined;
}
