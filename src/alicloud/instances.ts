import { CLIENT_CODES } from '../core/cloud-errors.ts';
import type { Cloud } from '../workflow/ports.ts';
import type { CloudClient } from './cloud-client.ts';
import { clientFault } from './errors.ts';
import { PAGE_SIZE } from './fleet.ts';
import { factsOf, instanceRows, isAbsence, summaryOf } from './instance-reader.ts';

export function createInstances(client: CloudClient): Pick<Cloud, 'instance' | 'summaries'> {
  return {
    async instance(ref) {
      try {
        const params = { RegionId: ref.region, InstanceId: ref.instanceId };
        return factsOf(ref, await client.read(ref.account, ref.region, 'DescribeInstanceAttribute', params));
      } catch (thrown) {
        if (isAbsence(thrown)) return undefined;
        throw thrown;
      }
    },

    async summaries(account, region, ids) {
      if (ids.length === 0) return [];
      const params = { RegionId: region, InstanceIds: ids.join(','), PageSize: String(PAGE_SIZE) };
      const body = await client.read(account, region, 'DescribeInstances', params);
      return instanceRows(body).map((row) => {
        const summary = summaryOf(account, region, row);
        // Left out, it would look like an instance that is gone.
        if (summary === undefined) throw clientFault(CLIENT_CODES.malformed);
        return summary;
      });
    },
  };
}
