import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { CLASS_TABLE } from '../../../src/core/instance/class-table.ts';
import { readSizing, type Sized, sized, type Sizing } from '../../../src/core/instance/sizing.ts';
import { anInstance } from '../../builders.ts';
import { runs } from '../../runs.ts';

const OFFERED = CLASS_TABLE.map(([name]) => ({ name, capacityMb: undefined }));
const size = (mb: number): Sizing => ({ kind: 'size', mb });
const step = (by: number): Sizing => ({ kind: 'step', by });

describe('a size or a step as it is typed', () => {
  it.each<readonly [text: string, sizing: Sizing | undefined]>([
    ['4GB', size(4096)],
    ['4g', size(4096)],
    ['4Gi', size(4096)],
    ['4gib', size(4096)],
    ['4096mb', size(4096)],
    ['1.5g', size(1536)],
    ['1t', size(1_048_576)],
    ['+1', step(1)],
    ['-1', step(-1)],
    ['+2', step(2)],
    ['up', step(1)],
    ['down', step(-1)],
    ['0g', undefined],
    ['4', undefined],
    ['+0', undefined],
    ['gb', undefined],
    ['constructor', undefined],
  ])('%s', (text, sizing) => {
    expect(readSizing(text)).toEqual(sizing);
  });
});

const at = (realClass: string, over: Partial<Parameters<typeof anInstance>[0]> = {}) =>
  anInstance({ instanceClass: realClass, realClass, capacityMb: undefined, ...over });
const MASTER = at('redis.master.stand.default');
const CLUSTER = at('redis.logic.sharding.2g.4db.0rodb.4proxy.default', { architecture: 'cluster', shards: 4 });
const SHARD = at('redis.shard.mid.2.ce');
const PROXY = at('redis.shard.with.proxy.mid.ce', { architecture: 'cluster', shards: 4 });

/** What came of it, in short. */
function told(answer: Sized): string {
  const names = (classes: readonly { readonly name: string }[]) => classes.map(({ name }) => name).join(' ');
  if (answer.kind === 'one') return answer.targetClass;
  if (answer.kind === 'several') return `several: ${names(answer.classes)}`;
  return answer.kind === 'none' ? `none: ${names(answer.below)} < > ${names(answer.above)}` : answer.kind;
}

describe('the class of a size or a step', () => {
  it.each<readonly [what: string, facts: typeof MASTER, sizing: Sizing, wanted: string]>([
    ['a size', MASTER, size(8192), 'redis.master.large.default'],
    ['the next larger', MASTER, step(1), 'redis.master.large.default'],
    ['two larger', MASTER, step(2), 'redis.master.2xlarge.default'],
    ['the next smaller', MASTER, step(-1), 'redis.master.mid.default'],
    ['the size it has', MASTER, size(4096), 'same'],
    ['a size there is not', MASTER, size(6144), 'none: redis.master.mid.default < > redis.master.large.default'],
    ['more than there is', MASTER, step(9), 'none: redis.master.8xlarge.default < > '],
    ['less than there is', MASTER, step(-9), 'none:  < > redis.master.micro.default'],
    ['a cluster keeps its shards', CLUSTER, size(16384), 'redis.logic.sharding.4g.4db.0rodb.4proxy.default'],
    [
      'a cluster has no class of other shards',
      CLUSTER,
      size(4096),
      'none:  < > redis.logic.sharding.4g.4db.0rodb.4proxy.default',
    ],
    ['small and large names of one family', SHARD, step(1), 'redis.shard.large.ce'],
    ['small names of one family', SHARD, step(-1), 'redis.shard.small.2.ce'],
    ['memory is that of all shards', PROXY, size(16384), 'redis.shard.with.proxy.large.ce'],
    ['Tair', at('tair.rdb.4g'), step(1), 'tair.rdb.8g'],
  ])('%s', (_, facts, sizing, wanted) => {
    expect(told(sized(facts, OFFERED, sizing))).toBe(wanted);
  });

  it('is one of those on offer', () => {
    const offered = OFFERED.filter(({ name }) => name !== 'redis.master.large.default');
    expect(told(sized(MASTER, offered, step(1)))).toBe('redis.master.2xlarge.default');
    expect(told(sized(MASTER, offered, size(8192)))).toBe(
      'none: redis.master.mid.default < > redis.master.2xlarge.default',
    );
    expect(told(sized(MASTER, [], step(1)))).toBe('none:  < > ');
  });

  it('is not chosen between two of that size', () => {
    const facts = at('tair.scm.standard.4m.32d', { capacityMb: 4096 });
    const two = ['tair.scm.standard.8m.32d', 'tair.scm.standard.9m.32d'].map((name) => ({ name, capacityMb: 8192 }));
    expect(told(sized(facts, two, size(8192)))).toBe(`several: ${two.map(({ name }) => name).join(' ')}`);
    expect(told(sized(facts, two, step(1)))).toMatch(/^several/);
  });

  it('is unknown where the memory of now is', () => {
    expect(told(sized(at('tair.scm.standard.4m.32d'), OFFERED, step(1)))).toBe('unknown');
  });
});

test('a class that is chosen is the only one on offer of its size', () => {
  const offers = fc.subarray(OFFERED);
  const wanted = fc.oneof(
    fc.integer({ min: 1, max: 9 }).map(step),
    fc.constantFrom(256, 1024, 2048, 4096, 8192, 16384).map(size),
  );
  fc.assert(
    fc.property(fc.constantFrom(MASTER, CLUSTER, SHARD, PROXY), offers, wanted, (facts, offered, sizing) => {
      const answer = sized(facts, offered, sizing);
      if (answer.kind !== 'one') return;
      expect(offered.map(({ name }) => name)).toContain(answer.targetClass);
      expect(answer.targetClass).not.toBe(facts.realClass);
    }),
    { numRuns: runs(500) },
  );
});
