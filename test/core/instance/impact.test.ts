import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLASS_TABLE } from '../../../src/core/instance/class-table.ts';
import type { Effect } from '../../../src/core/instance/effect.ts';
import { impact } from '../../../src/core/instance/impact.ts';
import { nextWindow } from '../../../src/core/instance/maintenance.ts';
import type { Change } from '../../../src/core/value/change.ts';
import type { InstanceFacts } from '../../../src/core/instance/instance.ts';
import { aChange, anInstance, NOON } from '../../builders.ts';

const SMALL = 'redis.master.small.default';
const STAND = 'redis.master.stand.default';
const CLUSTER = 'redis.logic.sharding.2g.4db.0rodb.4proxy.default';
const SPLIT = 'redis.logic.splitrw.stand.1db.1rodb.4proxy.default';
const PROXY = 'redis.shard.with.proxy.mid.ce';

/** An instance of a class, with limits as a page gives them for it and nothing else. */
function of(realClass: string, over: Partial<InstanceFacts> = {}): InstanceFacts {
  const limits = { connections: undefined, bandwidthMBs: undefined, qps: undefined, capacityMb: undefined };
  return anInstance({ realClass, instanceClass: realClass, ...limits, ...over });
}

function effects(facts: InstanceFacts, targetClass: string, change: Partial<Change> = {}): readonly Effect[] {
  return impact(facts, aChange({ targetClass, ...change }), NOON);
}

/** One effect as a sentence: its severity, its name, its numbers. */
function said(one: Effect): string {
  const { severity, kind, ...more } = one;
  const rest = Object.entries(more).map(
    ([name, value]) => `${name}=${Array.isArray(value) ? value.join('|') : String(value)}`,
  );
  return [severity, kind, ...rest].join(' ');
}

const STANDARD = { architecture: 'standard', shards: 1 };
const cluster = (shards: number) => ({ architecture: 'cluster', shards });
const MAY = ['warning disconnects times=2 seconds=30 may=true', 'warning read_only seconds=60 may=true'];
const SURELY = ['warning disconnects times=2 seconds=30 may=false', 'warning read_only seconds=60 may=false'];

describe('what a change does', () => {
  it.each<[string, InstanceFacts, string, readonly string[]]>([
    ['a larger classic one takes nothing away', of(SMALL), STAND, [...MAY, 'info memory_grows fromMb=1024 toMb=4096']],
    [
      'a smaller classic one has fewer connections and less bandwidth',
      of(STAND),
      SMALL,
      [
        ...MAY,
        'warning connections_drop from=20000 to=10000',
        'warning bandwidth_drop from=24 to=10',
        'warning memory_shrinks fromMb=4096 toMb=1024',
      ],
    ],
    [
      'what the instance has counts more than what its class usually has',
      of(STAND, { connections: 15_000, bandwidthMBs: 40 }),
      SMALL,
      [
        ...MAY,
        'warning connections_drop from=15000 to=10000',
        'warning extra_bandwidth_may_drop from=40 to=10',
        'warning memory_shrinks fromMb=4096 toMb=1024',
      ],
    ],
    [
      'engine 4.0 has ten thousand connections with any class',
      of(STAND, { engineVersion: '4.0', connections: 10_000 }),
      'redis.master.8xlarge.default',
      [...MAY, 'info memory_grows fromMb=4096 toMb=65536'],
    ],
    [
      'cloud-native to a smaller one',
      of('redis.shard.xlarge.ce', STANDARD),
      'redis.shard.small.2.ce',
      [
        ...MAY,
        'warning connections_drop from=20000 to=10000',
        'warning bandwidth_drop from=96 to=48',
        'warning memory_shrinks fromMb=8192 toMb=1024',
      ],
    ],
    [
      'classic to cloud-native disconnects once',
      of(STAND),
      'redis.shard.large.ce',
      ['warning disconnects times=1 seconds=30 may=false', 'warning read_only seconds=60 may=false'],
    ],
    [
      'standard to cluster changes the architecture, and what commands may do',
      of(STAND),
      CLUSTER,
      [
        ...SURELY,
        'warning architecture_changes from=standard to=cluster',
        'info memory_grows fromMb=4096 toMb=8192',
        'info commands_limited checked=true',
        'info limits_unknown',
      ],
    ],
    [
      'cluster to standard',
      of(CLUSTER, cluster(4)),
      STAND,
      [
        ...SURELY,
        'warning memory_shrinks fromMb=8192 toMb=4096',
        'warning architecture_changes from=cluster to=standard',
      ],
    ],
    [
      'fewer shards of a classic cluster',
      of(CLUSTER, cluster(4)),
      'redis.logic.sharding.2g.2db.0rodb.4proxy.default',
      [
        ...SURELY,
        'warning memory_shrinks fromMb=8192 toMb=4096',
        'warning shards_change from=4 to=2',
        'info limits_unknown',
      ],
    ],
    [
      'a cluster of several shards keeps them, and its connections with them',
      of(PROXY, cluster(4)),
      'redis.shard.with.proxy.large.ce',
      [...MAY, 'info memory_grows fromMb=8192 toMb=16384', 'info limits_unknown'],
    ],
    [
      'standard to a proxy class may become either of two',
      of('redis.shard.large.ce', STANDARD),
      PROXY,
      [
        ...SURELY,
        'warning memory_shrinks fromMb=4096 toMb=2048',
        'warning architecture_changes from=standard to=cluster-proxy|rwsplit',
        'info commands_limited checked=true',
        'info limits_unknown',
      ],
    ],
    [
      'a cluster in direct connection cannot become standard',
      of('redis.shard.large.ce', cluster(2)),
      'redis.shard.small.2.ce',
      [
        'stop forbidden why=direct_to_standard',
        ...SURELY,
        'warning connections_drop from=40000 to=10000',
        'warning memory_shrinks fromMb=8192 toMb=1024',
        'warning architecture_changes from=cluster-direct to=standard',
      ],
    ],
    [
      'read/write splitting is switched off first',
      of(SPLIT, { architecture: 'rwsplit' }),
      CLUSTER,
      [
        'stop forbidden why=splitting_first',
        ...SURELY,
        'warning architecture_changes from=rwsplit to=cluster',
        'info memory_grows fromMb=4096 toMb=8192',
        'info limits_unknown',
      ],
    ],
    [
      'read/write splitting that stays',
      of(SPLIT, { architecture: 'rwsplit' }),
      'redis.logic.splitrw.large.1db.1rodb.4proxy.default',
      [
        ...MAY,
        'info memory_grows fromMb=4096 toMb=8192',
        'info read_write_splitting begins=false',
        'info limits_unknown',
      ],
    ],
    [
      'two replicas cannot become one',
      of(SMALL),
      'redis.basic.mid.default',
      [
        'stop forbidden why=single_replica',
        ...SURELY,
        'warning architecture_changes from=standard to=standard-single-replica',
        'info memory_grows fromMb=1024 toMb=2048',
      ],
    ],
    [
      'memory cannot become disk, and nobody says more of a class that we do not know',
      of('tair.rdb.4g', STANDARD),
      'tair.essd.standard.xlarge',
      ['stop forbidden why=media', 'warning unknown of=target name=tair.essd.standard.xlarge', ...MAY],
    ],
    [
      'an unknown class',
      of(SMALL),
      'redis.new.thing.default',
      ['warning unknown of=target name=redis.new.thing.default', ...MAY],
    ],
    [
      'from an unknown class',
      of('redis.old.thing.default'),
      SMALL,
      ['warning unknown of=now name=redis.old.thing.default', ...MAY, 'info memory_unknown'],
    ],
  ])('%s', (_, facts, target, expected) => {
    const always = /^info (?:at_once|minor_version_may_upgrade|unseen)/;
    const seen = effects(facts, target).map(said);
    expect([...seen].filter((line) => !always.test(line)).sort()).toEqual([...expected].sort());
    expect(seen.filter((line) => always.test(line))).toHaveLength(3);
  });

  it('the same class does nothing', () => {
    expect(effects(of(SMALL), SMALL)).toEqual([{ kind: 'none', severity: 'info' }]);
  });

  it('ForceUpgrade takes away the check of the commands in use', () => {
    expect(effects(of(STAND), CLUSTER, { forceUpgrade: true }).map(said)).toContain(
      'warning commands_limited checked=false',
    );
  });

  it('the major version of a classic instance is sent along, that of a cloud-native one is not', () => {
    expect(effects(of(SMALL), STAND).map(said)).toContain('info minor_version_may_upgrade major=5.0');
    expect(effects(of('tair.rdb.4g', STANDARD), 'tair.rdb.8g').map(said)).toContain(
      'info minor_version_may_upgrade major=undefined',
    );
  });
});

describe('what stands beside the instance', () => {
  const NONE = { temporaryUntil: undefined, plan: false, planUntil: undefined };
  const CLEAR = { directConnection: false, bandwidth: NONE };
  const DIRECT = { directConnection: true, bandwidth: NONE };
  const networkFacts = (facts: InstanceFacts, target: string) =>
    effects(facts, target)
      .map(said)
      .filter((line) => /direct_|bandwidth_plan|temporary|unseen/.test(line));
  const SHARDS = (each: number, count: number) =>
    `redis.logic.sharding.${String(each)}g.${String(count)}db.0rodb.${String(Math.max(4, count))}proxy.default`;

  it.each<readonly [string, InstanceFacts, string, readonly string[]]>([
    ['nothing could be read', of(CLUSTER, cluster(4)), SHARDS(4, 4), ['info unseen of=dts|direct|bandwidth']],
    ['a standard instance has no direct connection', of(SMALL), STAND, ['info unseen of=dts|bandwidth']],
    ['all was read, and there is nothing', of(SMALL, { networkFacts: CLEAR }), STAND, ['info unseen of=dts']],
    [
      'one of two could be read',
      of(CLUSTER, { ...cluster(4), networkFacts: { ...CLEAR, bandwidth: undefined } }),
      SHARDS(4, 4),
      ['info unseen of=dts|bandwidth'],
    ],
    [
      'direct connection, larger shards',
      of(CLUSTER, { ...cluster(4), networkFacts: DIRECT }),
      SHARDS(4, 4),
      ['warning direct_connection', 'info unseen of=dts'],
    ],
    [
      'direct connection, twice the shards',
      of(CLUSTER, { ...cluster(4), networkFacts: DIRECT }),
      SHARDS(2, 8),
      ['warning direct_connection', 'info unseen of=dts'],
    ],
    [
      'direct connection, larger shards and more of them',
      of(CLUSTER, { ...cluster(4), networkFacts: DIRECT }),
      SHARDS(4, 8),
      ['stop forbidden why=direct_class_and_shards', 'info unseen of=dts'],
    ],
    [
      'direct connection, four times the shards',
      of(SHARDS(4, 4), { ...cluster(4), networkFacts: DIRECT }),
      SHARDS(4, 16),
      ['stop forbidden why=direct_shards_step', 'info unseen of=dts'],
    ],
    [
      'direct connection, to standard',
      of(CLUSTER, { ...cluster(4), networkFacts: DIRECT }),
      STAND,
      ['stop forbidden why=direct_to_standard', 'info unseen of=dts'],
    ],
    [
      'a cloud-native cluster in that mode has it by its class, and is not warned of it',
      of('redis.shard.large.ce', { ...cluster(2), networkFacts: DIRECT }),
      'redis.shard.xlarge.ce',
      ['info unseen of=dts'],
    ],
    [
      'bandwidth bought for a time, and a plan',
      of(SMALL, {
        networkFacts: {
          directConnection: false,
          bandwidth: { temporaryUntil: '2026-11-23T15:00:00Z', plan: true, planUntil: '2027-01-01T00:00:00Z' },
        },
      }),
      STAND,
      [
        'warning temporary_bandwidth until=2026-11-23T15:00:00Z',
        'warning bandwidth_plan until=2027-01-01T00:00:00Z',
        'info unseen of=dts',
      ],
    ],
  ])('%s', (_, facts, target, expected) => {
    expect(networkFacts(facts, target)).toEqual(expected);
  });
});

describe('when it happens', () => {
  const LATER = { effectiveTime: 'MaintainTime' } as const;

  it('is the window of the instance', () => {
    expect(effects(of(SMALL), STAND, LATER).map(said)).toContain(
      'info switch_at start=2026-11-23T18:00:00.000Z end=2026-11-23T22:00:00.000Z',
    );
    expect(effects(of(SMALL, { maintenance: undefined }), STAND, LATER).map(said)).toContain('info window_unknown');
  });

  it('may be at once where the cloud need not disconnect anybody', () => {
    const kinds = effects(of('tair.rdb.4g', STANDARD), 'tair.rdb.8g', LATER).map(({ kind }) => kind);
    expect(kinds).toContain('window_ignored_possible');
    expect(effects(of(SMALL), STAND, LATER).map(({ kind }) => kind)).not.toContain('window_ignored_possible');
  });

  it.each([
    ['before it', '18:00Z', '22:00Z', '12:00', '23T18:00', '23T22:00'],
    ['inside of it', '18:00Z', '22:00Z', '19:30', '23T18:00', '23T22:00'],
    ['at its end', '18:00Z', '22:00Z', '22:00', '24T18:00', '24T22:00'],
    ['before one over midnight', '23:00Z', '01:00Z', '12:00', '23T23:00', '24T01:00'],
    ['inside of one over midnight, before it', '23:00Z', '01:00Z', '23:30', '23T23:00', '24T01:00'],
    ['inside of one over midnight, after it', '23:00Z', '01:00Z', '00:30', '22T23:00', '23T01:00'],
    ['in a whole day', '02:00Z', '02:00Z', '01:00', '22T02:00', '23T02:00'],
  ])('%s', (_, start, end, now, opens, closes) => {
    expect(nextWindow({ start, end }, new Date(`2026-11-23T${now}:00Z`))).toEqual({
      start: `2026-11-${opens}:00.000Z`,
      end: `2026-11-${closes}:00.000Z`,
    });
  });

  it('is unknown where the window is not one', () => {
    expect(nextWindow({ start: '6pm', end: '22:00Z' }, NOON)).toBeUndefined();
  });
});

describe('a tag of Terraform', () => {
  it.each([
    ['terraform', 'true', true],
    ['managed-by', 'terraform', true],
    ['ManagedBy', 'Terraform Cloud', true],
    ['created-by', 'terraform', true],
    ['acs:terraform:module', 'cache', true],
    ['terraform', 'false', false],
    ['team', 'terraform', false],
    ['managed-by', 'hand', false],
  ])('%s: %s', (key, value, warns) => {
    const found = effects(of(SMALL, { tags: { env: 'prod', [key]: value } }), STAND).find(
      ({ kind }) => kind === 'terraform_managed',
    );
    expect(found).toEqual(warns ? { kind: 'terraform_managed', severity: 'warning', tag: { key, value } } : undefined);
  });
});

describe('for any facts', () => {
  const names = fc.oneof(fc.constantFrom(...CLASS_TABLE.map(([name]) => name)), fc.string({ unit: 'binary' }));
  const numbers = fc.option(fc.oneof(fc.integer(), fc.double()), { nil: undefined });
  const changes = fc.record({
    realClass: names,
    targetClass: names,
    architecture: fc.oneof(fc.constantFrom('standard', 'cluster', 'rwsplit', ''), fc.string()),
    capacityMb: numbers,
    connections: numbers,
    bandwidthMBs: numbers,
    qps: numbers,
    shards: numbers,
    engineVersion: fc.string(),
    tags: fc.dictionary(fc.string(), fc.string()),
    maintenance: fc.option(fc.record({ start: fc.string(), end: fc.string() }), { nil: undefined }),
    effectiveTime: fc.constantFrom('Immediately' as const, 'MaintainTime' as const),
    now: fc.date(),
  });

  it('it never throws, says something, and says the worst first', () => {
    fc.assert(
      fc.property(changes, ({ targetClass, effectiveTime, now, ...over }) => {
        const found = impact(anInstance(over), aChange({ targetClass, effectiveTime }), now);
        expect(found.length).toBeGreaterThan(0);
        const ranks = found.map(({ severity }) => ['stop', 'warning', 'info'].indexOf(severity));
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
        for (const one of found) {
          if (one.kind.endsWith('_drop') && 'from' in one) expect(one.to).toBeLessThan(one.from as number);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
