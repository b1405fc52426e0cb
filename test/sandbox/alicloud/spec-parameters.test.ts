import { describe, expect, test } from 'vitest';
import type { SandboxInstance } from '../../../sandbox/alicloud/cloud.ts';
import { bench, toMid } from './spec-change.ts';

type Row = readonly [
  what: string,
  instance: Partial<SandboxInstance>,
  params: Record<string, string>,
  code: string | undefined,
];

const small = { instanceClass: 'redis.master.small.default' };
const native = { instanceClass: 'redis.shard.large.ce', usedMemoryBytes: 1 };
const cluster = { instanceClass: 'redis.shard.with.proxy.large.ce', shardCount: 4, usedMemoryBytes: 1 };
const splitting = {
  instanceClass: 'redis.shard.with.proxy.large.ce',
  shardCount: 1,
  readOnlyCount: 2,
  usedMemoryBytes: 1,
};
const essd = { instanceClass: 'tair.essd.standard.xlarge', storageGb: 60 };
const toXlarge = { InstanceClass: 'redis.shard.xlarge.ce' };

const rows: Record<string, Row[]> = {
  'what every call needs': [
    ['no instance', small, { InstanceId: '', ...toMid }, 'MissingParameter'],
    ['an unknown instance', small, { InstanceId: 'r-none', ...toMid }, 'InvalidInstanceId.NotFound'],
    ['the wrong region', small, { RegionId: 'cn-shanghai', ...toMid }, 'InvalidInstanceId.NotFound'],
    ['the right region', small, { RegionId: 'cn-hangzhou', ...toMid }, undefined],
    ['a released instance', { ...small, instanceStatus: 'Released' }, toMid, 'InvalidInstanceId.NotFound'],
    ['nothing to change', small, {}, 'IllegalParamError'],
    ['the class it has', small, { ...toMid, InstanceClass: 'redis.master.small.default' }, 'SYSTEM.ILLEGAL_ARGUMENT'],
  ],
  'values that are not values': [
    ['OrderType', small, { ...toMid, OrderType: 'upgrade' }, 'InvalidParameter'],
    ['OrderType AUTO, which nobody explains', small, { ...toMid, OrderType: 'AUTO' }, 'InvalidParameter'],
    ['AutoPay', small, { ...toMid, AutoPay: 'yes' }, 'InvalidParameter'],
    ['ForceUpgrade', small, { ...toMid, ForceUpgrade: '1' }, 'InvalidParameter'],
    ['ForceTrans', small, { ...toMid, ForceTrans: 'False' }, 'InvalidParameter'],
    ['EffectiveTime', small, { ...toMid, EffectiveTime: 'Now' }, 'InvalidParameter'],
    ['ShardCount 0', cluster, { ShardCount: '0' }, 'InvalidParameter'],
    ['ShardCount 4093', cluster, { ShardCount: '4093' }, 'InvalidParameter'],
    ['ShardCount 2.5', cluster, { ShardCount: '2.5' }, 'InvalidParameter'],
    ['ReadOnlyCount 10', native, { ReadOnlyCount: '10' }, 'InvalidParameter'],
    ['ReplicaCount 0', cluster, { ReplicaCount: '0' }, 'InvalidParameter'],
    ['Storage 0', essd, { Storage: '0' }, 'InvalidParameter'],
    ['StorageType', essd, { StorageType: 'essd_pl0' }, 'InvalidParameter'],
    ['NodeType', native, { ...toXlarge, NodeType: 'DOUBLE' }, 'InvalidParameter'],
    ['a ClientToken of 65 characters', small, { ...toMid, ClientToken: 'x'.repeat(65) }, 'InvalidParameter'],
    ['a ClientToken of 64 characters', small, { ...toMid, ClientToken: 'x'.repeat(64) }, undefined],
    ['a ClientToken that is not ASCII', small, { ...toMid, ClientToken: '订单' }, 'InvalidParameter'],
  ],
  'the class': [
    ['not in the table', small, { ...toMid, InstanceClass: 'redis.master.xlarge.default' }, 'SPEC_NOT_FOUND'],
    ['in another case', small, { ...toMid, InstanceClass: 'Redis.master.mid.default' }, 'SPEC_NOT_FOUND'],
    ['virtual', cluster, { InstanceClass: 'redis.cluster.sharding.common.ce' }, 'SPEC_NOT_FOUND'],
    ['no longer offered', native, { InstanceClass: 'redis.shard.micro.ce' }, 'SPEC_NOT_FOUND'],
    [
      'sold by subscription only',
      { ...small, usedMemoryBytes: 1 },
      { ...toMid, InstanceClass: 'redis.master.micro.default' },
      'SPEC_NOT_FOUND',
    ],
    ['a single replica for a pair', small, { ...toMid, InstanceClass: 'redis.basic.mid.default' }, 'SPEC_NOT_FOUND'],
    ['a pair for a single replica', { instanceClass: 'redis.basic.small.default' }, toMid, undefined],
    [
      'of another medium',
      { instanceClass: 'tair.rdb.4g' },
      { InstanceClass: 'tair.essd.standard.xlarge' },
      'SPEC_NOT_FOUND',
    ],
    ['classic for cloud-native', native, { InstanceClass: 'redis.master.2xlarge.default' }, 'SPEC_NOT_FOUND'],
    ['cloud-native for classic', small, { ...toMid, InstanceClass: 'redis.shard.mid.2.ce' }, undefined],
    [
      'a classic cluster for a standard one',
      small,
      { ...toMid, InstanceClass: 'redis.logic.sharding.1g.2db.0rodb.4proxy.default' },
      undefined,
    ],
  ],
  MajorVersion: [
    ['missing for a classic instance', small, { InstanceClass: toMid.InstanceClass }, 'IncorrectTargetMajorVersion'],
    ['lower', small, { ...toMid, MajorVersion: '4.0' }, 'IncorrectTargetMajorVersion'],
    ['unknown', small, { ...toMid, MajorVersion: '9.0' }, 'IncorrectTargetMajorVersion'],
    ['higher than the class has', small, { ...toMid, MajorVersion: '6.0' }, 'IncorrectTargetMajorVersion'],
    ['higher', { ...small, engineVersion: '4.0' }, toMid, undefined],
    ['without a class', small, { MajorVersion: '5.0', NodeType: 'double' }, 'MissingParameter'],
    ['for cloud-native', native, { ...toXlarge, MajorVersion: '5.0' }, 'IncorrectTargetMajorVersion'],
    ['left out for cloud-native', native, toXlarge, undefined],
  ],
  'shards and architecture': [
    ['shards of a classic instance', small, { ...toMid, ShardCount: '2' }, 'InstanceType.NotSupport'],
    ['more shards', cluster, { ShardCount: '8' }, undefined],
    ['a standard class with shards becomes a cluster', native, { ...toXlarge, ShardCount: '2' }, undefined],
    [
      'a standard-only class with shards',
      native,
      { InstanceClass: 'redis.shard.mid.2.ce', ShardCount: '2' },
      'SYSTEM.ILLEGAL_ARGUMENT',
    ],
    ['one shard and a standard class make a standard one', cluster, { ...toXlarge, ShardCount: '1' }, undefined],
    [
      'one shard of a cluster-only class',
      cluster,
      { InstanceClass: 'redis.shard.small.ce', ShardCount: '1' },
      'SYSTEM.ILLEGAL_ARGUMENT',
    ],
  ],
  'read-only nodes and replicas': [
    ['both zones in one call', native, { ReadOnlyCount: '1', SlaveReadOnlyCount: '1' }, 'InvalidParameter'],
    ['nine readers', native, { ReadOnlyCount: '9' }, undefined],
    ['ten readers in two zones', { ...native, readOnlyCount: 5 }, { SlaveReadOnlyCount: '5' }, 'InvalidParameter'],
    ['four readers a shard', cluster, { ReadOnlyCount: '4' }, undefined],
    ['five readers a shard', cluster, { ReadOnlyCount: '5' }, 'InvalidParameter'],
    ['no readers close read/write splitting', splitting, { ReadOnlyCount: '0' }, undefined],
    ['readers of a classic instance', small, { ReadOnlyCount: '1' }, 'InstanceType.NotSupport'],
    [
      'a reader in a second zone that is not there',
      { ...native, secondaryZoneId: '' },
      { SlaveReadOnlyCount: '1' },
      'InvalidParameter',
    ],
    [
      'a reader and its second zone',
      { ...native, secondaryZoneId: '' },
      { SlaveReadOnlyCount: '1', SecondaryZoneId: 'cn-hangzhou-g' },
      undefined,
    ],
    ['a zone of another region', native, { ...toXlarge, SecondaryZoneId: 'cn-shanghai-g' }, 'InvalidParameter'],
    ['its first zone as its second', native, { ...toXlarge, SecondaryZoneId: 'cn-hangzhou-i' }, 'InvalidParameter'],
    ['three replicas of a cluster', cluster, { ReplicaCount: '3' }, undefined],
    ['five replicas in two zones', { ...cluster, replicaCount: 3 }, { SlaveReplicaCount: '2' }, 'InvalidParameter'],
    ['replicas of a standard instance', native, { ReplicaCount: '2' }, 'InstanceType.NotSupport'],
    ['replicas beside readers', { ...cluster, readOnlyCount: 1 }, { ReplicaCount: '2' }, 'InstanceType.NotSupport'],
  ],
  'nodes and disks': [
    ['a classic word for cloud-native', native, { ...toXlarge, NodeType: 'double' }, 'InvalidParameter'],
    ['a cloud-native word for classic', small, { ...toMid, NodeType: 'MASTER_SLAVE' }, 'InvalidParameter'],
    ['a node type that is not the class’s', small, { ...toMid, NodeType: 'single' }, 'InvalidParameter'],
    ['a pair down to one node', native, { ...toXlarge, NodeType: 'STAND_ALONE' }, 'InstanceType.NotSupport'],
    ['one node up to a pair', { ...native, nodeType: 'single' }, { NodeType: 'MASTER_SLAVE' }, undefined],
    ['a disk for an instance without', native, { Storage: '100' }, 'InstanceType.NotSupport'],
    ['a disk type for an instance without', small, { ...toMid, StorageType: 'essd_pl1' }, 'InstanceType.NotSupport'],
    ['a greater disk', essd, { Storage: '100' }, undefined],
    ['a smaller disk', essd, { Storage: '40' }, 'InvalidParameter'],
    ['a faster disk', essd, { StorageType: 'essd_pl2' }, undefined],
  ],
};

describe.each(Object.entries(rows))('%s', (_group, group) => {
  test.each(group)('%s', async (_what, instance, params, code) => {
    await using one = await bench(instance);
    const reply = await one.change(params);
    expect(reply.code, reply.text).toBe(code);
    expect(one.cloud.orders).toHaveLength(code === undefined ? 1 : 0);
    expect(one.cloud.calls.at(-1)?.unknownParameters).toEqual([]);
  });
});

test('BusinessInfo and SourceBiz are taken as they are', async () => {
  await using one = await bench();
  expect((await one.change({ ...toMid, BusinessInfo: '000000000', SourceBiz: 'x' })).status).toBe(200);
});

test.each([
  [{ ...native }, { ...toXlarge, ShardCount: '2' }, ['cluster', 2, 0]],
  [{ ...native }, { ReadOnlyCount: '3' }, ['rwsplit', 1, 3]],
  [{ ...splitting }, { ReadOnlyCount: '0' }, ['standard', 1, 0]],
  [{ ...cluster }, { ...toXlarge, ShardCount: '1' }, ['standard', 1, 0]],
  [small, { ...toMid, InstanceClass: 'redis.logic.splitrw.mid.1db.1rodb.4proxy.default' }, ['rwsplit', 1, 1]],
  [small, { ...toMid, InstanceClass: 'redis.logic.sharding.1g.2db.0rodb.4proxy.default' }, ['cluster', 2, 0]],
])('%j with %j ends as %j', async (instance, params, [architecture, shards, readers]) => {
  await using one = await bench(instance);
  await one.change(params);
  one.clock.advance(600_000);
  const { architectureType, shardCount, readOnlyCount } = one.one();
  expect([architectureType, shardCount, readOnlyCount]).toEqual([architecture, shards, readers]);
});
