import { classOf } from '../classes.ts';
import { isExpired } from '../instance.ts';
import type { SandboxInstance } from '../instance.ts';
import { RKVSTORE, pageOf } from '../operation.ts';
import type { Answer, Call, Operation } from '../operation.ts';
import { integer, text } from '../params.ts';
import type { Params } from '../params.ts';
import { missingParameter, refuse } from '../refusal.ts';
import { listRow } from '../rows.ts';
import type { State } from '../state.ts';
import { servedView } from '../timeline.ts';

export const describeInstances: Operation = {
  name: 'DescribeInstances',
  product: RKVSTORE,
  ram: 'kvstore:DescribeInstances',
  schema: {
    InstanceIds: { kind: 'text' },
    SearchKey: { kind: 'text' },
    InstanceStatus: { kind: 'text' },
    ChargeType: { kind: 'text', values: ['PrePaid', 'PostPaid'] },
    InstanceClass: { kind: 'text' },
    InstanceType: { kind: 'text', values: ['Tair', 'Redis', 'Memcache'] },
    EditionType: { kind: 'text', values: ['Community', 'Enterprise'] },
    ArchitectureType: { kind: 'text', values: ['cluster', 'standard', 'rwsplit'] },
    EngineVersion: { kind: 'text' },
    Expired: { kind: 'text', values: ['true', 'false'] },
    ResourceGroupId: { kind: 'text' },
    VpcId: { kind: 'text' },
    VSwitchId: { kind: 'text' },
    ZoneId: { kind: 'text' },
    NetworkType: { kind: 'text' },
    NodeType: { kind: 'text' },
    PrivateIp: { kind: 'text' },
    GlobalInstance: { kind: 'flag' },
    'Tag.N.Key': { kind: 'text' },
    'Tag.N.Value': { kind: 'text' },
    PageNumber: { kind: 'integer', min: 1 },
    PageSize: { kind: 'integer', min: 1, max: 50 },
  },
  run,
};

/** Without RegionId every region is listed here; the real host lists the regions that it serves. */
function run({ state, params }: Call): Answer {
  const ids = wantedIds(params);
  const tags = wantedTags(params);
  const matches = [...state.instances.values()].filter(
    (instance) =>
      instance.instanceStatus !== 'Released' &&
      (ids === undefined || ids.has(instance.instanceId)) &&
      matchesTags(instance, tags) &&
      matchesExpired(state, instance, text(params, 'Expired')) &&
      matchesFields(state, instance, params),
  );
  const page = pageOf(matches, integer(params, 'PageNumber') ?? 1, integer(params, 'PageSize') ?? 30);
  return {
    PageNumber: page.number,
    PageSize: page.size,
    TotalCount: page.total,
    Instances: { KVStoreInstance: page.items.map((instance) => listRow(state, instance)) },
  };
}

function wantedIds(params: Params): Set<string> | undefined {
  const list = text(params, 'InstanceIds')?.split(',');
  if (list === undefined) return undefined;
  if (list.length > 30 || list.some((id) => !/^[a-z0-9-]+$/i.test(id))) throw refuse('InvalidInstanceIds.Malformed');
  return new Set(list);
}

/** Documented: up to five pairs, and RegionId is needed with them. */
function wantedTags(params: Params): [string, string | undefined][] {
  const numbers = new Set<number>();
  for (const name of Object.keys(params)) {
    const match = /^Tag\.(\d+)\.(Key|Value)$/.exec(name);
    if (match !== null) numbers.add(Number(match[1]));
  }
  if (numbers.size === 0) return [];
  if (text(params, 'RegionId') === undefined) throw missingParameter('RegionId');
  return [...numbers].map((n) => {
    const key = text(params, `Tag.${n}.Key`);
    if (key === undefined) throw missingParameter(`Tag.${n}.Key`);
    if (n < 1 || n > 5) throw refuse('InvalidParameter', `The specified parameter Tag.${n}.Key is not valid.`);
    return [key, text(params, `Tag.${n}.Value`)];
  });
}

function matchesTags(instance: SandboxInstance, tags: readonly [string, string | undefined][]): boolean {
  return tags.every(
    ([key, value]) => Object.hasOwn(instance.tags, key) && (value === undefined || instance.tags[key] === value),
  );
}

/** Reported by the Terraform provider: expired instances are listed with Expired=true only. */
function matchesExpired(state: State, instance: SandboxInstance, wanted: string | undefined): boolean {
  return isExpired(instance, state.now()) === (wanted === 'true');
}

function matchesFields(state: State, instance: SandboxInstance, params: Params): boolean {
  const { status, shape } = servedView(state, instance);
  const row = classOf(shape.instanceClass);
  const search = text(params, 'SearchKey')?.toLowerCase();
  const named = [instance.instanceId, instance.instanceName].some((one) => one.toLowerCase().includes(search ?? ''));
  const community = row.series === 'community';
  const equal: Readonly<Record<string, string>> = {
    RegionId: instance.regionId,
    InstanceStatus: status,
    ChargeType: instance.chargeType,
    InstanceClass: shape.instanceClass,
    InstanceType: community ? 'Redis' : 'Tair',
    EditionType: community ? 'Community' : 'Enterprise',
    ArchitectureType: shape.architectureType,
    EngineVersion: shape.engineVersion,
    ResourceGroupId: instance.resourceGroupId,
    VpcId: instance.vpcId,
    VSwitchId: instance.vSwitchId,
    ZoneId: instance.zoneId,
    NetworkType: 'VPC',
    NodeType: shape.nodeType,
    PrivateIp: '172.16.0.10',
    GlobalInstance: String(instance.globalChild),
  };
  return named && Object.entries(equal).every(([name, value]) => (text(params, name) ?? value) === value);
}
