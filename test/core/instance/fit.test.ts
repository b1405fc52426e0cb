import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classThatFits, fit, misfit, smallestThatFits } from '../../../src/core/instance/fit.ts';
import type { Usage } from '../../../src/core/instance/usage.ts';
import { anInstance, aUsage, GB } from '../../builders.ts';

const SMALL = 'redis.master.small.default';
const MID = 'redis.master.mid.default';
const STAND = 'redis.master.stand.default';
const LARGE = 'redis.master.large.default';
const ALL = ['redis.master.2xlarge.default', LARGE, STAND, MID, SMALL].map((name) => ({ name }));
const CLUSTER = 'redis.logic.sharding.4g.4db.0rodb.4proxy.default';
const HALF = 'redis.logic.sharding.2g.4db.0rodb.4proxy.default';

const large = anInstance({ realClass: LARGE, instanceClass: LARGE, capacityMb: 8192 });
const cluster = anInstance({
  realClass: CLUSTER,
  instanceClass: CLUSTER,
  capacityMb: 16_384,
  shards: 4,
  architecture: 'cluster',
});

describe('memory fits', () => {
  it.each<[used: number | undefined, target: string, kind: string]>([
    [0.5 * GB, SMALL, 'fits'],
    [0.75 * GB, SMALL, 'tight'],
    // The class must have more than it: new memory × 0.8 > used.
    [0.8 * GB, SMALL, 'does_not_fit'],
    [0.8 * GB - 1, SMALL, 'tight'],
    [3 * GB, STAND, 'tight'],
    [3.3 * GB, STAND, 'does_not_fit'],
    [undefined, SMALL, 'unknown'],
    [1, 'redis.new.class', 'unknown'],
  ])('%s bytes in %s: %s', (peakMemoryBytes, target, kind) => {
    expect(fit(aUsage({ peakMemoryBytes }), large, target).memory.kind).toBe(kind);
  });

  it('shard by shard, while the number of shards stays', () => {
    const usage = aUsage({ peakMemoryBytes: 4 * GB, hottestShardBytes: 1.9 * GB });
    expect(fit(usage, cluster, HALF)).toMatchObject({ memory: { kind: 'fits' }, shard: { kind: 'does_not_fit' } });
    expect(fit(usage, cluster, STAND).shard.kind).toBe('unknown');
    expect(fit(usage, { ...cluster, shards: undefined }, HALF).shard.kind).toBe('unknown');
  });
});

describe('connections, bandwidth and QPS', () => {
  it('are held against what the class has', () => {
    const usage = aUsage({ peakConnections: 10_001, peakInPercent: 10, peakOutPercent: 95, peakQps: 10 });
    expect(fit(usage, { ...large, bandwidthMBs: 24 }, SMALL)).toMatchObject({
      connections: { kind: 'does_not_fit', used: 10_001, limit: 10_000 },
      bandwidth: { kind: 'does_not_fit' },
      qps: { kind: 'fits' },
    });
  });

  it('are unknown without a figure, without a published limit, and where engine 4.0 has its own', () => {
    const none: Partial<Usage> = { peakConnections: undefined, peakInPercent: undefined, peakOutPercent: undefined };
    expect(fit(aUsage(none), large, SMALL)).toMatchObject({
      connections: { kind: 'unknown' },
      bandwidth: { kind: 'unknown' },
    });
    expect(fit(aUsage(), large, 'redis.master.9xlarge.default').qps.kind).toBe('unknown');
    expect(fit(aUsage(), { ...large, engineVersion: '4.0' }, SMALL).connections.kind).toBe('unknown');
  });
});

describe('a refusal', () => {
  const full = aUsage({ peakMemoryBytes: 2.9 * GB });

  it('has the numbers and the smallest class that fits', () => {
    expect(misfit(full, large, MID, ALL)).toEqual({
      targetClass: MID,
      used: 2.9 * GB,
      limit: 2 * GB,
      shard: false,
      smallest: { name: STAND, memoryMb: 4096 },
    });
  });

  it('names a class of the same family, and of no other', () => {
    const amber = { name: 'redis.amber.master.stand.multithread' };
    expect(misfit(full, large, MID, [amber, ...ALL])?.smallest?.name).toBe(STAND);
    expect(misfit(full, large, MID, [amber])?.smallest).toBeUndefined();
    expect(misfit(full, large, MID, [{ name: HALF }])?.smallest).toBeUndefined();
  });

  it('names no class where none smaller than now fits, or none is known', () => {
    expect(misfit(aUsage({ peakMemoryBytes: 7 * GB }), large, MID, ALL)?.smallest).toBeUndefined();
    expect(misfit(full, large, MID, [])?.smallest).toBeUndefined();
  });

  it('is for smaller classes alone, and only for what is known', () => {
    const tiny = anInstance();
    expect(misfit(full, tiny, MID, ALL)).toBeUndefined();
    expect(misfit(full, large, LARGE, ALL)).toBeUndefined();
    expect(misfit(undefined, large, MID, ALL)).toBeUndefined();
    expect(misfit(aUsage({ peakMemoryBytes: undefined }), large, MID, ALL)).toBeUndefined();
    expect(misfit(full, { ...large, capacityMb: undefined }, MID, ALL)).toBeUndefined();
    expect(misfit(full, large, 'redis.new.class', ALL)).toBeUndefined();
  });

  it('is for a shard that is more than full, not for one that is nearly so', () => {
    const hot = (gb: number) => aUsage({ peakMemoryBytes: 4 * GB, hottestShardBytes: gb * GB });
    expect(misfit(hot(2.1), cluster, HALF, [])).toMatchObject({ shard: true, limit: 2 * GB });
    expect(misfit(hot(1.9), cluster, HALF, [])).toBeUndefined();
  });
});

describe('cloud-native community classes', () => {
  const shard = (size: string) => `redis.shard.${size}.ce`;
  const offered = ['small.2', 'mid.2', 'large', 'xlarge', '2xlarge'].map((size) => ({ name: shard(size) }));
  const others = [{ name: 'tair.rdb.1g' }, { name: 'redis.logic.sharding.2g.2db.0rodb.4proxy.default' }];
  const is = (size: string, gb: number) =>
    anInstance({ instanceClass: shard(size), realClass: shard(size), capacityMb: gb * 1024, shards: 1 });
  const using = (gb: number) => aUsage({ peakMemoryBytes: gb * GB });

  it.each([
    ['mid.2', 2, 1.8, 'large'],
    ['large', 4, 3.5, 'xlarge'],
    ['large', 4, 1, undefined],
  ])('%s of %d GB that used %d GB should be %s', (size, gb, used, wanted) => {
    expect(classThatFits(using(used), is(size, gb), [...others, ...offered])).toBe(wanted && shard(wanted));
  });

  it.each([
    ['large', 4, 1.2, 'mid.2'],
    ['xlarge', 8, 1.2, 'mid.2'],
    ['large', 4, 1.9, undefined],
  ])('the smallest below %s of %d GB that holds %d GB is %s', (size, gb, used, wanted) => {
    expect(smallestThatFits(using(used), is(size, gb), [...others, ...offered])?.name).toBe(wanted && shard(wanted));
  });
});

it('the smallest class is one that fits, smaller than now, and no smaller one would', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 * GB }), fc.shuffledSubarray(ALL), (peakMemoryBytes, candidates) => {
      const usage = aUsage({ peakMemoryBytes });
      const found = smallestThatFits(usage, large, candidates);
      const fitting = candidates
        .map(({ name }) => fit(usage, large, name).memory)
        .filter(({ kind, limit }) => kind !== 'does_not_fit' && (limit ?? 0) < 8 * GB)
        .map(({ limit = 0 }) => limit);
      expect((found?.memoryMb ?? Infinity) * 1024 * 1024).toBe(Math.min(Infinity, ...fitting));
    }),
  );
});
