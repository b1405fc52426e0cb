import type { InstanceFacts, NetworkFacts } from '../core/instance/instance.ts';
import type { Cloud } from '../workflow/ports.ts';
import type { Gate } from './gate.ts';
import type { Patience } from './retry.ts';
import { bandwidthOf, directConnectionOf } from './network-facts-reader.ts';

/** A form is filled again with each choice, and sent within a minute. */
const KEPT_MS = 30_000;
const KEPT_AT_MOST = 200;

/** One try each: a person waits, and nothing depends on it. */
const ONCE: Patience = { tries: 1, budgetMs: 0, baseMs: 0, timeoutMs: 2000 };

export function createSurroundings(gate: Gate, now: () => number): Pick<Cloud, 'networkFacts'> {
  const kept = new Map<string, { readonly until: number; readonly found: Promise<NetworkFacts> }>();

  async function read({ account, region, instanceId }: InstanceFacts): Promise<NetworkFacts> {
    const params = { RegionId: region, InstanceId: instanceId };
    const [network, intranet] = await Promise.allSettled([
      gate.read(account, region, 'DescribeDBInstanceNetInfo', params, ONCE).then(directConnectionOf),
      gate.read(account, region, 'DescribeIntranetAttribute', params, ONCE).then((body) => bandwidthOf(body, now())),
    ]);
    return {
      directConnection: network.status === 'fulfilled' ? network.value : undefined,
      bandwidth: intranet.status === 'fulfilled' ? intranet.value : undefined,
    };
  }

  return {
    networkFacts(facts) {
      const key = JSON.stringify([facts.account, facts.region, facts.instanceId]);
      const known = kept.get(key);
      if (known !== undefined && known.until > now()) return known.found;
      const entry = { until: now() + KEPT_MS, found: read(facts) };
      kept.delete(key);
      kept.set(key, entry);
      const [oldest] = kept.keys();
      if (kept.size > KEPT_AT_MOST && oldest !== undefined) kept.delete(oldest);
      return entry.found;
    },
  };
}
