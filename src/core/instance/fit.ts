/** Whether what an instance used fits into a class. Says `unknown` wherever either side is not known. */
import { describeClass, memoryAfter, shardsAfter } from './classes.ts';
import type { InstanceFacts } from './instance.ts';
import { alike, type Offered } from './sizing.ts';
import type { Usage } from './usage.ts';

export interface Measure {
  /** `tight`: it fits, with less than a tenth to spare. */
  readonly kind: 'fits' | 'tight' | 'does_not_fit' | 'unknown';
  readonly used: number | undefined;
  /** What the class has, all of it; of memory no more than `MEMORY_SHARE` may be used. */
  readonly limit: number | undefined;
}

export interface Fit {
  /** Bytes. */
  readonly memory: Measure;
  /** Bytes of the fullest shard against one shard of the class; `unknown` where the number of shards changes. */
  readonly shard: Measure;
  readonly connections: Measure;
  /** MB/s, the larger of in and out. */
  readonly bandwidth: Measure;
  /** Requests a second. */
  readonly qps: Measure;
}

/** Why a smaller class cannot be asked for, in numbers. */
export interface Misfit {
  readonly targetClass: string;
  /** Bytes used at the peak, and bytes of the class; of one shard where `shard`. */
  readonly used: number;
  readonly limit: number;
  readonly shard: boolean;
  /** The smallest class that fits, if one smaller than now does; undefined also when the list could not be read. */
  readonly smallest: { readonly name: string; readonly memoryMb: number } | undefined;
}

/** What was used, as far as it is known. */
type Used = Partial<
  Pick<
    Usage,
    'peakMemoryBytes' | 'hottestShardBytes' | 'peakConnections' | 'peakQps' | 'peakInPercent' | 'peakOutPercent'
  >
>;

/** What `fit` needs of an instance. */
type Fitted = Pick<
  InstanceFacts,
  'instanceClass' | 'realClass' | 'architecture' | 'capacityMb' | 'shards' | 'engineVersion' | 'bandwidthMBs'
>;

/** Whether the class has less memory than the instance has now, as far as both are known. */
export function isSmaller(facts: Fitted, targetClass: string): boolean {
  return (memoryAfter(facts, targetClass) ?? Infinity) < (facts.capacityMb ?? 0);
}

/** A change needs new memory × 0.8 > used memory. */
export const MEMORY_SHARE = 0.8;
const TIGHT = 0.9;
const MB = 1024 * 1024;
const UNKNOWN: Measure = { kind: 'unknown', used: undefined, limit: undefined };

export function fit(usage: Used | undefined, facts: Fitted, targetClass: string): Fit {
  const memoryMb = memoryAfter(facts, targetClass);
  const limits = limitsOf(facts, targetClass);
  const memory = measure(usage?.peakMemoryBytes, memoryMb === undefined ? undefined : memoryMb * MB, MEMORY_SHARE);
  return {
    memory,
    shard: shardFit(usage, facts, targetClass, memoryMb),
    connections: measure(usage?.peakConnections, limits?.connections),
    bandwidth: measure(bandwidthOf(usage, facts), limits?.bandwidthMBs),
    qps: measure(usage?.peakQps, limits?.qps),
  };
}

/** Undefined unless the class is smaller and provably too small: an upgrade is never refused. */
export function misfit(
  usage: Usage | undefined,
  facts: Fitted,
  targetClass: string,
  candidates: Candidates,
): Misfit | undefined {
  const targetMb = memoryAfter(facts, targetClass);
  if (targetMb === undefined || facts.capacityMb === undefined || targetMb >= facts.capacityMb) return undefined;
  const { memory, shard } = fit(usage, facts, targetClass);
  const bad = memory.kind === 'does_not_fit' ? memory : overflowing(shard) ? shard : undefined;
  if (bad?.used === undefined || bad.limit === undefined) return undefined;
  const smallest = smallestThatFits(usage, facts, candidates);
  return { targetClass, used: bad.used, limit: bad.limit, shard: bad === shard, smallest };
}

/** Classes on offer for the instance. */
type Candidates = readonly Offered[];

/** The smallest class below the present one that nothing known speaks against, of the same kind. */
export function smallestThatFits(
  usage: Usage | undefined,
  facts: Fitted,
  candidates: Candidates,
): { readonly name: string; readonly memoryMb: number } | undefined {
  const found = bySize(facts, candidates).find(({ name, mb }) => {
    const { memory, ...rest } = fit(usage, facts, name);
    const enough = memory.kind === 'fits' || memory.kind === 'tight';
    return mb < (facts.capacityMb ?? 0) && enough && Object.values(rest).every(({ kind }) => kind !== 'does_not_fit');
  });
  return found && { name: found.name, memoryMb: found.mb };
}

/**
 * The smallest class above the present one that what was used fits into, of the same kind. Undefined where the present
 * one has room, or what was used is not known.
 */
export function classThatFits(usage: Usage | undefined, facts: Fitted, candidates: Candidates): string | undefined {
  const { kind } = fit(usage, facts, facts.realClass).memory;
  if (kind === 'fits' || kind === 'unknown') return undefined;
  return bySize(facts, candidates)
    .filter(({ mb }) => mb > (facts.capacityMb ?? Infinity))
    .find(({ name }) => fit(usage, facts, name).memory.kind === 'fits')?.name;
}

/** Those of the same kind as the present class, the smallest first. */
function bySize(facts: Fitted, candidates: Candidates) {
  return candidates.flatMap((one) => alike(facts, one)).sort((a, b) => a.mb - b.mb);
}

/** That the 80 % hold for every single shard is not documented; a shard that is more than full is beyond doubt. */
function overflowing({ used, limit }: Measure): boolean {
  return used !== undefined && limit !== undefined && used > limit;
}

function shardFit(usage: Used | undefined, facts: Fitted, targetClass: string, memoryMb: number | undefined): Measure {
  const shards = shardsAfter(facts, targetClass);
  // With another number of shards the data is spread anew.
  if (shards === undefined || shards < 2 || shards !== facts.shards || memoryMb === undefined) return UNKNOWN;
  return measure(usage?.hottestShardBytes, (memoryMb / shards) * MB, MEMORY_SHARE);
}

function limitsOf(facts: Fitted, targetClass: string) {
  const target = describeClass(targetClass);
  // Limits of classes sold per shard are those of one shard, and how they add up is not documented.
  const whole = target?.shards !== undefined || facts.shards === 1;
  if (target === undefined || !target.documented || !whole) return undefined;
  // Engine 4.0 has a limit of connections of its own.
  return facts.engineVersion === '4.0' ? { ...target, connections: undefined } : target;
}

function bandwidthOf(usage: Used | undefined, { bandwidthMBs }: Fitted): number | undefined {
  const percents = [usage?.peakInPercent, usage?.peakOutPercent].filter((one) => one !== undefined);
  if (percents.length === 0 || bandwidthMBs === undefined) return undefined;
  return (Math.max(...percents) * bandwidthMBs) / 100;
}

function measure(used: number | undefined, limit: number | undefined, share = 1): Measure {
  if (used === undefined || limit === undefined) return { kind: 'unknown', used, limit };
  const allowed = limit * share;
  // Of memory the new class must have more than what is used, of the rest as much.
  const over = share === 1 ? used > allowed : used >= allowed;
  return { kind: over ? 'does_not_fit' : used > allowed * TIGHT ? 'tight' : 'fits', used, limit };
}
