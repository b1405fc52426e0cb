import table from './classes.json' with { type: 'json' };

/** One sold class. Unpublished numbers are null. */
export interface InstanceClass {
  readonly name: string;
  readonly series: string;
  /** standard, standard-single-replica, cluster, rwsplit, cluster-direct, cluster-proxy */
  readonly architectures: readonly string[];
  readonly deployment: string;
  /** The whole instance for classic classes, one shard for cloud-native ones. */
  readonly memoryGb: number;
  readonly connections: number | null;
  readonly bandwidthMBs: number | null;
  readonly qps: number | null;
  /** null: the caller chooses with ShardCount. */
  readonly shards: number | null;
  readonly unitsPerHour: number | null;
  readonly engineVersions: readonly string[];
}

/**
 * The published table. The four tair.scm and tair.essd rows at its end follow the naming pattern of these series,
 * but their memory is assumed: they are here because Storage and StorageType exist for ESSD instances only.
 */
export const instanceClasses: readonly InstanceClass[] = table;

const byName = new Map(instanceClasses.map((row) => [row.name, row]));

export function findClass(name: string): InstanceClass | undefined {
  return byName.get(name);
}

export function classOf(name: string): InstanceClass {
  const found = byName.get(name);
  if (found === undefined) throw new Error(`The sandbox has no class ${name} in its table`);
  return found;
}

export const isClassic = (row: InstanceClass): boolean => row.deployment === 'classic';

export const isEssd = (row: InstanceClass): boolean => row.series === 'tair-essd';

type ProductType = 'Local' | 'OnECS' | 'Tair_rdb' | 'Tair_scm' | 'Tair_essd';

/** The ProductType of DescribeAvailableResource under which a class is listed. */
export function productTypeOf(row: InstanceClass): ProductType {
  if (isClassic(row)) return 'Local';
  if (row.series === 'tair-dram') return 'Tair_rdb';
  if (row.series === 'tair-pmem') return 'Tair_scm';
  return row.series === 'tair-essd' ? 'Tair_essd' : 'OnECS';
}

/**
 * Documented: no change between DRAM, persistent memory and disk; classic can become cloud-native; a highly available
 * instance cannot become a single replica. Unknown: cloud-native back to classic, community to Tair across products;
 * refused here.
 */
export function mayBecome(from: InstanceClass, to: InstanceClass): boolean {
  const [source, target] = [productTypeOf(from), productTypeOf(to)];
  if (source !== target && !(source === 'Local' && target === 'OnECS')) return false;
  return isSingleReplica(from) || !isSingleReplica(to);
}

export const isSingleReplica = (row: InstanceClass): boolean => row.architectures.includes('standard-single-replica');

/**
 * Documented: 256 MB cloud-native is no longer offered, 256 MB classic is sold by subscription only.
 */
export function isSold(row: InstanceClass, chargeType: string): boolean {
  if (row.name === 'redis.shard.micro.ce') return false;
  return row.name !== 'redis.master.micro.default' || chargeType === 'PrePaid';
}
