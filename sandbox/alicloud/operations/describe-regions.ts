import { RKVSTORE } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { regions, zonesOf } from '../regions.ts';

/** Names are in English whatever AcceptLanguage says. RegionEndpoint quotes the real host, not the sandbox. */
export const describeRegions: Operation = {
  name: 'DescribeRegions',
  product: RKVSTORE,
  ram: 'kvstore:DescribeRegions',
  schema: { AcceptLanguage: { kind: 'text', values: ['zh-CN', 'en-US'] } },
  run: () => ({
    RegionIds: {
      KVStoreRegion: regions.map((region) => ({
        RegionId: region.id,
        RegionEndpoint: region.endpoint,
        LocalName: region.name,
        ZoneIds: zonesOf(region.id).join(','),
        ZoneIdList: { ZoneId: zonesOf(region.id) },
      })),
    },
  }),
};
