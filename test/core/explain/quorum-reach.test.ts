import { describe, expect, it } from 'vitest';
import { clockFinding } from '../../../src/core/finding.ts';
import type { Rule } from '../../../src/core/policy/policy-model.ts';
import { quorumReach } from '../../../src/core/explain/quorum-reach.ts';
import { aDirectory, aPolicy, aQuorum, aRule } from '../policy/policy-builders.ts';

const PEOPLE = { SSRE: ['USRE1', 'USRE2'] };
type Groups = Parameters<typeof aDirectory>[0];

function reach(rule: Partial<Rule>, groups: Groups = PEOPLE, absent: readonly string[] = []) {
  const whole = aRule(rule);
  return quorumReach(aPolicy([whole]), whole, aDirectory(groups), new Set(absent));
}

describe('whether enough people can agree', () => {
  it.each([
    ['two of two, when somebody else asks', { who: ['dev'], approval: aQuorum({ count: 2 }) }, 'enough', 2],
    ['three of two', { who: ['dev'], approval: aQuorum({ count: 3 }) }, 'short', 2],
    [
      'two of two, when one of them asks',
      { who: ['dev', 'sre'], approval: aQuorum({ count: 2 }) },
      'short_for_some',
      2,
    ],
    ['two of two, when only they may ask', { who: ['sre'], approval: aQuorum({ count: 2 }) }, 'short', 2],
    ['and when whoever asks counts', { who: ['sre'], approval: aQuorum({ count: 2, self: true }) }, 'enough', 2],
    ['one of two, when one of them asks', { who: ['sre'], approval: aQuorum({ count: 1 }) }, 'enough', 2],
    ['nobody in the group', { who: ['dev'], approval: aQuorum({ from: ['none'] }) }, 'short', 0],
  ] as const)('%s', (_, rule, kind, found) => {
    expect(reach(rule)).toMatchObject({ kind, found });
  });

  it('somebody who cannot use the bot does not count', () => {
    const rule = { who: ['dev'], approval: aQuorum({ count: 2 }) };
    expect(reach(rule, PEOPLE, ['USRE2'])).toEqual({ kind: 'short', found: 1, wanted: 2 });
    expect(reach({ ...rule, who: ['sre', 'dev'] }, PEOPLE, ['UDEV'])?.kind).toBe('short');
  });

  it('of a group that cannot be read nothing is claimed', () => {
    const unread: Groups = { SSRE: 'unknown' };
    expect(reach({ approval: aQuorum({ count: 1 }) }, unread)?.kind).toBe('unknown');
    // One who is named is enough, whoever else there may be.
    expect(reach({ approval: aQuorum({ from: ['both'], count: 1 }) }, unread)?.kind).toBe('enough');
    expect(reach({ who: ['sre'], approval: aQuorum({ from: ['dev'], count: 1 }) }, unread)?.kind).toBe('unknown');
  });

  it('a rule that needs nobody has no quorum', () => {
    expect(reach({ approval: { kind: 'none' } })).toBeUndefined();
  });
});

describe('a clock', () => {
  const at = (seconds: number) => new Date(1_800_000_000_000 + seconds * 1000);

  it.each([
    [0, 'ok', 'as Slack’s'],
    [60, 'ok', 'as Slack’s'],
    [61, 'warning', 'this clock is 61 s ahead of Slack’s'],
    [-300, 'warning', 'this clock is 300 s behind Slack’s'],
    [301, 'problem', 'this clock is 301 s ahead of Slack’s'],
  ])('that is %d s ahead', (seconds, status, what) => {
    expect(clockFinding('clock.slack', 'Slack', at(seconds), at(0))).toMatchObject({ status, what });
  });
});
