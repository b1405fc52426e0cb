import { describe, expect, it } from 'vitest';
import type { InstanceFacts } from '../../../src/core/instance/instance.ts';
import { daysUntilFull, suggestionFor } from '../../../src/core/instance/suggestion.ts';
import type { Usage } from '../../../src/core/instance/usage.ts';
import { anInstance, aUsage, GB } from '../../builders.ts';

const OFFERED = ['micro', 'small', 'mid', 'stand', 'large'].map((size) => ({
  name: `redis.master.${size}.default`,
  capacityMb: undefined,
}));
/** 4 GB, 20,000 connections, 24 MB/s. */
const stand = anInstance({
  instanceClass: 'redis.master.stand.default',
  realClass: 'redis.master.stand.default',
  capacityMb: 4096,
  bandwidthMBs: 24,
});
const peak = (gb: number, over: Partial<Usage> = {}) =>
  aUsage({ peakMemoryBytes: gb * GB, dailyMemoryBytes: Array.from({ length: 7 }, () => gb * GB), ...over });

describe('the class that would do', () => {
  const cases: readonly (readonly [string, Usage | undefined, Partial<InstanceFacts>, object])[] = [
    ['a quarter of the memory', peak(0.7), {}, { kind: 'smaller', targetClass: 'redis.master.small.default', days: 7 }],
    ['80% of the smallest is too much', peak(0.8), {}, { kind: 'smaller', targetClass: 'redis.master.mid.default' }],
    ['what the smaller class has no room for', peak(1.6), {}, { kind: 'fits' }],
    ['connections keep it from the smaller class', peak(0.7, { peakConnections: 9_001 }), {}, { kind: 'fits' }],
    [
      'bandwidth keeps it from the smallest',
      peak(0.7, { peakOutPercent: 40 }),
      {},
      { kind: 'smaller', targetClass: 'redis.master.mid.default' },
    ],
    ['QPS keep it', peak(0.7, { peakQps: 75_000 }), {}, { kind: 'fits' }],
    [
      'limits that could not be compared are named',
      peak(0.7, { peakConnections: undefined }),
      {},
      { kind: 'smaller', unchecked: ['connections'] },
    ],
    ['80% is full', peak(3.2), {}, { kind: 'larger', targetClass: 'redis.master.large.default' }],
    [
      'nothing larger is on offer',
      peak(7),
      { capacityMb: 8192, realClass: 'redis.master.large.default' },
      { kind: 'larger', targetClass: undefined },
    ],
    [
      'another family is not suggested',
      peak(0.7),
      { realClass: 'redis.amber.master.stand.multithread' },
      { kind: 'fits' },
    ],
    ['no metrics', undefined, {}, { kind: 'unknown' }],
    [
      'two days are no week',
      peak(0.7, { dailyMemoryBytes: [null, null, null, null, null, GB, GB] }),
      {},
      { kind: 'unknown' },
    ],
    [
      'but a full one is full after a day',
      peak(3.9, { dailyMemoryBytes: [null, null, null, null, null, null, 3.9 * GB] }),
      {},
      { kind: 'larger', days: 1, fullInDays: undefined },
    ],
  ];
  it.each(cases)('%s', (_, usage, over, expected) => {
    expect(suggestionFor(usage, { ...stand, ...over }, OFFERED)).toMatchObject(expected);
  });
});

describe('when it is full', () => {
  const rows: readonly (readonly [string, readonly (number | null)[], number | undefined])[] = [
    ['a straight rise of 2% a day from 70 to 82', [70, 72, 74, 76, 78, 80, 82], 9],
    ['nearly straight', [70, 72.5, 73.5, 76.5, 77.5, 80.5, 82], 9],
    ['missing days do not matter', [70, null, 74, 76, null, 80, 82], 9],
    ['four days are too few', [null, null, null, 76, 78, 80, 82], undefined],
    ['a shop’s week goes up and down', [95, 70, 69, 71, 73, 76, 90], undefined],
    ['level', [82, 82, 82, 82, 82, 82, 82], undefined],
    ['falling', [88, 86, 84, 82, 80, 78, 76], undefined],
    ['noise', [82, 82.1, 82.2, 82.3, 82.4, 82.5, 82.6], undefined],
    ['more than a month ahead', [50, 50.5, 51, 51.5, 52, 52.5, 53], undefined],
    ['full already', [94, 95, 96, 97, 98, 99, 100], undefined],
    ['no days', [], undefined],
  ];
  it.each(rows)('%s', (_, daily, days) => {
    expect(daysUntilFull(daily, 100)).toBe(days);
  });
});
