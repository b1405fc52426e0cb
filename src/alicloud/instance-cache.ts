import { LRUCache } from 'lru-cache';
import type { InstanceFacts } from '../core/instance/instance.ts';

/**
 * Remembers for `ttlMs` what `read` says of an instance; callers that ask meanwhile share one read. `undefined` and
 * failures are not remembered: the next caller may get an answer. `now`: milliseconds since 1970.
 */
export function instanceCache<T extends object>(
  ttlMs: number,
  now: () => number,
  read: (facts: InstanceFacts) => Promise<T | undefined>,
): (facts: InstanceFacts) => Promise<T | undefined> {
  const cache = new LRUCache<string, T, InstanceFacts>({
    max: 200,
    ttl: ttlMs,
    // Asks the given clock each time, instead of remembering its time for a real millisecond.
    ttlResolution: 0,
    perf: { now },
    // A read that is pushed out by 200 others is still answered.
    ignoreFetchAbort: true,
    fetchMethod: (_key, _stale, { context }) => read(context),
  });
  return (facts) => cache.fetch(keyOf(facts), { context: facts });
}

/** A changed class is another instance: what was read before is of the one it was. */
function keyOf({ account, region, instanceId, realClass, chargeType }: InstanceFacts): string {
  return JSON.stringify([account, region, instanceId, realClass, chargeType]);
}
