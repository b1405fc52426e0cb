import { classOf, isClassic, isEssd, isSingleReplica } from '../classes.ts';
import type { SandboxInstance, Shape } from '../instance.ts';
import { integer, text } from '../params.ts';
import type { Params } from '../params.ts';
import { zonesOf } from '../regions.ts';
import { invalidParameter, refuse } from '../refusal.ts';

type Counts = Pick<
  Shape,
  'readOnlyCount' | 'slaveReadOnlyCount' | 'replicaCount' | 'slaveReplicaCount' | 'secondaryZoneId'
>;

/**
 * Shards, read-only nodes and replicas are counts of cloud-native instances; classic ones carry theirs in the name of
 * the class. The code for a count on a classic instance is not published.
 */
export function refuseCountsOfClassic(params: Params): void {
  const names = ['ShardCount', 'ReadOnlyCount', 'SlaveReadOnlyCount', 'ReplicaCount', 'SlaveReplicaCount'];
  if (names.some((name) => text(params, name) !== undefined)) throw refuse('InstanceType.NotSupport');
}

/** Read-only nodes, replicas and the second zone after the change, for `shardCount` shards. */
export function targetCounts(instance: SandboxInstance, params: Params, shardCount: number): Counts {
  // Reported by the Terraform provider, which needs two calls for both; the code is not published.
  if (text(params, 'ReadOnlyCount') !== undefined && text(params, 'SlaveReadOnlyCount') !== undefined) {
    throw invalidParameter('SlaveReadOnlyCount');
  }
  const counts = {
    readOnlyCount: integer(params, 'ReadOnlyCount') ?? instance.readOnlyCount,
    slaveReadOnlyCount: integer(params, 'SlaveReadOnlyCount') ?? instance.slaveReadOnlyCount,
    replicaCount: integer(params, 'ReplicaCount') ?? instance.replicaCount,
    slaveReplicaCount: integer(params, 'SlaveReplicaCount') ?? instance.slaveReplicaCount,
    secondaryZoneId: targetZone(instance, params),
  };
  // Documented: 9 in all for standard instances, 4 per shard for clusters.
  if (counts.readOnlyCount + counts.slaveReadOnlyCount > (shardCount > 1 ? 4 : 9)) {
    throw invalidParameter(text(params, 'ReadOnlyCount') === undefined ? 'SlaveReadOnlyCount' : 'ReadOnlyCount');
  }
  if (counts.replicaCount + counts.slaveReplicaCount > 4) throw invalidParameter('ReplicaCount');
  const asksReplicas = ['ReplicaCount', 'SlaveReplicaCount'].some((name) => text(params, name) !== undefined);
  // Documented for multi-replica clusters; one replica is what every instance has.
  if (asksReplicas && shardCount === 1 && counts.replicaCount + counts.slaveReplicaCount > 1) {
    throw refuse('InstanceType.NotSupport');
  }
  const [readers, replicas] = [
    counts.readOnlyCount + counts.slaveReadOnlyCount,
    counts.replicaCount + counts.slaveReplicaCount,
  ];
  if (readers > 0 && replicas > 1) throw refuse('InstanceType.NotSupport');
  // Nodes in the second zone need a second zone.
  if (counts.slaveReadOnlyCount + counts.slaveReplicaCount > 0 && counts.secondaryZoneId === '') {
    throw invalidParameter('SecondaryZoneId');
  }
  return counts;
}

function targetZone(instance: SandboxInstance, params: Params): string {
  const asked = text(params, 'SecondaryZoneId');
  if (asked === undefined) return instance.secondaryZoneId;
  if (!zonesOf(instance.regionId).includes(asked) || asked === instance.zoneId) {
    throw invalidParameter('SecondaryZoneId');
  }
  return asked;
}

/** Documented: MASTER_SLAVE and STAND_ALONE for cloud-native, double and single for classic; never down to one node. */
export function targetNodeType(instance: SandboxInstance, params: Params, className: string): string {
  const asked = text(params, 'NodeType');
  const target = classOf(className);
  const fromClass = isSingleReplica(target) ? 'single' : 'double';
  if (asked === undefined) return isClassic(target) ? fromClass : instance.nodeType;
  if (['double', 'single'].includes(asked) !== isClassic(target)) throw invalidParameter('NodeType');
  const nodeType = asked === 'single' || asked === 'STAND_ALONE' ? 'single' : 'double';
  if (isClassic(target) && nodeType !== fromClass) throw invalidParameter('NodeType');
  if (instance.nodeType === 'double' && nodeType === 'single') throw refuse('InstanceType.NotSupport');
  return nodeType;
}

/** Documented: Tair ESSD only. Assumed: a disk does not shrink. */
export function targetStorage(
  instance: SandboxInstance,
  params: Params,
  className: string,
): Pick<Shape, 'storageGb' | 'storageType'> {
  const storageGb = integer(params, 'Storage') ?? instance.storageGb;
  const storageType = text(params, 'StorageType') ?? instance.storageType;
  const asked = text(params, 'Storage') !== undefined || text(params, 'StorageType') !== undefined;
  if (asked && !isEssd(classOf(className))) throw refuse('InstanceType.NotSupport');
  if (storageGb < instance.storageGb) throw invalidParameter('Storage');
  return { storageGb, storageType };
}
