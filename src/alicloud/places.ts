import { LRUCache } from 'lru-cache';
import type { InstanceRef } from '../core/instance/instance.ts';
import type { Cloud } from '../workflow/ports.ts';
import { firstFound, inOrder } from './answers.ts';
import type { CloudClient } from './cloud-client.ts';
import { instanceRows, isAbsence, summaryOf } from './instance-reader.ts';

/** Instances do not move; an account may leave the configuration, and an id may be released. */
const REMEMBERED_MS = 5 * 60_000;

/** Where an instance is. Only what was found is remembered: what was not may have just been made. */
export function createPlaces(client: CloudClient, now: () => number): Pick<Cloud, 'locate'> {
  const places = new LRUCache<string, InstanceRef>({ max: 1000, ttl: REMEMBERED_MS, ttlResolution: 0, perf: { now } });

  async function look({ account, region, instanceId }: InstanceRef): Promise<InstanceRef | undefined> {
    try {
      const params = { RegionId: region, InstanceIds: instanceId };
      const rows = instanceRows(await client.read(account, region, 'DescribeInstances', params));
      const found = rows.some((row) => summaryOf(account, region, row)?.instanceId === instanceId);
      return found ? { account, region, instanceId } : undefined;
    } catch (thrown) {
      if (isAbsence(thrown)) return undefined;
      throw thrown;
    }
  }

  return {
    async locate(instanceId, region) {
      const served = servedRegions(client).filter((one) => region === undefined || one.region === region);
      const known = places.get(instanceId);
      if (served.some((one) => one.account === known?.account && one.region === known.region)) return known;
      const regions = Map.groupBy(served, (one) => one.region);
      // An instance is in one region, but two accounts of the configuration may both see it there: the first one counts.
      const found = await firstFound(
        [...regions.values()].map((accounts) => inOrder(accounts.map((one) => look({ ...one, instanceId })))),
      );
      if (found !== undefined) places.set(instanceId, found);
      return found;
    },
  };
}

/** Every region of every account, in the order of the configuration. */
export function servedRegions(client: CloudClient): readonly Pick<InstanceRef, 'account' | 'region'>[] {
  return client.accounts().flatMap(({ name, regions }) => regions.map((region) => ({ account: name, region })));
}
