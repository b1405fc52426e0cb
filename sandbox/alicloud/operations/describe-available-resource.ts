import { classOf, instanceClasses, isClassic, isSingleReplica, isSold, mayBecome, productTypeOf } from '../classes.ts';
import type { InstanceClass } from '../classes.ts';
import type { SandboxInstance } from '../instance.ts';
import { nest } from '../nesting.ts';
import type { Offer } from '../nesting.ts';
import { RKVSTORE } from '../operation.ts';
import type { Answer, Call, Operation } from '../operation.ts';
import { text } from '../params.ts';
import type { Params } from '../params.ts';
import { hourlyListPrice } from '../pricing.ts';
import { findRegion, zonesOf } from '../regions.ts';
import { invalidParameter, missingParameter } from '../refusal.ts';
import { findInstance } from '../state.ts';
import type { State } from '../state.ts';

export const describeAvailableResource: Operation = {
  name: 'DescribeAvailableResource',
  product: RKVSTORE,
  ram: 'kvstore:DescribeAvailableResource',
  schema: {
    RegionId: { kind: 'text', required: true },
    ZoneId: { kind: 'text' },
    InstanceId: { kind: 'text' },
    OrderType: { kind: 'text', values: ['BUY', 'UPGRADE', 'DOWNGRADE'] },
    InstanceChargeType: { kind: 'text', values: ['PrePaid', 'PostPaid'] },
    Engine: { kind: 'text', values: ['Redis', 'Memcache'] },
    ProductType: { kind: 'text', values: ['Local', 'Tair_rdb', 'Tair_scm', 'Tair_essd', 'OnECS'] },
    InstanceScene: { kind: 'text', values: ['professional', 'economical'] },
    AcceptLanguage: { kind: 'text', values: ['zh-CN', 'en-US'] },
    NodeId: { kind: 'text' },
    ResourceGroupId: { kind: 'text' },
  },
  run,
};

function run({ state, params }: Call): Answer {
  const regionId = params['RegionId'] ?? '';
  if (findRegion(regionId) === undefined) throw invalidParameter('RegionId');
  const orderType = text(params, 'OrderType') ?? 'BUY';
  const instanceId = text(params, 'InstanceId');
  if (orderType !== 'BUY' && instanceId === undefined) throw missingParameter('InstanceId');
  const instance = instanceId === undefined ? undefined : findInstance(state, instanceId, regionId);
  const from = orderType === 'BUY' ? undefined : instance;
  const chinese = (text(params, 'AcceptLanguage') ?? 'zh-CN') === 'zh-CN';
  const offers = instanceClasses
    .filter((row) => isListed(state, params, row, from, orderType))
    .flatMap((row) => offersOf(row, from, chinese));
  const zones = (from === undefined ? zonesOf(regionId) : [from.zoneId]).filter(
    (zone) => (text(params, 'ZoneId') ?? zone) === zone,
  );
  const none = offers.length === 0 || text(params, 'Engine') === 'Memcache';
  const rows = none ? [] : zones.map((ZoneId) => ({ RegionId: regionId, ZoneId, ZoneName: ZoneId, ...nest(offers) }));
  return { AvailableZones: { AvailableZone: rows } };
}

/**
 * ProductType must fit the instance's kind (default Local, classic), else nothing is listed; InstanceChargeType
 * defaults to PrePaid. That UPGRADE lists the dearer and DOWNGRADE the cheaper classes is assumed from the way a change's
 * direction is judged.
 */
function isListed(
  state: State,
  params: Params,
  row: InstanceClass,
  from: SandboxInstance | undefined,
  orderType: string,
): boolean {
  if (productTypeOf(row) !== (text(params, 'ProductType') ?? 'Local')) return false;
  if (!isSold(row, text(params, 'InstanceChargeType') ?? 'PrePaid')) return false;
  if (state.settings.notSold.includes(row.name) || state.settings.outOfStock.includes(row.name)) return false;
  if (from === undefined) return true;
  if (row.name === from.instanceClass || !mayBecome(classOf(from.instanceClass), row)) return false;
  const priceOf = (shape: typeof from) => hourlyListPrice(shape, from.regionId, state.settings);
  const shardCount = isClassic(classOf(from.instanceClass)) ? 1 : from.shardCount;
  const target = { ...from, instanceClass: row.name, shardCount };
  const dearer = priceOf(target) >= priceOf(from);
  return dearer === (orderType === 'UPGRADE');
}

/** A cloud-native instance is offered its own architecture and number of shards; more is a matter of ShardCount. */
function offersOf(row: InstanceClass, from: SandboxInstance | undefined, chinese: boolean): Offer[] {
  const community = row.series === 'community';
  const versions = from === undefined ? soldVersions(row) : [from.engineVersion];
  return architecturesOf(row).flatMap((architecture) => {
    if (from !== undefined && !isClassic(row) && architecture !== keptArchitecture(from)) return [];
    return shardNumbersOf(row, architecture, from).flatMap((shards) => {
      const times = isClassic(row) ? 1 : shards;
      const resource = {
        InstanceClass: row.name,
        Capacity: row.memoryGb * times * 1024,
        InstanceClassRemark: remark(row, architecture, shards, times, chinese),
      };
      return versions.map((version) => ({
        engine: 'Redis',
        edition: community ? 'Community' : 'Enterprise',
        // Published for Tair DRAM only; the names of the other series are assumed.
        series: community ? 'standard_type' : row.series === 'tair-dram' ? 'enhanced_performance_type' : row.series,
        version,
        architecture,
        shards: String(shards),
        node: isSingleReplica(row) ? 'single' : 'double',
        resource,
      }));
    });
  });
}

const keptArchitecture = (from: SandboxInstance): string =>
  isClassic(classOf(from.instanceClass)) ? 'standard' : from.architectureType;

function architecturesOf(row: InstanceClass): string[] {
  const names = row.architectures.map((one) => (one.startsWith('standard') ? 'standard' : (one.split('-')[0] ?? one)));
  return [...new Set(names)];
}

function shardNumbersOf(row: InstanceClass, architecture: string, from: SandboxInstance | undefined): number[] {
  if (isClassic(row)) return [row.shards ?? 1];
  if (architecture !== 'cluster') return [1];
  return from === undefined ? [2, 4, 8] : [from.shardCount];
}

const soldVersions = (row: InstanceClass): readonly string[] =>
  row.engineVersions.length > 0 ? row.engineVersions : isClassic(row) ? ['5.0'] : ['5.0', '6.0', '7.0'];

/** The only place where queries and connections are told. The English form is published, the Chinese one assumed. */
function remark(row: InstanceClass, architecture: string, shards: number, times: number, chinese: boolean): string {
  const kind = chinese ? ({ cluster: '集群版', rwsplit: '读写分离版' }[architecture] ?? '标准版') : architecture;
  const nodes = shards > 1 ? (chinese ? `(${shards}节点)` : ` (${shards} nodes)`) : '';
  const numbers =
    row.qps === null || row.connections === null
      ? ''
      : `${chinese ? '' : ' '}(QPS:${row.qps * times} Connections:${row.connections * times})`;
  return `${row.memoryGb * times}G${chinese ? '' : ' '}${kind}${nodes}${numbers}`;
}
