import type { Account } from '../core/policy/policy-model.ts';
import { createCloudClient } from './cloud-client.ts';
import type { Keys } from './credentials.ts';
import { faultOf } from './errors.ts';
import { at, whole } from './fields.ts';
import { LIST_RETRIES } from './retry.ts';

/**
 * Those of the regions in which the owner of the key has instances, the most first; one that does not answer is left out.
 * `endpoints`: by region, as in the configuration. Throws a CloudFault where none answers.
 */
export async function regionsInUse(keys: Keys, regions: readonly string[], endpoints: Account['endpoints'] = {}) {
  const account: Account = { name: 'main', site: 'china', regions, endpoints, credentials: { kind: 'default' } };
  const client = createCloudClient({ accounts: () => [account], keys: () => keys });
  const asked = await Promise.allSettled(
    regions.map(async (region) => {
      const params = { RegionId: region, PageSize: '30', PageNumber: '1' };
      const answer = await client.read(account.name, region, 'DescribeInstances', params, LIST_RETRIES);
      return { region, instances: whole(at(answer, 'TotalCount')) ?? 0 };
    }),
  );
  const answered = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const [failed] = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (answered.length === 0 && failed !== undefined) throw faultOf(failed);
  return answered.filter(({ instances }) => instances > 0).sort((a, b) => b.instances - a.instances);
}
