import type { Schema } from '../params.ts';

/** Every documented parameter of ModifyInstanceSpec that may be sent. */
export const modifyInstanceSpecSchema: Schema = {
  InstanceId: { kind: 'text', required: true },
  InstanceClass: { kind: 'text' },
  // AUTO stands in the schema's enum and nowhere in the text; what it does is unknown, so it is refused.
  OrderType: { kind: 'text', values: ['UPGRADE', 'DOWNGRADE'] },
  AutoPay: { kind: 'flag' },
  EffectiveTime: { kind: 'text', values: ['Immediately', 'MaintainTime'] },
  ForceUpgrade: { kind: 'flag' },
  ForceTrans: { kind: 'flag' },
  MajorVersion: { kind: 'text', values: ['2.8', '4.0', '5.0', '6.0'], code: 'IncorrectTargetMajorVersion' },
  ClientToken: { kind: 'text', maxLength: 64, ascii: true },
  ShardCount: { kind: 'integer', min: 1, max: 4092 },
  ReadOnlyCount: { kind: 'integer', min: 0, max: 9 },
  SlaveReadOnlyCount: { kind: 'integer', min: 0, max: 9 },
  ReplicaCount: { kind: 'integer', min: 1, max: 4 },
  SlaveReplicaCount: { kind: 'integer', min: 0, max: 3 },
  SecondaryZoneId: { kind: 'text' },
  NodeType: { kind: 'text', values: ['MASTER_SLAVE', 'STAND_ALONE', 'double', 'single'] },
  Storage: { kind: 'integer', min: 1 },
  StorageType: { kind: 'text', values: ['essd_pl1', 'essd_pl2', 'essd_pl3'] },
  CouponNo: { kind: 'text' },
  BusinessInfo: { kind: 'text' },
  SourceBiz: { kind: 'text' },
};

/** The parameters of which at least one makes a change. */
export const changingParameters = [
  ...['InstanceClass', 'ShardCount', 'ReadOnlyCount', 'SlaveReadOnlyCount', 'ReplicaCount', 'SlaveReplicaCount'],
  ...['NodeType', 'Storage', 'StorageType', 'SecondaryZoneId'],
];
