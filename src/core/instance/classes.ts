import { distance } from 'fastest-levenshtein';
import { CLASS_TABLE, type ClassRow } from './class-table.ts';
import type { InstanceSummary } from './instance.ts';

type Deployment = 'classic' | 'cloud-native';

/** `ProductType` of DescribeAvailableResource: with the wrong one the list of targets is empty. */
type ProductType = 'Local' | 'OnECS' | 'Tair_rdb' | 'Tair_scm' | 'Tair_essd';

/** What a class name stands for. Limits that no page publishes are undefined. */
export interface ClassFacts {
  readonly name: string;
  /** Total memory; per shard where `shards` is undefined. For a given instance use `memoryAfter`. */
  readonly memoryMb: number;
  /** Undefined: the same class serves one shard or many, chosen by ShardCount of the instance. */
  readonly shards: number | undefined;
  readonly deployment: Deployment;
  /** `standard`, `cluster`, `rwsplit`, …; alternatives are joined by `|`. */
  readonly architecture: string;
  readonly connections: number | undefined;
  /** MB/s. */
  readonly bandwidthMBs: number | undefined;
  readonly qps: number | undefined;
  /** false: the limits are scaled or absent, only the memory is published. */
  readonly documented: boolean;
  /** Resource-plan units per hour, proportional to the list price of classic classes ("Resource plans" page). */
  readonly planUnits: number | undefined;
}

const PER_SHARD = /\(per shard\)$/;
const known: ReadonlyMap<string, ClassFacts> = new Map(CLASS_TABLE.map((row) => [row[0], factsOf(row)]));

/** Facts of a class by its exact name: from the table, else derived from the name, else undefined. */
export function describeClass(name: string): ClassFacts | undefined {
  return known.get(name) ?? derived(name);
}

/** Cloud-native names end in `.ce` or `.ee` or begin with `tair.`; everything else runs on local disks (classic). */
export function deploymentOf(name: string): Deployment {
  return /\.[ce]e$/.test(name) || name.startsWith('tair.') ? 'cloud-native' : 'classic';
}

export function productTypeOf(name: string): ProductType {
  if (name.startsWith('tair.scm.')) return 'Tair_scm';
  if (name.startsWith('tair.essd.')) return 'Tair_essd';
  if (name.startsWith('tair.')) return 'Tair_rdb';
  return deploymentOf(name) === 'cloud-native' ? 'OnECS' : 'Local';
}

/** Whether a typed word is meant as a class, right or not: `redis.` or `tair.` and at least two more parts. */
export function looksLikeClass(name: string): boolean {
  return /^(?:redis|tair)(?:\.[a-z0-9_-]+){2,}$/i.test(name);
}

/** At most `n` names of the table that a person may have meant, the nearest first; none when nothing is near. */
export function nearestClasses(name: string, n: number): readonly string[] {
  const typed = name.toLowerCase();
  return CLASS_TABLE.map(([candidate]) => ({ candidate, far: distance(typed, candidate) }))
    .filter(({ far }) => far * 2 < typed.length)
    .sort((a, b) => a.far - b.far)
    .slice(0, n)
    .map(({ candidate }) => candidate);
}

/** Of an instance, what its shard count can be read from. */
type Sharded = Pick<InstanceSummary, 'instanceClass' | 'architecture' | 'capacityMb'> & {
  readonly realClass?: string;
  readonly shards?: number | undefined;
};

/**
 * Total memory in MB that the instance has after a change to this class; undefined when it cannot be told. A class
 * sold per shard is multiplied by the shards the instance has now: we never send ShardCount, so they stay.
 */
export function memoryAfter(instance: Sharded, targetClass: string): number | undefined {
  const target = describeClass(targetClass);
  if (target === undefined || target.shards !== undefined) return target?.memoryMb;
  const shards = shardsOf(instance);
  return shards === undefined ? undefined : shards * target.memoryMb;
}

/** Shards after a change to this class: its own, or those that the instance has; undefined when it cannot be told. */
export function shardsAfter(instance: Sharded, targetClass: string): number | undefined {
  const target = describeClass(targetClass);
  return target === undefined ? undefined : (target.shards ?? shardsOf(instance));
}

function shardsOf(instance: Sharded): number | undefined {
  if (instance.shards !== undefined) return instance.shards;
  if (instance.architecture === 'standard') return 1;
  const now = describeClass(instance.realClass ?? instance.instanceClass);
  if (now === undefined || now.shards !== undefined) return now?.shards;
  const shards = (instance.capacityMb ?? 0) / now.memoryMb;
  return Number.isInteger(shards) && shards > 0 ? shards : undefined;
}

function factsOf([
  name,
  memoryMb,
  shards,
  architecture,
  connections,
  bandwidthMBs,
  qps,
  documented,
  planUnits,
]: ClassRow): ClassFacts {
  return {
    name,
    memoryMb,
    // Such a class is one shard's worth, alone or in a cluster: calling it "1 shard" would understate a cluster.
    shards: shards === 0 || PER_SHARD.test(architecture) ? undefined : shards,
    deployment: deploymentOf(name),
    architecture: architecture.replace(PER_SHARD, ''),
    connections: connections || undefined,
    bandwidthMBs: bandwidthMBs || undefined,
    qps: qps || undefined,
    documented: documented === 1,
    planUnits: planUnits || undefined,
  };
}

const NAMED_SIZES_MB: ReadonlyMap<string, number> = new Map(Object.entries({ micro: 256, small: 1024, mid: 2048 }));

/** Both generations count `<n>xlarge` in steps of 8 GB, but `stand` and `large` differ. */
function sizeMb(size: string, deployment: Deployment): number | undefined {
  const multiple = /^([1-9]\d{0,2})xlarge$/.exec(size)?.[1];
  if (multiple !== undefined) return Number(multiple) * 8192;
  if (size === 'stand') return deployment === 'classic' ? 4096 : undefined;
  if (size === 'large') return deployment === 'classic' ? 8192 : 4096;
  if (size === 'xlarge') return deployment === 'cloud-native' ? 8192 : undefined;
  return NAMED_SIZES_MB.get(size);
}

// The families that exist: any other ending is more likely a typing error than a new one.
const FAMILY = /\.(?:default|multithread|special\w+)$/;
const CLASSIC = /^redis\.(?:amber\.)?(?:(master|basic)\.(\w+)|logic\.splitrw\.(\w+)\.1db\.\d+rodb\.\d+proxy)\.\w+$/;
const CLASSIC_CLUSTER =
  /^redis\.(?:amber\.)?logic\.sharding\.([1-9]\d{0,3})(g|m)\.([1-9]\d{0,3})db\.\d+rodb\.\d+proxy\.\w+$/;
const SHARD_CE = /^redis\.shard\.(with\.proxy\.)?(\w+?)(\.2)?\.ce$/;
const TAIR_RDB = /^tair\.rdb\.(with\.proxy\.)?([1-9]\d{0,3})g$/;

/** New sizes of known families are told by their names; tair.scm and tair.essd names do not say what Capacity is. */
function derived(name: string): ClassFacts | undefined {
  const deployment = deploymentOf(name);
  if (deployment === 'classic' && !FAMILY.test(name)) return undefined;
  const cluster = CLASSIC_CLUSTER.exec(name);
  if (cluster !== null) {
    const shards = Number(cluster[3]);
    return guess(name, Number(cluster[1]) * (cluster[2] === 'g' ? 1024 : 1) * shards, shards, 'cluster');
  }
  const rdb = TAIR_RDB.exec(name);
  if (rdb !== null) return guess(name, Number(rdb[2]) * 1024, undefined, architectureOf(rdb[1]));
  const ce = SHARD_CE.exec(name);
  if (ce !== null) {
    const memory = sizeMb(ce[2] ?? '', deployment);
    return ce[3] === undefined
      ? guess(name, memory, undefined, architectureOf(ce[1]))
      : guess(name, memory, 1, 'standard');
  }
  const classic = deployment === 'classic' ? CLASSIC.exec(name) : null;
  if (classic === null) return undefined;
  const architecture =
    classic[1] === undefined ? 'rwsplit' : classic[1] === 'basic' ? 'standard-single-replica' : 'standard';
  return guess(name, sizeMb(classic[2] ?? classic[3] ?? '', deployment), 1, architecture);
}

function architectureOf(proxy: string | undefined): string {
  return proxy === undefined ? 'standard|cluster-direct' : 'cluster-proxy|rwsplit';
}

function guess(
  name: string,
  memoryMb: number | undefined,
  shards: number | undefined,
  architecture: string,
): ClassFacts | undefined {
  if (memoryMb === undefined) return undefined;
  return {
    name,
    memoryMb,
    shards,
    deployment: deploymentOf(name),
    architecture,
    connections: undefined,
    bandwidthMBs: undefined,
    qps: undefined,
    documented: false,
    planUnits: undefined,
  };
}
