import { describe, expect, it } from 'vitest';
import type { Vitals } from '../../../src/core/instance/usage.ts';
import { afterChange, comparedTimes } from '../../../src/core/lifecycle/after-change.ts';
import { aRequest, GB, minutesAfter, NOON } from '../../builders.ts';

const due = aRequest({
  state: 'completed',
  order: { orderId: '1', requestId: undefined, placedAt: minutesAfter(-30).toISOString() },
  followUpAt: minutesAfter(15).toISOString(),
});
const vitals = (over: Partial<Vitals> = {}): Vitals => ({
  memoryBytes: GB,
  connections: 120,
  latencyUs: 120,
  ...over,
});

describe('after a change', () => {
  it('what is compared is the quarter of an hour before the order and that after the change', () => {
    expect(comparedTimes(due)).toEqual({
      before: { from: minutesAfter(-45).getTime(), to: minutesAfter(-30).getTime() },
      after: { from: NOON.getTime(), to: minutesAfter(15).getTime() },
    });
    expect(comparedTimes(aRequest({ state: 'completed' }))).toBeUndefined();
  });

  // The new class has 2 GB and 10,000 connections.
  const cases: readonly (readonly [string, Vitals | undefined, string | undefined | false])[] = [
    ['roomy', vitals(), undefined],
    ['memory at exactly 80% is not above it', vitals({ memoryBytes: 1.6 * GB }), undefined],
    ['memory above 80%', vitals({ memoryBytes: 1.6 * GB + 1 }), 'memory'],
    ['connections above 80%', vitals({ connections: 8_001 }), 'connections'],
    ['both', vitals({ memoryBytes: 2 * GB, connections: 9_999 }), 'memory connections'],
    ['memory alone is known', vitals({ connections: undefined, latencyUs: undefined }), undefined],
    ['latency alone is no news', vitals({ connections: undefined, memoryBytes: undefined }), false],
    ['no metrics', undefined, false],
  ];
  it.each(cases)('%s', (_, after, full) => {
    const step = afterChange(due, vitals(), after);
    expect(step).toMatchObject({ kind: 'update', patch: { followUpAt: undefined } });
    const [event] = step.kind === 'update' ? step.events : [];
    if (full === false) expect(event).toBeUndefined();
    else expect(event).toMatchObject({ kind: 'after_change', data: { full, memoryBefore: GB } });
  });

  it('it is told once', () => {
    expect(afterChange({ ...due, followUpAt: undefined }, vitals(), vitals())).toEqual({
      kind: 'keep',
      result: undefined,
    });
  });
});
