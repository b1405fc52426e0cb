import { classOf, isClassic } from './classes.ts';
import { memoryBytesOf } from './instance.ts';
import type { SandboxInstance, Shape } from './instance.ts';
import type { State } from './state.ts';
import { servedView } from './timeline.ts';

/** Documented: a cloud-native cluster shows a virtual class; the name for Tair is assumed after the community one. */
function shownClass(shape: Shape): string {
  const row = classOf(shape.instanceClass);
  if (isClassic(row) || shape.architectureType !== 'cluster') return shape.instanceClass;
  return row.series === 'community' ? 'redis.cluster.sharding.common.ce' : 'tair.rdb.cluster.sharding.common';
}

/** Fields that both describing operations have. */
export function commonRow(instance: SandboxInstance, status: string, shape: Shape): Record<string, unknown> {
  const row = classOf(shape.instanceClass);
  const times = isClassic(row) ? 1 : shape.shardCount;
  const scaled = (value: number | null): number => (value ?? 0) * times;
  return {
    InstanceId: instance.instanceId,
    InstanceName: instance.instanceName,
    RegionId: instance.regionId,
    ZoneId: instance.zoneId,
    ...(shape.secondaryZoneId === '' ? {} : { SecondaryZoneId: shape.secondaryZoneId }),
    InstanceStatus: status,
    InstanceClass: shownClass(shape),
    Capacity: memoryBytesOf(shape) / 1024 ** 2,
    Bandwidth: scaled(row.bandwidthMBs),
    // Documented: 10000 on engine 4.0, whatever the size.
    Connections: shape.engineVersion === '4.0' && isClassic(row) ? 10_000 : scaled(row.connections),
    QPS: scaled(row.qps),
    ArchitectureType: shape.architectureType,
    NodeType: shape.nodeType,
    EngineVersion: shape.engineVersion,
    InstanceType: row.series === 'community' ? 'Redis' : 'Tair',
    PackageType: 'standard',
    ChargeType: instance.chargeType,
    CreateTime: instance.createTime,
    EndTime: instance.chargeType === 'PrePaid' ? instance.endTime : '',
    NetworkType: 'VPC',
    VpcId: instance.vpcId,
    VSwitchId: instance.vSwitchId,
    ConnectionDomain: `${instance.instanceId}.redis.rds.aliyuncs.com`,
    Port: 6379,
    PrivateIp: '172.16.0.10',
    IsRds: isClassic(row),
    ResourceGroupId: instance.resourceGroupId,
    ...(isClassic(row) ? {} : { ShardCount: shape.shardCount }),
    Tags: { Tag: Object.entries(instance.tags).map(([Key, Value]) => ({ Key, Value })) },
  };
}

/** One item of DescribeInstanceAttribute. HasRenewChangeOrder is a string here and a boolean in the list. */
export function attributeRow(state: State, instance: SandboxInstance): Record<string, unknown> {
  const { status, shape, orderCompleted } = servedView(state, instance);
  return {
    ...commonRow(instance, status, shape),
    ZoneType: shape.secondaryZoneId === '' ? 'singlezone' : 'doublezone',
    RealInstanceClass: shape.instanceClass,
    ReplicationMode: 'master-slave',
    Engine: 'Redis',
    HasRenewChangeOrder: String(instance.hasRenewChangeOrder),
    IsOrderCompleted: orderCompleted,
    InstanceReleaseProtection: false,
    MaintainStartTime: instance.maintainStartTime,
    MaintainEndTime: instance.maintainEndTime,
    SecurityIPList: '10.0.0.0/8',
    VpcAuthMode: 'Open',
    AvailabilityValue: '100%',
    Config: JSON.stringify(instance.config),
    ...(shape.readOnlyCount > 0 ? { ReadOnlyCount: shape.readOnlyCount } : {}),
    ...(shape.slaveReadOnlyCount > 0 ? { SlaveReadOnlyCount: shape.slaveReadOnlyCount } : {}),
    ...(shape.storageGb > 0 ? { Storage: String(shape.storageGb), StorageType: shape.storageType } : {}),
  };
}

/** One item of DescribeInstances: no IsOrderCompleted, no RealInstanceClass, no window; ReadOnlyCount is a string. */
export function listRow(state: State, instance: SandboxInstance): Record<string, unknown> {
  const { status, shape } = servedView(state, instance);
  const row = classOf(shape.instanceClass);
  const cluster = !isClassic(row) && shape.architectureType === 'cluster';
  return {
    ...commonRow(instance, status, shape),
    ShardClass: cluster ? shape.instanceClass : '',
    EditionType: row.series === 'community' ? 'Community' : 'Enterprise',
    ComputingType: 'Machine',
    ConnectionMode: 'Standard',
    HasRenewChangeOrder: instance.hasRenewChangeOrder,
    UserName: instance.instanceId,
    ...(shape.readOnlyCount > 0 ? { ReadOnlyCount: String(shape.readOnlyCount) } : {}),
  };
}
