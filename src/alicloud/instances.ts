import { CLIENT_CODES } from '../core/cloud-errors.ts';
import type { Cloud } from '../workflow/ports.ts';
import { anyAnswered } from './answers.ts';
import type { CloudClient } from './cloud-client.ts';
import { clientFault } from './errors.ts';
import { factsOf, instanceRows, isAbsence, summaryOf } from './instance-reader.ts';
import { servedRegions } from './places.ts';
import { LIST_RETRIES } from './retry.ts';

/**
 * The largest page of DescribeInstances. A search reads one of every region: with more instances than that, people type
 * a longer part of the name. Nothing is cut here, because only the desk knows which ones the person may touch.
 */
export const PAGE_SIZE = 50;

export function createInstances(client: CloudClient): Pick<Cloud, 'instance' | 'summaries' | 'search'> {
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

    async search(words) {
      const looks = servedRegions(client).map(async ({ account, region }) => {
        const params = { RegionId: region, SearchKey: words.trim() || undefined, PageSize: String(PAGE_SIZE) };
        const rows = instanceRows(await client.read(account, region, 'DescribeInstances', params, LIST_RETRIES));
        return rows.map((row) => summaryOf(account, region, row)).filter((one) => one !== undefined);
      });
      const found = await anyAnswered(looks);
      // The same instance may be seen by two accounts; the first one of the configuration counts.
      return [...Map.groupBy(found.flat(), (one) => one.instanceId).values()].flatMap((same) => same.slice(0, 1));
    },
  };
}
