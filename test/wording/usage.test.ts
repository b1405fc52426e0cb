import { describe, expect, it } from 'vitest';
import { usageLine, usageText } from '../../src/wording/usage.ts';
import { wordsFor } from '../../src/wording/words.ts';
import { anInstance, aUsage, GB } from '../builders.ts';

const MID = 'redis.master.mid.default';
const LARGE = 'redis.master.large.default';
const words = wordsFor('en');
const facts = anInstance();
const large = anInstance({ realClass: LARGE, instanceClass: LARGE, capacityMb: 8192, bandwidthMBs: 24 });

describe('on the form', () => {
  it('memory has a bar for now and for the class that is asked for, and a week', () => {
    expect(usageText({ usage: aUsage(), facts, targetClass: MID }, words).split('\n')).toEqual([
      '*Peak usage, last 7 days*',
      'Memory ▓▓▓▓▓▓▓░░░ 71% of 1 GB ▁▂▂▃▃▄▆',
      'Memory in the new class ▓▓▓▓░░░░░░ 36% of 2 GB',
      'Connections 120 of 10,000',
    ]);
  });

  it('a week that is flat is not drawn', () => {
    const flat = aUsage({ dailyMemoryBytes: Array.from({ length: 7 }, () => 0.5 * GB) });
    expect(usageText({ usage: flat, facts, targetClass: MID }, words)).toContain('71% of 1 GB\n');
  });

  it('what is missing could not be read, and nothing is made of it', () => {
    expect(usageText({ usage: undefined, facts, targetClass: MID }, words).split('\n')).toEqual([
      '*Peak usage, last 7 days*',
      "Memory couldn't be read",
      "Connections couldn't be read",
    ]);
    const some = { usage: aUsage({ dailyMemoryBytes: [null, null, 1, null, null, null, 0] }), targetClass: undefined };
    expect(usageText({ ...some, facts }, words)).toContain('71% of 1 GB ··▁···▁');
    expect(usageText({ ...some, facts: { ...facts, capacityMb: undefined } }, words)).toContain('Memory 727 MB');
  });

  it('is Chinese for whoever reads that', () => {
    expect(usageText({ usage: aUsage(), facts, targetClass: MID }, wordsFor('zh-CN'))).toContain('71%（共 1 GB）');
  });
});

describe('on the card', () => {
  it.each([
    ['a larger class', aUsage(), facts, MID, 'Peak memory, last 7 days: ▓▓▓▓▓▓▓░░░ 71% of 1 GB → 36% of 2 GB ▁▂▂▃▃▄▆'],
    ['an unknown class', aUsage(), facts, 'redis.x.y', 'a class of unknown memory'],
    ['little use', aUsage({ peakMemoryBytes: 1 }), facts, MID, '▓░░░░░░░░░ &lt;1% of 1 GB'],
    ['too much', aUsage({ peakMemoryBytes: 1.7 * GB }), facts, MID, 'Peak memory 1.7 GB is more than 80% of the 2 GB'],
    ['nearly too much', aUsage({ peakMemoryBytes: 1.5 * GB }), large, MID, 'is close to 80% of the 2 GB'],
    [
      'connections',
      aUsage({ peakConnections: 10_500 }),
      large,
      MID,
      '⚠️ Peak connections 10,500; the new class allows',
    ],
    ['bandwidth', aUsage({ peakOutPercent: 90 }), large, MID, '⚠️ Peak bandwidth 21.6 MB/s; the new class has 16 MB/s'],
  ])('%s', (_, usage, instance, targetClass, text) => {
    expect(usageLine({ usage, facts: instance, targetClass }, words)).toContain(text);
  });

  it('without figures nothing is said of a larger class, and of a smaller one who checks', () => {
    expect(usageLine({ usage: undefined, facts, targetClass: MID }, words)).toBeUndefined();
    expect(usageLine({ usage: undefined, facts: large, targetClass: MID }, words)).toContain(
      "Memory usage couldn't be read. Alibaba Cloud refuses the change if the data doesn't fit.",
    );
  });
});
