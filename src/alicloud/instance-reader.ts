import { CLIENT_CODES } from '../core/cloud-errors.ts';
import { describeClass } from '../core/instance/classes.ts';
import { CloudFault } from '../core/faults.ts';
import type { ChargeType, InstanceFacts, InstanceRef, InstanceSummary } from '../core/instance/instance.ts';
import type { ListedInstance } from '../core/instance/naming.ts';
import { UTC_TIME } from '../core/value/ids.ts';
import { clientFault, requestIdOf } from './errors.ts';
import { at, type Fields, flag, list, size, text, timeOf } from './fields.ts';

/** Rows of DescribeInstances. An answer without the list is no empty list. */
export function instanceRows(body: Fields): readonly unknown[] {
  return list(body, 'Instances', 'KVStoreInstance') ?? malformed(body);
}

/** One row of DescribeInstances; undefined when it lacks what identifies and prices an instance. */
export function summaryOf(account: string, region: string, row: unknown): InstanceSummary | undefined {
  const instanceId = text(at(row, 'InstanceId'));
  const instanceClass = text(at(row, 'InstanceClass'));
  const chargeType = chargeTypeOf(at(row, 'ChargeType'));
  if (instanceId === undefined || instanceClass === undefined || chargeType === undefined) return undefined;
  return {
    account,
    region,
    instanceId,
    name: text(at(row, 'InstanceName')) ?? instanceId,
    // A missing status must not count as Normal, the only one that allows a change.
    status: text(at(row, 'InstanceStatus')) ?? 'Unknown',
    instanceClass,
    architecture: text(at(row, 'ArchitectureType')) ?? '',
    chargeType,
    capacityMb: size(at(row, 'Capacity')),
    tags: tagsOf(row),
  };
}

/** The same, with the address that people paste. */
export function listedOf(account: string, region: string, row: unknown): ListedInstance | undefined {
  const summary = summaryOf(account, region, row);
  return summary && { ...summary, domain: text(at(row, 'ConnectionDomain')) };
}

/** DescribeInstanceAttribute: undefined for an empty list or another instance than the one asked for. */
export function factsOf(ref: InstanceRef, body: Fields): InstanceFacts | undefined {
  const rows = list(body, 'Instances', 'DBInstanceAttribute') ?? malformed(body);
  if (rows.length === 0) return undefined;
  const row = rows[0];
  const id = text(at(row, 'InstanceId')) ?? malformed(body);
  if (id !== ref.instanceId) return undefined;
  const summary = summaryOf(ref.account, ref.region, row) ?? malformed(body);
  const realClass = text(at(row, 'RealInstanceClass')) ?? summary.instanceClass;
  return {
    ...summary,
    realClass,
    engineVersion: text(at(row, 'EngineVersion')) ?? '',
    zoneId: text(at(row, 'ZoneId')),
    orderCompleted: flag(at(row, 'IsOrderCompleted')),
    hasRenewChangeOrder: flag(at(row, 'HasRenewChangeOrder')) ?? false,
    maintenance: maintenanceOf(row),
    endTime: summary.chargeType === 'PrePaid' ? timeOf(at(row, 'EndTime')) : undefined,
    connections: size(at(row, 'Connections')),
    bandwidthMBs: size(at(row, 'Bandwidth')),
    qps: size(at(row, 'QPS')),
    shards: shardsOf(row, summary.architecture, realClass),
  };
}

/** Codes that say "no such instance" to a read by id; a mistyped id is malformed to some regions. */
const ABSENT = new Set(['InvalidInstanceId.NotFound', 'InvalidDBInstance.NotFound', 'InvalidInstanceIds.Malformed']);

/** Whether a read by id failed because there is no such instance. */
export function isAbsence(thrown: unknown): boolean {
  return thrown instanceof CloudFault && ABSENT.has(thrown.code);
}

function malformed(body: Fields): never {
  throw clientFault(CLIENT_CODES.malformed, requestIdOf(body));
}

function chargeTypeOf(value: unknown): ChargeType | undefined {
  const word = text(value)?.toLowerCase();
  return word === 'prepaid' ? 'PrePaid' : word === 'postpaid' ? 'PostPaid' : undefined;
}

/** An answer without the list is not one without tags: a rule that denies by a tag would fail open. */
function tagsOf(row: unknown): InstanceSummary['tags'] {
  const pairs = list(row, 'Tags', 'Tag')?.flatMap((tag) => {
    const key = text(at(tag, 'Key'));
    return key === undefined ? [] : [[key, text(at(tag, 'Value')) ?? ''] as const];
  });
  return pairs && Object.fromEntries(pairs);
}

function maintenanceOf(row: unknown): InstanceFacts['maintenance'] {
  const [start, end] = [text(at(row, 'MaintainStartTime')), text(at(row, 'MaintainEndTime'))];
  return start !== undefined && end !== undefined && UTC_TIME.test(start) && UTC_TIME.test(end)
    ? { start, end }
    : undefined;
}

function shardsOf(row: unknown, architecture: string, realClass: string): number | undefined {
  return size(at(row, 'ShardCount')) ?? (architecture === 'standard' ? 1 : describeClass(realClass)?.shards);
}
