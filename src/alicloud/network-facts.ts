import type { NetworkFacts } from '../core/instance/instance.ts';
import type { Cloud } from '../workflow/ports.ts';
import type { CloudClient } from './cloud-client.ts';
import { instanceCache } from './instance-cache.ts';
import { bandwidthOf, directConnectionOf } from './network-facts-reader.ts';
import { NO_RETRIES } from './retry.ts';

/** A form is redrawn with each choice, and submitted within a minute. */
const REMEMBERED_MS = 30_000;
const UNKNOWN: NetworkFacts = { directConnection: undefined, bandwidth: undefined };

/** Source: docs/cloud.md#what-the-instance-is-and-used. */
export function createNetworkFacts(client: CloudClient, now: () => number): Pick<Cloud, 'networkFacts'> {
  const known = instanceCache(REMEMBERED_MS, now, async ({ account, region, instanceId }): Promise<NetworkFacts> => {
    const params = { RegionId: region, InstanceId: instanceId };
    const [network, intranet] = await Promise.allSettled([
      client.read(account, region, 'DescribeDBInstanceNetInfo', params, NO_RETRIES).then(directConnectionOf),
      client
        .read(account, region, 'DescribeIntranetAttribute', params, NO_RETRIES)
        .then((body) => bandwidthOf(body, now())),
    ]);
    return {
      directConnection: network.status === 'fulfilled' ? network.value : undefined,
      bandwidth: intranet.status === 'fulfilled' ? intranet.value : undefined,
    };
  });
  return { networkFacts: async (facts) => (await known(facts)) ?? UNKNOWN };
}
