import { RKVSTORE } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { text } from '../params.ts';
import { invalidParameter } from '../refusal.ts';
import { findRegion, regions, zonesOf } from '../regions.ts';

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

export const describeZones: Operation = {
  name: 'DescribeZones',
  product: RKVSTORE,
  ram: 'kvstore:DescribeZones',
  schema: { AcceptLanguage: { kind: 'text', values: ['zh-CN', 'en-US'] } },
  run: ({ params }) => {
    // Which region counts when none is named is unknown; the central host's own is taken.
    const RegionId = text(params, 'RegionId') ?? 'cn-hangzhou';
    if (findRegion(RegionId) === undefined) throw invalidParameter('RegionId');
    const zone = (ZoneId: string): Record<string, unknown> => ({
      RegionId,
      ZoneId,
      ZoneName: ZoneId,
      Disabled: false,
      IsRds: true,
      SwitchNetwork: true,
    });
    return { Zones: { KVStoreZone: zonesOf(RegionId).map(zone) } };
  },
};
