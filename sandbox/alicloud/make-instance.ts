import { classOf, isClassic, isSingleReplica } from './classes.ts';
import { memoryBytesOf, stamp } from './instance.ts';
import type { Architecture, SandboxInstance } from './instance.ts';
import { zonesOf } from './regions.ts';

const DAY_MS = 86_400_000;

function architectureOf(className: string, shardCount: number, readers: number): Architecture {
  const row = classOf(className);
  const [first = 'standard'] = row.architectures;
  if (isClassic(row)) return first === 'cluster' || first === 'rwsplit' ? first : 'standard';
  if (shardCount > 1) return 'cluster';
  if (readers > 0) return 'rwsplit';
  return row.architectures.includes('standard') ? 'standard' : 'cluster';
}

/** An instance from what a test cares about; the rest is plausible and harmless. */
export function makeInstance(partial: Partial<SandboxInstance> & { instanceId: string }, now: number): SandboxInstance {
  const instanceClass = partial.instanceClass ?? 'redis.master.small.default';
  const row = classOf(instanceClass);
  const regionId = partial.regionId ?? 'cn-hangzhou';
  const shardCount = partial.shardCount ?? row.shards ?? 2;
  const memory = memoryBytesOf({ instanceClass, shardCount });
  const used = partial.usedMemoryBytes ?? Math.round(memory * 0.4);
  const [zone = regionId, other = zone] = [...zonesOf(regionId)].reverse();
  return {
    instanceName: partial.instanceId,
    instanceClass,
    architectureType: architectureOf(instanceClass, shardCount, partial.readOnlyCount ?? 0),
    shardCount,
    readOnlyCount: Number(/\.(\d+)rodb\./.exec(instanceClass)?.[1] ?? 0),
    slaveReadOnlyCount: 0,
    replicaCount: 1,
    slaveReplicaCount: 0,
    engineVersion: '5.0',
    nodeType: isSingleReplica(row) ? 'single' : 'double',
    secondaryZoneId: other,
    storageGb: row.series === 'tair-essd' ? 60 : 0,
    storageType: row.series === 'tair-essd' ? 'essd_pl1' : '',
    regionId,
    zoneId: zone,
    instanceStatus: 'Normal',
    chargeType: 'PostPaid',
    createTime: stamp(now - 400 * DAY_MS),
    addedAt: now,
    // About twelve days, a usual remainder of a monthly subscription.
    endTime: stamp(now + 295 * 3_600_000),
    maintainStartTime: '18:00Z',
    maintainEndTime: '22:00Z',
    tags: {},
    usedMemoryBytes: used,
    peakMemoryBytes: Math.min(memory, Math.round(used * 1.2)),
    cpuPercent: 12,
    usedConnections: 120,
    usedQps: 900,
    hasRenewChangeOrder: false,
    unsupportedCommands: [],
    minorVersionTooOld: false,
    localResources: false,
    directConnection: false,
    dtsSync: false,
    globalChild: false,
    temporaryBandwidth: false,
    bandwidthPlanUntil: '',
    locked: false,
    billingAbnormal: false,
    resourceGroupId: 'rg-acfmyiu4ekp00',
    vpcId: 'vpc-bp1nme44gek34slfc00',
    vSwitchId: 'vsw-bp1e7clcw529l773d00',
    config: { EvictionPolicy: 'volatile-lru', 'maxmemory-policy': 'volatile-lru' },
    quirks: {},
    // A copy: what one cloud does to its fleet must not reach the next cloud's.
    ...structuredClone(partial),
  };
}
