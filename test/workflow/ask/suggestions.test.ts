import { expect, it } from 'vitest';
import { CLASS_TABLE } from '../../../src/core/instance/class-table.ts';
import { describeClass } from '../../../src/core/instance/classes.ts';
import type { InstanceFacts } from '../../../src/core/instance/instance.ts';
import { alike } from '../../../src/core/instance/sizing.ts';
import { adviceForAll } from '../../../src/workflow/ask/suggestions.ts';
import type { ResizeRequest } from '../../../src/core/request/request.ts';
import type { Cloud, RequestFilter } from '../../../src/workflow/ports.ts';
import { aChange, anInstance, aRequest, aUsage, GB } from '../../builders.ts';
import { aPolicy } from '../../core/policy/policy-builders.ts';
import { aWorld } from '../../world.ts';

const CLASS = 'redis.master.stand.default';
const OFFERED = ['small', 'mid', 'stand', 'large'].map((size) => ({
  name: `redis.master.${size}.default`,
  capacityMb: undefined,
  remark: '',
}));
const QUOTE = { currency: 'CNY', originalAmount: '0', discountAmount: '0', tradeAmount: '0.21', priceNow: '0.714' };

/** So many instances of 4 GB, the first of them full. */
function fleetOf(count: number, over: Partial<Cloud> = {}, returning: readonly ResizeRequest[] = []) {
  const instances = Array.from({ length: count }, (_, index) =>
    anInstance({
      instanceId: `r-${String(index)}`,
      chargeType: 'PostPaid',
      capacityMb: 4096,
      realClass: CLASS,
      instanceClass: CLASS,
    }),
  );
  const used = (id: string) => (id === 'r-0' ? 3.9 : 0.5) * GB;
  const calls: string[] = [];
  let [now, most] = [0, 0];
  const counted = async <T>(name: string, answer: () => T): Promise<T> => {
    calls.push(name);
    most = Math.max(most, ++now);
    await new Promise(setImmediate);
    now -= 1;
    return answer();
  };
  const cloud: Partial<Cloud> = {
    memoryPeaks: (batch) =>
      counted('memoryPeaks', () => new Map(batch.map(({ instanceId: id }) => [id, used(id)] as const))),
    locate: (id) => Promise.resolve(instances.find(({ instanceId }) => instanceId === id)),
    instance: ({ instanceId: id }) => counted('instance', () => instances.find((one) => one.instanceId === id)),
    usage: ({ instanceId }: InstanceFacts) =>
      counted('usage', () => {
        const peakMemoryBytes = used(instanceId);
        return aUsage({ peakMemoryBytes, dailyMemoryBytes: Array.from({ length: 7 }, () => peakMemoryBytes) });
      }),
    targets: () => counted('targets', () => OFFERED),
    quote: () => counted('quote', () => QUOTE),
    ...over,
  };
  const policy = aPolicy([]);
  const find = ({ instanceId }: RequestFilter) =>
    Promise.resolve(returning.filter(({ before }) => before.instanceId === instanceId));
  return { world: aWorld({ cloud, policy: () => policy, records: { find } }), instances, calls, most: () => most };
}

it('looks at all of two hundred in batches, closely at the most urgent, and at a few at a time', async () => {
  const { world, instances, calls, most } = fleetOf(200);
  const found = await adviceForAll(world, instances, 20_000);
  expect(calls.filter((name) => name === 'memoryPeaks')).toHaveLength(25);
  expect(calls.length).toBeLessThanOrEqual(25 + 20 * 4);
  expect(most()).toBeLessThanOrEqual(6);
  const [first, second] = found.advice;
  expect(first).toMatchObject({
    instance: { instanceId: 'r-0' },
    suggestion: { kind: 'larger', targetClass: 'redis.master.large.default' },
  });
  expect(second).toMatchObject({
    suggestion: { kind: 'smaller', targetClass: 'redis.master.small.default' },
    cost: { direction: 'less', difference: '367.92' },
  });
  expect(found).toMatchObject({ unread: 0, more: 180 });
  expect(found.advice).toHaveLength(20);
});

it.each([
  ['tair.rdb.32g', 'tair.rdb.24g', 32],
  ['redis.shard.4xlarge.ce', 'redis.shard.3xlarge.ce', 32],
])('also from %s to %s, the next smaller one', async (is, next, gb) => {
  const peak = gb * 0.58 * GB;
  const big = { instanceClass: is, realClass: is, capacityMb: gb * 1024 };
  const { world, instances } = fleetOf(1, {
    memoryPeaks: (batch) => Promise.resolve(new Map(batch.map(({ instanceId: id }) => [id, peak]))),
    usage: () =>
      Promise.resolve(aUsage({ peakMemoryBytes: peak, dailyMemoryBytes: Array.from({ length: 7 }, () => peak) })),
    locate: () => Promise.resolve(anInstance(big)),
    instance: () => Promise.resolve(anInstance(big)),
    targets: () => Promise.resolve([{ name: next, capacityMb: undefined, remark: '' }]),
  });
  const { advice } = await adviceForAll(
    world,
    instances.map((one) => ({ ...one, ...big })),
    5_000,
  );
  expect(advice).toMatchObject([{ suggestion: { kind: 'smaller', targetClass: next } }]);
});

it('no class has more than three quarters of the next larger one of its family', () => {
  const names = CLASS_TABLE.map(([name]) => ({ name }));
  const shares = names.flatMap(({ name }) => {
    const facts = describeClass(name)!;
    const architecture = facts.architecture.split('|')[0]!;
    const is = anInstance({
      instanceClass: name,
      realClass: name,
      architecture,
      capacityMb: facts.memoryMb,
      shards: facts.shards ?? 1,
    });
    const smaller = names.flatMap((one) => alike(is, one)).filter(({ mb }) => mb < facts.memoryMb);
    return smaller.map(({ mb }) => mb / facts.memoryMb);
  });
  expect(Math.max(...shares)).toBe(0.75);
});

it('an instance without metrics was read', async () => {
  const { world, instances } = fleetOf(2, {
    memoryPeaks: (batch) => Promise.resolve(new Map(batch.map(({ instanceId: id }) => [id, undefined]))),
  });
  expect(await adviceForAll(world, instances, 5_000)).toEqual({ advice: [], unread: 0, more: 0 });
});

it('what cannot be read in time is counted, and the rest is there', async () => {
  const slow = fleetOf(20, {
    memoryPeaks: (batch) =>
      batch[0]?.instanceId === 'r-8'
        ? new Promise(() => undefined)
        : Promise.resolve(new Map(batch.map(({ instanceId: id }) => [id, (id === 'r-0' ? 3.9 : 2.5) * GB] as const))),
  });
  const found = await adviceForAll(slow.world, slow.instances, 200);
  expect(found.unread).toBe(8);
  expect(found.advice.map(({ instance }) => instance.instanceId)).toEqual(['r-0']);
});

it('names the return of what has its class for a time, in place of a smaller one; what is full stays full', async () => {
  const at = '2026-11-24T01:00:00.000Z';
  const plannedReturn = { at, announced: undefined, waitsFor: undefined, outcome: undefined };
  const gone = (instanceId: string, capacityMb: number, targetClass = CLASS) =>
    aRequest({
      ...{ state: 'completed', change: aChange({ targetClass }), plannedReturn },
      before: anInstance({ instanceId, capacityMb }),
    });
  const returning = [gone('r-0', 1024), gone('r-1', 1024), gone('r-3', 1024, 'redis.master.large.default')];
  const { world, instances } = fleetOf(4, {}, returning);
  const { advice } = await adviceForAll(world, instances, 20_000);
  expect(Object.fromEntries(advice.map((one) => [one.instance.instanceId, one.suggestion.kind]))).toEqual({
    ...{ 'r-0': 'larger', 'r-1': 'returns', 'r-2': 'smaller' },
    // Somebody has changed its class since.
    'r-3': 'smaller',
  });
  expect(advice.find(({ instance }) => instance.instanceId === 'r-1')).toMatchObject({
    suggestion: { back: 'redis.master.small.default', backMb: 1024, at },
    cost: undefined,
  });
  const more = fleetOf(1, {}, [gone('r-0', 8192)]);
  expect((await adviceForAll(more.world, more.instances, 20_000)).advice[0]?.suggestion.kind).toBe('returns');
});
