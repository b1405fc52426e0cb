import { classOf, findClass, isClassic } from '../classes.ts';
import type { InstanceClass } from '../classes.ts';
import type { SandboxInstance } from '../instance.ts';
import { integer, text } from '../params.ts';
import type { Params } from '../params.ts';
import type { Priced } from '../pricing.ts';
import { missingParameter, refuse } from '../refusal.ts';

/** What DescribePrice is asked to price: the list in Instances, or one thing from its other parameters. */
export function wantedShapes(params: Params, instance: SandboxInstance | undefined): Priced[] {
  const list = text(params, 'Instances');
  if (list !== undefined) return parseInstances(list, instance);
  const asked: Record<string, unknown> = {
    InstanceClass: text(params, 'InstanceClass'),
    ShardCount: integer(params, 'ShardCount'),
  };
  return [shapeFrom(asked, instance)];
}

/** Documented: a JSON array string; its item's fields follow the names of the parameters. */
function parseInstances(list: string, instance: SandboxInstance | undefined): Priced[] {
  let items: unknown;
  try {
    items = JSON.parse(list);
  } catch {
    throw refuse('InvalidInstances.Format');
  }
  if (!Array.isArray(items) || items.length === 0) throw refuse('InvalidInstances.Format');
  return items.map((item: unknown) => {
    if (typeof item !== 'object' || item === null) throw refuse('InvalidInstances.Format');
    return shapeFrom(item as Record<string, unknown>, instance);
  });
}

function shapeFrom(asked: Record<string, unknown>, instance: SandboxInstance | undefined): Priced {
  const name = typeof asked['InstanceClass'] === 'string' ? asked['InstanceClass'] : instance?.instanceClass;
  if (name === undefined) throw missingParameter('InstanceClass');
  // A virtual class of a cluster is not in the table either: documented, the real class is to be given.
  const row: InstanceClass | undefined = findClass(name);
  if (row === undefined) throw refuse('SPEC_NOT_FOUND');
  const count = (field: string, fallback: number): number =>
    asked[field] === undefined ? fallback : Number(asked[field]);
  const sameKind = instance !== undefined && !isClassic(row) && !isClassic(classOf(instance.instanceClass));
  return {
    instanceClass: name,
    shardCount: count('ShardCount', row.shards !== null && !sameKind ? row.shards : (instance?.shardCount ?? 1)),
    readOnlyCount: count('ReadOnlyCount', sameKind ? instance.readOnlyCount : 0),
    slaveReadOnlyCount: count('SlaveReadOnlyCount', sameKind ? instance.slaveReadOnlyCount : 0),
    replicaCount: count('ReplicaCount', sameKind ? instance.replicaCount : 1),
    slaveReplicaCount: count('SlaveReplicaCount', sameKind ? instance.slaveReplicaCount : 0),
    storageGb: count('Storage', sameKind ? instance.storageGb : 0),
  };
}
