import { classOf, isClassic, isSingleReplica } from './classes.ts';
import { zonesOf } from './regions.ts';

export type Architecture = 'standard' | 'cluster' | 'rwsplit';

/** Everything that a spec change can change. */
export interface Shape {
  /** A name of the class table. The virtual class that clusters show is made when an answer is written. */
  instanceClass: string;
  architectureType: Architecture;
  shardCount: number;
  readOnlyCount: number;
  slaveReadOnlyCount: number;
  replicaCount: number;
  slaveReplicaCount: number;
  engineVersion: string;
  /** double or single */
  nodeType: string;
  /** Empty for a single-zone instance. */
  secondaryZoneId: string;
  storageGb: number;
  storageType: string;
}

/** How a change of this instance departs from the plain course. All are off when left out. */
export interface ChangeQuirks {
  /** Instead of the sandbox's own change duration. */
  durationMs?: number;
  /** The whole record is that of before the change for so long after the change began. */
  staleAfterSubmitMs?: number;
  /** InstanceStatus already reads Normal, while the change still runs, for so long after it began. */
  normalAfterSubmitMs?: number;
  /** InstanceStatus already reads Normal for so long before the change ends. */
  normalBeforeEndMs?: number;
  /** The classes are those of before the change for so long after it has ended. */
  classLagMs?: number;
  /** The change ends with this class instead of the one that was ordered. */
  endsWithClass?: string;
  neverEnds?: boolean;
}

export interface Change {
  readonly orderId: string;
  readonly taskId: string;
  readonly from: Shape;
  readonly to: Shape;
  readonly submittedAt: number;
  /** The beginning of the window for a change that waits for it. */
  startsAt: number;
  /** Infinity for a change that never ends. */
  endsAt: number;
  phase: 'waiting' | 'running' | 'done';
  /** The class it ended with. */
  endedAs?: string;
}

/** One instance as it really is; tests may change any field of it between two calls, as another person would. */
export interface SandboxInstance extends Shape {
  readonly instanceId: string;
  instanceName: string;
  regionId: string;
  zoneId: string;
  /** The true status; the served one may differ by quirk. */
  instanceStatus: string;
  chargeType: 'PrePaid' | 'PostPaid';
  createTime: string;
  /** ISO 8601, the end of the subscription; for PrePaid only. */
  endTime: string;
  /** UTC, HH:mmZ. */
  maintainStartTime: string;
  maintainEndTime: string;
  tags: Record<string, string>;
  /** Used now; what the memory rule compares. */
  usedMemoryBytes: number;
  /** Used between 12:00Z and 13:00Z of every day. */
  peakMemoryBytes: number;
  cpuPercent: number;
  usedConnections: number;
  usedQps: number;
  hasRenewChangeOrder: boolean;
  /** Commands in use that a change would lose: refused with ForceUpgrade=false. */
  unsupportedCommands: string[];
  minorVersionTooOld: boolean;
  /** A change needs no disconnection: only cloud-native standard instances can have it. */
  localResources: boolean;
  directConnection: boolean;
  dtsSync: boolean;
  /** A child of a distributed instance. */
  globalChild: boolean;
  temporaryBandwidth: boolean;
  locked: boolean;
  /** The billing side sees an abnormal resource. */
  billingAbnormal: boolean;
  resourceGroupId: string;
  vpcId: string;
  vSwitchId: string;
  config: Record<string, string>;
  quirks: ChangeQuirks;
  /** The last change, kept after it is done. */
  change?: Change;
}

export const GIB = 1024 ** 3;

const DAY_MS = 86_400_000;

export function shapeOf(instance: Shape): Shape {
  return {
    instanceClass: instance.instanceClass,
    architectureType: instance.architectureType,
    shardCount: instance.shardCount,
    readOnlyCount: instance.readOnlyCount,
    slaveReadOnlyCount: instance.slaveReadOnlyCount,
    replicaCount: instance.replicaCount,
    slaveReplicaCount: instance.slaveReplicaCount,
    engineVersion: instance.engineVersion,
    nodeType: instance.nodeType,
    secondaryZoneId: instance.secondaryZoneId,
    storageGb: instance.storageGb,
    storageType: instance.storageType,
  };
}

export function memoryBytesOf(shape: Pick<Shape, 'instanceClass' | 'shardCount'>): number {
  const row = classOf(shape.instanceClass);
  return row.memoryGb * GIB * (isClassic(row) ? 1 : shape.shardCount);
}

function architectureOf(className: string, shardCount: number, readers: number): Architecture {
  const row = classOf(className);
  const [first = 'standard'] = row.architectures;
  if (isClassic(row)) return first === 'cluster' || first === 'rwsplit' ? first : 'standard';
  if (shardCount > 1) return 'cluster';
  if (readers > 0) return 'rwsplit';
  return row.architectures.includes('standard') ? 'standard' : 'cluster';
}

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

/** The time format of every R-kvstore answer. */
export function stamp(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** A subscription that has run out. */
export function isExpired(instance: SandboxInstance, now: number): boolean {
  return instance.chargeType === 'PrePaid' && Date.parse(instance.endTime) <= now;
}
