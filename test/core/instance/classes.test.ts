import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLASS_TABLE } from '../../../src/core/instance/class-table.ts';
import {
  deploymentOf,
  describeClass,
  looksLikeClass,
  memoryAfter,
  nearestClasses,
  productTypeOf,
} from '../../../src/core/instance/classes.ts';

describe('the table of classes', () => {
  it('holds all 88 published classes, each once and each a class by its looks', () => {
    expect(CLASS_TABLE).toHaveLength(88);
    expect(new Set(CLASS_TABLE.map(([name]) => name)).size).toBe(88);
    expect(CLASS_TABLE.filter(([name]) => !looksLikeClass(name))).toEqual([]);
  });

  it('agrees with what the names themselves say about memory and shards', () => {
    for (const [name, memoryMb] of CLASS_TABLE) {
      const [, size, shards] = /\.(\d+)g\.(\d+)db\./.exec(name) ?? [];
      if (size !== undefined) expect([name, memoryMb]).toEqual([name, Number(size) * Number(shards) * 1024]);
    }
  });

  it.each([
    ['redis.master.micro.default', 256, 1, 'classic', 'standard', 10_000, 10],
    ['redis.master.mid.default', 2048, 1, 'classic', 'standard', 10_000, 16],
    ['redis.logic.sharding.2g.4db.0rodb.4proxy.default', 8192, 4, 'classic', 'cluster', 40_000, 384],
    ['redis.shard.small.2.ce', 1024, 1, 'cloud-native', 'standard', 10_000, 48],
    ['redis.shard.large.ce', 4096, undefined, 'cloud-native', 'standard|cluster-direct', 20_000, 96],
    ['tair.rdb.with.proxy.8g', 8192, undefined, 'cloud-native', 'cluster-proxy|rwsplit', 40_000, 96],
    ['redis.amber.master.mid.multithread', 2048, 1, 'classic', 'standard', undefined, undefined],
  ])('%s: %i MB', (name, memoryMb, shards, deployment, architecture, connections, bandwidthMBs) => {
    expect(describeClass(name)).toMatchObject({ name, memoryMb, deployment, architecture });
    expect(describeClass(name)?.shards).toBe(shards);
    expect(describeClass(name)?.connections).toBe(connections);
    expect(describeClass(name)?.bandwidthMBs).toBe(bandwidthMBs);
  });
});

describe('a class that is not in the table', () => {
  it.each([
    ['redis.logic.sharding.32g.32db.0rodb.32proxy.default', 32 * 32 * 1024, 32],
    ['redis.logic.sharding.512m.2db.0rodb.4proxy.default', 1024, 2],
    ['redis.amber.logic.sharding.8g.4db.0rodb.12proxy.multithread', 32 * 1024, 4],
    ['redis.logic.splitrw.4xlarge.1db.3rodb.4proxy.default', 32 * 1024, 1],
    ['redis.master.stand.special2x', 4096, 1],
    ['redis.shard.12xlarge.ce', 96 * 1024, undefined],
    ['redis.shard.with.proxy.12xlarge.ce', 96 * 1024, undefined],
    ['tair.rdb.48g', 48 * 1024, undefined],
  ])('%s is told by its name and marked as not documented', (name, memoryMb, shards) => {
    expect(describeClass(name)).toMatchObject({ memoryMb, documented: false });
    expect(describeClass(name)?.shards).toBe(shards);
  });

  it.each([
    'redis.master.constructor.default',
    'redis.master.xlarge.default',
    'redis.master.mdi.default',
    'redis.master.mid.defualt',
    'redis.master.stand.ee',
    'redis.cluster.sharding.common.ce',
    'redis.shard.huge.ce',
    'tair.scm.standard.4m.32d',
    'tair.essd.standard.xlarge',
    'tair.rdb.0g',
    '__proto__',
    '',
  ])('%s is not guessed', (name) => {
    expect(describeClass(name)).toBeUndefined();
  });

  it('never crashes, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const memory = describeClass(`redis.${text}`)?.memoryMb;
        expect(memory === undefined || Number.isInteger(memory)).toBe(true);
        expect(nearestClasses(text, 3).length).toBeLessThanOrEqual(3);
      }),
    );
  });
});

describe('where a class runs', () => {
  it.each([
    ['redis.master.small.default', 'classic', 'Local'],
    ['redis.amber.master.small.multithread', 'classic', 'Local'],
    ['redis.shard.small.2.ce', 'cloud-native', 'OnECS'],
    ['redis.cluster.sharding.common.ce', 'cloud-native', 'OnECS'],
    ['redis.master.stand.ee', 'cloud-native', 'OnECS'],
    ['tair.rdb.1g', 'cloud-native', 'Tair_rdb'],
    ['tair.scm.standard.4m.32d', 'cloud-native', 'Tair_scm'],
    ['tair.essd.standard.xlarge', 'cloud-native', 'Tair_essd'],
  ])('%s is %s, product type %s', (name, deployment, productType) => {
    expect(deploymentOf(name)).toBe(deployment);
    expect(productTypeOf(name)).toBe(productType);
  });
});

describe('a typed class', () => {
  it.each([
    ['redis.master.mid.default', true],
    ['redis.master.mid.defualt', true],
    ['TAIR.RDB.2g', true],
    ['r-bp1zxszhcgatnx', false],
    ['redis.master', false],
    ['redis', false],
    ['--force', false],
    ['redis..master.x', false],
  ])('%s looks like a class: %s', (text, answer) => {
    expect(looksLikeClass(text)).toBe(answer);
  });

  it('finds its nearest neighbours, and none for nonsense', () => {
    expect(nearestClasses('redis.master.middle.defualt', 2)[0]).toBe('redis.master.mid.default');
    expect(nearestClasses('Tair.rdb.2gb', 1)).toEqual(['tair.rdb.2g']);
    expect(nearestClasses('qqqqqqqqqqqqqqqqqqqqqqqq', 3)).toEqual([]);
    expect(nearestClasses('', 3)).toEqual([]);
  });
});

describe('memory after a change', () => {
  const standard = { instanceClass: 'redis.shard.small.2.ce', architecture: 'standard', capacityMb: 1024 };
  const cluster = { instanceClass: 'redis.shard.large.ce', architecture: 'cluster', capacityMb: 4 * 4096 };
  it.each([
    ['the total of a class of its own size', standard, 'redis.master.mid.default', 2048],
    ['one shard for a standard instance', standard, 'tair.rdb.4g', 4096],
    ['times the shards it has now, from its capacity', cluster, 'redis.shard.xlarge.ce', 4 * 8192],
    ['times the shards the cloud told', { ...cluster, shards: 8 }, 'redis.shard.xlarge.ce', 8 * 8192],
    ['a fixed cluster class does not depend on it', cluster, 'redis.logic.sharding.1g.2db.0rodb.4proxy.default', 2048],
    [
      'the real class counts, where the class is virtual',
      { ...cluster, instanceClass: 'redis.cluster.sharding.common.ce', realClass: 'redis.shard.large.ce' },
      'redis.shard.xlarge.ce',
      4 * 8192,
    ],
    [
      'unknown when the shards are',
      { ...cluster, instanceClass: 'redis.cluster.sharding.common.ce' },
      'redis.shard.xlarge.ce',
      undefined,
    ],
    ['unknown when the capacity is no multiple', { ...cluster, capacityMb: 5000 }, 'redis.shard.xlarge.ce', undefined],
    ['unknown for an unknown class', standard, 'redis.new.kind.xl', undefined],
  ])('%s', (_name, instance, target, memoryMb) => {
    expect(memoryAfter(instance, target)).toBe(memoryMb);
  });
});
