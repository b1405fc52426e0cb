/** Which of many instances could be smaller or should be larger: a look at all, then a closer one at a few. */
import { type Advice, unlessReturning } from '../../core/report/advice.ts';
import { MEMORY_SHARE } from '../../core/instance/fit.ts';
import type { InstanceFacts, InstanceSummary } from '../../core/instance/instance.ts';
import { suggestionFor } from '../../core/instance/suggestion.ts';
import { monthlyCost } from '../../core/value/money.ts';
import type { ReadOnlyWorld } from '../world.ts';
import { attempt } from './attempt.ts';
import { findInstance, offeredFor, quoteFor, usageFor } from './facts.ts';
import { returningOf } from './prolonged.ts';
import { inTurn } from './in-turn.ts';

const READ_MS = 15_000;
/** Instances of one look at their memory: a week of hours of so many fits into one answer of the metrics service. */
const TOGETHER = 8;
/** Calls, and instances, that are looked at at the same time: people who order must not wait for this. */
const AT_ONCE = 3;
/** Instances that are looked at closely; each takes some six calls. */
const CLOSELY = 20;
/** The largest share of a class that the next smaller one of its family has: with a higher peak none could be smaller. */
const NEXT = 3 / 4;
const MB = 1024 * 1024;

/** The class that would do for this instance, with what it costs, or the one that it goes back to. */
export async function adviceFor(world: ReadOnlyWorld, instance: InstanceFacts): Promise<Advice> {
  const [usage, offered, there] = await Promise.all([
    usageFor(world, instance, READ_MS),
    offeredFor(world, instance, READ_MS),
    returningOf(world, instance.instanceId),
  ]);
  const suggestion = unlessReturning(suggestionFor(usage, instance, offered ?? []), instance, there);
  if (!('targetClass' in suggestion) || suggestion.targetClass === undefined) {
    return { instance, suggestion, cost: undefined };
  }
  const change = { ...world.policy().defaults, targetClass: suggestion.targetClass, businessInfo: undefined };
  const quote = await quoteFor(world, instance, change);
  return { instance, suggestion, cost: quote && monthlyCost(quote, instance, world.clock.now()) };
}

/** Of these instances those with something to suggest, and how many could not be looked at in `ms`. */
export async function adviceForAll(
  world: ReadOnlyWorld,
  instances: readonly InstanceSummary[],
  ms: number,
): Promise<{ readonly advice: readonly Advice[]; readonly unread: number; readonly more: number }> {
  const peaks = await memoryPeaks(world, instances, ms / 2);
  const worth = instances
    .flatMap((instance) => {
      const peak = peaks.get(instance.instanceId);
      const whole = (instance.capacityMb ?? 0) * MB;
      if (peak === undefined || whole === 0) return [];
      const filled = peak / whole;
      if (filled >= MEMORY_SHARE) return [{ instance, weight: Infinity }];
      return filled < MEMORY_SHARE * NEXT ? [{ instance, weight: whole - peak }] : [];
    })
    .toSorted((a, b) => (a.weight === b.weight ? 0 : b.weight - a.weight));
  const chosen = worth.slice(0, CLOSELY);
  const found = await inTurn(chosen, AT_ONCE, ms / 2, async ({ instance: { instanceId, region } }) => {
    const read = await findInstance(world, instanceId, region);
    return read.kind === 'found' ? adviceFor(world, read.facts) : undefined;
  });
  const read = found.filter((one) => one !== undefined);
  return {
    advice: read.filter(({ suggestion: { kind } }) => kind !== 'fits' && kind !== 'unknown'),
    unread: instances.length - peaks.size + chosen.length - read.length,
    more: worth.length - chosen.length,
  };
}

/** The highest use of memory in seven days, in bytes, by instance that was read; undefined: it has no metrics. */
async function memoryPeaks({ cloud }: ReadOnlyWorld, instances: readonly InstanceSummary[], ms: number) {
  const alike = Map.groupBy(instances, ({ account, region, architecture }) => `${account} ${region} ${architecture}`);
  const batches = [...alike.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / TOGETHER) }, (_, at) =>
      group.slice(at * TOGETHER, (at + 1) * TOGETHER),
    ),
  );
  const read = await inTurn(batches, AT_ONCE, ms, async (batch) => {
    const peaks = await attempt(() => cloud.memoryPeaks(batch));
    return peaks.kind === 'ok' ? [...peaks.value] : [];
  });
  return new Map(read.flatMap((entries) => entries ?? []));
}
