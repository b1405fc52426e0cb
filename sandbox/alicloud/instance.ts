import { classOf, isClassic } from './classes.ts';

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
  /** When this cloud got to know it; before that it used less. */
  addedAt: number;
  /** ISO 8601, the end of the subscription; for PrePaid only. */
  endTime: string;
  /** UTC, HH:mmZ. */
  maintainStartTime: string;
  maintainEndTime: string;
  tags: Record<string, string>;
  /** Used now; what the memory rule compares. */
  usedMemoryBytes: number;
  /** The most that is used in a week: on Sunday, between 12:00Z and 13:00Z. */
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
  /** End of a bandwidth plan, ISO 8601; empty when there is none. */
  bandwidthPlanUntil: string;
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

/** The time format of every R-kvstore answer. */
export function stamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** A subscription that has run out. */
export function isExpired(instance: SandboxInstance, now: number): boolean {
  return instance.chargeType === 'PrePaid' && Date.parse(instance.endTime) <= now;
}
